/**
 * Approves the serving certificates of kubelets, once it has looked up that a node says the truth about its names and addresses. Where the
 * control plane is EKS's own that has done it already. Its ClusterRole names the one signer: with every signer it could make itself a node.
 */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "../in-cluster";
import { clusterRole, namespacedRole, read, serviceAccount } from "../rbac";
import { nodeRanges } from "../settings";

const name = "kubelet-csr-approver";
const namespace = "kube-system";
const account = { namespace, name };
const labels = { "app.kubernetes.io/name": name };

serviceAccount(namespace, name);
clusterRole(name, account, [
    { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests"], verbs: read },
    { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] },
    {
        apiGroups: ["certificates.k8s.io"],
        resources: ["signers"],
        resourceNames: ["kubernetes.io/kubelet-serving"],
        verbs: ["approve"],
    },
]);
namespacedRole(name, account, [
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["get", "create", "update"] },
    { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
]);

new kubernetes.apps.v1.Deployment(
    name,
    {
        metadata: { name, namespace, labels },
        spec: {
            replicas: 2,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    priorityClassName: "system-cluster-critical",
                    serviceAccountName: name,
                    securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } },
                    tolerations: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }],
                    containers: [
                        {
                            name,
                            image: "ghcr.io/postfinance/kubelet-csr-approver:v1.2.10",
                            args: ["-metrics-bind-address", ":8080", "-health-probe-bind-address", ":8081", "-leader-election"],
                            env: [
                                { name: "PROVIDER_REGEX", value: "^ip-[0-9-]+\\.[a-z0-9.-]+$" },
                                { name: "PROVIDER_IP_PREFIXES", value: nodeRanges.join(",") },
                            ],
                            ports: [{ name: "metrics", containerPort: 8080 }],
                            livenessProbe: { httpGet: { path: "/healthz", port: 8081 } },
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
