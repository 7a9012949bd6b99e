import { mountedPlace } from "../../../policypack/node/mounted-places";

/** What it is with the right to write, and without; with where it lies below the mounted path. */
const shown = (path: string) =>
    [false, true].map((readOnly) => {
        const place = mountedPlace(path, readOnly);
        return place === undefined ? "nothing" : `${place.kind}${place.path === undefined ? "" : ` in ${place.path}`}`;
    });

const KEYS = [
    ...["/etc/kubernetes/pki", "/etc/etcd", "/etc/ssl/etcd", "/var/lib/etcd", "/var/lib/k0s/pki", "/var/lib/minikube/certs"],
    ...["/var/lib/rancher/k3s/server/tls", "/var/lib/rancher/k3s/server/db", "/var/lib/rancher/k3s/server/cred"],
    ...["/var/lib/rancher/rke2/server/tls", "/var/lib/rancher/rke2/server/db", "/var/lib/rancher/rke2/server/cred"],
];
test.each(KEYS)("%s has the keys of a control plane, or all that it knows", (folder) => {
    expect(shown(folder)).toEqual(["keys", "keys"]);
    expect(shown(`${folder}/a/b.key`)).toEqual(["keys", "keys"]);
    expect(shown(`${folder}/a/ca.crt`)).toEqual(["nothing", "nothing"]);
    expect(shown(`${folder}2`)).toEqual(["nothing", "nothing"]);
});

test.each([
    "/etc/kubernetes/manifests",
    "/var/lib/rancher/k3s/agent/pod-manifests",
    "/var/lib/rancher/rke2/agent/pod-manifests",
    "/etc/kubernetes/static-pods",
])("who writes %s starts static Pods", (folder) => {
    expect(shown(folder)).toEqual(["manifests", "read manifests"]);
    expect(shown(`${folder}/a.yaml`)).toEqual(["manifests", "read manifests"]);
});

test.each<[why: string, path: string, writable: string, readOnly: string]>([
    ["the disk", "/", "manifests in /etc/kubernetes/manifests", "keys in /etc/kubernetes/pki"],
    ["all settings", "/etc", "manifests in /etc/kubernetes/manifests", "keys in /etc/kubernetes/pki"],
    ["all that is kept", "/var/lib", "settings in /var/lib/kubelet", "credentials in /var/lib/kubelet"],
    [
        "all of k3s",
        "/var/lib/rancher/k3s",
        "manifests in /var/lib/rancher/k3s/agent/pod-manifests",
        "keys in /var/lib/rancher/k3s/server/tls",
    ],
    [
        "all of RKE2",
        "/var/lib/rancher/rke2/server",
        "keys in /var/lib/rancher/rke2/server/tls",
        "keys in /var/lib/rancher/rke2/server/tls",
    ],
    ["the kubelet's folder", "/var/lib/kubelet", "settings", "credentials"],
    ["its keys", "/var/lib/kubelet/pki", "settings", "credentials"],
    [
        "its client certificate, which has the key in it",
        "/var/lib/kubelet/pki/kubelet-client-current.pem",
        "settings",
        "credentials",
    ],
    ["what all may read of its keys", "/var/lib/kubelet/pki/kubelet.crt", "settings", "nothing"],
    ["the volumes of all Pods", "/var/lib/kubelet/pods", "credentials", "credentials"],
    ["the volumes of one Pod", "/var/lib/kubelet/pods/a/volumes", "credentials", "credentials"],
    ["the places of its plugins", "/var/lib/kubelet/plugins", "nothing", "nothing"],
    ["its configuration", "/var/lib/kubelet/config.yaml", "settings", "nothing"],
    ["its credentials", "/etc/kubernetes/kubelet.conf", "settings", "credentials"],
    ["an administrator's credentials", "/etc/kubernetes/admin.conf", "settings", "credentials"],
    ["the greatest administrator's credentials", "/etc/kubernetes/super-admin.conf", "settings", "credentials"],
    ["the scheduler's credentials", "/etc/kubernetes/scheduler.conf", "settings", "credentials"],
    ["k3s' credentials", "/etc/rancher/k3s/k3s.yaml", "settings", "credentials"],
    ["RKE2's credentials", "/etc/rancher/rke2/rke2.yaml", "settings", "credentials"],
    ["k3s' settings, with its credentials", "/etc/rancher/k3s", "settings", "credentials in /etc/rancher/k3s/k3s.yaml"],
    ["RKE2's settings, with its credentials", "/etc/rancher/rke2", "settings", "credentials in /etc/rancher/rke2/rke2.yaml"],
    ["the key of k3s' kubelet", "/var/lib/rancher/k3s/agent/client-kubelet.key", "credentials", "credentials"],
    ["the key of RKE2's kubelet", "/var/lib/rancher/rke2/agent/client-kubelet.key", "credentials", "credentials"],
    ["the certificate of k3s' kubelet", "/var/lib/rancher/k3s/agent/client-kubelet.crt", "nothing", "nothing"],
    ["the kubelet's unit", "/etc/systemd/system/kubelet.service", "settings", "nothing"],
    ["all units", "/etc/systemd/system", "settings in /etc/systemd/system/kubelet.service", "nothing"],
    ["the units of packages", "/usr/lib/systemd/system", "settings in /usr/lib/systemd/system/kubelet.service", "nothing"],
    ["the kubelet's variables", "/etc/default/kubelet", "settings", "nothing"],
    ["all variables", "/etc/sysconfig", "settings in /etc/sysconfig/kubelet", "nothing"],
    ["the kubelet's settings in EKS' images", "/etc/kubernetes/kubelet/config.json", "settings", "nothing"],
    ["nodeadm's settings", "/etc/eks", "settings in /etc/eks/nodeadm.d", "nothing"],
    ["the runtime's settings", "/etc/containerd/config.toml", "settings", "nothing"],
    ["all of the runtime's settings", "/etc/containerd", "settings", "nothing"],
    ["the runtime's unit", "/etc/systemd/system/containerd.service.d", "settings", "nothing"],
    ["a folder whose name has the ending of a certificate in it", "/etc/kubernetes/pki/a.crt.d", "keys", "keys"],
    ["a folder of the disk that is called as a drive", "/mnt/c:/var/lib/kubelet", "nothing", "nothing"],
    ["logs", "/var/log", "nothing", "nothing"],
    ["a certificate", "/etc/kubernetes/pki/ca.crt", "nothing", "nothing"],
    ["a request for one", "/etc/kubernetes/pki/a.csr", "nothing", "nothing"],
    ["a public key", "/etc/kubernetes/pki/sa.pub", "nothing", "nothing"],
    ["the drive of Windows", "c:", "manifests in /etc/kubernetes/manifests", "keys in /etc/kubernetes/pki"],
    ["the kubelet's folder on Windows", "c:/var/lib/kubelet", "settings", "credentials"],
    ["what Windows nodes have instead", "c:/programdata/kubernetes", "settings", "credentials"],
    ["a file of it", "c:/programdata/kubernetes/kubelet.log", "settings", "credentials"],
    ["all programs' data", "c:/programdata", "settings in /programdata/kubernetes", "credentials in /programdata/kubernetes"],
    ["what kubeadm's scripts make", "c:/k", "settings", "credentials"],
    ["another folder of Windows", "c:/users", "nothing", "nothing"],
    ["what Windows has, on Linux", "/programdata/kubernetes", "nothing", "nothing"],
    ["a folder that ends as a drive", "/c:/k", "nothing", "nothing"],
])("%s: %s", (_, path, writable, readOnly) => expect(shown(path)).toEqual([writable, readOnly]));
