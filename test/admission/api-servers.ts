import { API_SERVER_GRAMMAR } from "../../policypack/node/effective-api-server";
import { kubeApiserverAuthenticatesToEtcd } from "../../policypack/policies/etcd-api/kube-apiserver-authenticates-to-etcd";
import { kubeApiserverAnonymousAuthDisabled } from "../../policypack/policies/kubelet-api/kube-apiserver-anonymous-auth-disabled";
import { kubeApiserverAuthenticatesToKubelets } from "../../policypack/policies/kubelet-api/kube-apiserver-authenticates-to-kubelets";
import { kubeApiserverAuthorizationRequired } from "../../policypack/policies/kubelet-api/kube-apiserver-authorization-required";
import { kubeApiserverVerifiesKubelets } from "../../policypack/policies/kubelet-api/kube-apiserver-verifies-kubelets";
import { API_SERVER } from "../../policypack/subjects/kubernetes/pods/effective-api-server";
import { type Aspect, flag, isGiven, setting, startRule, UNSEEN, valueOf } from "./asked";
import type { Started } from "./command-line";
import type { Ruling } from "./rule";

const program = (flags: readonly string[]): Started => ({
    called: "apiServers",
    program: API_SERVER,
    grammar: API_SERVER_GRAMMAR,
    flags,
});

const MODE = "authorization-mode";
const modes = `s.flags.filter(f, f.name == "${MODE}").map(f, string(f.value).split(",").filter(m, m != ""))`;
const HAS_MODES: Aspect = {
    of: `${modes}.exists(m, size(m) > 0) ? "1" : "0"`,
    cases: { "0": {}, "1": { words: [`--${MODE}=RBAC`] } },
};
const ALLOWS_ALL: Aspect = { of: '"1"', cases: { "1": { words: [`--${MODE}=AlwaysAllow`] } }, at: "string(x.at)" };
const authorization = program([MODE, "authorization-config"]);

const SERVERS = "etcd-servers";
/** Sockets of the same machine alone. */
const ON_SOCKETS: Aspect = {
    of:
        `${isGiven(SERVERS)} && [${valueOf(SERVERS)}.split(",").filter(u, u != "")].exists(l, size(l) > 0 && ` +
        `l.all(u, u.startsWith("unix"))) ? "1" : "0"`,
    cases: { "0": {}, "1": { words: [`--${SERVERS}=unix:///run/kine.sock`] } },
};

/** What the pack says of API servers in Pods. */
export const API_SERVER_RULES: readonly Ruling[] = [
    startRule(kubeApiserverAuthorizationRequired, [
        {
            program: authorization,
            each: `s.flags.filter(f, f.name == "${MODE}" && string(f.value).split(",").exists(m, m.trim() == "AlwaysAllow"))`,
            aspects: [ALLOWS_ALL],
        },
        { program: authorization, aspects: [HAS_MODES, setting("authorization-config"), UNSEEN] },
    ]),
    startRule(kubeApiserverAnonymousAuthDisabled, [
        {
            program: program(["anonymous-auth", "authentication-config"]),
            aspects: [flag("anonymous-auth"), setting("authentication-config"), UNSEEN],
        },
    ]),
    startRule(kubeApiserverAuthenticatesToKubelets, [
        {
            program: program(["kubelet-client-certificate", "kubelet-client-key"]),
            aspects: [setting("kubelet-client-certificate"), setting("kubelet-client-key"), UNSEEN],
        },
    ]),
    startRule(kubeApiserverVerifiesKubelets, [
        {
            program: program(["kubelet-https", "kubelet-certificate-authority"]),
            aspects: [flag("kubelet-https"), setting("kubelet-certificate-authority"), UNSEEN],
        },
    ]),
    startRule(kubeApiserverAuthenticatesToEtcd, [
        {
            program: program([SERVERS, "etcd-certfile", "etcd-keyfile", "etcd-cafile"]),
            aspects: [ON_SOCKETS, setting("etcd-certfile"), setting("etcd-keyfile"), setting("etcd-cafile"), UNSEEN],
        },
    ]),
];
