/**
 * The OpenTelemetry collector: on every node it reads the kubelet's figures, under a name of its own, and the logs of containers, which it
 * cannot write.
 */
import { KubeletReadAccess } from "@kube-bypass-guard/kube-bypass-guard";
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./in-cluster";
import { monitoring } from "./monitoring";

const name = "otel-collector";
const namespace = monitoring;
const labels = { "app.kubernetes.io/name": name };

new kubernetes.core.v1.ServiceAccount(name, { metadata: { name, namespace } }, inCluster);
// The receiver asks for /stats/summary. With nodes/proxy, which older charts give, it could run commands.
new KubeletReadAccess(name, { serviceAccounts: [{ namespace, name }] }, inCluster);

const configuration = {
    receivers: {
        kubeletstats: { auth_type: "serviceAccount", endpoint: "https://${env:NODE_IP}:10250", collection_interval: "30s" },
        file_log: { include: ["/var/log/pods/*/*/*.log"], start_at: "end", operators: [{ type: "container" }] },
    },
    processors: { memory_limiter: { check_interval: "1s", limit_percentage: 80 }, batch: {} },
    exporters: { otlp: { endpoint: "telemetry.example.com:4317" } },
    service: {
        pipelines: {
            metrics: { receivers: ["kubeletstats"], processors: ["memory_limiter", "batch"], exporters: ["otlp"] },
            logs: { receivers: ["file_log"], processors: ["memory_limiter", "batch"], exporters: ["otlp"] },
        },
    },
};

new kubernetes.core.v1.ConfigMap(
    name,
    // Every JSON is YAML.
    { metadata: { name, namespace, labels }, data: { "collector.yaml": JSON.stringify(configuration, undefined, 2) } },
    inCluster,
);

new kubernetes.apps.v1.DaemonSet(
    name,
    {
        metadata: { name, namespace, labels },
        spec: {
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    serviceAccountName: name,
                    tolerations: [{ operator: "Exists" }],
                    containers: [
                        {
                            name: "collector",
                            image: "docker.io/otel/opentelemetry-collector-contrib:0.130.0",
                            args: ["--config=/conf/collector.yaml"],
                            env: [{ name: "NODE_IP", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } }],
                            resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
                            // Logs are root's. It reads them with that, and has nothing else of root.
                            securityContext: {
                                runAsUser: 0,
                                allowPrivilegeEscalation: false,
                                capabilities: { drop: ["ALL"] },
                                readOnlyRootFilesystem: true,
                                seccompProfile: { type: "RuntimeDefault" },
                            },
                            volumeMounts: [
                                { name: "config", mountPath: "/conf", readOnly: true },
                                { name: "logs", mountPath: "/var/log/pods", readOnly: true },
                            ],
                        },
                    ],
                    volumes: [
                        { name: "config", configMap: { name } },
                        { name: "logs", hostPath: { path: "/var/log/pods", type: "Directory" } },
                    ],
                },
            },
        },
    },
    inCluster,
);
