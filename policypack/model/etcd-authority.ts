import { normalize } from "node:path/posix";

/** Where installers keep the certificate of the authority that signs for the cluster: its API server, kubelets or users. */
export const AUTHORITIES_OF_CLUSTER: ReadonlySet<string> = new Set([
    // kubeadm, and what is made with it; EKS and Bottlerocket nodes
    "/etc/kubernetes/pki/ca.crt",
    // Kubespray
    "/etc/kubernetes/ssl/ca.crt",
    "/etc/kubernetes/ssl/ca.pem",
    // AKS engine
    "/etc/kubernetes/certs/ca.crt",
    // minikube, kOps, k0s, MicroK8s, Talos
    "/var/lib/minikube/certs/ca.crt",
    "/srv/kubernetes/ca.crt",
    "/var/lib/k0s/pki/ca.crt",
    "/var/snap/microk8s/current/certs/ca.crt",
    "/system/secrets/kubernetes/kube-apiserver/ca.crt",
    ...["k3s", "rke2"].flatMap((name) =>
        ["server-ca", "client-ca"].map((file) => `/var/lib/rancher/${name}/server/tls/${file}.crt`),
    ),
    // in every Pod
    "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
    "/run/secrets/kubernetes.io/serviceaccount/ca.crt",
]);

/** Where they keep the authority of etcd. */
export const AUTHORITIES_OF_ETCD: readonly string[] = [
    "/etc/kubernetes/pki/etcd/ca.crt",
    "/etc/ssl/etcd/ssl/ca.pem",
    "/var/lib/minikube/certs/etcd/ca.crt",
    "/var/lib/k0s/pki/etcd/ca.crt",
    ...["k3s", "rke2"].flatMap((name) =>
        ["server-ca", "peer-ca"].map((file) => `/var/lib/rancher/${name}/server/tls/etcd/${file}.crt`),
    ),
];

/** The path, normal, where it is known as the cluster's own authority. */
export function clusterAuthority(path: string): string | undefined {
    const normal = normalize(path);
    return AUTHORITIES_OF_CLUSTER.has(normal) ? normal : undefined;
}

/** Whether two paths are one file; an empty one is none. */
export const isSameFile = (a: string, b: string): boolean => a !== "" && b !== "" && normalize(a) === normalize(b);
