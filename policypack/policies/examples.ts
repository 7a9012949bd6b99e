import type { Example } from "../lib/define-policy";

/** What several policies show in the reference: the Pod of a control plane's etcd, started with these flags. */
export const etcdPod = (...flags: readonly string[]): Example => ({
    type: "kubernetes:core/v1:Pod",
    props: {
        metadata: { name: "etcd", namespace: "kube-system" },
        spec: { containers: [{ name: "etcd", image: "registry.k8s.io/etcd:3.6.4-0", command: ["etcd", ...flags] }] },
    },
});
