import { AUTHORITIES_OF_CLUSTER } from "../../policypack/model/etcd-authority";
import { LOOPBACK } from "../../policypack/model/loopback";
import { API_SERVER_GRAMMAR } from "../../policypack/node/effective-api-server";
import { DEFAULT_URLS } from "../../policypack/node/etcd/etcd-settings";
import { ETCD_GRAMMAR } from "../../policypack/node/etcd/start-settings";
import { HOLE } from "../../policypack/parse/word";
import { etcdCertificateAuthoritySeparate } from "../../policypack/policies/etcd-api/etcd-certificate-authority-separate";
import { etcdClientCertificatesRequired } from "../../policypack/policies/etcd-api/etcd-client-certificates-required";
import { etcdLoopbackAuthenticated } from "../../policypack/policies/etcd-api/etcd-loopback-authenticated";
import { etcdMetricsNotExposed } from "../../policypack/policies/etcd-api/etcd-metrics-not-exposed";
import { etcdPeerCertificatesRequired } from "../../policypack/policies/etcd-api/etcd-peer-certificates-required";
import { etcdProfilingDisabled } from "../../policypack/policies/etcd-api/etcd-profiling-disabled";
import { CLUSTER_LABELS } from "../../policypack/subjects/kubernetes/cluster-labels";
import { API_SERVER } from "../../policypack/subjects/kubernetes/pods/effective-api-server";
import { CLUSTER_IMAGES, ETCD } from "../../policypack/subjects/kubernetes/pods/effective-etcd";
import { type Aspect, flag, isGiven, placeOf, type Question, startRule, UNKNOWN_WORD, valueOf } from "./asked";
import { type Cel, listOf, text, texts } from "./cel";
import type { Started } from "./command-line";
import { normalised, repositoryOf } from "./node-path";
import type { Ruling, Variable } from "./rule";

const AUTHENTICATION = ["cert-file", "key-file", "auto-tls", "trusted-ca-file", "client-cert-auth"];
const etcd: Started = {
    called: "etcds",
    program: ETCD,
    grammar: ETCD_GRAMMAR,
    flags: [
        ...["config-file", "listen-client-urls", "listen-client-http-urls", "listen-peer-urls", "listen-metrics-urls"],
        ...AUTHENTICATION.flatMap((name) => [name, `peer-${name}`]),
        ...["enable-pprof", "log-level"],
    ],
    prefix: "ETCD_",
    answers: ["version", "help", "h"],
    others: ["gateway", "grpc-proxy", "help"],
};

const isHole = (value: Cel): Cel => `${value}.contains(${text(HOLE)})`;
const isSet = (name: string): Cel => `(${isGiven(name)} && ${valueOf(name)} != "")`;

/** Labels of the Pod itself, whatever makes it. */
const LABELS: Variable = {
    name: "labels",
    expression:
        `(object.kind == "Pod" ? object.metadata.?labels : object.kind == "PodTemplate" ? object.?template.?metadata.?labels : ` +
        `object.kind == "CronJob" ? object.?spec.?jobTemplate.?spec.?template.?metadata.?labels : object.?spec.?template.?metadata.?labels).orValue({})`,
};
const isLabelled = CLUSTER_LABELS.map(
    ([name, value]) =>
        `(${text(name)} in variables.labels && string(variables.labels[${text(name)}]).matches(${text(value.source)}))`,
).join(" || ");
const isOfCluster = [
    `[${repositoryOf('s.c.?image.orValue("")')}].exists(i, i.matches(${text(CLUSTER_IMAGES.map(({ source }) => `(?:${source})`).join("|"))}))`,
    'request.namespace == "kube-system"',
    isLabelled,
    "variables.spec.?hostNetwork.orValue(false)",
    's.all.contains("/etc/kubernetes/")',
].join(" || ");
/** Whether it is a cluster's or may be an application's. */
const EVIDENCE: Aspect = {
    of: `${isOfCluster} ? "N" : "U"`,
    cases: { N: { pod: { namespace: "kube-system" } }, U: {} },
};

const FROM_OBJECTS = `${listOf("variables.spec.?volumes")}.filter(v, has(v.configMap) || has(v.secret) || has(v.projected))`;
/** Whether a file is one of a ConfigMap's or Secret's, which the whole stack may show. */
const isOfObject = (path: Cel): Cel =>
    `[${normalised(path)}].exists(p, ${listOf("s.c.?volumeMounts")}.exists(m, ${FROM_OBJECTS}.exists(v, v.name == m.name) && ` +
    `[${normalised("string(m.mountPath)")}].exists(d, p == d || d == "/" || p.startsWith(d + "/"))))`;
/** A file that excludes all else. */
const FILE: Aspect = {
    of: `!${isSet("config-file")} ? "0" : ${isOfObject(valueOf("config-file"))} ? "O" : "1"`,
    cases: { "0": {}, O: {}, "1": { words: ["--config-file=/etc/etcd.yaml"] } },
    at: placeOf("config-file"),
};
const when = `!${isSet("config-file")}`;

const UNSEEN: Aspect = {
    of: `size(s.unknown) > 0 || size(${listOf("s.c.?envFrom")}) > 0 ? "?" : "-"`,
    cases: { "-": {}, "?": { words: [UNKNOWN_WORD] } },
};

/** Whom a listener with TLS lets in. */
function authentication(prefix: "" | "peer-"): Aspect {
    const [automatic, demanded] = [
        flag(`${prefix}auto-tls`, { isStrict: true }),
        flag(`${prefix}client-cert-auth`, { isStrict: true }),
    ];
    const file = (name: string) => isSet(`${prefix}${name}`);
    const isTrusting = file("trusted-ca-file");
    return {
        of:
            `[${automatic.of}].map(a, a == "X" ? "x" : a == "?" ? "h" : a == "T" && !${file("cert-file")} && !${file("key-file")} ? "G" : ` +
            `${isTrusting} ? "A" : ${demanded.of})[0]`,
        cases: {
            x: { words: [`--${prefix}auto-tls=maybe`] },
            h: { words: [`--${prefix}auto-tls=${UNKNOWN_WORD}`] },
            G: { words: [`--${prefix}auto-tls=true`] },
            A: { words: [`--${prefix}trusted-ca-file=/pki/own.crt`] },
            ...Object.fromEntries(Object.entries(demanded.cases).filter(([name]) => name !== "0")),
        },
        at: `(${automatic.of}) in ["X", "?"] ? ${placeOf(`${prefix}auto-tls`)} : ${placeOf(`${prefix}client-cert-auth`)}`,
    };
}

const USER = "://[^/@]*@";
const withoutUser = (url: Cel): Cel =>
    `(${url}.matches(${text(USER)}) ? ${url}.replace(${url}.find(${text(USER)}), "://", 1) : ${url})`;
/** The host and port of an address. */
const hostOf = (url: Cel): Cel =>
    `[${withoutUser(url)}].map(h, h.matches("(?i)^[a-z]+://") ? h.substring(h.indexOf("://") + 3) : h)[0].find("^[^?#]*")`;
/** A host alone, as the pack's `isLoopback` takes it (model/loopback.ts). */
const isLocal = (url: Cel): Cel =>
    `[${hostOf(url)}.find("^[^/]*")].exists(h, (h.matches("^\\\\[[^\\\\]]*\\\\]") ? h.substring(1, h.indexOf("]")) : h.split(":").size() > 2 ? h : ` +
    `h.substring(0, h.size() - h.find(":[0-9]*$").size())).matches(${text(LOOPBACK.source)}))`;
/** Plain or TLS, on the network or local (small letters), a socket, or not known. */
const kindOf = (url: Cel): Cel =>
    `${isHole(url)} && !${url}.matches("(?i)^[a-z]+://") ? "?" : ${url}.matches("^unixs?:") ? "s" : ` +
    `${url}.startsWith("https:") ? (${isLocal(url)} ? "t" : "T") : ${isLocal(url)} ? "p" : "P"`;

/** The addresses of a list, each with where it stands, what findings show of it, and its kind. */
function listeners(name: string): Cel {
    const fallback = DEFAULT_URLS[name];
    const given = `s.flags.filter(f, f.name == ${text(name)} && f.value != "")`;
    // One that is an address which the list has already changes nothing.
    const counts = `size(g) > 1 && g[size(g) - 1].value in string(g[size(g) - 2].value).split(",") ? g[size(g) - 2] : g[size(g) - 1]`;
    const none = `{"value": dyn(${text(fallback ?? "")}), "at": dyn(s.at)}`;
    const schemed = 'u.matches("(?i)^[a-z]+:") ? u.substring(0, u.indexOf(":")).lowerAscii() + u.substring(u.indexOf(":")) : u';
    const shown = `${withoutUser("u")}.replace(${text(HOLE)}, "…")`;
    const one = `{"at": dyn(f.at), "url": dyn(${shown}), "host": dyn(${hostOf("u")}), "kind": dyn(${kindOf("u")})}`;
    return (
        `[${given}].map(g, size(g) == 0 ? ${none} : {"value": ${"(COUNTS).value"}, "at": ${"(COUNTS).at"}})`.replaceAll(
            "COUNTS",
            counts,
        ) + `.map(f, string(f.value).split(",").map(u, u.trim()).filter(u, u != "").map(u, ${schemed}).map(u, ${one}))[0]`
    );
}

/** Beside listeners for HTTP alone, an address with and without TLS has TLS alone. */
const CLIENTS =
    `[${listeners("listen-client-http-urls")}].map(h, [${listeners("listen-client-urls")}].map(l, h + (size(h) == 0 ? l : ` +
    `l.filter(u, u.kind in ["t", "T"] || !l.exists(o, o.kind in ["t", "T"] && o.host == u.host))))[0])[0]`;

/** The starts without a file, each with the listeners that a policy judges. */
const LISTENING = "listening";
const listening = (all: Cel): Variable => ({
    name: LISTENING,
    expression:
        `variables.etcds.filter(s, ${when}).map(s, {"c": s.c, "at": s.at, "all": s.all, "unknown": s.unknown, "flags": s.flags, ` +
        `"listeners": dyn(${all})})`,
});
const ofKind = (kind: string): Cel => `l.filter(u, u.kind == "${kind}")`;
const has = (kind: string): Cel => `l.exists(u, u.kind == "${kind}")`;
/** What is not known hides nothing worse than an address that is open to everybody. */
const REACHED = `[s.listeners].map(l, ${has("P")} ? ${ofKind("P")} + ${ofKind("T")} : ${has("?")} ? [${ofKind("?")}[0]] : ${ofKind("T")})[0]`;
const OWN = (listeners: Cel): Cel =>
    `[${listeners}].map(l, ${has("P")} ? [].map(u, dyn(u)) : [${ofKind("?")} + ${ofKind("p")} + ${ofKind("t")}].map(a, size(a) == 0 ? a : [a[0]])[0])[0]`;

/** What one listener is. @param kinds those that are asked about */
function listener(name: string, kinds: readonly string[]): Aspect {
    const urls: Readonly<Record<string, string>> = {
        P: "http://203.0.113.5:1234",
        T: "https://203.0.113.5:1234",
        p: "http://127.0.0.1:1234",
        t: "https://127.0.0.1:1234",
        "?": UNKNOWN_WORD,
    };
    return {
        of: "string(x.kind)",
        cases: Object.fromEntries(kinds.map((kind) => [kind, { words: [`--${name}=${urls[kind]!}`] }])),
        at: "string(x.at)",
        quoted: Object.values(urls).map((sample) => ({ sample, as: "string(x.url)" })),
    };
}

const exposure = (name: string, prefix: "" | "peer-"): Question => ({
    program: etcd,
    of: LISTENING,
    each: REACHED,
    aspects: [EVIDENCE, listener(name, ["P", "T", "?"]), authentication(prefix), UNSEEN],
});

/** On the node's network, where the loopback is the node's; says nothing of the other listeners. */
const onNode = (quiet: string): Aspect => ({
    of: '"1"',
    cases: { "1": { words: [`--${quiet}=https://10.0.0.4:1234`], pod: { spec: { hostNetwork: true } } } },
});
const loopback = (name: string, quiet: string, prefix: "" | "peer-"): Question => ({
    program: etcd,
    when: `${when} && variables.spec.?hostNetwork.orValue(false)`,
    each: OWN(listeners(name)),
    aspects: [onNode(quiet), listener(name, ["p", "t", "?"]), authentication(prefix)],
});

const isAuthority = (path: Cel): Cel =>
    `${normalised(path)} in ${texts([...new Set([...AUTHORITIES_OF_CLUSTER].map((one) => one.replace(/^\/var\/run/, "/run")))])}`;
function authority(prefix: "" | "peer-"): Question {
    const name = `${prefix}trusted-ca-file`;
    const own = authentication(prefix);
    // Not in /etc/kubernetes, which would tell of a cluster by itself.
    const sample = "/srv/kubernetes/ca.crt";
    const trusted: Aspect = {
        of: `${isSet(name)} && ${isAuthority(valueOf(name))} ? "C" : "-"`,
        cases: { "-": {}, C: { words: [`--${name}=${sample}`] } },
        at: placeOf(name),
        quoted: [{ sample, as: valueOf(name) }],
    };
    const { x, h, G } = own.cases as Record<"x" | "h" | "G", Aspect["cases"][string]>;
    const automatic: Aspect = {
        ...own,
        of: `[${own.of}].map(a, a in ["x", "h", "G"] ? a : "-")[0]`,
        cases: { "-": {}, x, h, G },
    };
    return { program: etcd, when, aspects: [EVIDENCE, trusted, automatic] };
}

const apiServer: Started = {
    called: "apiServers",
    program: API_SERVER,
    grammar: API_SERVER_GRAMMAR,
    flags: ["etcd-cafile", "client-ca-file"],
};
const isSame = `${isSet("client-ca-file")} && ${normalised(valueOf("etcd-cafile"))} == ${normalised(valueOf("client-ca-file"))}`;
const OF_ETCD: Aspect = {
    of: `!${isSet("etcd-cafile")} ? "-" : ${isSame} ? "S" : ${isAuthority(valueOf("etcd-cafile"))} ? "C" : "-"`,
    cases: {
        "-": {},
        S: { words: ["--client-ca-file=/pki/sample.crt", "--etcd-cafile=/pki/sample.crt"] },
        C: { words: ["--etcd-cafile=/etc/kubernetes/pki/ca.crt"] },
    },
    at: placeOf("etcd-cafile"),
    quoted: ["/pki/sample.crt", "/etc/kubernetes/pki/ca.crt"].map((sample) => ({ sample, as: valueOf("etcd-cafile") })),
};

const LEVEL = "log-level";
const DEBUG: Aspect = {
    of: `!${isGiven(LEVEL)} ? "-" : [${valueOf(LEVEL)}].map(v, ${isHole("v")} ? "?" : v == "debug" ? "D" : "-")[0]`,
    cases: { "-": {}, D: { words: [`--${LEVEL}=debug`] }, "?": { words: [`--${LEVEL}=${UNKNOWN_WORD}`] } },
    at: placeOf(LEVEL),
};

/** What the pack says of etcds in Pods, a cluster's and an application's. */
export const ETCD_RULES: readonly Ruling[] = [
    startRule(
        etcdClientCertificatesRequired,
        [{ program: etcd, aspects: [FILE] }, exposure("listen-client-urls", "")],
        [LABELS, listening(CLIENTS)],
    ),
    startRule(
        etcdPeerCertificatesRequired,
        [exposure("listen-peer-urls", "peer-")],
        [LABELS, listening(listeners("listen-peer-urls"))],
    ),
    startRule(
        etcdCertificateAuthoritySeparate,
        [{ program: etcd, aspects: [FILE] }, authority(""), authority("peer-"), { program: apiServer, aspects: [OF_ETCD] }],
        [LABELS],
    ),
    startRule(
        etcdMetricsNotExposed,
        [exposure("listen-metrics-urls", "")],
        [LABELS, listening(listeners("listen-metrics-urls"))],
    ),
    startRule(
        etcdProfilingDisabled,
        [{ program: etcd, when, aspects: [EVIDENCE, flag("enable-pprof", { isStrict: true }), DEBUG] }],
        [LABELS],
    ),
    startRule(
        etcdLoopbackAuthenticated,
        [loopback("listen-client-urls", "listen-peer-urls", ""), loopback("listen-peer-urls", "listen-client-urls", "peer-")],
        [],
    ),
];
