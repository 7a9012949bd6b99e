import { HARDENED_KUBELET, kubeletConfiguration } from "../kubelets";
import { ETCD_MEMBER, type OnDisk, PRIVATE_KEY, SHIPPED, staticPod } from "./node-roots";

type Files = Readonly<Record<string, OnDisk>>;

const enabled = (unit: string, target = "multi-user.target"): Files => ({
    [`/etc/systemd/system/${target}.wants/${unit}`]: { link: `/etc/systemd/system/${unit}` },
});
const key = { text: PRIVATE_KEY, mode: 0o600 };

/** Amazon Linux 2, as bootstrap.sh leaves it (awslabs/amazon-eks-ami, templates/al2). */
export const AL2_NODE: Files = {
    "/etc/eks/bootstrap.sh": { text: "#!/usr/bin/env bash\nset -o pipefail\nsystemctl start kubelet\n", mode: 0o755 },
    "/etc/kubernetes/kubelet/kubelet-config.json": kubeletConfiguration(HARDENED_KUBELET),
    "/etc/systemd/system/kubelet.service": [
        "[Service]",
        "ExecStart=/usr/bin/kubelet --config /etc/kubernetes/kubelet/kubelet-config.json --kubeconfig /var/lib/kubelet/kubeconfig $KUBELET_ARGS $KUBELET_EXTRA_ARGS",
        "",
    ].join("\n"),
    "/etc/systemd/system/kubelet.service.d/10-kubelet-args.conf":
        "[Service]\nEnvironment='KUBELET_ARGS=--node-ip=10.0.0.7 --v=2'\n",
    ...enabled("kubelet.service"),
};

/** A server of k3s with the etcd that it brings, as its installer leaves it. */
export const K3S_SERVER: Files = {
    ...SHIPPED,
    "/etc/systemd/system/k3s.service": [
        "[Service]",
        "EnvironmentFile=-/etc/default/%N",
        "EnvironmentFile=-/etc/sysconfig/%N",
        "EnvironmentFile=-/etc/systemd/system/k3s.service.env",
        "ExecStartPre=-/sbin/modprobe br_netfilter",
        "ExecStart=/usr/local/bin/k3s \\",
        "    server \\",
        "",
    ].join("\n"),
    "/etc/systemd/system/k3s.service.env": { text: "", mode: 0o600 },
    ...enabled("k3s.service"),
    "/etc/rancher/k3s/config.yaml": { text: "cluster-init: true\nkube-apiserver-arg: [anonymous-auth=false]\n", mode: 0o600 },
    "/etc/rancher/k3s/k3s.yaml": {
        text: "apiVersion: v1\nkind: Config\nusers: [{ user: { client-key-data: QUJD } }]\n",
        mode: 0o600,
    },
    "/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/00-k3s-defaults.conf": { text: kubeletConfiguration({}), mode: 0o600 },
    "/var/lib/rancher/k3s/agent/pod-manifests": { folder: 0o700 },
    "/var/lib/rancher/k3s/agent/client-kubelet.key": key,
    "/var/lib/rancher/k3s/server/tls/etcd/server-ca.key": key,
};

/** An agent of RKE2, whose unit is in /usr/local. */
export const RKE2_AGENT: Files = {
    ...SHIPPED,
    "/usr/local/lib/systemd/system/rke2-agent.service":
        "[Service]\nEnvironmentFile=-/etc/default/%N\nExecStart=/usr/local/bin/rke2 agent\n",
    "/etc/systemd/system/multi-user.target.wants/rke2-agent.service": {
        link: "/usr/local/lib/systemd/system/rke2-agent.service",
    },
    "/etc/rancher/rke2/config.yaml": { text: "server: https://10.0.0.1:9345\ntoken: secret\n", mode: 0o600 },
    "/var/lib/rancher/rke2/agent/pod-manifests": { folder: 0o700 },
};

/** A control plane of Kubespray's, with an etcd that a unit starts, and its keys etcd's own. */
export const KUBESPRAY_NODE: Files = {
    ...SHIPPED,
    ...ETCD_MEMBER,
    "/etc/default/etcd": "",
    "/etc/etcd.env": (ETCD_MEMBER["/etc/default/etcd"] as string).replaceAll("/etc/ssl/etcd/", "/etc/ssl/etcd/ssl/"),
    "/etc/systemd/system/etcd.service": "[Service]\nUser=root\nEnvironmentFile=/etc/etcd.env\nExecStart=/usr/local/bin/etcd\n",
    "/etc/ssl/etcd/ssl/member-node1-key.pem": { text: PRIVATE_KEY, mode: 0o600 },
    "/etc/systemd/system/kubelet.service": [
        "[Service]",
        "EnvironmentFile=-/etc/kubernetes/kubelet.env",
        "ExecStart=/usr/local/bin/kubelet \\",
        "\t\t$KUBE_LOGTOSTDERR \\",
        "\t\t$KUBELET_ARGS",
        "",
    ].join("\n"),
    ...enabled("kubelet.service"),
    "/etc/kubernetes/kubelet.env":
        'KUBE_LOGTOSTDERR="--logtostderr=true"\nKUBELET_ARGS="--config=/etc/kubernetes/kubelet-config.yaml \\\n--kubeconfig=/etc/kubernetes/kubelet.conf "\n',
    "/etc/kubernetes/kubelet-config.yaml": { text: kubeletConfiguration(HARDENED_KUBELET), mode: 0o600 },
    "/etc/kubernetes/manifests": { folder: 0o700 },
};

/** What is wrong on a node of each, and what is said of it. */
export const ON_DISTRIBUTIONS: Readonly<Record<string, readonly [Files, Files, readonly string[]]>> = {
    "arguments of bootstrap.sh": [
        AL2_NODE,
        {
            "/etc/systemd/system/kubelet.service.d/30-kubelet-extra-args.conf":
                "[Service]\nEnvironment='KUBELET_EXTRA_ARGS=--read-only-port=10255'\n",
        },
        [
            "kubelet-read-only-port-disabled /etc/systemd/system/kubelet.service.d/30-kubelet-extra-args.conf › line 2: makes the kubelet serve its read-only port on 10255",
        ],
    ],
    "k3s' own settings": [
        K3S_SERVER,
        {
            "/etc/rancher/k3s/config.yaml": {
                text: "cluster-init: true\netcd-expose-metrics: true\nkubelet-arg: [anonymous-auth=true]\nkube-apiserver-arg: [anonymous-auth=false]\n",
                mode: 0o600,
            },
        },
        [
            "kubelet-anonymous-auth-disabled /etc/rancher/k3s/config.yaml › kubelet-arg[0]: makes the kubelet accept requests without credentials",
            "etcd-metrics-not-exposed /etc/rancher/k3s/config.yaml › etcd-expose-metrics: serves etcd's metrics on http://…:2381 without TLS, so anybody reads them",
        ],
    ],
    "the administrator's credentials of k3s, with --write-kubeconfig-mode 644": [
        K3S_SERVER,
        { "/etc/rancher/k3s/k3s.yaml": { text: "users: [{ user: { client-key-data: QUJD } }]\n", mode: 0o644 } },
        [
            'kubelet-configuration-protected /etc/rancher/k3s/k3s.yaml: lets every user of the node read "/etc/rancher/k3s/k3s.yaml" (mode 0644)',
        ],
    ],
    "RKE2's": [
        RKE2_AGENT,
        {
            "/etc/rancher/rke2/config.yaml": {
                text: "server: https://10.0.0.1:9345\nkubelet-arg:\n  - authorization-mode=AlwaysAllow\n",
                mode: 0o600,
            },
        },
        [
            "kubelet-authorization-required /etc/rancher/rke2/config.yaml › kubelet-arg[0]: makes the kubelet allow every client everything (AlwaysAllow)",
        ],
    ],
    "Kubespray's file of variables": [
        KUBESPRAY_NODE,
        {
            "/etc/kubernetes/kubelet.env":
                'KUBELET_ARGS="--config=/etc/kubernetes/kubelet-config.yaml --pod-manifest-path=/srv/pods"\n',
            "/srv/pods/a.yaml": { text: staticPod("a", []), mode: 0o600 },
        },
        [
            "node-audit-covers-kubernetes-files /etc/audit/rules.d: records nothing of /srv/pods, which holds static Pods",
            'kubelet-static-pods-disabled /etc/kubernetes/kubelet.env: runs a static Pod for every manifest in "/srv/pods"',
            "static-pods-restricted /srv/pods/a.yaml › spec.hostNetwork: is on the node's own network",
        ],
    ],
    "etcd.env": [
        KUBESPRAY_NODE,
        { "/etc/etcd.env": "ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379\n" },
        [
            "etcd-client-certificates-required /etc/etcd.env: serves etcd on http://0.0.0.0:2379 without TLS, so anybody is a client",
            "etcd-loopback-authenticated /etc/systemd/system/etcd.service › line 4: serves etcd's peers on http://localhost:2380 to every process of its machine, without a certificate",
        ],
    ],
};
