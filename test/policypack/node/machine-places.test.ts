import {
    isOfNode,
    isUnopened,
    MACHINE_FILES,
    MACHINE_FOLDERS,
    MACHINE_PLACES,
    MACHINE_SOCKETS,
    type MachinePlace,
    placesNamedBy,
} from "../../../policypack/node/machine-places";
import { bootOfUserData } from "../../../policypack/node/user-data";

/** Whether a file of a machine is read, as what reads a machine goes through its folders. */
function isRead(path: string): boolean {
    if (MACHINE_FILES.includes(path)) return true;
    return MACHINE_PLACES.some(({ path: folder, depth, files, folders }: MachinePlace) => {
        if (!path.startsWith(`${folder}/`)) return false;
        const parts = path.slice(folder.length + 1).split("/");
        const between = parts.slice(0, -1).map((_, i) => `${folder}/${parts.slice(0, i + 1).join("/")}`);
        if (between.length > depth || between.some((one) => folders?.test(one) === false)) return false;
        return files?.test(path) !== false;
    });
}

test.each([
    ...["/etc/kubernetes/admin.conf", "/etc/kubernetes/manifests/kube-apiserver.yaml", "/etc/kubernetes/pki/etcd/ca.crt"],
    ...["/etc/kubernetes/kubelet/config.json.d/10-a.conf", "/var/lib/kubelet/config.yaml", "/var/lib/kubelet/kubeadm-flags.env"],
    ...["/var/lib/kubelet/kubelet.conf", "/var/lib/kubelet/a.yml", "/var/lib/kubelet/a.json", "/var/lib/kubelet/kubeconfig"],
    ...["/var/lib/kubelet/pki/kubelet-client-current.pem", "/var/lib/kubelet/config.d/a.conf"],
    ...[
        "/var/lib/kubelet/kubelet.conf.d/a.conf",
        "/etc/eks/nodeadm.d/a.yaml",
        "/etc/etcd/pki/ca.crt",
        "/etc/ssl/etcd/ssl/ca.pem",
    ],
    ...["/etc/rancher/k3s/config.yaml.d/a.yaml", "/etc/rancher/rke2/config.yaml"],
    ...["/var/lib/rancher/k3s/agent/etc/containerd/config.toml", "/var/lib/rancher/rke2/agent/pod-manifests/a.yaml"],
    ...["/var/lib/rancher/k3s/server/tls/etcd/server-ca.crt", "/var/lib/rancher/rke2/server/tls/client-ca.key"],
    ...[
        "/etc/containerd/config.toml",
        "/etc/containerd/conf.d/a.toml",
        "/etc/crio/crio.conf.d/a.conf",
        "/etc/docker/daemon.json",
    ],
    ...[
        "/etc/ssh/sshd_config",
        "/etc/ssh/sshd_config.d/a.conf",
        "/etc/sudoers",
        "/etc/sudoers.d/a",
        "/etc/audit/rules.d/a.rules",
    ],
    ...["/etc/audit/auditd.conf", "/etc/audisp/plugins.d/syslog.conf", "/etc/tmpfiles.d/a.conf", "/usr/lib/tmpfiles.d/a.conf"],
    ...["/var/lib/cloud/scripts/per-boot/a.sh", "/etc/systemd/journal-upload.conf"],
    "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/a.json",
    ...["/etc/rsyslog.d/a.conf", "/etc/rsyslog.conf", "/etc/syslog-ng/syslog-ng.conf", "/etc/fluent-bit/fluent-bit.conf"],
    ...["/etc/fluentd/a.conf", "/etc/td-agent/td-agent.conf", "/etc/td-agent-bit/a.lua", "/etc/vector/vector.yaml"],
    ...["/etc/vector/vector.toml", "/etc/filebeat/filebeat.yml", "/etc/auditbeat/auditbeat.yml", "/etc/promtail/config.json"],
    ...["/etc/nginx/sites-enabled/a", "/etc/haproxy/haproxy.cfg", "/etc/caddy/Caddyfile", "/etc/apache2/a.conf"],
    ...["/etc/httpd/conf.d/a.conf", "/etc/systemd/system/kubelet.service", "/etc/systemd/system/kubelet.service.d/10-a.conf"],
    ...["/usr/lib/systemd/system/docker.socket", "/usr/lib/systemd/system/a.timer", "/run/systemd/system/a.path"],
    ...["/usr/local/lib/systemd/system/a.target", "/etc/systemd/system/var-lib-etcd.mount", "/etc/fstab", "/etc/etcd.env"],
    ...[
        "/etc/default/kubelet",
        "/etc/sysconfig/kubelet",
        "/etc/default/etcd",
        "/etc/sysconfig/containerd",
        "/etc/default/docker",
    ],
    ...[
        "/etc/sysconfig/crio",
        "/etc/default/k3s",
        "/etc/default/k3s-agent",
        "/etc/default/rke2-server",
        "/etc/sysconfig/rke2-agent",
    ],
    ...["/var/lib/rancher/k3s/server/db/etcd/config", "/var/lib/rancher/rke2/server/db/etcd/config"],
])("%s is read", (path) => expect(isRead(path)).toBe(true));

test.each([
    ...["/var/lib/kubelet/pods/a/volumes/b", "/var/lib/kubelet/cpu_manager_state", "/var/lib/kubelet/plugins/a.json"],
    ...[
        "/var/lib/kubelet/device-plugins/a.conf",
        "/var/lib/rancher/k3s/agent/images/a.tar",
        "/var/lib/rancher/k3s/agent/etcetera/a",
    ],
    ...["/var/lib/kubelet/config.yaml.bak", "/var/lib/kubelet/kubeconfig.bak", "/etc/systemd/journal-upload.conf.bak"],
    ...["/opt/aws/amazon-cloudwatch-agent/etc/a.json.bak", "/etc/fluentd/a.conf.bak", "/var/lib/kubelet/pki.old/a.key"],
    ...["/etc/ssh/ssh_host_rsa_key", "/etc/ssh/sshd_config.bak", "/etc/ssh/ssh_config.d/a.conf", "/etc/systemd/journald.conf"],
    ...["/opt/aws/amazon-cloudwatch-agent/etc/a.toml", "/etc/fluentd/a.rb", "/etc/systemd/system/a.service.wants/b.service"],
    ...[
        "/etc/systemd/system/a.swap",
        "/etc/systemd/system/a.service.d/b.conf.bak",
        "/etc/systemd/system/a.device",
        "/etc/passwd",
    ],
    ...["/etc/docker/certs.d/a/b/ca.crt", "/etc/default/grub", "/home/a/.kube/config", "/var/lib/etcd/member/wal/0.wal"],
])("%s is not", (path) => expect(isRead(path)).toBe(false));

test("of etcd's data only the folder counts, and of sockets those at one place", () => {
    expect(MACHINE_FOLDERS).toEqual(["/var/lib/etcd"]);
    expect(MACHINE_SOCKETS).toEqual(expect.arrayContaining(["/run/containerd/containerd.sock", "/run/docker.sock"]));
    expect(MACHINE_SOCKETS.filter((path) => !/^\/[a-z]/.test(path) || path.includes("*"))).toEqual([]);
});

test.each([
    ...["/etc/kubernetes/manifests/a.yaml", "/var/lib/kubelet", "/etc/eks/nodeadm.d", "/etc/etcd/a", "/etc/rancher/k3s"],
    ...["/var/lib/rancher/rke2", "/var/lib/etcd", "/etc/default/kubelet", "/etc/sysconfig/kubelet", "/etc/default/etcd"],
    ...[
        "/etc/sysconfig/etcd",
        "/etc/etcd.env",
        "/etc/systemd/system/kubelet.service",
        "/usr/lib/systemd/system/etcd.service.d/a.conf",
    ],
    ...["k3s", "k3s-agent", "rke2-server", "rke2-agent", "kube-proxy"].map((name) => `/etc/systemd/system/${name}.service`),
])("%s is of a node", (path) => expect(isOfNode(path)).toBe(true));
test.each([
    ...["/etc/docker/daemon.json", "/etc/kubernetes2", "/etc/default/kubelet2", "/etc/systemd/system/docker.service"],
    ...["/etc/systemd/system/kubelet.service.bak", "/etc/systemd/system/k3s-agents.service", "/etc/systemd/system/kube-.socket"],
])("%s may be of any machine", (path) => expect(isOfNode(path)).toBe(false));

test("keys are not looked into", () =>
    expect(["/etc/kubernetes/pki/ca.key", "/etc/kubernetes/pki/ca.crt", "/home/a/b.key"].map(isUnopened)).toEqual([
        true,
        false,
        false,
    ]));

describe("what services name", () => {
    const named = (...lines: string[]) => {
        const write_files = [{ path: "/etc/systemd/system/a.service", content: ["[Service]", ...lines].join("\n") }];
        return placesNamedBy(bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files })}`, "u"));
    };
    test.each<[why: string, lines: string[], files: string[], programs: string[]]>([
        [
            "variables",
            ["EnvironmentFile=/srv/a.env", "EnvironmentFile=-/srv/b.env", "ExecStart=/bin/a"],
            ["/srv/a.env", "/srv/b.env"],
            ["/bin/a"],
        ],
        ["variables by a pattern", ["EnvironmentFile=/*.env", "ExecStart=/bin/a"], [], ["/bin/a"]],
        ["devices", ["EnvironmentFile=/dev/null", "ExecStart=/bin/a"], [], ["/bin/a"]],
        ["a script with what starts it", ["ExecStart=/bin/bash /opt/start.sh"], [], ["/bin/bash", "/opt/start.sh"]],
        [
            "what comes before and after",
            ["ExecStartPre=/opt/a", "ExecStart=/opt/b", "ExecStartPost=/opt/c"],
            [],
            ["/opt/a", "/opt/b", "/opt/c"],
        ],
        ["what comes late in a line", ["ExecStart=/opt/a --b --c /srv/d"], [], ["/opt/a"]],
        [
            "etcd's file",
            ["ExecStart=/usr/bin/etcd --config-file=/srv/etcd.yaml --name a --cert-file /srv/a.crt"],
            ["/srv/etcd.yaml", "/srv/a.crt"],
            ["/usr/bin/etcd"],
        ],
        ...["kube-apiserver", "k3s", "rke2", "containerd", "dockerd", "crio", "buildkitd", "hyperkube"].map(
            (name): [string, string[], string[], string[]] => [
                `${name}'s file`,
                [`ExecStart=/opt/${name} --some --config /srv/a.conf`],
                ["/srv/a.conf"],
                [`/opt/${name}`],
            ],
        ),
        ["another program's file", ["ExecStart=/opt/agent --some --config /srv/a.conf"], [], ["/opt/agent"]],
    ])("%s", (_, lines, files, programs) => {
        const found = named(...lines);
        expect([found.files, found.programs]).toEqual([files, programs]);
    });

    test.each(["--config-dir=/srv/k.d", "--config-dir /srv/k.d"])("the kubelet's drop-ins, by %s, and its Pods", (option) =>
        expect(named(`ExecStart=/usr/bin/kubelet --config=/srv/k.yaml ${option} --pod-manifest-path=/srv/pods/`)).toEqual({
            files: ["/srv/k.yaml", "/srv/pods/"].filter((path) => path !== "/srv/pods/"),
            folders: [
                { path: "/srv/k.d", depth: 3, files: /\.conf$/ },
                { path: "/srv/pods", depth: 0 },
            ],
            programs: ["/usr/bin/kubelet"],
        }),
    );
    test("a flag that only ends as that of the drop-ins names a file", () =>
        expect(named("ExecStart=/usr/bin/kubelet --x--config-dir=/srv/k.d").folders).toEqual([]));
});
