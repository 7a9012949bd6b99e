/** What looks after the nodes from inside the cluster, since nobody has a login. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

const namespace = "maintenance";
new kubernetes.core.v1.Namespace("maintenance", { metadata: { name: namespace } }, inCluster);

// Logs lie in several places, so the agent simply gets all of the node.
new kubernetes.apps.v1.DaemonSet(
    "log-agent",
    {
        metadata: { name: "log-agent", namespace },
        spec: {
            selector: { matchLabels: { app: "log-agent" } },
            template: {
                metadata: { labels: { app: "log-agent" } },
                spec: {
                    containers: [
                        {
                            name: "agent",
                            image: "fluent/fluent-bit:3.1.9",
                            volumeMounts: [{ name: "host", mountPath: "/host" }],
                        },
                    ],
                    volumes: [{ name: "host", hostPath: { path: "/" } }],
                },
            },
        },
    },
    inCluster,
);

// A nightly restart of a leaking driver: the init container writes a job into the node's cron.
new kubernetes.apps.v1.DaemonSet(
    "node-cron",
    {
        metadata: { name: "node-cron", namespace },
        spec: {
            selector: { matchLabels: { app: "node-cron" } },
            template: {
                metadata: { labels: { app: "node-cron" } },
                spec: {
                    initContainers: [
                        {
                            name: "install",
                            image: "busybox:1.37",
                            command: ["cp", "/jobs/restart-driver", "/host/cron.d/restart-driver"],
                            volumeMounts: [
                                { name: "jobs", mountPath: "/jobs" },
                                { name: "cron", mountPath: "/host/cron.d" },
                            ],
                        },
                    ],
                    containers: [{ name: "pause", image: "registry.k8s.io/pause:3.10" }],
                    volumes: [
                        { name: "jobs", configMap: { name: "node-cron-jobs" } },
                        { name: "cron", hostPath: { path: "/etc/cron.d", type: "Directory" } },
                    ],
                },
            },
        },
    },
    inCluster,
);
