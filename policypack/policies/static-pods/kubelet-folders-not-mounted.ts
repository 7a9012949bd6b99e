import { definePolicy } from "../../lib/define-policy";
import { ofMountedPlaces } from "../../lib/mounted-places";
import { OF_KUBELET } from "../../model/mounted-facts";
import { NO_REPAIR } from "../../model/repair";
import { shippedNodeFolders } from "../../settings/shipped-static-pods";
import { systemWorkloads } from "../../settings/system-workloads";
import { hostPath } from "../../subjects/kubernetes/pods/host-path";
import { agentMounting } from "../examples";

export const kubeletFoldersNotMounted = definePolicy({
    name: "kubelet-folders-not-mounted",
    displayName: "The kubelet's folders are not mounted",
    description:
        "A container must not write what says how a kubelet runs, or read the credentials of the kubelet or of other Pods.",
    severity: "high",
    mitigation: "M3",
    remediationSteps:
        "Mount the one folder that is needed (pod-resources, device-plugins); what must have the kubelet's own is named in the setting systemWorkloads",
    frameworks: { "CIS Kubernetes 1.12": ["5.2.11"], "CIS EKS 1.8": ["4.2.1"] },
    repair: NO_REPAIR.workload,
    attack:
        "A process in the Pod reads the key with which the kubelet is its node, or the tokens and Secrets of every Pod there; or it writes a drop-in that " +
        "opens the kubelet's port or names a folder of static Pods. The API server sees none of it.",
    settings: { systemWorkloads: systemWorkloads({ paths: shippedNodeFolders }) },
    subject: hostPath,
    *check(volume, { systemWorkloads }) {
        yield* ofMountedPlaces(volume, OF_KUBELET, systemWorkloads.paths);
    },
    examples: {
        bad: agentMounting("/var/lib/kubelet", { readOnly: true }),
        good: agentMounting("/var/lib/kubelet/pod-resources", { readOnly: true }),
    },
});
