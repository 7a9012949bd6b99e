/** node-exporter: sees the whole node, read-only and as nobody, so that no socket opens to it. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./in-cluster";
import { monitoring } from "./monitoring";

const name = "prometheus-node-exporter";
const labels = { "app.kubernetes.io/name": name };
const nobody = 65534;
const probe = { httpGet: { path: "/", port: "metrics", scheme: "HTTP" }, periodSeconds: 10, failureThreshold: 3 };

new kubernetes.core.v1.ServiceAccount(name, { metadata: { name, namespace: monitoring } }, inCluster);

new kubernetes.apps.v1.DaemonSet(
    name,
    {
        metadata: { name, namespace: monitoring, labels },
        spec: {
            selector: { matchLabels: labels },
            updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
            template: {
                metadata: { labels },
                spec: {
                    automountServiceAccountToken: false,
                    serviceAccountName: name,
                    hostNetwork: true,
                    hostPID: true,
                    hostIPC: false,
                    nodeSelector: { "kubernetes.io/os": "linux" },
                    tolerations: [{ effect: "NoSchedule", operator: "Exists" }],
                    securityContext: { fsGroup: nobody, runAsGroup: nobody, runAsNonRoot: true, runAsUser: nobody },
                    containers: [
                        {
                            name: "node-exporter",
                            image: "quay.io/prometheus/node-exporter:v1.9.1",
                            args: [
                                "--path.procfs=/host/proc",
                                "--path.sysfs=/host/sys",
                                "--path.rootfs=/host/root",
                                "--path.udev.data=/host/root/run/udev/data",
                                "--web.listen-address=[$(HOST_IP)]:9100",
                            ],
                            env: [{ name: "HOST_IP", value: "0.0.0.0" }],
                            ports: [{ name: "metrics", containerPort: 9100, protocol: "TCP" }],
                            livenessProbe: probe,
                            readinessProbe: probe,
                            securityContext: { readOnlyRootFilesystem: true },
                            volumeMounts: [
                                { name: "proc", mountPath: "/host/proc", readOnly: true },
                                { name: "sys", mountPath: "/host/sys", readOnly: true },
                                { name: "root", mountPath: "/host/root", mountPropagation: "HostToContainer", readOnly: true },
                            ],
                        },
                    ],
                    volumes: [
                        { name: "proc", hostPath: { path: "/proc" } },
                        { name: "sys", hostPath: { path: "/sys" } },
                        { name: "root", hostPath: { path: "/" } },
                    ],
                },
            },
        },
    },
    inCluster,
);

new kubernetes.core.v1.Service(
    name,
    {
        metadata: { name, namespace: monitoring, labels, annotations: { "prometheus.io/scrape": "true" } },
        spec: { selector: labels, ports: [{ name: "metrics", port: 9100, targetPort: 9100 }] },
    },
    inCluster,
);
