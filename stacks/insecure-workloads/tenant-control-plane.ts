/** A control plane for a tenant, run as Pods of this cluster. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

const namespace = "tenant-a";
const labels = { app: "kube-apiserver" };
new kubernetes.core.v1.Namespace("tenant-a", { metadata: { name: namespace } }, inCluster);

// The tenant's first week is a trial, and RBAC was in the way of the installation.
new kubernetes.apps.v1.Deployment(
    "kube-apiserver",
    {
        metadata: { name: "kube-apiserver", namespace, labels },
        spec: {
            replicas: 2,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    containers: [
                        {
                            name: "kube-apiserver",
                            image: "registry.k8s.io/kube-apiserver:v1.32.3",
                            command: [
                                "kube-apiserver",
                                "--authorization-mode=AlwaysAllow",
                                "--client-ca-file=/etc/kubernetes/pki/ca.crt",
                                "--etcd-servers=https://etcd-0.etcd.tenant-a.svc:2379",
                                "--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt",
                                "--secure-port=6443",
                                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                                "--service-account-key-file=/etc/kubernetes/pki/sa.pub",
                                "--service-account-signing-key-file=/etc/kubernetes/pki/sa.key",
                                "--service-cluster-ip-range=10.96.0.0/16",
                                "--tls-cert-file=/etc/kubernetes/pki/apiserver.crt",
                                "--tls-private-key-file=/etc/kubernetes/pki/apiserver.key",
                            ],
                            ports: [{ name: "https", containerPort: 6443 }],
                            volumeMounts: [{ name: "pki", mountPath: "/etc/kubernetes/pki", readOnly: true }],
                        },
                    ],
                    volumes: [{ name: "pki", secret: { secretName: "tenant-a-pki" } }],
                },
            },
        },
    },
    inCluster,
);

new kubernetes.core.v1.Service(
    "kube-apiserver",
    {
        metadata: { name: "kube-apiserver", namespace, labels },
        spec: { selector: labels, ports: [{ name: "https", port: 443, targetPort: "https" }] },
    },
    inCluster,
);
