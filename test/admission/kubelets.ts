import { CREDENTIAL, CREDENTIAL_VALUE } from "../../policypack/model/credential-words";
import { CONTROL_PLANE_LABEL } from "../../policypack/node/effective-kubelet";
import { KUBELET_GRAMMAR } from "../../policypack/node/kubelet-flags";
import { HOLE } from "../../policypack/parse/word";
import { kubeletAnonymousAuthDisabled } from "../../policypack/policies/kubelet-api/kubelet-anonymous-auth-disabled";
import { kubeletAuthenticationConfigured } from "../../policypack/policies/kubelet-api/kubelet-authentication-configured";
import { kubeletAuthorizationRequired } from "../../policypack/policies/kubelet-api/kubelet-authorization-required";
import { kubeletDebugHandlersNotEnabled } from "../../policypack/policies/kubelet-api/kubelet-debug-handlers-not-enabled";
import { kubeletHealthzLocal } from "../../policypack/policies/kubelet-api/kubelet-healthz-local";
import { kubeletReadOnlyPortDisabled } from "../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { kubeletServingCertificateSet } from "../../policypack/policies/kubelet-api/kubelet-serving-certificate-set";
import { kubeletStaticPodsDisabled } from "../../policypack/policies/static-pods/kubelet-static-pods-disabled";
import { nodeConfigurationReadable } from "../../policypack/policies/static-pods/node-configuration-readable";
import { staticPodUrlProtected } from "../../policypack/policies/static-pods/static-pod-url-protected";
import { KUBELET } from "../../policypack/subjects/kubernetes/pods/kubelet-pod";
import { type Aspect, flag, isGiven, placeOf, setting, startRule, UNKNOWN_WORD, UNSEEN, valueOf } from "./asked";
import { type Cel, text } from "./cel";
import type { Started } from "./command-line";
import type { Ruling } from "./rule";

const kubelet = (...flags: readonly string[]): Started => ({
    called: "kubelets",
    program: KUBELET,
    grammar: KUBELET_GRAMMAR,
    flags,
    ends: ["--version", "--help", "-h"],
});

/** With a file, the defaults are others. */
const FILE: Aspect = {
    of: `${isGiven("config")} && ${valueOf("config")} != "" ? "1" : "0"`,
    cases: { "0": {}, "1": { words: ["--config=/k.yaml"] } },
    at: placeOf("config"),
};
const folder: Aspect = {
    of: `${isGiven("config-dir")} && ${valueOf("config-dir")} != "" ? "1" : "0"`,
    cases: { "0": {}, "1": { words: ["--config-dir=/k.d"] } },
    at: placeOf("config-dir"),
};
const CONTROL_PLANE: Aspect = {
    of: `s.flags.exists(f, f.name == "node-labels" && string(f.value).matches(${text(CONTROL_PLANE_LABEL.source)})) ? "1" : "0"`,
    cases: { "0": {}, "1": { words: ["--node-labels=node-role.kubernetes.io/control-plane="] } },
};

const isHole = (value: Cel): Cel => `${value}.contains(${text(HOLE)})`;
/** Go's whole numbers with base 0, of which all but decimal ones are quoted as they are written. */
const NUMBER =
    "^[+-]?(?:0[xX]_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0[oO]_?[0-7]+(?:_[0-7]+)*|0[bB]_?[01]+(?:_[01]+)*|0(?:_?[0-7]+)*|[1-9][0-9]*(?:_[0-9]+)*)$";
const NONE = "^[+-]?0[xXoObB]?[0_]*$";
/** A port: absent, none, some, no number, not known. */
function port(name: string, sample: string): Aspect {
    const all = `s.flags.filter(f, f.name == ${text(name)})`;
    return {
        of:
            `!${isGiven(name)} ? "-" : ${all}.exists(f, !${isHole("string(f.value)")} && !string(f.value).matches(${text(NUMBER)})) ? "X" : ` +
            `[${valueOf(name)}].map(v, ${isHole("v")} ? "?" : v.matches(${text(NONE)}) ? "0" : "1")[0]`,
        cases: {
            "-": {},
            "0": { words: [`--${name}=0`] },
            "1": { words: [`--${name}=${sample}`] },
            X: { words: [`--${name}=many`] },
            "?": { words: [`--${name}=${UNKNOWN_WORD}`] },
        },
        at: placeOf(name),
        quoted: [{ sample, as: valueOf(name) }],
    };
}

const ADDRESS = "healthz-bind-address";
/** Addresses by their form: Kubernetes 1.30 gives policies no functions for them. */
const BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
const WORD = "[0-9a-fA-F]{1,4}";
const SHORTENED = [1, 2, 3, 4, 5, 6].map((before) => `(?:${WORD}:){1,${before}}(?::${WORD}){1,${7 - before}}`);
const IP = `^(?:(?:${BYTE}\\.){3}${BYTE}|(?:${WORD}:){7}${WORD}|(?:${WORD}:){1,7}:|${SHORTENED.join("|")}|:(?:(?::${WORD}){1,7}|:))$`;
/** Leading zeros are fine. */
const PLAIN = `v.matches("^[0-9.]+$") ? v.split(".").map(p, p.matches("^0+[0-9]") ? string(int(p)) : p).join(".") : v`;
const GIVEN = `s.flags.filter(f, f.name == "${ADDRESS}").map(f, string(f.value))`;
/** An empty one changes nothing, but that the kubelet breaks at another one behind it. */
const HEALTH_ADDRESS: Aspect = {
    of:
        `[${GIVEN}].map(g, [g.filter(v, v != "").map(v, ${PLAIN})].map(a, size(g) == 0 ? "-" : size(a) == 0 ? "0" : ` +
        `a.exists(v, !${isHole("v")} && !v.matches(${text(IP)})) || (g.indexOf("") >= 0 && g.indexOf("") < size(a)) ? "X" : ` +
        `[a[size(a) - 1]].map(v, ${isHole("v")} ? "?" : v.matches("^127\\\\.|^(?:0*:)*:?0*1$") ? "L" : "1")[0])[0])[0]`,
    cases: {
        "-": {},
        "0": { words: [`--${ADDRESS}=`] },
        L: { words: [`--${ADDRESS}=127.0.0.1`] },
        "1": { words: [`--${ADDRESS}=203.0.113.77`] },
        X: { words: [`--${ADDRESS}=nowhere`] },
        "?": { words: [`--${ADDRESS}=${UNKNOWN_WORD}`] },
    },
    at: placeOf(ADDRESS),
    quoted: [{ sample: "203.0.113.77", as: valueOf(ADDRESS) }],
};

const inJson = (value: Cel): Cel => `${value}.replace("\\\\", "\\\\\\\\").replace("\\"", "\\\\\\"")`;
const path = setting("pod-manifest-path");
const MANIFEST_PATH: Aspect = {
    ...path,
    quoted: [{ sample: "sample-of-pod-manifest-path", as: inJson(valueOf("pod-manifest-path")) }],
};

const URL_FLAG = "manifest-url";
/** Scheme, then user and password, then host and port, then the rest. */
const IS_URL = "^[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^/?#@]*@)?[^/?#@ ]+(?:[/?#].*)?$";
const HOST = `[${valueOf(URL_FLAG)}].map(v, v.substring(v.indexOf("://") + 3).find("^[^/?#]*")).map(h, h.substring(h.indexOf("@") + 1).lowerAscii()).map(h, SCHEME ? h.substring(0, h.size() - h.find(PORT).size()) : h)[0]`;
const hostOf = (scheme: string, own: number): Cel =>
    HOST.replace("SCHEME", `${valueOf(URL_FLAG)}.lowerAscii().startsWith("${scheme}:")`).replace("PORT", `":${own}$"`);
const ORIGIN = `${valueOf(URL_FLAG)}.lowerAscii().startsWith("http:") ? "http://" + ${hostOf("http", 80)} : "https://" + ${hostOf("https", 443)}`;
const isKnownUrl = `${isGiven(URL_FLAG)} && ${valueOf(URL_FLAG)}.matches(${text(IS_URL)}) && !${isHole(valueOf(URL_FLAG))}`;
const ORIGINS: Aspect = {
    of:
        `!${isGiven(URL_FLAG)} ? "-" : [${valueOf(URL_FLAG)}].map(v, v == "" ? "0" : ${isHole("v")} ? "?" : ` +
        `!v.matches(${text(IS_URL)}) || !v.matches("(?i)^https?:") ? "U" : "1")[0]`,
    cases: {
        "-": {},
        "0": { words: [`--${URL_FLAG}=`] },
        U: { words: [`--${URL_FLAG}=elsewhere`] },
        "1": { words: [`--${URL_FLAG}=https://pods.sample`] },
        "?": { words: [`--${URL_FLAG}=${UNKNOWN_WORD}`] },
    },
    at: placeOf(URL_FLAG),
    quoted: [{ sample: "https://pods.sample", as: `(${ORIGIN})` }],
};
const LOOPBACK_HOST = "^(?:localhost|127(?:\\.[0-9]+){3}|\\[::1\\])(?::[0-9]*)?$";
const PLAIN_HTTP: Aspect = {
    of: `${isKnownUrl} && ${valueOf(URL_FLAG)}.matches("(?i)^http:") ? (${hostOf("http", 80)}.matches(${text(LOOPBACK_HOST)}) ? "L" : "P") : "-"`,
    cases: {
        "-": {},
        L: { words: [`--${URL_FLAG}=http://127.0.0.1:1234/`] },
        P: { words: [`--${URL_FLAG}=http://pods.sample/`] },
    },
    at: placeOf(URL_FLAG),
    quoted: ["127.0.0.1:1234", "pods.sample"].map((sample) => ({ sample, as: hostOf("http", 80) })),
};
const WITH_USER: Aspect = {
    of: `${isKnownUrl} && ${valueOf(URL_FLAG)}.matches("^[^/]*//[^/?#]*[^/?#@:]+[^/?#]*@") ? "1" : "0"`,
    cases: { "0": {}, "1": { words: [`--${URL_FLAG}=https://somebody@pods.sample/`] } },
    at: placeOf(URL_FLAG),
};
const CREDENTIALS = text(`(?i)${CREDENTIAL.source}`);
const NAMES = `${valueOf(URL_FLAG)}.split("#")[0]`;
const PARTS = `[${NAMES}].map(u, u.contains("?") ? u.substring(u.indexOf("?") + 1).split("&").map(p, p.split("=")[0]).filter(n, n.matches(${CREDENTIALS})) : [""].filter(n, false))[0]`;
const WITH_PART: Aspect = {
    of: `${isKnownUrl} && size(${PARTS}) > 0 ? "1" : "0"`,
    cases: { "0": {}, "1": { words: [`--${URL_FLAG}=https://pods.sample/?sample-token=1`] } },
    at: placeOf(URL_FLAG),
    quoted: [{ sample: "sample-token", as: `${PARTS}[0]` }],
};
const HEADER = "manifest-url-header";
const OPENING_HEADERS =
    `s.flags.filter(f, f.name == "${HEADER}" && !${isHole("string(f.value)")}).map(f, string(f.value).split(",").filter(p, p.contains(":"))` +
    `.map(p, [p.substring(0, p.indexOf(":")).trim(), p.substring(p.indexOf(":") + 1).trim()])` +
    `.filter(p, p[1] != "" && (p[0].matches(${CREDENTIALS}) || p[1].matches(${text(`(?i)${CREDENTIAL_VALUE.source}`)}))).map(p, p[0])).filter(l, size(l) > 0)`;
const OPENING_HEADER: Aspect = {
    of: '"1"',
    cases: { "1": { words: [`--${HEADER}=X-Sample-Token:1`] } },
    at: placeOf(HEADER),
    quoted: [{ sample: "X-Sample-Token", as: "string(x[0])" }],
};
const ofUrl = kubelet(URL_FLAG, HEADER);

/** What the pack says of kubelets in Pods. */
export const KUBELET_RULES: readonly Ruling[] = [
    startRule(kubeletStaticPodsDisabled, [
        { program: kubelet("node-labels", "pod-manifest-path", URL_FLAG), aspects: [CONTROL_PLANE, MANIFEST_PATH] },
        { program: kubelet("node-labels", "pod-manifest-path", URL_FLAG), aspects: [CONTROL_PLANE, ORIGINS] },
    ]),
    startRule(staticPodUrlProtected, [
        { program: ofUrl, aspects: [PLAIN_HTTP] },
        { program: ofUrl, aspects: [WITH_USER] },
        { program: ofUrl, aspects: [WITH_PART] },
        { program: ofUrl, each: OPENING_HEADERS, aspects: [OPENING_HEADER] },
    ]),
    startRule(nodeConfigurationReadable, [
        { program: kubelet("config", "config-dir"), aspects: [FILE] },
        { program: kubelet("config", "config-dir"), aspects: [folder] },
        { program: kubelet("config", "config-dir"), each: "s.unknown", aspects: [{ ...UNSEEN, at: "string(x)" }] },
    ]),
    startRule(kubeletAnonymousAuthDisabled, [
        { program: kubelet("config", "anonymous-auth"), aspects: [FILE, flag("anonymous-auth", { each: "X" })] },
    ]),
    startRule(kubeletAuthenticationConfigured, [
        {
            program: kubelet("config", "authentication-token-webhook", "client-ca-file"),
            aspects: [FILE, flag("authentication-token-webhook", { each: "X" }), setting("client-ca-file")],
        },
    ]),
    startRule(kubeletAuthorizationRequired, [
        { program: kubelet("config", "authorization-mode"), aspects: [FILE, setting("authorization-mode", ["AlwaysAllow"])] },
    ]),
    startRule(kubeletReadOnlyPortDisabled, [
        { program: kubelet("config", "read-only-port"), aspects: [FILE, port("read-only-port", "12345")] },
    ]),
    startRule(kubeletHealthzLocal, [
        { program: kubelet("config", ADDRESS, "healthz-port"), aspects: [HEALTH_ADDRESS, port("healthz-port", "12346")] },
    ]),
    startRule(kubeletDebugHandlersNotEnabled, [
        {
            program: kubelet("contention-profiling", "enable-debugging-handlers"),
            aspects: [flag("enable-debugging-handlers", { each: "X" }), flag("contention-profiling", { each: "X" })],
        },
    ]),
    startRule(kubeletServingCertificateSet, [
        {
            program: kubelet("config", "rotate-server-certificates", "tls-cert-file", "tls-private-key-file"),
            aspects: [
                FILE,
                flag("rotate-server-certificates", { each: "X" }),
                setting("tls-cert-file"),
                setting("tls-private-key-file"),
            ],
        },
    ]),
];
