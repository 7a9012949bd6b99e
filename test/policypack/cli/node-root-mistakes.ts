import { kubeletConfiguration } from "../kubelets";
import { CONTROL_PLANE, EKS_NODE, ETCD, ETCD_MEMBER, type OnDisk, PRIVATE_KEY, staticPod } from "./node-roots";

/** A node, what of it is otherwise, and what is said of that. */
export type Mistake = readonly [
    base: Readonly<Record<string, OnDisk>>,
    changes: Readonly<Record<string, OnDisk>>,
    said: readonly string[],
];

/** By what is wrong. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
    "the kubelet's file": [
        EKS_NODE,
        {
            "/etc/kubernetes/kubelet/config.json": kubeletConfiguration({
                authentication: { anonymous: { enabled: true } },
                authorization: { mode: "AlwaysAllow" },
            }),
        },
        [
            "kubelet-anonymous-auth-disabled /etc/kubernetes/kubelet/config.json › authentication.anonymous.enabled: makes the kubelet accept requests without credentials",
            "kubelet-authorization-required /etc/kubernetes/kubelet/config.json › authorization.mode: makes the kubelet allow every client everything (AlwaysAllow)",
            "kubelet-serving-certificate-set /etc/kubernetes/kubelet/config.json.d/40-nodeadm.conf › serverTLSBootstrap: leaves the kubelet with a certificate that it signs itself",
        ],
    ],
    "a drop-in, which beats the file": [
        EKS_NODE,
        { "/etc/kubernetes/kubelet/config.json.d/99-debug.conf": kubeletConfiguration({ readOnlyPort: 10255 }) },
        [
            "kubelet-read-only-port-disabled /etc/kubernetes/kubelet/config.json.d/99-debug.conf › readOnlyPort: makes the kubelet serve its read-only port on 10255",
        ],
    ],
    "a flag in the environment file, which beats both": [
        EKS_NODE,
        {
            "/etc/eks/kubelet/environment":
                'NODEADM_KUBELET_ARGS="--config=/etc/kubernetes/kubelet/config.json --anonymous-auth=true"\n',
        },
        ["kubelet-anonymous-auth-disabled /etc/eks/kubelet/environment: makes the kubelet accept requests without credentials"],
    ],
    "a drop-in of the unit": [
        EKS_NODE,
        {
            "/etc/systemd/system/kubelet.service.d/10-port.conf":
                "[Service]\nExecStart=\nExecStart=/usr/bin/kubelet $NODEADM_KUBELET_ARGS --read-only-port=10255\n",
        },
        [
            "kubelet-read-only-port-disabled /etc/systemd/system/kubelet.service.d/10-port.conf › line 3: makes the kubelet serve its read-only port on 10255",
        ],
    ],
    "a file in /etc/default, for kubeadm's drop-in": [
        CONTROL_PLANE,
        { "/etc/default/kubelet": "KUBELET_EXTRA_ARGS=--authorization-mode=AlwaysAllow\n" },
        ["kubelet-authorization-required /etc/default/kubelet: makes the kubelet allow every client everything (AlwaysAllow)"],
    ],
    "static Pods in a folder of the kubelet's own choice": [
        EKS_NODE,
        {
            "/etc/kubernetes/kubelet/config.json.d/50-pods.conf": kubeletConfiguration({ staticPodPath: "/srv/pods" }),
            "/srv/pods/agent.yaml": staticPod("agent", [], "      securityContext: { privileged: true }"),
        },
        [
            "node-audit-covers-kubernetes-files /etc/audit/rules.d: records nothing of /srv/pods, which holds static Pods",
            'kubelet-static-pods-disabled /etc/kubernetes/kubelet/config.json.d/50-pods.conf › staticPodPath: runs a static Pod for every manifest in "/srv/pods"',
            'static-pod-manifests-protected /srv/pods/agent.yaml: lets every user of the node read "/srv/pods/agent.yaml" (mode 0644)',
            "static-pods-restricted /srv/pods/agent.yaml › spec.hostNetwork: is on the node's own network",
            "static-pods-restricted /srv/pods/agent.yaml › spec.containers[0].securityContext.privileged: runs a privileged container",
        ],
    ],
    "a static Pod behind an absolute link of the node's": [
        CONTROL_PLANE,
        {
            "/etc/kubernetes/manifests/own.yaml": { link: "/opt/pods/own.yaml" },
            "/opt/pods/own.yaml": { text: staticPod("own", [], "  hostPID: true"), mode: 0o600 },
        },
        [
            "static-pods-restricted /etc/kubernetes/manifests/own.yaml › spec.hostPID: sees the node's processes",
            "static-pods-restricted /etc/kubernetes/manifests/own.yaml › spec.hostNetwork: is on the node's own network",
            "pods-isolated-from-node /etc/kubernetes/manifests/own.yaml › spec.hostPID: sees the node's processes, the kubelet and the container runtime among them",
            "pods-isolated-from-node /etc/kubernetes/manifests/own.yaml › spec.hostNetwork: is on the node's own network, where the kubelet and its neighbours trust whoever asks",
        ],
    ],
    "etcd without client certificates, and its metrics for everybody": [
        CONTROL_PLANE,
        {
            "/etc/kubernetes/manifests/etcd.yaml": {
                text: staticPod(
                    "etcd",
                    ETCD.map((one) =>
                        one.replace("client-cert-auth=true", "client-cert-auth=false").replace("127.0.0.1:2381", "0.0.0.0:2381"),
                    ),
                ),
                mode: 0o600,
            },
        },
        [
            "etcd-metrics-not-exposed /etc/kubernetes/manifests/etcd.yaml › spec.containers[0].command[6]: serves etcd's metrics on http://0.0.0.0:2381 without TLS, so anybody reads them",
        ],
    ],
    "etcd's variables": [
        ETCD_MEMBER,
        { "/etc/default/etcd": "ETCD_LISTEN_CLIENT_URLS=http://10.0.0.5:2379\n" },
        [
            "etcd-client-certificates-required /etc/default/etcd: serves etcd on http://10.0.0.5:2379 without TLS, so anybody is a client",
            "etcd-loopback-authenticated /usr/lib/systemd/system/etcd.service › line 4: serves etcd's peers on http://localhost:2380 to every process of its machine, without a certificate",
        ],
    ],
    "a second unit of etcd's, and a wrapper that starts it": [
        ETCD_MEMBER,
        {
            "/etc/systemd/system/etcd-events.service": "[Service]\nExecStart=/usr/local/bin/etcd-events\n",
            "/etc/systemd/system/multi-user.target.wants/etcd-events.service": { link: "../etcd-events.service" },
            "/usr/local/bin/etcd-events": {
                text: "#!/bin/sh\nexec /usr/bin/etcd --config-file=/opt/etcd/events.yaml\n",
                mode: 0o755,
            },
            "/opt/etcd/events.yaml": "listen-client-urls: http://10.0.0.5:4001\n",
        },
        [
            "etcd-client-certificates-required /opt/etcd/events.yaml › listen-client-urls: serves etcd on http://10.0.0.5:4001 without TLS, so anybody is a client",
            "etcd-loopback-authenticated /opt/etcd/events.yaml: serves etcd's peers on http://localhost:2380 to every process of its machine, without a certificate",
        ],
    ],
    "modes of files and folders": [
        CONTROL_PLANE,
        {
            "/etc/kubernetes/manifests": { folder: 0o777 },
            "/etc/kubernetes/admin.conf": {
                text: "apiVersion: v1\nkind: Config\nusers: [{ user: { client-key-data: QUJD } }]\n",
                mode: 0o644,
            },
            "/etc/kubernetes/pki/ca.key": { text: PRIVATE_KEY, mode: 0o644 },
            "/var/lib/kubelet/config.yaml": {
                text: kubeletConfiguration({
                    serverTLSBootstrap: true,
                    authentication: { x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" } },
                    authorization: { mode: "Webhook" },
                    staticPodPath: "/etc/kubernetes/manifests",
                }),
                mode: 0o666,
            },
        },
        [
            'kubelet-configuration-protected /etc/kubernetes/admin.conf: lets every user of the node read "/etc/kubernetes/admin.conf" (mode 0644)',
            'static-pod-manifests-protected /etc/kubernetes/manifests: lets every user of the node write "/etc/kubernetes/manifests" (mode 0777)',
            'private-key-files-protected /etc/kubernetes/pki/ca.key: lets every user of the node read "/etc/kubernetes/pki/ca.key" (mode 0644)',
            'kubelet-configuration-protected /var/lib/kubelet/config.yaml: lets every user of the node write "/var/lib/kubelet/config.yaml" (mode 0666)',
        ],
    ],
    "who logs in, and who is root": [
        EKS_NODE,
        {
            "/etc/passwd":
                "root:x:0:0::/root:/bin/bash\ntoor:x:0:0::/home/toor:/bin/sh\nec2-user:x:1000:1000::/home/ec2-user:/bin/bash\nops:x:1001:10::/srv/ops:/bin/bash\n",
            "/etc/group": "root:x:0:\nwheel:x:10:ec2-user\nec2-user:x:1000:\ndocker:x:99:ops\n",
            "/etc/shadow": { text: "root:$6$salt$hash:19000::::::\nops:!$6$salt$hash:19000::::::\n", mode: 0o600 },
            "/etc/sudoers.d/90-cloud-init-users": {
                text: "ec2-user ALL=(ALL) NOPASSWD:ALL\nbuild ALL=(ALL) NOPASSWD:ALL\n",
                mode: 0o440,
            },
            "/etc/sudoers.d/ops": { text: "# those on call\n%oncall ALL=(ALL) NOPASSWD: ALL\n", mode: 0o440 },
            "/home/ec2-user/.ssh/authorized_keys": "# the key pair\nssh-ed25519 AAAA laptop\n",
            "/srv/ops/.ssh/authorized_keys": "ssh-ed25519 AAAA ops\n",
            "/etc/ssh/sshd_config.d/10-root.conf": {
                text: "# for now\nPermitRootLogin yes\nAuthorizedKeysCommand /opt/aws/bin/eic_run_authorized_keys_of_ours\n",
                mode: 0o600,
            },
        },
        [
            'runtime-socket-root-only /etc/group › line 4: puts "ops" into group docker, which dockerd\'s socket belongs to',
            'node-logins-restricted /etc/passwd › line 2: makes "toor" root by user number 0',
            'node-logins-restricted /etc/passwd › line 4: makes "ops" root by group wheel',
            'node-logins-restricted /etc/shadow › line 1: lets "root" log in with a password',
            'node-logins-restricted /etc/ssh/sshd_config.d/10-root.conf › line 2: tells sshd "PermitRootLogin yes"',
            'node-logins-restricted /etc/ssh/sshd_config.d/10-root.conf › line 3: tells sshd "AuthorizedKeysCommand /opt/aws/bin/eic_run_authorized_keys_of_ours"',
            'node-logins-restricted /etc/sudoers.d/90-cloud-init-users › line 2: makes "build" root by the sudo rule "build ALL=(ALL) NOPASSWD:ALL"',
            'node-logins-restricted /etc/sudoers.d/ops › line 2: makes "%oncall" root by the sudo rule "%oncall ALL=(ALL) NOPASSWD: ALL"',
            'node-logins-restricted /home/ec2-user/.ssh/authorized_keys: lets "ec2-user" log in with an SSH key',
            'node-logins-restricted /srv/ops/.ssh/authorized_keys: lets "ops" log in with an SSH key',
        ],
    ],
    "doors of the runtime": [
        EKS_NODE,
        {
            "/etc/containerd/config.toml":
                'version = 3\n[grpc]\naddress = "/run/containerd/containerd.sock"\ntcp_address = "0.0.0.0:1234"\ngid = 1000\n',
            "/etc/systemd/system/sockets.target.wants/docker.socket": { link: "/usr/lib/systemd/system/docker.socket" },
            "/usr/lib/systemd/system/docker.socket": "[Socket]\nListenStream=/run/docker.sock\nSocketMode=0666\n",
        },
        [
            "runtime-socket-root-only /etc/containerd/config.toml › grpc.tcp_address: serves containerd's API on 0.0.0.0:1234 to the network",
            "runtime-socket-root-only /etc/containerd/config.toml › grpc.gid: gives containerd's socket to group 1000",
            "runtime-socket-root-only /usr/lib/systemd/system/docker.service › line 2: serves dockerd's API on tcp://0.0.0.0:2375 to the network",
            "runtime-socket-root-only /usr/lib/systemd/system/docker.socket › line 3: opens dockerd's socket to every user of the node (mode 0666)",
        ],
    ],
    "a unit of somebody's that works on the kubelet's folder": [
        EKS_NODE,
        {
            "/etc/systemd/system/backup.timer": "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n",
            "/etc/systemd/system/timers.target.wants/backup.timer": { link: "/etc/systemd/system/backup.timer" },
            "/etc/systemd/system/backup.service": "[Service]\nExecStart=/opt/backup /var/lib/kubelet/pods\n",
        },
        [
            'node-units-isolated /etc/systemd/system/backup.service › line 2: lets backup.service work on the kubelet\'s "/var/lib/kubelet/pods" as root',
        ],
    ],
    "a script that runs whenever it boots": [
        EKS_NODE,
        {
            "/var/lib/cloud/scripts/per-boot/socket.sh": {
                text: "#!/bin/sh\n# for the agent\nchmod 666 /run/containerd/containerd.sock\n",
                mode: 0o755,
            },
        },
        [
            "runtime-socket-root-only /var/lib/cloud/scripts/per-boot/socket.sh › line 3: opens containerd's socket to every user of the node (mode 0666)",
        ],
    ],
    "audit rules that do not record who reads": [
        EKS_NODE,
        { "/etc/audit/rules.d/kubernetes.rules": { text: "-D\n-w /etc/kubernetes -p wa\n", mode: 0o600 } },
        [
            "node-audit-covers-kubernetes-files /etc/audit/rules.d/kubernetes.rules › line 2: records no reads of /etc/kubernetes/kubelet, which holds the kubelet's configuration",
        ],
    ],
    "a file that the kubelet refuses": [
        EKS_NODE,
        { "/etc/kubernetes/kubelet/config.json": "{" },
        [
            "node-configuration-readable /etc/kubernetes/kubelet/config.json: is no valid JSON, so that part of the node's configuration is not judged",
            "kubelet-serving-certificate-set /etc/kubernetes/kubelet/config.json.d/40-nodeadm.conf › serverTLSBootstrap: leaves the kubelet with a certificate that it signs itself",
        ],
    ],
    "a file that is not there": [
        EKS_NODE,
        { "/etc/eks/kubelet/environment": 'NODEADM_KUBELET_ARGS="--config=/etc/kubernetes/kubelet.yaml"\n' },
        [
            "node-configuration-readable /etc/eks/kubelet/environment: takes the kubelet's configuration from a file that is not here, so that part of the node's configuration is not judged",
            "kubelet-serving-certificate-set /etc/systemd/system/kubelet.service › line 5: leaves the kubelet with a certificate that it signs itself",
        ],
    ],
};
