/** metrics-server: reads every kubelet's figures with nodes/metrics. Its own port is 10250 too, in a Pod's network. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "../in-cluster";
import { bindClusterRole, clusterRole, read, serviceAccount } from "../rbac";

const account = { namespace: "kube-system", name: "metrics-server" };
const { namespace } = account;
serviceAccount(namespace, account.name);

clusterRole("system:metrics-server", account, [
    { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
    { apiGroups: [""], resources: ["pods", "nodes"], verbs: read },
]);
bindClusterRole("metrics-server:system:auth-delegator", "system:auth-delegator", account);

new kubernetes.rbac.v1.ClusterRole(
    "system:aggregated-metrics-reader",
    {
        metadata: {
            name: "system:aggregated-metrics-reader",
            labels: {
                "rbac.authorization.k8s.io/aggregate-to-admin": "true",
                "rbac.authorization.k8s.io/aggregate-to-edit": "true",
                "rbac.authorization.k8s.io/aggregate-to-view": "true",
            },
        },
        rules: [{ apiGroups: ["metrics.k8s.io"], resources: ["pods", "nodes"], verbs: read }],
    },
    inCluster,
);

new kubernetes.rbac.v1.RoleBinding(
    "metrics-server-auth-reader",
    {
        metadata: { name: "metrics-server-auth-reader", namespace },
        roleRef: {
            apiGroup: "rbac.authorization.k8s.io",
            kind: "Role",
            name: "extension-apiserver-authentication-reader",
        },
        subjects: [{ kind: "ServiceAccount", ...account }],
    },
    inCluster,
);

const labels = { "k8s-app": "metrics-server" };
const probe = (path: string) => ({
    httpGet: { path, port: "https", scheme: "HTTPS" },
    periodSeconds: 10,
    failureThreshold: 3,
});

new kubernetes.apps.v1.Deployment(
    "metrics-server",
    {
        metadata: { name: "metrics-server", namespace, labels },
        spec: {
            strategy: { rollingUpdate: { maxUnavailable: 0 } },
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    priorityClassName: "system-cluster-critical",
                    serviceAccountName: account.name,
                    nodeSelector: { "kubernetes.io/os": "linux" },
                    containers: [
                        {
                            name: "metrics-server",
                            image: "registry.k8s.io/metrics-server/metrics-server:v0.7.2",
                            args: [
                                "--cert-dir=/tmp",
                                "--secure-port=10250",
                                "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname",
                                "--kubelet-use-node-status-port",
                                "--metric-resolution=15s",
                            ],
                            ports: [{ name: "https", containerPort: 10250 }],
                            livenessProbe: probe("/livez"),
                            readinessProbe: { ...probe("/readyz"), initialDelaySeconds: 20 },
                            resources: { requests: { cpu: "100m", memory: "200Mi" } },
                            securityContext: {
                                allowPrivilegeEscalation: false,
                                capabilities: { drop: ["ALL"] },
                                readOnlyRootFilesystem: true,
                                runAsNonRoot: true,
                                runAsUser: 1000,
                                seccompProfile: { type: "RuntimeDefault" },
                            },
                            volumeMounts: [{ name: "tmp-dir", mountPath: "/tmp" }],
                        },
                    ],
                    volumes: [{ name: "tmp-dir", emptyDir: {} }],
                },
            },
        },
    },
    inCluster,
);

new kubernetes.core.v1.Service(
    "metrics-server",
    {
        metadata: { name: "metrics-server", namespace, labels },
        spec: { selector: labels, ports: [{ name: "https", port: 443, targetPort: "https", protocol: "TCP" }] },
    },
    inCluster,
);

new kubernetes.apiregistration.v1.APIService(
    "v1beta1.metrics.k8s.io",
    {
        metadata: { name: "v1beta1.metrics.k8s.io" },
        spec: {
            group: "metrics.k8s.io",
            version: "v1beta1",
            groupPriorityMinimum: 100,
            versionPriority: 100,
            insecureSkipTLSVerify: true,
            service: { name: "metrics-server", namespace },
        },
    },
    inCluster,
);
