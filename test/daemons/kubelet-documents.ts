import fc from "fast-check";
import type { Files } from "./kubelet-cases";

const YAML_BOOLEANS = ["true", "false", "yes", "no", "on", "off", "True", "FALSE", "y", "N"];
/** Values of one field: of YAML, of JSON, and such as keep a kubelet from starting. */
interface Values {
    readonly yaml: readonly string[];
    readonly json: readonly string[];
    readonly refused: readonly string[];
}

const bool: Values = {
    yaml: [...YAML_BOOLEANS, "null", "~", "!!bool yes"],
    json: ["true", "false", "null"],
    refused: ['"true"', "1", "[]"],
};
const int = (yaml: string[], refused: string[] = []): Values => ({
    yaml: [...yaml, "null"],
    json: [...yaml.filter((one) => /^\d+$/.test(one) && !/^0\d/.test(one)), "null"],
    refused: ['"1"', "1.5", "99999999999", "true", "{}", ...refused],
});
const text = (values: string[], refused: string[] = []): Values => ({
    yaml: [...values.map((one) => JSON.stringify(one)), ...values.filter((one) => one !== "" && !one.includes(":")), "null"],
    json: [...values.map((one) => JSON.stringify(one)), "null"],
    refused: ["1", "true", "[a]", ...refused],
});
const both = (json: string[], refused: string[], yaml: string[] = []): Values => ({
    yaml: [...json, ...yaml],
    json,
    refused,
});

const fields = ({ ca, manifests, containerdSocket, cert, key }: Files): Readonly<Record<string, Values>> => ({
    "authentication.anonymous.enabled": bool,
    "authentication.webhook.enabled": bool,
    "authentication.x509.clientCAFile": text([ca, ""]),
    "authorization.mode": text(["AlwaysAllow", "Webhook", ""], ['"RBAC"', "webhook"]),
    enableServer: { ...bool, yaml: ["true", "on", "null", "true", "off"], json: ["true", "null"] },
    address: text(["0.0.0.0", "127.0.0.2", "::", ""], ['"nonsense"']),
    port: int(["0", "10250", "31250", "0x7a12", "31_250", "0o24012", "10250.0", "1.025e+4"], ["70000", "-1"]),
    readOnlyPort: int(
        ["0", "10255", "0x280f", "024017", "1_0255", '!!int "10255"', "+10255", "10255.0"],
        ["65536", "-1", "1:30", "10250"],
    ),
    healthzBindAddress: text(["0.0.0.0", "127.0.0.1", "::1", "local", ""]),
    healthzPort: int(["0", "10248", "0b11"], ["-1", "65536"]),
    streamingConnectionIdleTimeout: both(['"5m"', '"0"', '"1h30m"', '"100ms"', '"-1s"'], ["5", '"1d"', '""'], ["2h45m", "0s"]),
    enableDebuggingHandlers: { ...bool, yaml: ["true", "on", "null", "y", "off"], json: ["true", "null"] },
    enableSystemLogHandler: bool,
    enableSystemLogQuery: bool,
    enableProfilingHandler: bool,
    enableDebugFlagsHandler: bool,
    enableContentionProfiling: bool,
    tlsCertFile: text([cert, ""]),
    tlsPrivateKeyFile: text([key, ""]),
    serverTLSBootstrap: { ...bool, yaml: ["false", "no", "null", "yes"], json: ["false"] },
    rotateCertificates: bool,
    staticPodPath: text([manifests, "", "manifests", "./a/../b", "manifests/"]),
    staticPodURL: text(["http://127.0.0.1:9/pods", ""]),
    staticPodURLHeader: both(
        ['{"A": ["b"]}', '{"A": ["x", "y"], "C": ["d"]}', '{"C": null}', '{"C": []}', "{}", "null"],
        ['{"A": "b"}', "[]", "A:b"],
        ["{A: [b, 'c']}"],
    ),
    protectKernelDefaults: bool,
    makeIPTablesUtilChains: bool,
    eventRecordQPS: int(["0", "5", "50", "0x10"], ["-1"]),
    containerRuntimeEndpoint: text([`unix://${containerdSocket}`, containerdSocket, ""]),
    seccompDefault: bool,
    allowedUnsafeSysctls: both(
        ['["kernel.msg*"]', '["net.a", "net.b"]', "[]", "null"],
        ["net.a", "[1]", "{}", '["kernel.panic"]'],
        ["[net.c]"],
    ),
    featureGates: both(
        [
            '{"KubeletInUserNamespace": true}',
            '{"KubeletInUserNamespace": false, "RotateKubeletServerCertificate": true}',
            '{"KubeletInUserNamespace": null}',
            "{}",
            "null",
        ],
        ['{"KubeletInUserNamespace": "true"}', "[]", '{"RotateKubeletServerCertificate": 0}'],
        ["{KubeletInUserNamespace: yes}"],
    ),
});

/** A field by its path, with the text of its value. */
type Entry = readonly [path: string, value: string];

const OTHERS: readonly Entry[] = [
    ["authentication", "null"],
    ["authentication", "{}"],
    ["authentication.x509", "null"],
    ["authorization", "{}"],
    ["noSuchField", "5"],
    ["authentication.noSuchField", "{}"],
];

const CASES: readonly ((name: string) => string)[] = [
    (name) => name.toLowerCase(),
    (name) => name.toUpperCase(),
    (name) => name.charAt(0).toUpperCase() + name.slice(1),
    (name) => name.replace("s", "\u017f"),
];

/** A text as a file or a drop-in has it: YAML or JSON, mostly well formed. */
export const kubeletDocuments = (files: Files, use: "file" | "drop-in"): fc.Arbitrary<string> =>
    fc.constantFrom<"yaml" | "json">("yaml", "yaml", "json").chain((format) => {
        const all = fields(files);
        const entry = fc.constantFrom(...Object.keys(all)).chain((path): fc.Arbitrary<Entry> => {
            const good = fc.constantFrom(...all[path]![format]);
            const json = (one: string) => format === "yaml" || isJson(one);
            const bad = fc.constantFrom(...all[path]!.refused.filter(json));
            return fc.oneof({ weight: 150, arbitrary: good }, bad).map((value): Entry => [path, value]);
        });
        const recased = fc
            .tuple(entry, fc.constantFrom(...CASES))
            .map(([[path, value], change]): Entry => [path.split(".").map(change).join("."), value]);
        const some = fc.oneof(
            { weight: 30, arbitrary: entry },
            { weight: use === "drop-in" ? 4 : 2, arbitrary: recased },
            { weight: 2, arbitrary: fc.constantFrom(...OTHERS) },
        );
        const body = fc.array(some, { maxLength: 9 }).map(format === "yaml" ? blockOf : jsonOf);
        // A name twice: the second of JSON is not null, which to Go leaves some fields and clears others.
        const twice = fc
            .tuple(
                fc.array(entry, { maxLength: 4 }),
                entry.filter(([path, value]) => format === "yaml" || (value !== "null" && path !== "")),
            )
            .map(([before, last]) => [...before, last, ...before.slice(0, 1)])
            .filter((entries) => entries.every(([, value]) => value !== "null"))
            .map((entries) => (format === "yaml" ? entries.map((one) => blockOf([one])).join("") : jsonOfEach(entries)));
        const header = fc.oneof(
            { weight: 60, arbitrary: fc.constant(HEADER) },
            fc.constantFrom(
                { ...HEADER, apiVersion: "kubelet.config.k8s.io/v1" },
                { ...HEADER, kind: "kubeletConfiguration" },
                { kind: HEADER.kind },
                {},
            ),
        );
        const whole = fc
            .tuple(header, fc.oneof({ weight: use === "drop-in" ? 40 : 15, arbitrary: body }, twice))
            .map(([head, fields]) =>
                format === "yaml" ? headOf(head) + fields : `{${[members(head), fields].filter(Boolean).join(",")}}`,
            );
        const dressed = fc
            .tuple(whole, fc.constantFrom(...(format === "yaml" ? YAML_DRESS : JSON_DRESS)))
            .map(([one, dress]) => dress(one));
        return fc.oneof(
            { weight: 40, arbitrary: whole },
            { weight: 6, arbitrary: dressed },
            fc.constantFrom("", "\n", "---\n", "[]\n"),
        );
    });

const HEADER = { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" };
const headOf = (head: object) =>
    Object.entries(head)
        .map(([key, value]) => `${key}: ${value}\n`)
        .join("");
const members = (head: object) =>
    Object.entries(head)
        .map(([key, value]) => `"${key}":${JSON.stringify(value)}`)
        .join(",");

/** Streams of several documents, comments, marks; what follows the first document does not count. */
const YAML_DRESS: readonly ((text: string) => string)[] = [
    (text) => `---\n${text}`,
    (text) => `# a comment\n---\n${text}...\n`,
    (text) => `${text}---\nreadOnlyPort: 10255\n`,
    (text) => `${text}---\n${headOf(HEADER)}readOnlyPort: 31999\nauthentication: {anonymous: {enabled: true}}\n`,
    (text) => `---\n---\n${text}`,
    (text) => `%YAML 1.1\n---\n${text}`,
    (text) => `\n\n${text.replaceAll("\n", "\r\n")}`,
];
const JSON_DRESS: readonly ((text: string) => string)[] = [
    (text) => `\n\t${text}\n`,
    (text) => `${text}\n---\n{}`,
    (text) => text.replace(/}$/, ",}"),
    (text) => `${text} # comment`,
    (text) => `---\n${text}`,
];

type Block = Map<string, Block | string>;

/** Entries as one object; of a path that occurs twice the last counts. */
function blockFrom(entries: readonly Entry[]): Block {
    const root: Block = new Map();
    for (const [path, value] of entries) {
        const keys = path.split(".");
        let block = root;
        for (const key of keys.slice(0, -1)) {
            const inner = block.get(key);
            const next: Block = inner instanceof Map ? inner : new Map();
            block.set(key, next);
            block = next;
        }
        block.set(keys.at(-1)!, value);
    }
    return root;
}

const blockOf = (entries: readonly Entry[]): string => yamlOf(blockFrom(entries), "");
const yamlOf = (block: Block, indent: string): string =>
    [...block]
        .map(([key, value]) =>
            typeof value === "string" ? `${indent}${key}: ${value}\n` : `${indent}${key}:\n${yamlOf(value, `${indent}  `)}`,
        )
        .join("");
const jsonOf = (entries: readonly Entry[]): string => jsonMembers(blockFrom(entries));
const jsonOfEach = (entries: readonly Entry[]): string => entries.map((one) => jsonOf([one])).join(",");
const jsonMembers = (block: Block): string =>
    [...block]
        .map(([key, value]) => `${JSON.stringify(key)}:${typeof value === "string" ? value : `{${jsonMembers(value)}}`}`)
        .join(",");

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}
