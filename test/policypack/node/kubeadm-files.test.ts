import { filesOfKubeadm, ownModeOf } from "../../../policypack/node/kubeadm-files";

const WORKER = [
    "/etc/kubernetes/kubelet.conf",
    "/var/lib/kubelet/config.yaml",
    "/var/lib/kubelet/kubeadm-flags.env",
    "/var/lib/kubelet/pki/kubelet-client-current.pem",
];
const pair = (name: string) => [`/etc/kubernetes/pki/${name}.crt`, `/etc/kubernetes/pki/${name}.key`];

test("kubeadm makes what its documentation lists", () =>
    expect([...filesOfKubeadm(["init"])].sort()).toEqual(
        [
            ...WORKER,
            ...["ca", "front-proxy-ca", "etcd/ca"].flatMap(pair),
            ...["apiserver", "apiserver-kubelet-client", "apiserver-etcd-client", "front-proxy-client"].flatMap(pair),
            ...["etcd/server", "etcd/peer", "etcd/healthcheck-client"].flatMap(pair),
            ...["/etc/kubernetes/pki/sa.key", "/etc/kubernetes/pki/sa.pub"],
            ...["/etc/kubernetes/admin.conf", "/etc/kubernetes/super-admin.conf"],
            ...["/etc/kubernetes/controller-manager.conf", "/etc/kubernetes/scheduler.conf"],
            ...["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"].map(
                (name) => `/etc/kubernetes/manifests/${name}.yaml`,
            ),
        ].sort(),
    ));

const INIT = filesOfKubeadm(["init"]).length;
test.each<[args: string, count: number]>([
    ["--v=5 init", INIT],
    ["init --config a", INIT],
    ["join a:6443", WORKER.length],
    ["join a:6443 --control-plane", INIT],
    ["join --control-plane=true a:6443", INIT],
    ["join a:6443 --experimental-control-plane", INIT],
    ["join a:6443 --control-plane=false", WORKER.length],
    ["join a:6443 x--control-plane", WORKER.length],
    ["join a:6443 --control-plane-endpoint=a", WORKER.length],
    ["reset", 0],
    ["token create -", 0],
    ["upgrade node", 0],
    ["", 0],
])("kubeadm %s makes %d files", (args, count) => {
    const files = filesOfKubeadm(args.split(" ").filter(Boolean));
    expect(files).toHaveLength(count);
    if (count === WORKER.length) expect(files).toEqual(WORKER);
});

test.each<[path: string, mode: number]>([
    ["/etc/kubernetes/pki/ca.crt", 0o644],
    ["/etc/kubernetes/pki/sa.pub", 0o644],
    ["/etc/kubernetes/pki/a.csr", 0o644],
    ["/etc/kubernetes/pki/ca.srl", 0o644],
    ["/etc/kubernetes/pki/ca.crt.bak", 0o600],
    ["/etc/kubernetes/pki/ca.key", 0o600],
    ["/srv/tls/a.key", 0o600],
    ["/srv/tls/a.pem", 0o600],
    ["/srv/tls/a.key.txt", 0o644],
    ["/etc/kubernetes/pki/any", 0o600],
    ["/etc/kubernetes/pki/sub/any", 0o644],
    ["/etc/kubernetes/manifests/a.yaml", 0o600],
    ["/var/lib/rancher/k3s/agent/pod-manifests/a.yaml", 0o600],
    ["/etc/kubernetes/my-manifests/a.yaml", 0o644],
    ["/etc/kubernetes/admin.conf", 0o600],
    ["/etc/kubernetes/super-admin.conf", 0o600],
    ["/etc/kubernetes/admin.conf.d", 0o644],
    ["/srv/etc/kubernetes/admin.conf", 0o644],
    ["/etc/kubernetes/a/admin.conf", 0o644],
    ["/run/containerd/containerd.sock", 0o660],
    ["/etc/default/kubelet", 0o644],
])("%s has by itself %o", (path, mode) => expect(ownModeOf(path)).toBe(mode));
