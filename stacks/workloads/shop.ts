/** The applications. Their namespaces admit no Pod that reaches its node, and their deployer no ClusterRole. */
import { PodSecurityLevel, RestrictedNamespace } from "@kube-bypass-guard/kube-bypass-guard";
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./in-cluster";
import { release, replicas } from "./settings";

const shop = new RestrictedNamespace("shop", {}, inCluster).namespaceName;
// The image of the reports was bought, and runs as root in its container. Of the node it gets nothing either.
const reports = new RestrictedNamespace("reports", { level: PodSecurityLevel.Baseline }, inCluster).namespaceName;

/** What the restricted level asks of a Pod and of each of its containers. */
const podSecurity = { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001, seccompProfile: { type: "RuntimeDefault" } };
const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true };

const web = { app: "web" };
new kubernetes.apps.v1.Deployment(
    "web",
    {
        metadata: { name: "web", namespace: shop, labels: web },
        spec: {
            replicas,
            selector: { matchLabels: web },
            template: {
                metadata: { labels: web },
                spec: {
                    automountServiceAccountToken: false,
                    securityContext: podSecurity,
                    containers: [
                        {
                            name: "web",
                            image: `registry.example.com/shop/web:${release}`,
                            env: [{ name: "CARTS", value: "redis://carts:6379" }],
                            ports: [{ name: "http", containerPort: 8080 }],
                            readinessProbe: { httpGet: { path: "/ready", port: "http" } },
                            resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "512Mi" } },
                            securityContext,
                            volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
                        },
                    ],
                    volumes: [{ name: "tmp", emptyDir: {} }],
                },
            },
        },
    },
    inCluster,
);

new kubernetes.core.v1.Service(
    "web",
    { metadata: { name: "web", namespace: shop }, spec: { selector: web, ports: [{ port: 80, targetPort: "http" }] } },
    inCluster,
);
new kubernetes.networking.v1.Ingress(
    "web",
    {
        metadata: { name: "web", namespace: shop },
        spec: {
            ingressClassName: "nginx",
            tls: [{ hosts: ["shop.example.com"], secretName: "shop-tls" }],
            rules: [
                {
                    host: "shop.example.com",
                    http: {
                        paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } }],
                    },
                },
            ],
        },
    },
    inCluster,
);
new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
    "web",
    {
        metadata: { name: "web", namespace: shop },
        spec: {
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
            minReplicas: replicas,
            maxReplicas: replicas * 4,
            metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
        },
    },
    inCluster,
);

const carts = { app: "carts" };
new kubernetes.apps.v1.StatefulSet(
    "carts",
    {
        metadata: { name: "carts", namespace: shop, labels: carts },
        spec: {
            serviceName: "carts",
            replicas: 1,
            selector: { matchLabels: carts },
            template: {
                metadata: { labels: carts },
                spec: {
                    automountServiceAccountToken: false,
                    securityContext: podSecurity,
                    containers: [
                        {
                            name: "redis",
                            image: "docker.io/library/redis:8.2.1",
                            args: ["--appendonly", "yes"],
                            ports: [{ name: "redis", containerPort: 6379 }],
                            securityContext,
                            volumeMounts: [{ name: "data", mountPath: "/data" }],
                        },
                    ],
                },
            },
            volumeClaimTemplates: [
                {
                    metadata: { name: "data" },
                    spec: {
                        accessModes: ["ReadWriteOnce"],
                        storageClassName: "gp3",
                        resources: { requests: { storage: "10Gi" } },
                    },
                },
            ],
        },
    },
    inCluster,
);
new kubernetes.core.v1.Service(
    "carts",
    {
        metadata: { name: "carts", namespace: shop },
        spec: { clusterIP: "None", selector: carts, ports: [{ port: 6379, targetPort: "redis" }] },
    },
    inCluster,
);

new kubernetes.batch.v1.CronJob(
    "sales-report",
    {
        metadata: { name: "sales-report", namespace: reports },
        spec: {
            schedule: "30 5 * * *",
            concurrencyPolicy: "Forbid",
            jobTemplate: {
                spec: {
                    template: {
                        spec: {
                            automountServiceAccountToken: false,
                            restartPolicy: "Never",
                            containers: [
                                { name: "report", image: "registry.example.com/bought/sales-report:7.1", args: ["--shop=main"] },
                            ],
                        },
                    },
                },
            },
        },
    },
    inCluster,
);

// Who releases the shop changes what runs in its namespace, and nothing of the cluster.
new kubernetes.rbac.v1.RoleBinding(
    "shop-release",
    {
        metadata: { name: "release", namespace: shop },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
        subjects: [{ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: "shop-release" }],
    },
    inCluster,
);
