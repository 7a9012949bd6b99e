import { join } from "node:path/posix";
import { HOLE } from "../../parse/word";
import { type Cursor } from "../../parse/cursor";
import type { NodeBoot } from "../../model/node-boot";
import { isWithin } from "../../model/node-path";
import { lastStateOf } from "../configuration-layer";
import { extraArguments, overridden, unknownWord } from "../extra-arguments";
import type { Argument, Invocation } from "../invocation";
import type { KubeadmConfig } from "./kubeadm-documents";

export const CERTIFICATES = "/etc/kubernetes/pki";
const at = (place: Cursor<unknown>): string => place.path;

/** A text of a document, or undefined where it has none or it is not known. */
export function textOr<T>(fallback: T, read: () => string | undefined): string | T {
    try {
        return read() ?? fallback;
    } catch {
        return fallback;
    }
}

export const certificatesDir = ({ cluster }: KubeadmConfig): string =>
    textOr(CERTIFICATES, () => cluster?.field("certificatesDir").text() || undefined);

/** The API server that kubeadm starts (phases/controlplane/manifests.go of 1.36), as far as its flags are judged. */
export function apiServerOf(config: KubeadmConfig, boot: NodeBoot): Invocation {
    const { cluster } = config;
    const pki = certificatesDir(config);
    const external = cluster?.field("etcd").field("external");
    const isExternal = textOr("", () => (external?.isPresent() === true ? "yes" : "")) !== "";
    const own = {
        "enable-admission-plugins": "NodeRestriction",
        "client-ca-file": join(pki, "ca.crt"),
        "tls-cert-file": join(pki, "apiserver.crt"),
        "tls-private-key-file": join(pki, "apiserver.key"),
        "kubelet-client-certificate": join(pki, "apiserver-kubelet-client.crt"),
        "kubelet-client-key": join(pki, "apiserver-kubelet-client.key"),
        "service-account-key-file": join(pki, "sa.pub"),
        "service-account-signing-key-file": join(pki, "sa.key"),
        "allow-privileged": "true",
    };
    const etcd = isExternal
        ? []
        : asArguments(
              {
                  "etcd-servers": "https://127.0.0.1:2379",
                  "etcd-cafile": join(pki, "etcd/ca.crt"),
                  "etcd-certfile": join(pki, "apiserver-etcd-client.crt"),
                  "etcd-keyfile": join(pki, "apiserver-etcd-client.key"),
              },
              config.at,
          );
    const given = cluster === undefined ? [] : extraArguments(cluster.field("apiServer").field("extraArgs"), at);
    const usesFile = given.some(({ name }) => name === "authorization-config");
    const flags = overridden({ ...own, ...(!usesFile && { "authorization-mode": "Node,RBAC" }) }, given, config.at);
    return {
        at: config.at,
        args: [...etcd, ...(isExternal ? externalFlags(external!) : []), ...flags],
        environment: new Map(),
        fileAt: (path) => lastStateOf(boot, onMachine(path, config)),
    };
}

/** Where a file of the API server's container lies on the machine; what kubeadm mounts by itself has the same path on both. */
function onMachine(path: string, { cluster }: KubeadmConfig): string {
    for (const volume of cluster?.field("apiServer").field("extraVolumes").items() ?? []) {
        const read = (place: Cursor<string>) => textOr("", () => place.text());
        const [here, inside] = [read(volume.field("hostPath")), read(volume.field("mountPath"))];
        if (here !== "" && inside !== "" && isWithin(path, inside)) return join(here, path.slice(inside.length));
    }
    return path;
}

type External = Cursor<{ endpoints: string[]; caFile: string; certFile: string; keyFile: string }>;

function externalFlags(external: External): readonly Argument[] {
    const flag = (name: string, place: Cursor<unknown>, read: () => string | undefined): Argument[] => {
        try {
            const value = read();
            if (value === undefined || value === "") return [];
            const text = `--${name}=${value}`;
            return [{ text, isLiteral: !text.includes(HOLE), at: place.path }];
        } catch (failure) {
            return [unknownWord(place.path, failure)];
        }
    };
    const endpoints = external.field("endpoints");
    return [
        ...flag("etcd-servers", endpoints, () => [...endpoints.items()].map((one) => one.text()).join(",")),
        ...flag("etcd-cafile", external.field("caFile"), () => external.field("caFile").text()),
        ...flag("etcd-certfile", external.field("certFile"), () => external.field("certFile").text()),
        ...flag("etcd-keyfile", external.field("keyFile"), () => external.field("keyFile").text()),
    ];
}

const asArguments = (own: Readonly<Record<string, string>>, place: string): readonly Argument[] => overridden(own, [], place);

/** The etcd that kubeadm starts (phases/etcd/local.go of 1.36); undefined where the cluster has one elsewhere. */
export function etcdOf(config: KubeadmConfig): Invocation | undefined {
    const etcd = config.cluster?.field("etcd");
    if (textOr("", () => (etcd?.field("external").isPresent() === true ? "yes" : "")) !== "") return undefined;
    const pki = join(certificatesDir(config), "etcd");
    const address = textOr(HOLE, () => config.init?.field("localAPIEndpoint").field("advertiseAddress").text());
    const host = address.includes(":") ? `[${address}]` : address;
    const loopback = address.includes(":") ? "[::1]" : "127.0.0.1";
    const own = {
        "listen-client-urls": `https://${loopback}:2379,https://${host}:2379`,
        "advertise-client-urls": `https://${host}:2379`,
        "listen-peer-urls": `https://${host}:2380`,
        "initial-advertise-peer-urls": `https://${host}:2380`,
        "data-dir": textOr("/var/lib/etcd", () => etcd?.field("local").field("dataDir").text()),
        "cert-file": join(pki, "server.crt"),
        "key-file": join(pki, "server.key"),
        "trusted-ca-file": join(pki, "ca.crt"),
        "client-cert-auth": "true",
        "peer-cert-file": join(pki, "peer.crt"),
        "peer-key-file": join(pki, "peer.key"),
        "peer-trusted-ca-file": join(pki, "ca.crt"),
        "peer-client-cert-auth": "true",
        "listen-metrics-urls": `http://${loopback}:2381`,
    };
    const given = etcd === undefined ? [] : extraArguments(etcd.field("local").field("extraArgs"), at);
    return { at: config.at, args: overridden(own, given, config.at), environment: new Map() };
}
