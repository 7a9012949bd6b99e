import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./in-cluster";

/** Where monitoring runs. Its agents see the node, which Pod Security lets nobody do below this level; the rules at admission say how far. */
export const monitoring = "monitoring";

/** The namespace itself, for what comes after it. */
export const monitoringNamespace = new kubernetes.core.v1.Namespace(
    "monitoring",
    { metadata: { name: monitoring, labels: { "pod-security.kubernetes.io/enforce": "privileged" } } },
    inCluster,
);
