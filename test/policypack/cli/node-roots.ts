import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HARDENED_KUBELET, kubeletConfiguration } from "../kubelets";

/** A file of a node's: a text, or more than that. */
export type OnDisk =
    string | { readonly text: string; readonly mode: number } | { readonly folder: number } | { readonly link: string };

/** Whether owners can be given to files: a copy that another made has lost them. */
export const IS_ROOT = process.getuid?.() === 0;

/** What is said of a copy that was made by somebody else than root, beside all other. */
export const lostOwners = (root: string) =>
    IS_ROOT
        ? []
        : [
              {
                  file: join(root, "etc"),
                  reason: `belongs to user ${process.getuid!()}, so that this is a copy which lost its owners. Make it as root, with cp -a or tar, or mount the disk`,
              },
          ];

/** Writes a node's files below a folder, which it returns. */
export function nodeRoot(folder: string, files: Readonly<Record<string, OnDisk>>): string {
    for (const [path, file] of Object.entries(files)) {
        const place = join(folder, path);
        mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
        if (typeof file === "string") writeFileSync(place, file, { mode: 0o644 });
        else if ("link" in file) symlinkSync(file.link, place);
        else if ("folder" in file) {
            mkdirSync(place, { recursive: true });
            chmodSync(place, file.folder);
        } else {
            writeFileSync(place, file.text);
            chmodSync(place, file.mode);
        }
    }
    return folder;
}

/** Gives a file of a node to somebody. */
export const own = (root: string, path: string, user: number, group: number): void => chownSync(join(root, path), user, group);

const ACCOUNTS = {
    "/etc/passwd": [
        "root:x:0:0:root:/root:/bin/bash",
        "sync:x:5:0:sync:/sbin:/bin/sync",
        "sshd:x:74:74::/usr/share/empty.sshd:/usr/sbin/nologin",
        "ec2-user:x:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash",
        "",
    ].join("\n"),
    "/etc/group": "root:x:0:\nwheel:x:10:ec2-user\nsshd:x:74:\nec2-user:x:1000:\n",
    "/etc/shadow": { text: "root:*LOCK*:14600::::::\nsync:*:19000::::::\nec2-user:!!:19000::::::\n", mode: 0o600 },
};
const SSHD =
    "Include /etc/ssh/sshd_config.d/*.conf\nAuthorizedKeysFile .ssh/authorized_keys\nPasswordAuthentication no\nUsePAM yes\nAuthorizedKeysCommand /opt/aws/bin/eic_run_authorized_keys %u %f\nAuthorizedKeysCommandUser ec2-instance-connect\n";
const RULES =
    "-w /etc/kubernetes -p rwa -k kubernetes\n-w /var/lib/kubelet -p rwa -k kubelet\n-w /etc/eks -p rwa -k eks\n-w /etc/rancher -p rwa\n-w /var/lib/rancher -p rwa\n";
/** What sends the audit record away. */
const AGENT = JSON.stringify({
    logs: { logs_collected: { files: { collect_list: [{ file_path: "/var/log/audit/audit.log" }] } } },
});
/** A record of who touches the node's files, which is sent away. */
export const SHIPPED = {
    "/etc/audit/rules.d/kubernetes.rules": { text: RULES, mode: 0o600 },
    "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json": AGENT,
};

/** A node of Amazon Linux 2023 as nodeadm leaves it, with an audit record. */
export const EKS_NODE: Readonly<Record<string, OnDisk>> = {
    ...ACCOUNTS,
    ...SHIPPED,
    "/etc/ssh/sshd_config": { text: SSHD, mode: 0o600 },
    "/etc/sudoers": { text: "root ALL=(ALL) ALL\n%wheel ALL=(ALL) ALL\n#includedir /etc/sudoers.d\n", mode: 0o440 },
    "/etc/sudoers.d/90-cloud-init-users": { text: "# User rules for ec2-user\nec2-user ALL=(ALL) NOPASSWD:ALL\n", mode: 0o440 },
    // Whoever opens a session with Session Manager.
    "/etc/sudoers.d/ssm-agent-users": { text: "# User rules for ssm-user\nssm-user ALL=(ALL) NOPASSWD:ALL\n", mode: 0o440 },
    "/root/.ssh/authorized_keys":
        'no-pty,command="echo \'Please login as the user \\"ec2-user\\" rather than the user \\"root\\".\';exit 142" ssh-ed25519 AAAA\n',
    "/etc/eks/kubelet/environment": [
        'NODEADM_KUBELET_ARGS="--config=/etc/kubernetes/kubelet/config.json --config-dir=/etc/kubernetes/kubelet/config.json.d --kubeconfig=/var/lib/kubelet/kubeconfig --node-ip=10.0.0.7"',
        "",
    ].join("\n"),
    "/etc/kubernetes/manifests": { folder: 0o755 },
    "/etc/kubernetes/kubelet/config.json": kubeletConfiguration(HARDENED_KUBELET),
    "/etc/kubernetes/kubelet/config.json.d/40-nodeadm.conf": kubeletConfiguration({ maxPods: 58 }),
    "/etc/kubernetes/pki/ca.crt": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    "/var/lib/kubelet/kubeconfig": "apiVersion: v1\nkind: Config\nusers: [{ name: kubelet, user: { exec: { command: aws } } }]\n",
    "/var/lib/kubelet/pki/kubelet-server-2026-01-01-00-00-00.pem": { text: KEY(), mode: 0o600 },
    "/var/lib/kubelet/pki/kubelet-server-current.pem": { link: "/var/lib/kubelet/pki/kubelet-server-2026-01-01-00-00-00.pem" },
    "/etc/containerd/config.toml":
        'version = 3\nroot = "/var/lib/containerd"\n[grpc]\naddress = "/run/containerd/containerd.sock"\n',
    "/etc/systemd/system/kubelet.service": [
        "[Unit]",
        "Wants=containerd.service",
        "[Service]",
        "EnvironmentFile=/etc/eks/kubelet/environment",
        "ExecStart=/usr/bin/kubelet $NODEADM_KUBELET_ARGS",
        "[Install]",
        "WantedBy=multi-user.target",
        "",
    ].join("\n"),
    "/etc/systemd/system/multi-user.target.wants/sshd.service": { link: "/usr/lib/systemd/system/sshd.service" },
    "/usr/lib/systemd/system/sshd.service": "[Service]\nExecStart=/usr/sbin/sshd -D\n",
    "/usr/lib/systemd/system/containerd.service": "[Service]\nExecStart=/usr/bin/containerd\n",
    // The package brings it, and nothing starts it.
    "/usr/lib/systemd/system/docker.service": "[Service]\nExecStart=/usr/bin/dockerd -H tcp://0.0.0.0:2375\n",
    "/usr/bin/kubelet": "\u007fELF\u0000",
};

function KEY(): string {
    return `-----BEGIN PRIVATE KEY-----\n${"MIGHAgEAMBMGByqGSM49".repeat(3)}\n-----END PRIVATE KEY-----\n`;
}
export const PRIVATE_KEY = KEY();

/** Command-line arguments of a static Pod's only container, as kubeadm writes them. */
export const staticPod = (name: string, args: readonly string[], extra = ""): string =>
    [
        "apiVersion: v1",
        "kind: Pod",
        `metadata: { name: ${name}, namespace: kube-system, labels: { component: ${name}, tier: control-plane } }`,
        "spec:",
        "  hostNetwork: true",
        "  priorityClassName: system-node-critical",
        "  containers:",
        `    - name: ${name}`,
        `      image: registry.k8s.io/${name}:v1`,
        `      command: [${[name, ...args].map((one) => JSON.stringify(one)).join(", ")}]`,
        extra,
        "",
    ].join("\n");

const API_SERVER = [
    "--anonymous-auth=false",
    "--authorization-mode=Node,RBAC",
    "--client-ca-file=/etc/kubernetes/pki/ca.crt",
    "--enable-admission-plugins=NodeRestriction",
    "--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt",
    "--etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt",
    "--etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key",
    "--etcd-servers=https://127.0.0.1:2379",
    "--kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt",
    "--kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt",
    "--kubelet-client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key",
    "--profiling=false",
];
export const ETCD = [
    "--cert-file=/etc/kubernetes/pki/etcd/server.crt",
    "--client-cert-auth=true",
    "--data-dir=/var/lib/etcd",
    "--key-file=/etc/kubernetes/pki/etcd/server.key",
    "--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379",
    "--listen-metrics-urls=http://127.0.0.1:2381",
    "--listen-peer-urls=https://10.0.0.1:2380",
    "--peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt",
    "--peer-client-cert-auth=true",
    "--peer-key-file=/etc/kubernetes/pki/etcd/peer.key",
    "--peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt",
    "--trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt",
];

/** What kubeadm's package adds to the kubelet's unit (kubernetes/release, cmd/krel/templates/latest). */
export const KUBEADM_DROP_IN = [
    "[Service]",
    'Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"',
    'Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"',
    "EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env",
    "EnvironmentFile=-/etc/default/kubelet",
    "ExecStart=",
    "ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS",
    "",
].join("\n");

/** The kubelet's unit and kubeadm's drop-in, as Debian's packages bring them. */
const KUBEADM_UNIT = {
    "/usr/lib/systemd/system/kubelet.service": "[Service]\nExecStart=/usr/bin/kubelet\n[Install]\nWantedBy=multi-user.target\n",
    "/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf": KUBEADM_DROP_IN,
    "/etc/systemd/system/multi-user.target.wants/kubelet.service": { link: "/lib/systemd/system/kubelet.service" },
    "/lib": { link: "usr/lib" },
};

/** A control plane of kubeadm's, hardened by everything that it lets one set. */
export const CONTROL_PLANE: Readonly<Record<string, OnDisk>> = {
    ...ACCOUNTS,
    ...SHIPPED,
    ...KUBEADM_UNIT,
    // What kubeadm was told when it began; what it made of it was changed since.
    "/etc/kubernetes/kubeadm.yaml": {
        text: "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer: { extraArgs: [{ name: authorization-mode, value: AlwaysAllow }] }\n",
        mode: 0o600,
    },
    "/etc/kubernetes/manifests": { folder: 0o700 },
    "/etc/kubernetes/manifests/etcd.yaml": { text: staticPod("etcd", ETCD), mode: 0o600 },
    "/etc/kubernetes/manifests/kube-apiserver.yaml": { text: staticPod("kube-apiserver", API_SERVER), mode: 0o600 },
    "/etc/kubernetes/admin.conf": { text: "apiVersion: v1\nkind: Config\n", mode: 0o600 },
    "/etc/kubernetes/pki/ca.crt": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    "/etc/kubernetes/pki/ca.key": { text: PRIVATE_KEY, mode: 0o600 },
    "/etc/kubernetes/pki/etcd/ca.key": { text: PRIVATE_KEY, mode: 0o600 },
    "/var/lib/kubelet/config.yaml": {
        text: kubeletConfiguration({ ...HARDENED_KUBELET, staticPodPath: "/etc/kubernetes/manifests" }),
        mode: 0o600,
    },
    "/var/lib/kubelet/kubeadm-flags.env": 'KUBELET_KUBEADM_ARGS="--pod-infra-container-image=registry.k8s.io/pause:3.10"\n',
    "/var/lib/etcd": { folder: 0o700 },
};

/** A member of etcd on Ubuntu, which its own unit starts. */
export const ETCD_MEMBER: Readonly<Record<string, OnDisk>> = {
    ...ACCOUNTS,
    "/lib": { link: "usr/lib" },
    "/etc/default/etcd": [
        "ETCD_DATA_DIR=/var/lib/etcd/default",
        "ETCD_LISTEN_CLIENT_URLS=https://10.0.0.5:2379",
        "ETCD_ADVERTISE_CLIENT_URLS=https://10.0.0.5:2379",
        "ETCD_LISTEN_PEER_URLS=https://10.0.0.5:2380",
        "ETCD_CERT_FILE=/etc/ssl/etcd/server.crt",
        "ETCD_KEY_FILE=/etc/ssl/etcd/server.key",
        "ETCD_TRUSTED_CA_FILE=/etc/ssl/etcd/ca.crt",
        "ETCD_CLIENT_CERT_AUTH=true",
        "ETCD_PEER_CERT_FILE=/etc/ssl/etcd/peer.crt",
        "ETCD_PEER_KEY_FILE=/etc/ssl/etcd/peer.key",
        "ETCD_PEER_TRUSTED_CA_FILE=/etc/ssl/etcd/ca.crt",
        "ETCD_PEER_CLIENT_CERT_AUTH=true",
        "",
    ].join("\n"),
    "/usr/lib/systemd/system/etcd.service": [
        "[Service]",
        "User=etcd",
        "EnvironmentFile=-/etc/default/%p",
        "ExecStart=/usr/bin/etcd $DAEMON_ARGS",
        "[Install]",
        "WantedBy=multi-user.target",
        "Alias=etcd2.service",
        "",
    ].join("\n"),
    "/etc/systemd/system/etcd2.service": { link: "/lib/systemd/system/etcd.service" },
    "/etc/systemd/system/multi-user.target.wants/etcd.service": { link: "/lib/systemd/system/etcd.service" },
    "/etc/ssl/etcd/server.key": { text: PRIVATE_KEY, mode: 0o600 },
    "/etc/ssl/etcd/peer.key": { text: PRIVATE_KEY, mode: 0o600 },
};
