/** The etcd of a tenant's control plane, in the cluster. Who writes to it writes objects past the tenant's API server. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

const namespace = "tenant-a";
const labels = { app: "etcd" };

// The API server next door speaks TLS. The back-up script could not, so there is a plain listener too, and no client certificates. Members
// find each other in plain HTTP, and for the day that changes the cluster's own authority is there.
new kubernetes.apps.v1.StatefulSet(
    "etcd",
    {
        metadata: { name: "etcd", namespace, labels },
        spec: {
            serviceName: "etcd",
            replicas: 1,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    containers: [
                        {
                            name: "etcd",
                            image: "registry.k8s.io/etcd:3.5.21-0",
                            command: [
                                "etcd",
                                "--name=etcd-0",
                                "--data-dir=/var/lib/etcd",
                                "--listen-client-urls=https://0.0.0.0:2379,http://0.0.0.0:2379",
                                "--listen-peer-urls=http://0.0.0.0:2380",
                                "--peer-trusted-ca-file=/etc/kubernetes/pki/ca.crt",
                                "--advertise-client-urls=https://etcd-0.etcd.tenant-a.svc:2379",
                                "--cert-file=/etc/etcd/pki/server.crt",
                                "--key-file=/etc/etcd/pki/server.key",
                            ],
                            ports: [{ name: "client", containerPort: 2379 }],
                            volumeMounts: [
                                { name: "data", mountPath: "/var/lib/etcd" },
                                { name: "pki", mountPath: "/etc/etcd/pki", readOnly: true },
                            ],
                        },
                    ],
                    volumes: [{ name: "pki", secret: { secretName: "etcd-server" } }],
                },
            },
            volumeClaimTemplates: [
                {
                    metadata: { name: "data" },
                    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } },
                },
            ],
        },
    },
    inCluster,
);

new kubernetes.core.v1.Service(
    "etcd",
    {
        metadata: { name: "etcd", namespace, labels },
        spec: { clusterIP: "None", selector: labels, ports: [{ name: "client", port: 2379, targetPort: 2379 }] },
    },
    inCluster,
);
