import { definePolicy } from "../../lib/define-policy";
import { ofMountedPlaces } from "../../lib/mounted-places";
import { OF_MANIFESTS } from "../../model/mounted-facts";
import { NO_REPAIR } from "../../model/repair";
import { shippedWritable } from "../../settings/shipped-allowances";
import { systemWorkloads } from "../../settings/system-workloads";
import { movedManifestPaths } from "../../subjects/moved-places";
import { hostPath } from "../../subjects/kubernetes/pods/host-path";
import { agentMounting } from "../examples";

export const staticPodFoldersNotMounted = definePolicy({
    name: "static-pod-folders-not-mounted",
    displayName: "Folders of static Pods are not mounted",
    description: "A container must not write into the folder from which a kubelet takes static Pods.",
    severity: "critical",
    mitigation: "M2",
    remediationSteps:
        "Remove the volume, or run what the manifest is for as a DaemonSet; a workload that must write there is named in the setting systemWorkloads",
    frameworks: { "CIS Kubernetes 1.12": ["5.2.11"], "CIS EKS 1.8": ["4.2.1"] },
    repair: NO_REPAIR.workload,
    attack:
        "A process in the Pod writes a manifest, and the kubelet of its node runs it: privileged, with the node's disk, in a namespace that need not " +
        "exist. No admission is asked, and whoever is refused by the API server has this instead.",
    settings: { systemWorkloads: systemWorkloads({ paths: shippedWritable }) },
    subject: hostPath,
    check: (volume, { systemWorkloads }) => ofMountedPlaces(volume, OF_MANIFESTS, systemWorkloads.paths),
    stack: {
        subject: movedManifestPaths,
        check: (volume, { systemWorkloads }) => ofMountedPlaces(volume, OF_MANIFESTS, systemWorkloads.paths),
    },
    examples: {
        bad: agentMounting("/etc/kubernetes/manifests"),
        good: agentMounting("/var/log/pods", { readOnly: true }),
    },
});
