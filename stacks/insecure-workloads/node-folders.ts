/** What keeps nodes as they should be, by their own folders. Whoever has one of these has the node. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

const namespace = "node-folders";
new kubernetes.core.v1.Namespace("node-folders", { metadata: { name: namespace } }, inCluster);

const onEveryNode = (name: string, image: string, path: string, readOnly: boolean) =>
    new kubernetes.apps.v1.DaemonSet(
        name,
        {
            metadata: { name, namespace },
            spec: {
                selector: { matchLabels: { app: name } },
                template: {
                    metadata: { labels: { app: name } },
                    spec: {
                        tolerations: [{ operator: "Exists" }],
                        containers: [{ name, image, volumeMounts: [{ name: "node", mountPath: "/node", readOnly }] }],
                        volumes: [{ name: "node", hostPath: { path, type: "DirectoryOrCreate" } }],
                    },
                },
            },
        },
        inCluster,
    );

// The load balancer must run before the API server answers, so an installer drops its manifest where the kubelet looks.
onEveryNode("balancer-installer", "registry.example.com/platform/balancer-installer:1.4.0", "/etc/kubernetes/manifests", false);

// Disks fill up, and nobody knows by which Pod. It only reads, after all.
onEveryNode("disk-report", "registry.example.com/platform/disk-report:0.9.2", "/var/lib/kubelet", true);

// Certificates expired once and nobody noticed. The exporter reads the dates of all of them.
onEveryNode("certificate-exporter", "registry.example.com/platform/certificate-exporter:3.1.0", "/etc/kubernetes/pki", true);
