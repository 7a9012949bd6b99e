/** ingress-nginx behind an internet-facing network load balancer, which the AWS Load Balancer Controller makes of the Service. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "../in-cluster";
import { clusterRole, namespacedRole, read, serviceAccount } from "../rbac";

const namespace = "ingress-nginx";
const account = { namespace, name: "ingress-nginx" };

new kubernetes.core.v1.Namespace(
    "ingress-nginx",
    { metadata: { name: namespace, labels: { "pod-security.kubernetes.io/enforce": "baseline" } } },
    inCluster,
);
serviceAccount(namespace, account.name);

clusterRole("ingress-nginx", account, [
    {
        apiGroups: [""],
        resources: ["configmaps", "endpoints", "nodes", "pods", "secrets", "namespaces"],
        verbs: ["list", "watch"],
    },
    { apiGroups: [""], resources: ["nodes"], verbs: ["get"] },
    { apiGroups: [""], resources: ["services"], verbs: read },
    { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
    { apiGroups: ["networking.k8s.io"], resources: ["ingresses", "ingressclasses"], verbs: read },
    { apiGroups: ["networking.k8s.io"], resources: ["ingresses/status"], verbs: ["update"] },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["list", "watch"] },
]);
namespacedRole("ingress-nginx", account, [
    { apiGroups: [""], resources: ["configmaps", "pods", "secrets", "endpoints"], verbs: read },
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["create"] },
    {
        apiGroups: ["coordination.k8s.io"],
        resources: ["leases"],
        resourceNames: ["ingress-nginx-leader"],
        verbs: ["get", "update"],
    },
]);

const labels = { "app.kubernetes.io/component": "controller", "app.kubernetes.io/name": "ingress-nginx" };
const metadata = { name: "ingress-nginx-controller", namespace, labels };
const probe = { httpGet: { path: "/healthz", port: 10254, scheme: "HTTP" }, initialDelaySeconds: 10, periodSeconds: 10 };
const fieldOf = (fieldPath: string) => ({ fieldRef: { fieldPath } });

new kubernetes.core.v1.ConfigMap(
    "ingress-nginx-controller",
    { metadata, data: { "ssl-protocols": "TLSv1.2 TLSv1.3" } },
    inCluster,
);

new kubernetes.apps.v1.Deployment(
    "ingress-nginx-controller",
    {
        metadata,
        spec: {
            replicas: 2,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    serviceAccountName: account.name,
                    nodeSelector: { "kubernetes.io/os": "linux" },
                    terminationGracePeriodSeconds: 300,
                    containers: [
                        {
                            name: "controller",
                            image: "registry.k8s.io/ingress-nginx/controller:v1.13.0",
                            args: [
                                "/nginx-ingress-controller",
                                "--publish-service=$(POD_NAMESPACE)/ingress-nginx-controller",
                                "--election-id=ingress-nginx-leader",
                                "--controller-class=k8s.io/ingress-nginx",
                                "--ingress-class=nginx",
                                "--configmap=$(POD_NAMESPACE)/ingress-nginx-controller",
                            ],
                            env: [
                                { name: "POD_NAME", valueFrom: fieldOf("metadata.name") },
                                { name: "POD_NAMESPACE", valueFrom: fieldOf("metadata.namespace") },
                                { name: "LD_PRELOAD", value: "/usr/local/lib/libmimalloc.so" },
                            ],
                            ports: [
                                { name: "http", containerPort: 80 },
                                { name: "https", containerPort: 443 },
                            ],
                            lifecycle: { preStop: { exec: { command: ["/wait-shutdown"] } } },
                            livenessProbe: { ...probe, failureThreshold: 5 },
                            readinessProbe: { ...probe, failureThreshold: 3 },
                            resources: { requests: { cpu: "100m", memory: "90Mi" } },
                            securityContext: {
                                allowPrivilegeEscalation: false,
                                capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
                                runAsGroup: 82,
                                runAsNonRoot: true,
                                runAsUser: 101,
                                seccompProfile: { type: "RuntimeDefault" },
                            },
                        },
                    ],
                },
            },
        },
    },
    inCluster,
);

new kubernetes.core.v1.Service(
    "ingress-nginx-controller",
    {
        metadata: {
            ...metadata,
            annotations: {
                "service.beta.kubernetes.io/aws-load-balancer-type": "external",
                "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
                "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
            },
        },
        spec: {
            type: "LoadBalancer",
            selector: labels,
            ports: [{ name: "https", port: 443, targetPort: "https", protocol: "TCP", appProtocol: "https" }],
        },
    },
    inCluster,
);

new kubernetes.networking.v1.IngressClass(
    "nginx",
    { metadata: { name: "nginx", labels }, spec: { controller: "k8s.io/ingress-nginx" } },
    inCluster,
);
