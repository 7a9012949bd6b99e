import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { exposed } from "../../model/etcd-exposure";
import { NO_REPAIR } from "../../model/repair";
import { effectiveEtcd } from "../../subjects/control-plane";
import { etcdPod } from "../examples";

export const etcdPeerCertificatesRequired = definePolicy({
    name: "etcd-peer-certificates-required",
    displayName: "etcd demands its peers' certificates",
    description: "An etcd must take nobody beyond its own machine for a peer without a certificate of its peers' authority.",
    severity: "high",
    mitigation: "M11",
    remediationSteps:
        "List https:// addresses alone in --listen-peer-urls, and set --peer-client-cert-auth with --peer-trusted-ca-file to an authority that is etcd's own",
    frameworks: { "CIS Kubernetes 1.12": ["2.4", "2.5", "2.6"] },
    repair: NO_REPAIR.certificates,
    attack:
        "Whoever is taken for a member reads the whole store as a snapshot and puts entries into the log, which every member applies: objects " +
        "appear in the cluster that no API server has seen. Without TLS the members' traffic, with every Secret in it, is read on its way.",
    subject: effectiveEtcd,
    *check(etcd) {
        // What cannot be seen is told by etcd-client-certificates-required, once for each etcd.
        if (etcd.configFile !== undefined) return;
        yield* byEvidence(etcd.evidence, () =>
            exposed(etcd, [() => etcd.peerListeners], () => etcd.peerAuthentication, {
                serves: "serves etcd's peers",
                plain: "anybody is a peer",
                callers: "peers",
            }),
        );
    },
    examples: {
        bad: etcdPod("--listen-peer-urls=http://0.0.0.0:2380"),
        good: etcdPod(
            "--listen-peer-urls=https://0.0.0.0:2380",
            "--peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt",
            "--peer-key-file=/etc/kubernetes/pki/etcd/peer.key",
            "--peer-client-cert-auth",
            "--peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt",
        ),
    },
});
