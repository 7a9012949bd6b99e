import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./in-cluster";

/** Where monitoring runs. node-exporter sees the node, so the namespace admits what the others must not have. */
export const monitoring = "monitoring";

new kubernetes.core.v1.Namespace(
    "monitoring",
    { metadata: { name: monitoring, labels: { "pod-security.kubernetes.io/enforce": "privileged" } } },
    inCluster,
);
