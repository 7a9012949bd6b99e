/** Prometheus: scrapes each kubelet itself, with nodes/metrics, and so needs no nodes/proxy, which older charts give it. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "../in-cluster";
import { monitoring, readsKubelets } from "../monitoring";
import { clusterRole, read, serviceAccount } from "../rbac";

const name = "prometheus";
const labels = { "app.kubernetes.io/name": name };

serviceAccount(monitoring, name);
readsKubelets(name);
clusterRole(name, { namespace: monitoring, name }, [
    { apiGroups: [""], resources: ["services", "endpoints", "pods"], verbs: read },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
    { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: read },
    { nonResourceURLs: ["/metrics", "/metrics/cadvisor"], verbs: ["get"] },
]);

const tokens = "/var/run/secrets/kubernetes.io/serviceaccount";
const kubeletJob = (job: string, path: string) => `  - job_name: ${job}
    scheme: https
    metrics_path: ${path}
    authorization:
      credentials_file: ${tokens}/token
    tls_config:
      ca_file: ${tokens}/ca.crt
    kubernetes_sd_configs:
      - role: node
`;

new kubernetes.core.v1.ConfigMap(
    name,
    {
        metadata: { name, namespace: monitoring, labels },
        data: {
            "prometheus.yml": `global:
  scrape_interval: 30s
scrape_configs:
${kubeletJob("kubelet", "/metrics")}${kubeletJob("cadvisor", "/metrics/cadvisor")}  - job_name: node-exporter
    kubernetes_sd_configs:
      - role: endpointslice
    relabel_configs:
      - source_labels: [__meta_kubernetes_service_name]
        regex: prometheus-node-exporter
        action: keep
`,
        },
    },
    inCluster,
);

new kubernetes.apps.v1.StatefulSet(
    name,
    {
        metadata: { name, namespace: monitoring, labels },
        spec: {
            serviceName: name,
            replicas: 1,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    serviceAccountName: name,
                    securityContext: { fsGroup: 65534, runAsGroup: 65534, runAsNonRoot: true, runAsUser: 65534 },
                    containers: [
                        {
                            name,
                            image: "quay.io/prometheus/prometheus:v3.5.0",
                            args: [
                                "--config.file=/etc/config/prometheus.yml",
                                "--storage.tsdb.path=/data",
                                "--storage.tsdb.retention.time=15d",
                            ],
                            ports: [{ name: "http", containerPort: 9090 }],
                            securityContext: {
                                allowPrivilegeEscalation: false,
                                capabilities: { drop: ["ALL"] },
                                readOnlyRootFilesystem: true,
                            },
                            volumeMounts: [
                                { name: "config", mountPath: "/etc/config", readOnly: true },
                                { name: "data", mountPath: "/data" },
                            ],
                        },
                    ],
                    volumes: [{ name: "config", configMap: { name } }],
                },
            },
            volumeClaimTemplates: [
                {
                    metadata: { name: "data" },
                    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "50Gi" } } },
                },
            ],
        },
    },
    inCluster,
);

new kubernetes.core.v1.Service(
    name,
    {
        metadata: { name, namespace: monitoring, labels },
        spec: { selector: labels, ports: [{ name: "http", port: 9090, targetPort: "http" }] },
    },
    inCluster,
);
