import { definePolicy } from "../../lib/define-policy";
import { ofMountedPlaces } from "../../lib/mounted-places";
import { OF_KEYS } from "../../model/mounted-facts";
import { NO_REPAIR } from "../../model/repair";
import { shippedNodeFolders } from "../../settings/shipped-static-pods";
import { systemWorkloads } from "../../settings/system-workloads";
import { hostPath } from "../../subjects/kubernetes/pods/host-path";
import { agentMounting } from "../examples";

export const privateKeyFoldersNotMounted = definePolicy({
    name: "private-key-folders-not-mounted",
    displayName: "Folders of private keys are not mounted",
    description: "A container must not mount the private keys of a control plane, or the data of its etcd.",
    severity: "high",
    mitigation: "M10",
    remediationSteps:
        "Mount the one certificate that is needed, or give the Pod a certificate of its own; a backup of etcd is named in the setting systemWorkloads",
    frameworks: { "CIS Kubernetes 1.12": ["5.2.11"], "CIS EKS 1.8": ["4.2.1"] },
    repair: NO_REPAIR.workload,
    attack:
        "A process in the Pod reads the API server's client key, or etcd's own, and asks etcd for every Secret of the cluster; or it reads them in " +
        "etcd's files. To read is enough, so a read-only mount is none the better.",
    settings: { systemWorkloads: systemWorkloads({ paths: shippedNodeFolders }) },
    subject: hostPath,
    *check(volume, { systemWorkloads }) {
        yield* ofMountedPlaces(volume, OF_KEYS, systemWorkloads.paths);
    },
    examples: {
        bad: agentMounting("/etc/kubernetes/pki", { readOnly: true }),
        good: agentMounting("/etc/ssl/certs", { readOnly: true }),
    },
});
