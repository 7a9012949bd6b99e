import type { EffectiveApiServer } from "../model/effective-api-server";
import type { Sourced } from "../model/sourced";
import { BELOW, Cursor } from "../parse/cursor";
import { type FlagGrammar, parseBool } from "../parse/flags";
import { yaml } from "../parse/yaml";
import { type Invocation, StartSettings } from "./invocation";

/** The flags of the API server that are judged, and its booleans. */
export const API_SERVER_GRAMMAR: FlagGrammar = {
    dialect: "pflag",
    switches: new Set(["anonymous-auth", "kubelet-https", "allow-privileged", "profiling", "enable-bootstrap-token-auth"]),
    valued: new Set([
        "authentication-config",
        "authorization-mode",
        "authorization-config",
        "kubelet-certificate-authority",
        "kubelet-client-certificate",
        "kubelet-client-key",
        "client-ca-file",
        "etcd-cafile",
        "etcd-certfile",
        "etcd-keyfile",
        "etcd-servers",
    ]),
};

/**
 * What the API server does with its flags (pkg/kubeapiserver/options/{authentication,authorization}.go and
 * cmd/kube-apiserver/app/options/options.go of 1.36; apiserver.config.k8s.io, where its files are seen): without modes and without a file it allows everything to whoever is authenticated.
 */
export function effectiveApiServer(invocation: Invocation): EffectiveApiServer {
    const settings = new StartSettings(invocation, API_SERVER_GRAMMAR);
    const flag = (name: string, fallback: boolean): Sourced<boolean> => {
        const read = settings.value(name, String(fallback));
        return { ...read, value: parseBool(read.value) ?? fallback };
    };
    /** What a flag's file holds, where it can be seen and read. */
    const fileOf = (name: string): Cursor<object> | undefined => {
        const file = invocation.fileAt?.(settings.value(name, "").value);
        const document = file?.content.isLiteral === true ? yaml(file.content.text) : undefined;
        const isMap = document?.ok === true && typeof document.value === "object" && document.value !== null;
        return isMap ? Cursor.of<object>(document.value, file!.at + BELOW) : undefined;
    };
    return {
        at: invocation.at,
        get kubeletCertificateAuthority() {
            return settings.value("kubelet-certificate-authority", "");
        },
        get kubeletClientCertificate() {
            return settings.value("kubelet-client-certificate", "");
        },
        get kubeletClientKey() {
            return settings.value("kubelet-client-key", "");
        },
        get clientCAFile() {
            return settings.value("client-ca-file", "");
        },
        get etcdCAFile() {
            return settings.value("etcd-cafile", "");
        },
        get etcdClientCertificate() {
            return settings.value("etcd-certfile", "");
        },
        get etcdClientKey() {
            return settings.value("etcd-keyfile", "");
        },
        get etcdServers() {
            return settings.value("etcd-servers", "");
        },
        get kubeletHttps() {
            return flag("kubelet-https", true);
        },
        get anonymousAuth() {
            const given = flag("anonymous-auth", true);
            const file = fileOf("authentication-config");
            return given.isDefault && file !== undefined ? (anonymousIn(file) ?? given) : given;
        },
        get authenticationConfig() {
            const file = settings.value("authentication-config", "");
            return fileOf("authentication-config") === undefined ? file : { ...file, value: "" };
        },
        get authorizationModes() {
            const given = settings.values("authorization-mode").flatMap(({ value, ...from }) =>
                value
                    .split(",")
                    .filter((mode) => mode !== "")
                    .map((mode) => ({ ...from, value: mode.trim() })),
            );
            if (given.length > 0) return given;
            const file = settings.value("authorization-config", "");
            if (file.value === "") return [{ ...file, value: "AlwaysAllow" }];
            const seen = fileOf("authorization-config");
            return seen === undefined ? [] : authorizersIn(seen);
        },
        unseen: settings.unseen,
    };
}

interface AuthenticationConfiguration {
    readonly anonymous: { readonly enabled: boolean; readonly conditions: readonly unknown[] };
}
interface AuthorizationConfiguration {
    readonly authorizers: readonly { readonly type: string }[];
}

/** With conditions they are for some paths alone. Undefined where the file leaves it to the flag. */
function anonymousIn(file: Cursor<object>): Sourced<boolean> | undefined {
    const anonymous = (file as Cursor<unknown> as Cursor<AuthenticationConfiguration>).field("anonymous");
    if (!anonymous.isPresent()) return undefined;
    const enabled = anonymous.field("enabled");
    const isForAll = anonymous.field("conditions").items().next().done === true;
    return { value: enabled.flag() === true && isForAll, at: enabled.path, isDefault: false };
}

function authorizersIn(file: Cursor<object>): readonly Sourced<string>[] {
    const authorizers = (file as Cursor<unknown> as Cursor<AuthorizationConfiguration>).field("authorizers");
    return [...authorizers.items()].map((one) => {
        const type = one.field("type");
        return { value: type.text() ?? "", at: type.path, isDefault: false };
    });
}
