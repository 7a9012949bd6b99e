/**
 * Files that kubeadm makes (cmd/kubeadm/app/constants). Their content is not known, but a command that opens a whole folder opens them.
 */
const KUBELET = [
    "/etc/kubernetes/kubelet.conf",
    "/var/lib/kubelet/config.yaml",
    "/var/lib/kubelet/kubeadm-flags.env",
    "/var/lib/kubelet/pki/kubelet-client-current.pem",
];
const AUTHORITY = ["ca", "front-proxy-ca", "etcd/ca"];
const PAIRS = [
    ...["apiserver", "apiserver-kubelet-client", "apiserver-etcd-client", "front-proxy-client"],
    ...["etcd/server", "etcd/peer", "etcd/healthcheck-client"],
];
const CONTROL_PLANE = [
    ...[...AUTHORITY, ...PAIRS].flatMap((name) => [`/etc/kubernetes/pki/${name}.crt`, `/etc/kubernetes/pki/${name}.key`]),
    "/etc/kubernetes/pki/sa.key",
    "/etc/kubernetes/pki/sa.pub",
    ...["admin", "super-admin", "controller-manager", "scheduler"].map((name) => `/etc/kubernetes/${name}.conf`),
    ...["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"].map(
        (name) => `/etc/kubernetes/manifests/${name}.yaml`,
    ),
];

/** What is there after `kubeadm init` or `kubeadm join`; none for any other of its commands. */
export function filesOfKubeadm(args: readonly string[]): readonly string[] {
    const [command] = args.filter((arg) => !arg.startsWith("-"));
    if (command === "init") return [...KUBELET, ...CONTROL_PLANE];
    if (command !== "join") return [];
    return args.some((arg) => /^--(?:experimental-)?control-plane(?:=true)?$/.test(arg))
        ? [...KUBELET, ...CONTROL_PLANE]
        : KUBELET;
}

/** The mode that a file has which nothing here has written: keys, credentials and manifests are root's alone, the rest is for all to read. */
export function ownModeOf(path: string): number {
    if (/\.(?:crt|pub|csr|srl)$/.test(path)) return 0o644;
    // The runtimes make their sockets so.
    if (path.endsWith(".sock")) return 0o660;
    const isSecret =
        /\.(?:key|pem)$|\/(?:pki|manifests|pod-manifests)\/[^/]+$/.test(path) || /^\/etc\/kubernetes\/[\w-]+\.conf$/.test(path);
    return isSecret ? 0o600 : 0o644;
}
