import { KubeletReadAccess } from "@kube-bypass-guard/kube-bypass-guard";
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./in-cluster";

/** Where monitoring and logging run. Agents see the node, so the namespace admits what the others must not have. */
export const monitoring = "monitoring";

new kubernetes.core.v1.Namespace(
    "monitoring",
    { metadata: { name: monitoring, labels: { "pod-security.kubernetes.io/enforce": "privileged" } } },
    inCluster,
);

/** Lets a service account of monitoring read the kubelets' figures, and run nothing through them. */
export const readsKubelets = (name: string) =>
    new KubeletReadAccess(name, { serviceAccounts: [{ namespace: monitoring, name }], stats: false }, inCluster);
