/** kube-proxy as the EKS add-on renders it. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "../in-cluster";
import { apiServer, eksRegistry } from "../settings";
import { bindClusterRole, serviceAccount } from "../rbac";

const account = { namespace: "kube-system", name: "kube-proxy" };
serviceAccount(account.namespace, account.name);
bindClusterRole("eks:kube-proxy", "system:node-proxier", account);

const secrets = "/var/run/secrets/kubernetes.io/serviceaccount";

new kubernetes.core.v1.ConfigMap(
    "kube-proxy",
    {
        metadata: { name: "kube-proxy", namespace: account.namespace },
        data: {
            kubeconfig: JSON.stringify({
                apiVersion: "v1",
                kind: "Config",
                "current-context": "default",
                clusters: [{ name: "default", cluster: { server: apiServer, "certificate-authority": `${secrets}/ca.crt` } }],
                contexts: [{ name: "default", context: { cluster: "default", user: "default" } }],
                users: [{ name: "default", user: { tokenFile: `${secrets}/token` } }],
            }),
        },
    },
    inCluster,
);

new kubernetes.core.v1.ConfigMap(
    "kube-proxy-config",
    {
        metadata: { name: "kube-proxy-config", namespace: account.namespace },
        data: {
            config: `apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
bindAddress: 0.0.0.0
metricsBindAddress: 0.0.0.0:10249
clientConnection:
  kubeconfig: /var/lib/kube-proxy/kubeconfig
mode: iptables
`,
        },
    },
    inCluster,
);

const labels = { "k8s-app": "kube-proxy" };
new kubernetes.apps.v1.DaemonSet(
    "kube-proxy",
    {
        metadata: { name: "kube-proxy", namespace: account.namespace, labels },
        spec: {
            selector: { matchLabels: labels },
            updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
            template: {
                metadata: { labels },
                spec: {
                    priorityClassName: "system-node-critical",
                    serviceAccountName: account.name,
                    hostNetwork: true,
                    tolerations: [{ operator: "Exists" }],
                    containers: [
                        {
                            name: "kube-proxy",
                            image: `${eksRegistry}/eks/kube-proxy:v1.32.6-minimal-eksbuild.8`,
                            command: [
                                "kube-proxy",
                                "--v=2",
                                "--config=/var/lib/kube-proxy-config/config",
                                "--hostname-override=$(NODE_NAME)",
                            ],
                            env: [{ name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
                            resources: { requests: { cpu: "100m" } },
                            securityContext: { privileged: true },
                            volumeMounts: [
                                { name: "varlog", mountPath: "/var/log" },
                                { name: "xtables-lock", mountPath: "/run/xtables.lock" },
                                { name: "lib-modules", mountPath: "/lib/modules", readOnly: true },
                                { name: "kubeconfig", mountPath: "/var/lib/kube-proxy/" },
                                { name: "config", mountPath: "/var/lib/kube-proxy-config/" },
                            ],
                        },
                    ],
                    volumes: [
                        { name: "varlog", hostPath: { path: "/var/log" } },
                        { name: "xtables-lock", hostPath: { path: "/run/xtables.lock", type: "FileOrCreate" } },
                        { name: "lib-modules", hostPath: { path: "/lib/modules" } },
                        { name: "kubeconfig", configMap: { name: "kube-proxy" } },
                        { name: "config", configMap: { name: "kube-proxy-config" } },
                    ],
                },
            },
        },
    },
    inCluster,
);
