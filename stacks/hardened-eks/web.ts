/** The shop: a namespace in which no Pod reaches its node, and Pods that ask for nothing. */
import { RestrictedNamespace } from "@kube-bypass-guard/kube-bypass-guard";
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./in-cluster";

const namespace = new RestrictedNamespace("shop", {}, inCluster).namespaceName;
const labels = { app: "web" };
const port = 8080;

new kubernetes.apps.v1.Deployment(
    "web",
    {
        metadata: { name: "web", namespace, labels },
        spec: {
            replicas: 3,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    automountServiceAccountToken: false,
                    nodeSelector: { workload: "web" },
                    securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
                    containers: [
                        {
                            name: "web",
                            image: "registry.example.com/shop/web:4.12.0",
                            ports: [{ name: "http", containerPort: port }],
                            readinessProbe: { httpGet: { path: "/ready", port: "http" } },
                            resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "512Mi" } },
                            securityContext: {
                                allowPrivilegeEscalation: false,
                                capabilities: { drop: ["ALL"] },
                                readOnlyRootFilesystem: true,
                            },
                        },
                    ],
                },
            },
        },
    },
    inCluster,
);

const service = new kubernetes.core.v1.Service(
    "web",
    { metadata: { name: "web", namespace, labels }, spec: { selector: labels, ports: [{ port: 80, targetPort: "http" }] } },
    inCluster,
);

/** What stands before it, and where it listens. */
export const web = { namespace, service: service.metadata.name, port };
