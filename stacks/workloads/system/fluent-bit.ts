/** Fluent Bit: reads the containers' logs on every node, and writes nothing there. How far it has read it remembers in a volume of its own. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "../in-cluster";
import { monitoring } from "../monitoring";
import { clusterRole, read, serviceAccount } from "../rbac";

const name = "fluent-bit";
const namespace = monitoring;
const labels = { "app.kubernetes.io/name": name };

serviceAccount(namespace, name);
// It asks the API server, not the kubelet, whose logs it reads.
clusterRole(name, { namespace, name }, [{ apiGroups: [""], resources: ["namespaces", "pods"], verbs: read }]);

new kubernetes.core.v1.ConfigMap(
    name,
    {
        metadata: { name, namespace, labels },
        data: {
            "fluent-bit.conf": `[SERVICE]
    Daemon Off
    HTTP_Server On
    HTTP_Port 2020
    Health_Check On
[INPUT]
    Name tail
    Path /var/log/containers/*.log
    DB /fluent-bit/state/tail.db
    multiline.parser docker, cri
    Tag kube.*
[FILTER]
    Name kubernetes
    Match kube.*
    Merge_Log On
[OUTPUT]
    Name es
    Match kube.*
    Host logs.example.com
    tls On
`,
        },
    },
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
                            name,
                            image: "cr.fluentbit.io/fluent/fluent-bit:4.0.7",
                            args: ["--config=/fluent-bit/etc/conf/fluent-bit.conf"],
                            ports: [{ name: "http", containerPort: 2020 }],
                            livenessProbe: { httpGet: { path: "/", port: "http" } },
                            readinessProbe: { httpGet: { path: "/api/v1/health", port: "http" } },
                            securityContext: {
                                allowPrivilegeEscalation: false,
                                capabilities: { drop: ["ALL"] },
                                readOnlyRootFilesystem: true,
                            },
                            volumeMounts: [
                                { name: "config", mountPath: "/fluent-bit/etc/conf", readOnly: true },
                                { name: "state", mountPath: "/fluent-bit/state" },
                                { name: "varlog", mountPath: "/var/log", readOnly: true },
                                { name: "etcmachineid", mountPath: "/etc/machine-id", readOnly: true },
                            ],
                        },
                    ],
                    volumes: [
                        { name: "config", configMap: { name } },
                        { name: "state", emptyDir: {} },
                        { name: "varlog", hostPath: { path: "/var/log" } },
                        { name: "etcmachineid", hostPath: { path: "/etc/machine-id", type: "File" } },
                    ],
                },
            },
        },
    },
    inCluster,
);
