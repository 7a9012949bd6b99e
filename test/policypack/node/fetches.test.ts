import { fetchesOf } from "../../../policypack/node/fetches";
import { bootOfUserData } from "../../../policypack/node/user-data";

/** What a script takes from buckets: `bucket/key → target`, with a mark where it decides what the node runs. */
const taken = (...lines: string[]) =>
    fetchesOf(bootOfUserData(["#!/bin/bash", ...lines].join("\n"), "userData")).map(
        ({ bucket, key, target, isConfiguration }) => `${bucket}/${key} → ${target}${isConfiguration ? " !" : ""}`,
    );

test.each([
    ["aws s3 cp s3://boot/web.yaml /etc/kubernetes/manifests/web.yaml", "boot/web.yaml → /etc/kubernetes/manifests/web.yaml !"],
    [
        "aws --region eu-west-1 s3 cp --quiet s3://boot/x.yaml /var/lib/kubelet/config.yaml",
        "boot/x.yaml → /var/lib/kubelet/config.yaml !",
    ],
    ["aws s3 sync s3://boot/pods /etc/kubernetes/manifests --delete", "boot/pods → /etc/kubernetes/manifests !"],
    ["aws s3api get-object --bucket boot --key x.yaml /etc/kubernetes/x.yaml", "boot/x.yaml → /etc/kubernetes/x.yaml !"],
    ["aws s3api get-object --bucket=boot --key=app.tgz /opt/app.tgz", "boot/app.tgz → /opt/app.tgz"],
    ["s5cmd cp s3://boot/unit /etc/systemd/system/kubelet.service", "boot/unit → /etc/systemd/system/kubelet.service !"],
    [
        "curl -fsSLo /etc/kubernetes/manifests/a.yaml https://boot.s3.amazonaws.com/a.yaml",
        "boot/a.yaml → /etc/kubernetes/manifests/a.yaml !",
    ],
    ["curl -fsSL -o /opt/a https://s3.amazonaws.com/boot/a", "boot/a → /opt/a"],
    ["wget -O /etc/default/kubelet https://boot.s3.amazonaws.com/flags", "boot/flags → /etc/default/kubelet !"],
    ["curl https://boot.s3.amazonaws.com/c.yaml > /etc/kubernetes/kubelet.yaml", "boot/c.yaml → /etc/kubernetes/kubelet.yaml !"],
    ["curl -s https://boot.s3.amazonaws.com/setup | bash", "boot/setup → a shell !"],
    ["aws s3 cp s3://boot/setup - | bash -s -- prod", "boot/setup → a shell !"],
    ["aws s3 cp s3://boot/kubelet-config.json /tmp/x.json", "boot/kubelet-config.json → /tmp/x.json !"],
    ["aws s3 cp s3://boot/app.tgz /opt/", "boot/app.tgz → /opt/"],
    ['aws s3 cp "s3://boot/$(hostname).yaml" /etc/kubernetes/manifests/', "boot/\uFFF9.yaml → /etc/kubernetes/manifests/ !"],
    ['echo "$(aws s3 cp s3://boot/a.yaml -)" > /etc/kubernetes/a.yaml', "boot/a.yaml → /etc/kubernetes/a.yaml !"],
    ["sudo bash <(curl -fsSL https://boot.s3.amazonaws.com/setup) prod", "boot/setup → a shell !"],
    ["source <(aws s3 cp s3://boot/setup -)", "boot/setup → a shell !"],
    ['bash -c "$(curl -fsSL https://boot.s3.amazonaws.com/setup)"', "boot/setup → a shell !"],
    ['eval "$(aws s3 cp s3://boot/setup -)"', "boot/setup → a shell !"],
    ...["cp", "sync", "mv"].map((verb): [string, string] => [`aws s3 ${verb} s3://boot/x /etc/eks/x`, "boot/x → /etc/eks/x !"]),
    ["s3cmd get s3://boot/x /etc/rancher/x", "boot/x → /etc/rancher/x !"],
    ["mc cat s3://boot/setup | sh", "boot/setup → a shell !"],
    ["aria2c -o /etc/etcd/x https://boot.s3.amazonaws.com/x", "boot/x → /etc/etcd/x !"],
    ["curl --output /etc/containerd/config.toml https://boot.s3.amazonaws.com/x", "boot/x → /etc/containerd/config.toml !"],
    ["wget --output-document /etc/docker/daemon.json https://boot.s3.amazonaws.com/x", "boot/x → /etc/docker/daemon.json !"],
    ["wget -qO /etc/crio/crio.conf https://boot.s3.amazonaws.com/x", "boot/x → /etc/crio/crio.conf !"],
    ["curl -o - https://boot.s3.amazonaws.com/x", "boot/x → a shell"],
    ["curl -sO https://boot.s3.amazonaws.com/x", "boot/x → a shell"],
    ["aws s3 cp s3://boot/x /etc/cron.d/x", "boot/x → /etc/cron.d/x !"],
    ["aws s3 cp s3://boot/x /etc/crontab", "boot/x → /etc/crontab !"],
    ["aws s3 cp s3://boot/x /var/lib/cloud/scripts/x", "boot/x → /var/lib/cloud/scripts/x !"],
    ["aws s3 cp s3://boot/x /var/lib/rancher/x", "boot/x → /var/lib/rancher/x !"],
    ["aws s3 cp s3://boot/x /etc/sysconfig/etcd", "boot/x → /etc/sysconfig/etcd !"],
    ["aws s3 cp s3://boot/x /etc/sysconfig/network", "boot/x → /etc/sysconfig/network"],
    ["aws s3 cp s3://boot/x /usr/lib/systemd/system/x.service", "boot/x → /usr/lib/systemd/system/x.service !"],
    ["aws s3 cp s3://boot/x /usr/bin/kubelet", "boot/x → /usr/bin/kubelet !"],
    ["aws s3 cp s3://boot/x /usr/sbin/kubelet", "boot/x → /usr/sbin/kubelet !"],
    ["aws s3 cp s3://boot/x /usr/bin/kubelet-x", "boot/x → /usr/bin/kubelet-x"],
    ["aws s3 cp s3://boot/x /srv/etc/kubernetes/x", "boot/x → /srv/etc/kubernetes/x"],
    ["aws s3 cp s3://boot/x /etc/kubernetes-x", "boot/x → /etc/kubernetes-x"],
    ...[
        "static-pods",
        "staticpod",
        "kubelet",
        "kubelet-config",
        "kubeletconfiguration",
        "kubeadm",
        "kubeadm-config",
        "nodeadm",
        "node-config",
        "nodeconfig",
        "nodeup",
        "nodeupconfig",
        "my_KUBELET.yaml",
    ].map((key): [string, string] => [`aws s3 cp s3://boot/${key} /tmp/x`, `boot/${key} → /tmp/x !`]),
    ...["mykubelet", "kubelets", "nodes", "pods"].map((key): [string, string] => [
        `aws s3 cp s3://boot/${key} /tmp/x`,
        `boot/${key} → /tmp/x`,
    ]),
    ["aws s3api get-object --key x --bucket boot", "boot/x → a shell"],
    ["aws s3api get-object --bucket boot --key x --range bytes=0-9 /opt/x", "boot/x → /opt/x"],
    ["aws s3api get-object --bucket boot /opt/x", "boot/ → /opt/x"],
    ["kubelet --manifest-url=https://boot.s3.amazonaws.com/pods.yaml", "boot/pods.yaml → staticPodURL !"],
])("%s", (line, expected) => expect(taken(line)).toEqual([expected]));

test("what cloud-init itself fetches", () => {
    const url = "https://boot.s3.eu-west-1.amazonaws.com";
    const ofUserData = (text: string) => fetchesOf(bootOfUserData(text, "userData"));
    const file = `#cloud-config\nwrite_files:\n  - path: /etc/kubernetes/manifests/a.yaml\n    source: { uri: "${url}/a.yaml" }\n`;
    expect(ofUserData(file)).toEqual([
        {
            bucket: "boot",
            key: "a.yaml",
            target: "/etc/kubernetes/manifests/a.yaml",
            at: "userData › write_files[0]",
            isConfiguration: true,
        },
    ]);
    expect(ofUserData(`#include\n# the base\n${url}/base\nhttps://example.com/x\n`)).toEqual([
        { bucket: "boot", key: "base", target: "cloud-init", at: "userData", isConfiguration: true },
    ]);
    expect(ofUserData(`#include ${url}/base\n`).map(({ key }) => key)).toEqual(["base"]);
});

test("what a service fetches before it starts, or in a shell of its own", () => {
    const unit = [
        "[Service]",
        "ExecStartPre=/usr/bin/aws s3 sync s3://boot/pods /etc/kubernetes/manifests",
        "ExecStartPre=-/usr/bin/curl -fsSLo /etc/kubernetes/kubelet.yaml https://boot.s3.amazonaws.com/kubelet.yaml",
        "ExecStart=/bin/sh -c 'curl -s https://boot.s3.amazonaws.com/flags > /etc/default/kubelet; aws s3 cp /var/log/x s3://logs/x'",
    ];
    expect(taken("cat > /etc/systemd/system/fetch.service <<'EOF'", ...unit, "EOF", "systemctl start fetch")).toEqual([
        "boot/pods → /etc/kubernetes/manifests !",
        "boot/kubelet.yaml → /etc/kubernetes/kubelet.yaml !",
        "boot/flags → /etc/default/kubelet !",
    ]);
});

test("a script that is run once it is there", () => {
    expect(taken("aws s3 cp s3://boot/a.sh /tmp/a.sh", "chmod +x /tmp/a.sh", "/tmp/a.sh")).toEqual(["boot/a.sh → /tmp/a.sh !"]);
    expect(taken("aws s3 cp s3://boot/a.sh /tmp/a.sh", "bash /tmp/a.sh")).toEqual(["boot/a.sh → /tmp/a.sh !"]);
    for (const shell of ["sh", "/bin/dash", "ash", "ksh", "zsh", "source", "."])
        expect(taken("aws s3 cp s3://boot/a.sh /tmp/a.sh", `${shell} /tmp/a.sh`)).toEqual(["boot/a.sh → /tmp/a.sh !"]);
    expect(taken("aws s3 cp s3://boot/a.sh /tmp/a.sh", "bash /tmp/b.sh")).toEqual(["boot/a.sh → /tmp/a.sh"]);
    expect(taken("aws s3 cp s3://boot/a.sh /tmp/a.sh", "cat /tmp/a.sh")).toEqual(["boot/a.sh → /tmp/a.sh"]);
    expect(taken("aws s3 cp s3://boot/a.sh a.sh", "bash a.sh")).toEqual(["boot/a.sh → a.sh"]);
});

test.each([
    "aws s3 cp /etc/kubernetes/admin.conf s3://boot/admin.conf",
    "aws s3 sync /var/log s3://boot/logs",
    "tar c /x | aws s3 cp - s3://boot/x.tar",
    "aws s3 cp s3://boot/a s3://other/a",
    "aws s3 ls s3://boot/",
    "aws s3 cp ./a s3://boot/a",
    "aws s3 cp ../a s3://boot/a",
    "aws s3 cp - s3://boot/a",
    "aws s3 cp s3://",
    "aws s3api get-object --key x /opt/x",
    "curl --upload-file /x https://boot.s3.amazonaws.com/x",
    "wget --post-file=/x https://boot.s3.amazonaws.com/x",
    "curl -T /var/log/x https://boot.s3.amazonaws.com/x",
    "curl -X PUT -d @x https://boot.s3.amazonaws.com/x",
    "curl https://example.com/a.yaml -o /etc/kubernetes/manifests/a.yaml",
    "echo s3://boot/a",
])("%s takes nothing", (line) => expect(taken(line)).toEqual([]));
