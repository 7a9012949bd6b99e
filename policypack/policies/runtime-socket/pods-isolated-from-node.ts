import { definePolicy } from "../../lib/define-policy";
import { subject } from "../../lib/subject";
import { shareFact } from "../../model/host-share";
import { NO_REPAIR } from "../../model/repair";
import { shippedHostShares } from "../../settings/shipped-host-shares";
import { systemWorkloads } from "../../settings/system-workloads";
import { buildShares } from "../../subjects/kubernetes/pods/build-pods";
import { hostShareRows } from "../../subjects/kubernetes/pods/host-share";

export const podsIsolatedFromNode = definePolicy({
    name: "pods-isolated-from-node",
    displayName: "Pods are isolated from the kubelet",
    description:
        "A Pod must not share its node's namespaces, be privileged or have what leads out of its container, as nothing then stands between it and the kubelet.",
    severity: "high",
    mitigation: "M13",
    remediationSteps:
        "Remove it (hostUsers: false or single capabilities often do), or name a workload of the system in the setting systemWorkloads",
    frameworks: {
        "CIS Kubernetes 1.12": ["5.2.2", "5.2.3", "5.2.4", "5.2.5"],
        "CIS EKS 1.8": ["4.2.1", "4.2.2", "4.2.3", "4.2.4"],
    },
    repair: NO_REPAIR.workload,
    attack:
        "A process that sees the kubelet's reads its credentials and the files behind /proc, and one with all privileges mounts the node's " +
        "disk. Either then acts as the node, past admission and audit.",
    settings: { systemWorkloads: systemWorkloads({ shares: shippedHostShares }) },
    subject: subject(...hostShareRows, ...buildShares),
    *check(share, { systemWorkloads }) {
        if (systemWorkloads.shares.admit(share)) return;
        const { message, severity } = shareFact(share);
        yield { at: share.at, message, ...(severity !== undefined && { severity, certainty: "unsure" as const }) };
    },
    examples: {
        bad: {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { hostPID: true, containers: [{ name: "app", image: "example.com/app:1" }] } },
        },
        good: {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { hostUsers: false, containers: [{ name: "app", image: "example.com/app:1" }] } },
        },
    },
});
