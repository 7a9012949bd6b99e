/** Where a node of kubeadm has what is written for it. */
export const PLACES = {
    /** The documents that kubeadm reads. */
    kubeadm: "/etc/kubernetes/kubeadm.yaml",
    patches: "/etc/kubernetes/patches",
    manifests: "/etc/kubernetes/manifests",
    pki: "/etc/kubernetes/pki",
    /** Who is anonymous to the API server, and where. */
    authentication: "/etc/kubernetes/authentication.yaml",
    /** A kubeconfig with the cluster's authority and a token, by which a worker joins; gone once it has. */
    discovery: "/etc/kubernetes/discovery.conf",
    containerd: "/etc/containerd/config.toml",
    socket: "/run/containerd/containerd.sock",
    setup: "/usr/local/sbin/kubernetes-setup",
    clusterKeys: "/usr/local/sbin/cluster-keys",
    etcdKeys: "/usr/local/sbin/etcd-client-keys",
    joinToken: "/usr/local/sbin/join-token",
} as const;

/** What the secret of a cluster's keys holds, each a file below the folder of keys. */
export const CLUSTER_FILES = ["ca.crt", "ca.key", "front-proxy-ca.crt", "front-proxy-ca.key", "sa.pub", "sa.key"] as const;

/** What the secret of etcd's client holds, and where each part lies below the folder of keys: where kubeadm has its own. */
export const ETCD_FILES = {
    "ca.crt": "etcd/ca.crt",
    "client.crt": "apiserver-etcd-client.crt",
    "client.key": "apiserver-etcd-client.key",
} as const;
