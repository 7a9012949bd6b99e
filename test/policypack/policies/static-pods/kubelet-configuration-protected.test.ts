import { kubeletConfigurationProtected } from "../../../../policypack/policies/static-pods/kubelet-configuration-protected";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { instance, kubeletConfiguration, nodeConfig } from "../../kubelets";
import { policyTable } from "../../table";

const FIX = "Leave it to root:root on the node's own disk, with mode 0644 or less, and 0600 where it holds credentials.";
const EVERYBODY = "every user of the node";
const script = (...lines: string[]) => instance(["#!/bin/bash", ...lines, "/etc/eks/bootstrap.sh prod"].join("\n"));
const cloudConfig = (config: object) => instance(`#cloud-config\n${JSON.stringify(config)}`);
const shared = (path: string, by: string) => `puts "${path}" on storage that other machines write (${by}). ${FIX}`;

policyTable(kubeletConfigurationProtected, {
    fails: {
        ...everyBoot(
            kubeletConfigurationProtected,
            "#!/bin/bash\nmkdir -p -m 0777 /etc/kubernetes/kubelet.conf.d\nkubeadm join\n",
            [`AT › line 2: lets ${EVERYBODY} write "/etc/kubernetes/kubelet.conf.d" (mode 0777). ${FIX}`],
        ),
        "an environment file of a user": {
            ...script("echo A=b > /etc/default/kubelet", "chown ubuntu: /etc/default/kubelet"),
            reports: [`userData › line 3: makes user "ubuntu" the owner of "/etc/default/kubelet". ${FIX}`],
        },
        "units of the kubelet and of its runtime": {
            ...script(
                "chmod 666 /etc/systemd/system/kubelet.service",
                "chmod g+w,a-x /etc/systemd/system/containerd.service.d",
                "chgrp ops /etc/systemd/system/containerd.service.d",
            ),
            reports: [
                `userData › line 2: lets ${EVERYBODY} write "/etc/systemd/system/kubelet.service" (mode 0666). ${FIX}`,
                `userData › line 3: lets group "ops" write "/etc/systemd/system/containerd.service.d" (mode 0664). ${FIX}`,
            ],
        },
        "a KubeletConfiguration wherever it lies": {
            ...cloudConfig({
                write_files: [
                    { path: "/srv/node/settings", permissions: "0666", content: kubeletConfiguration({ maxPods: 58 }) },
                ],
                runcmd: ["kubelet --config=/srv/node/settings"],
            }),
            reports: [`userData › write_files[0].content: lets ${EVERYBODY} write "/srv/node/settings" (mode 0666). ${FIX}`],
        },
        "a folder above": {
            ...script("chmod 777 /etc/systemd/system"),
            reports: [`userData › line 2: lets ${EVERYBODY} write "/etc/systemd/system" (mode 0777). ${FIX}`],
        },
        "a kubeconfig that all read": {
            ...script("kubeadm join", "chmod 644 /etc/kubernetes/kubelet.conf"),
            reports: [
                `(advisory) [medium] userData › line 3: lets ${EVERYBODY} read "/etc/kubernetes/kubelet.conf" (mode 0644). ${FIX}`,
            ],
        },
        "a kubeconfig with a token, in the mode that cloud-init takes": {
            ...cloudConfig({
                write_files: [{ path: "/var/lib/kubelet/kubeconfig", content: "users:\n- user: {token: s3cret}\n" }],
            }),
            reports: [
                `(advisory) [medium] userData › write_files[0].content: lets ${EVERYBODY} read "/var/lib/kubelet/kubeconfig" (mode 0644). ${FIX}`,
            ],
        },
        "a network file system over the folder": {
            ...script("mount -t nfs4 -o hard fs-1.example.com:/ /etc/kubernetes"),
            reports: [`userData › line 2: ${shared("/etc/kubernetes", "nfs4")}`],
        },
        "one that only its source tells": {
            ...script("mount files.example.com:/a /etc/kubernetes/kubelet"),
            reports: [`userData › line 2: ${shared("/etc/kubernetes/kubelet", "a network file system")}`],
        },
        "a line of fstab": {
            ...script("echo 'fs-0123456789abcdef0:/ /var/lib/kubelet efs _netdev,tls 0 0' >> /etc/fstab"),
            reports: [`userData › line 2: ${shared("/var/lib/kubelet", "efs")}`],
        },
        "cloud-config's mounts": {
            ...cloudConfig({
                mounts: [
                    ["swap", null],
                    ["10.0.0.9:/a", "/var/lib/kubelet", "nfs"],
                ],
                runcmd: ["kubeadm join"],
            }),
            reports: [`userData › mounts[1]: ${shared("/var/lib/kubelet", "nfs")}`],
        },
        "a mount unit": {
            ...cloudConfig({
                write_files: [
                    {
                        path: "/etc/systemd/system/etc-kubernetes.mount",
                        content: "[Mount]\nWhat=10.0.0.9:/a\nWhere=/etc/kubernetes\nType=nfs\n",
                    },
                ],
                runcmd: ["kubeadm join"],
            }),
            reports: [`userData › write_files[0].content: ${shared("/etc/kubernetes", "nfs")}`],
        },
        "a link and a bind mount into what was mounted": {
            ...script(
                "mount -t efs fs-0123456789abcdef0:/ /mnt/all",
                "ln -sfn /mnt/all/kubelet /etc/kubernetes/kubelet",
                "mount --bind /mnt/all/manifests /etc/kubernetes/manifests",
            ),
            reports: [
                `userData › line 3: ${shared("/etc/kubernetes/kubelet", "a link into /mnt/all/kubelet")}`,
                `userData › line 4: ${shared("/etc/kubernetes/manifests", "a bind mount of /mnt/all/manifests")}`,
            ],
        },
        "a link into what only its name tells": {
            ...script("ln -s /mnt/efs/kubelet /etc/kubernetes/kubelet"),
            reports: [`(advisory) userData › line 2: ${shared("/etc/kubernetes/kubelet", "a link into /mnt/efs/kubelet")}`],
        },
    },
    passes: {
        "nodeadm's own files": instance(nodeConfig({ config: { maxPods: 58 } })),
        "cloud-init's own mode": cloudConfig({
            write_files: [{ path: "/etc/default/kubelet", content: "KUBELET_EXTRA_ARGS=--max-pods=58" }],
        }),
        "a kubeconfig that asks a program for its token": cloudConfig({
            write_files: [
                {
                    path: "/var/lib/kubelet/kubeconfig",
                    content: "users:\n- user: {exec: {command: aws, args: [eks, get-token]}}\n",
                },
            ],
        }),
        "root's alone": script("kubeadm join", "chmod 600 /etc/kubernetes/kubelet.conf", "chown -R root:root /etc/kubernetes"),
        "files of other programs": script("chmod 666 /var/log/kubelet.log", "install -d -m 1777 /var/cache/kubelet"),
        "a file that is on its way": cloudConfig({
            write_files: [{ path: "/tmp/kubelet.yaml", permissions: "0666", content: kubeletConfiguration({}) }],
            runcmd: ["install -m 0644 /tmp/kubelet.yaml /var/lib/kubelet/config.yaml"],
        }),
        "a disk of its own, and a share for the workloads": script(
            "mount /dev/nvme1n1 /var/lib/kubelet",
            "mount -t efs fs-0123456789abcdef0:/ /mnt/efs",
            "mount -t nfs 10.0.0.9:/a /var/lib/kubelet/pods",
            "mount --bind /mnt/disks /var/lib/kubelet",
            "ln -s /mnt/efs/images /opt/images",
            "ln -s kubelet.conf.d /etc/kubernetes/kubelet",
        ),
        "a unit of a runtime on a machine that is no node": instance(
            "#!/bin/bash\nchmod 666 /etc/systemd/system/docker.service\n",
        ),
        "a comment in fstab": script("echo '# 10.0.0.9:/a /etc/kubernetes nfs' >> /etc/fstab"),
    },
    unknowns: {
        "user data that only a deployment knows": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
    },
});
