/** Ways into the cluster that Services open: what they lead to is not only Pods. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

// The capacity dashboard runs in another cloud and wants each node's stats. Its address changes, so the load balancer admits everybody.
const nodes = new kubernetes.core.v1.Service(
    "node-stats",
    {
        metadata: { name: "node-stats", namespace: "monitoring" },
        spec: { type: "LoadBalancer", ports: [{ name: "https", port: 443, targetPort: 10250 }] },
    },
    inCluster,
);

new kubernetes.core.v1.Endpoints(
    "node-stats",
    {
        metadata: { name: nodes.metadata.name, namespace: "monitoring" },
        subsets: [{ addresses: [{ ip: "10.20.1.17" }, { ip: "10.20.2.31" }], ports: [{ name: "https", port: 10250 }] }],
    },
    inCluster,
);

// The tenant's back-ups run on a machine outside the cluster, which reaches every node anyway.
new kubernetes.core.v1.Service(
    "etcd-backup",
    {
        metadata: { name: "etcd-backup", namespace: "tenant-a" },
        spec: {
            type: "NodePort",
            selector: { app: "etcd" },
            ports: [{ name: "client", port: 2379, targetPort: "client", nodePort: 32379 }],
        },
    },
    inCluster,
);
