/** What builds and watches containers through the node's container runtime. Whoever reaches its socket is root on the node. */
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { inCluster } from "./cluster";

const namespace = "ci";
new kubernetes.core.v1.Namespace("ci", { metadata: { name: namespace } }, inCluster);

// Jobs run "docker build", and the tutorial mounts the node's Docker.
new kubernetes.apps.v1.Deployment(
    "ci-runner",
    {
        metadata: { name: "ci-runner", namespace },
        spec: {
            replicas: new pulumi.Config().requireNumber("runners"),
            selector: { matchLabels: { app: "ci-runner" } },
            template: {
                metadata: { labels: { app: "ci-runner" } },
                spec: {
                    containers: [
                        {
                            name: "runner",
                            image: "gitlab/gitlab-runner:v17.5.0",
                            env: [{ name: "DOCKER_HOST", value: "unix:///var/run/docker.sock" }],
                            volumeMounts: [{ name: "docker", mountPath: "/var/run/docker.sock" }],
                        },
                    ],
                    volumes: [{ name: "docker", hostPath: { path: "/var/run/docker.sock", type: "Socket" } }],
                },
            },
        },
    },
    inCluster,
);

// An image scanner reads what runs. Mounted read-only, which forbids writing files and not speaking to a socket.
new kubernetes.apps.v1.DaemonSet(
    "image-scanner",
    {
        metadata: { name: "image-scanner", namespace },
        spec: {
            selector: { matchLabels: { app: "image-scanner" } },
            template: {
                metadata: { labels: { app: "image-scanner" } },
                spec: {
                    tolerations: [{ operator: "Exists" }],
                    containers: [
                        {
                            name: "scanner",
                            image: "registry.example.com/security/image-scanner:2.3.1",
                            args: ["--containerd-address=/run/containerd/containerd.sock"],
                            volumeMounts: [{ name: "containerd", mountPath: "/run/containerd/containerd.sock", readOnly: true }],
                        },
                    ],
                    volumes: [{ name: "containerd", hostPath: { path: "/run/containerd/containerd.sock" } }],
                },
            },
        },
    },
    inCluster,
);

// Disks fill up, so a script removes unused images at night. It needs "only /run".
new kubernetes.batch.v1.CronJob(
    "image-prune",
    {
        metadata: { name: "image-prune", namespace },
        spec: {
            schedule: "0 3 * * *",
            jobTemplate: {
                spec: {
                    template: {
                        spec: {
                            restartPolicy: "Never",
                            containers: [
                                {
                                    name: "prune",
                                    image: "registry.example.com/tools/crictl:1.32.0",
                                    command: ["crictl", "--runtime-endpoint=unix:///host/run/containerd/containerd.sock"],
                                    args: ["rmi", "--prune"],
                                    volumeMounts: [{ name: "run", mountPath: "/host/run" }],
                                },
                            ],
                            volumes: [{ name: "run", hostPath: { path: "/run", type: "Directory" } }],
                        },
                    },
                },
            },
        },
    },
    inCluster,
);
