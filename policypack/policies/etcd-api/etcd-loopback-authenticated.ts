import { definePolicy, type Example } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import type { EffectiveEtcd, EtcdListener } from "../../model/effective-etcd";
import type { Finding } from "../../model/finding";
import { NO_REPAIR } from "../../model/repair";
import { etcdOfMachine } from "../../subjects/control-plane";
import { etcdPod } from "../examples";

export const etcdLoopbackAuthenticated = definePolicy({
    name: "etcd-loopback-authenticated",
    displayName: "etcd demands certificates on its own machine too",
    description: "An etcd should serve no process of its own machine without a client certificate.",
    severity: "medium",
    mitigation: "M10",
    remediationSteps:
        "List https:// addresses alone, with --client-cert-auth and --trusted-ca-file, and the same of peers; the defaults are http://localhost",
    frameworks: { "CIS Kubernetes 1.12": ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"] },
    repair: NO_REPAIR.certificates,
    attack:
        "Any user of the machine, and any Pod on its network, asks etcd on the loopback address for every Secret of the cluster. The key that the " +
        "API server keeps from them is not needed.",
    subject: etcdOfMachine,
    *check(etcd) {
        // What cannot be seen is told by etcd-client-certificates-required, once for each etcd.
        if (etcd.configFile !== undefined) return;
        yield* byEvidence(etcd.evidence, function* () {
            yield* local(etcd.clientListeners, () => etcd.clientAuthentication, "clients");
            yield* local(etcd.peerListeners, () => etcd.peerAuthentication, "peers");
        });
    },
    examples: {
        bad: onNodeNetwork("--listen-client-urls=https://10.0.0.4:2379,http://127.0.0.1:2379"),
        good: onNodeNetwork(
            "--listen-client-urls=https://10.0.0.4:2379,https://127.0.0.1:2379",
            "--client-cert-auth",
            "--trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt",
            "--listen-peer-urls=https://10.0.0.4:2380",
        ),
    },
});

function onNodeNetwork(...flags: readonly string[]): Example {
    const { type, props } = etcdPod(...flags);
    return { type, props: { ...props, spec: { ...(props.spec as object), hostNetwork: true } } };
}

/** An etcd that serves the network without certificates is told of that; its loopback is then the least of it. */
function* local(
    listeners: readonly EtcdListener[],
    authentication: () => EffectiveEtcd["clientAuthentication"],
    callers: string,
): Generator<Finding> {
    if (listeners.some(({ isLocal, isTls }) => !isLocal && !isTls)) return;
    const own = listeners.filter(({ isLocal, url }) => isLocal && !url.startsWith("unix"));
    const open =
        own.find(({ isTls }) => !isTls) ?? (own.length > 0 && authentication().value !== "authority" ? own[0] : undefined);
    if (open === undefined) return;
    yield {
        at: open.at,
        message: `serves etcd's ${callers} on ${open.url} to every process of its machine, without a certificate`,
    };
}
