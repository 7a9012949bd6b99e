import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

const namespace = "debugging";
new kubernetes.core.v1.Namespace("debugging", { metadata: { name: namespace } }, inCluster);

// Whoever is on call wants a shell on a node at once, with everything. It has been there since the outage of last winter.
new kubernetes.apps.v1.DaemonSet(
    "node-shell",
    {
        metadata: { name: "node-shell", namespace },
        spec: {
            selector: { matchLabels: { app: "node-shell" } },
            template: {
                metadata: { labels: { app: "node-shell" } },
                spec: {
                    hostPID: true,
                    hostNetwork: true,
                    tolerations: [{ operator: "Exists" }],
                    containers: [
                        {
                            name: "shell",
                            image: "docker.io/nicolaka/netshoot:v0.13",
                            command: ["sleep", "infinity"],
                            securityContext: { privileged: true },
                        },
                    ],
                },
            },
        },
    },
    inCluster,
);
