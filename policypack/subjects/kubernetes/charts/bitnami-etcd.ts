import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import { each, on, type Props, type Row, type Thunk } from "../../../lib/subject";
import type { EffectiveEtcd } from "../../../model/effective-etcd";
import type { BootFile } from "../../../model/node-boot";
import type { NodeEvidence } from "../../../model/node-evidence";
import { effectiveEtcd } from "../../../node/effective-etcd";
import type { Argument, Invocation } from "../../../node/invocation";
import type { Cursor } from "../../../parse/cursor";
import { HOLE, word } from "../../../parse/word";
import { ifKnown } from "../../../lib/read-all";
import { CHART } from "../pods/etcd-chart";
import { madeOf } from "./arguments";

type Release = Cursor<Props<ReleaseArgs>>;

interface Side {
    secureTransport: boolean;
    useAutoTLS: boolean;
    enableAuthentication: boolean;
    caFilename: string;
}
interface Values {
    enabled: boolean;
    auth: { client: Side; peer: Side };
    containerPorts: { client: number; peer: number };
    configuration: string;
    existingConfigmap: string;
    extraEnvVars: { name: string; value: string; valueFrom: unknown }[];
    extraEnvVarsCM: string;
    extraEnvVarsSecret: string;
}

/**
 * The etcds that Bitnami's chart starts, by itself or as a part of another chart (bitnami/charts, bitnami/etcd/templates/statefulset.yaml): every
 * setting is a variable. As a part it is judged where the values say something of its transport; a whole chart of that name also where they
 * do not, if the place that it comes from has Bitnami's name.
 */
export const everyBitnamiEtcd: Row<EffectiveEtcd> = on<ReleaseArgs>()(
    "kubernetes:helm.sh/v3:Release",
    function* ({ props }): Generator<Thunk<EffectiveEtcd>> {
        const values = props.field("values") as Cursor<unknown> as Cursor<Values & { etcd: Values }>;
        yield* each([values], () => {
            const etcd = etcdAmong(props, values);
            return etcd === undefined ? [] : [() => effectiveEtcd(invocationOf(etcd), () => evidenceOf(props))];
        });
    },
);

function etcdAmong(release: Release, values: Cursor<Values & { etcd: Values }>): Cursor<Values> | undefined {
    const chart = ifKnown(() => release.field("chart").text()) ?? "";
    const repository = ifKnown(() => release.field("repositoryOpts").field("repo").text()) ?? "";
    if (CHART.test(chart)) return /bitnami/i.test(chart + repository) || saysTransport(values) ? values : undefined;
    const part = values.field("etcd");
    return ifKnown(() => saysTransport(part) && part.field("enabled").raw() !== false) === true ? part : undefined;
}

const saysTransport = (values: Cursor<Values>): boolean =>
    (["client", "peer"] as const).some((side) => ifKnown(() => values.field("auth").field(side).isPresent()) === true);

function evidenceOf(release: Release): NodeEvidence {
    const namespace = ifKnown(() => release.field("namespace").text());
    return namespace === "kube-system" ? { verdict: "node", why: "namespace kube-system" } : { verdict: "unsure", why: "" };
}

const SIDES = [
    { side: "client", prefix: "ETCD_", listen: "ETCD_LISTEN_CLIENT_URLS", port: 2379 },
    { side: "peer", prefix: "ETCD_PEER_", listen: "ETCD_LISTEN_PEER_URLS", port: 2380 },
] as const;

function invocationOf(values: Cursor<Values>): Invocation {
    const environment = new Map<string, Argument>();
    const set = (name: string, at: string, text: () => string | undefined) => {
        const made = madeOf(at, text);
        if (made !== undefined) environment.set(name, made);
    };
    for (const { side, prefix, listen, port } of SIDES) {
        const place = values.field("auth").field(side);
        const isOn = (name: "secureTransport" | "useAutoTLS" | "enableAuthentication") => place.field(name).flag() === true;
        const hasFiles = () => isOn("secureTransport") && !isOn("useAutoTLS");
        const own = `/opt/bitnami/etcd/certs/${side}`;
        set(listen, place.field("secureTransport").path, () => {
            const number = values.field("containerPorts").field(side).number() ?? port;
            return `${isOn("secureTransport") ? "https" : "http"}://0.0.0.0:${number}`;
        });
        set(`${prefix}AUTO_TLS`, place.field("useAutoTLS").path, () =>
            isOn("secureTransport") && isOn("useAutoTLS") ? "true" : undefined,
        );
        for (const [variable, file] of [
            ["CERT_FILE", "tls.crt"],
            ["KEY_FILE", "tls.key"],
        ] as const)
            set(`${prefix}${variable}`, place.path, () => (hasFiles() ? `${own}/${file}` : undefined));
        set(`${prefix}CLIENT_CERT_AUTH`, place.field("enableAuthentication").path, () =>
            hasFiles() && isOn("enableAuthentication") ? "true" : undefined,
        );
        set(`${prefix}TRUSTED_CA_FILE`, place.field("caFilename").path, () => {
            const authority = place.field("caFilename").text() ?? "";
            if (!hasFiles() || (authority === "" && !isOn("enableAuthentication"))) return undefined;
            return `${own}/${authority === "" ? "ca.crt" : authority}`;
        });
    }
    const unseen = (["extraEnvVarsCM", "extraEnvVarsSecret"] as const)
        .map((name) => values.field(name))
        .find((place) => ifKnown(() => (place.text() ?? "") !== "") !== false);
    for (const [name, argument] of ownVariables(values)) environment.set(name, argument);
    const file = configurationOf(values);
    return {
        at: values.path,
        args: file === undefined ? [] : [file.argument],
        environment,
        ...(unseen !== undefined && { unseen: unseen.path }),
        ...(file?.content !== undefined && { fileAt: () => file.content }),
    };
}

/** They follow the chart's own, and of two variables of one name the last counts. */
function* ownVariables(values: Cursor<Values>): Generator<readonly [string, Argument]> {
    const list = values.field("extraEnvVars");
    if (!Array.isArray(ifKnown(() => list.raw()))) return;
    for (const variable of list.items()) {
        const name = ifKnown(() => variable.field("name").text());
        const value = variable.field("value");
        const text = () => (variable.field("valueFrom").isPresent() ? HOLE : (value.text() ?? ""));
        if (name !== undefined) yield [name, madeOf(value.path, text)!];
    }
}

const CONFIGURATION = "/opt/bitnami/etcd/conf/etcd.yaml";

/** The file that the image starts etcd with, where there is one: among the values, or in a ConfigMap that is not here. */
function configurationOf(values: Cursor<Values>): { argument: Argument; content?: BootFile } | undefined {
    const own = values.field("configuration");
    const argument = (at: string): Argument => ({ ...word(`--config-file=${CONFIGURATION}`), at });
    const text = ifKnown(() => own.text()) ?? "";
    if (text !== "") {
        const content = {
            path: CONFIGURATION,
            kind: "file",
            content: word(text),
            isAppended: false,
            isBase: false,
            at: own.path,
        } as const;
        return { argument: argument(own.path), content };
    }
    const elsewhere = values.field("existingConfigmap");
    return (ifKnown(() => elsewhere.text()) ?? "") === "" ? undefined : { argument: argument(elsewhere.path) };
}
