import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import type { EffectiveApiServer } from "../../model/effective-api-server";
import type { EffectiveEtcd } from "../../model/effective-etcd";
import type { AuthorityUse } from "../../model/authority-use";
import { clusterAuthority, isSameFile } from "../../model/etcd-authority";
import type { Finding } from "../../model/finding";
import { NO_REPAIR } from "../../model/repair";
import { authorityUse } from "../../subjects/certificates/authority-use";
import { etcdTrust } from "../../subjects/etcd-trust";
import { etcdPod } from "../examples";

export const etcdCertificateAuthoritySeparate = definePolicy({
    name: "etcd-certificate-authority-separate",
    displayName: "etcd has a certificate authority of its own",
    description: "Clients and peers of an etcd must have certificates of an authority that signs for etcd alone.",
    severity: "high",
    mitigation: "M9",
    remediationSteps:
        "Give etcd an authority of its own, as kubeadm does in /etc/kubernetes/pki/etcd, which signs the certificates of its members and of the " +
        "API server's client and no others",
    frameworks: { "CIS Kubernetes 1.12": ["2.7"] },
    repair: NO_REPAIR.betweenResources,
    attack:
        "etcd takes every certificate of its authority for a client that may do everything. Where that authority is the cluster's, the " +
        "certificate of any user, any kubelet and any controller opens the store: RBAC, admission and audit are all passed by.",
    subject: etcdTrust,
    *check(trust) {
        switch (trust.kind) {
            case "etcd":
                return yield* byEvidence(trust.etcd.evidence, () => findingsOfEtcd(trust.etcd, trust.callers));
            case "api-server":
                return yield* findingsOfApiServer(trust.apiServer);
            case "copy":
                return yield {
                    at: trust.at,
                    message: `makes the authority of etcd (${trust.path}) the same as the cluster's (${trust.source})`,
                };
            default:
                return trust satisfies never;
        }
    },
    stack: { subject: authorityUse, check: findingsOfUse },
    examples: {
        bad: etcdPod("--trusted-ca-file=/etc/kubernetes/pki/ca.crt"),
        good: etcdPod("--trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt"),
    },
});

function* findingsOfEtcd(etcd: EffectiveEtcd, callers: "clients" | "peers"): Generator<Finding> {
    const { configFile } = etcd;
    if (configFile !== undefined) {
        if (callers === "peers") return;
        const message = "reads all of etcd's settings from a file that cannot be seen here, so its authority could not be judged";
        yield { at: configFile.at, message, fix: "Set them as flags, or check the file", certainty: "unsure" };
        return;
    }
    const isOfClients = callers === "clients";
    const { value, at } = isOfClients ? etcd.trustedCAFile : etcd.peerTrustedCAFile;
    if (clusterAuthority(value) === undefined) return;
    // Certificates that etcd makes itself put the authority out of force.
    const authentication = isOfClients ? etcd.clientAuthentication : etcd.peerAuthentication;
    if (authentication.value !== "authority") return;
    yield {
        at,
        message: `lets in ${callers} with a certificate of the cluster's own authority (${value})`,
    };
}

function* findingsOfApiServer({ etcdCAFile: { value, at }, clientCAFile }: EffectiveApiServer): Generator<Finding> {
    if (value === "") return;
    if (isSameFile(value, clientCAFile.value))
        yield { at, message: `verifies etcd with the authority of the API server's own clients (${value})` };
    else if (clusterAuthority(value) !== undefined)
        yield { at, message: `verifies etcd with the cluster's own authority (${value})` };
}

const SHOWN = 3;

/** What the stack's own authorities sign; an authority is etcd's when etcd trusts it, whatever it is called. */
function* findingsOfUse({ at, authority, why, others, isKnown }: AuthorityUse): Generator<Finding> {
    const words = others.slice(0, SHOWN).map((one) => one.words);
    if (others.length > SHOWN) words.push(`${others.length - SHOWN} more`);
    const list = words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
    const fact = `${why} and also signs for ${list}: each holder is a client of etcd`;
    yield {
        at,
        message: authority === "" ? fact : `takes its certificate from ${authority}, which ${fact}`,
        ...(!(isKnown && others.some(({ isCertain }) => isCertain)) && { certainty: "unsure" }),
    };
}
