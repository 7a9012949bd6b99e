import { staticPodManifestsProtected } from "../../../../policypack/policies/static-pods/static-pod-manifests-protected";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { bootstrap, instance, nodeConfig } from "../../kubelets";
import { policyTable } from "../../table";

const FIX = "Leave them to root:root, folders with mode 0700 and files with mode 0600.";
const script = (...lines: string[]) => instance(["#!/bin/bash", ...lines].join("\n"));
const EVERYBODY = "every user of the node";

policyTable(staticPodManifestsProtected, {
    fails: {
        ...everyBoot(staticPodManifestsProtected, "#!/bin/bash\nkubeadm init\nchmod 777 /etc/kubernetes/manifests\n", [
            `AT › line 3: lets ${EVERYBODY} write "/etc/kubernetes/manifests" (mode 0777). ${FIX}`,
        ]),
        "a file that cloud-init makes so": {
            ...instance(
                '#cloud-config\nwrite_files:\n- path: /etc/kubernetes/manifests/a.yaml\n  permissions: "0666"\n  content: x\n',
            ),
            reports: [
                `userData › write_files[0].content: lets ${EVERYBODY} write "/etc/kubernetes/manifests/a.yaml" (mode 0666). ${FIX}`,
            ],
        },
        "the folder that a flag names": {
            ...script("mkdir -p -m 1777 /etc/pods", bootstrap("--pod-manifest-path=/etc/pods/").split("\n")[2]!),
            reports: [`userData › line 2: lets ${EVERYBODY} write "/etc/pods" (mode 1777). ${FIX}`],
        },
        "a folder above it that has another owner": {
            ...script("kubeadm init", "chown -R deploy: /etc/kubernetes"),
            reports: [`userData › line 3: makes user "deploy" the owner of "/etc/kubernetes" and 4 more. ${FIX}`],
        },
        "everything in it, by a pattern": {
            ...script("kubeadm init", "chmod o+w /etc/kubernetes/manifests/*.yaml"),
            reports: [
                `userData › line 3: lets ${EVERYBODY} write "/etc/kubernetes/manifests/kube-apiserver.yaml" and 3 more (mode 0602). ${FIX}`,
            ],
        },
        "a group that is not root's": {
            ...script("kubeadm init", "chgrp adm /etc/kubernetes/manifests", "chmod g+w /etc/kubernetes/manifests"),
            reports: [`userData › line 4: lets group "adm" write "/etc/kubernetes/manifests" (mode 0664). ${FIX}`],
        },
        "an access list": {
            ...script("kubeadm init", "setfacl -R -m u:deploy:rwX,g:ops:r /etc/kubernetes/manifests"),
            reports: [
                `userData › line 3: gives user "deploy" "/etc/kubernetes/manifests" in an access list. ${FIX}`,
                `(advisory) [low] userData › line 3: lets group "ops" read "/etc/kubernetes/manifests". ${FIX}`,
            ],
        },
        "systemd-tmpfiles at every boot": {
            ...instance(
                '#cloud-config\nwrite_files:\n- path: /etc/tmpfiles.d/k.conf\n  content: |\n    # folders\n    d /etc/kubernetes/manifests 0770 root ops -\nruncmd: ["kubeadm init"]\n',
            ),
            reports: [
                `userData › write_files[0].content › line 2: lets group "ops" write "/etc/kubernetes/manifests" (mode 0770). ${FIX}`,
            ],
        },
        "a service at every start": {
            ...instance(
                "#cloud-config\nwrite_files:\n- path: /etc/systemd/system/agent.service\n  content: |\n    [Service]\n    ExecStartPre=/bin/sh -c 'chown agent /etc/kubernetes/manifests'\n    ExecStart=/usr/bin/agent\nruncmd: [\"kubeadm init\"]\n",
            ),
            reports: [
                `userData › write_files[0].content › line 2: makes user "agent" the owner of "/etc/kubernetes/manifests". ${FIX}`,
            ],
        },
        "a mask that closes no folder above it, as that is there already": {
            ...script(
                "echo x > /etc/kubernetes/kubeadm.yaml",
                "umask 077",
                "mkdir -p /etc/kubernetes",
                "kubeadm init",
                "chmod 777 /etc/kubernetes/manifests",
            ),
            reports: [`userData › line 6: lets ${EVERYBODY} write "/etc/kubernetes/manifests" (mode 0777). ${FIX}`],
        },
        "a manifest that somebody makes readable for all is only told": {
            ...script("kubeadm init", "chmod 644 /etc/kubernetes/manifests/kube-apiserver.yaml"),
            reports: [
                `(advisory) [low] userData › line 3: lets ${EVERYBODY} read "/etc/kubernetes/manifests/kube-apiserver.yaml" (mode 0644). ${FIX}`,
            ],
        },
    },
    passes: {
        "kubeadm's own modes": script("kubeadm init"),
        "cloud-init's own mode": instance(
            "#cloud-config\nwrite_files:\n- path: /etc/kubernetes/manifests/a.yaml\n  content: x\n",
        ),
        "a folder that is closed in the end": script(
            "mkdir -m 0777 /etc/kubernetes/manifests",
            "kubeadm init",
            "chmod 755 /etc/kubernetes/manifests",
        ),
        "a file that nobody else reaches": script(
            "install -d -m 0700 /etc/kubernetes/manifests",
            "umask 0",
            "echo x > /etc/kubernetes/manifests/a.yaml",
        ),
        "the umask of a shell ends with it": instance(
            "#cloud-config\nbootcmd: ['umask 000']\nruncmd: ['mkdir /etc/kubernetes/manifests', 'kubeadm init']\n",
        ),
        "a sticky folder above, in which nobody renames what is root's": script("chmod 1777 /etc", "kubeadm init"),
        "root's own group": script(
            "kubeadm init",
            "chown root:root /etc/kubernetes/manifests",
            "chmod 770 /etc/kubernetes/manifests",
        ),
        "an access list that is taken away again": script(
            "kubeadm init",
            "setfacl -m u:deploy:rwx /etc/kubernetes/manifests",
            "setfacl -b /etc/kubernetes/manifests",
        ),
        "a folder above on a machine that is no node": script("chmod 777 /etc"),
        "another folder of that name": script("mkdir -m 0777 -p /srv/www/manifests", "kubeadm init"),
        "an ordinary worker": instance(nodeConfig({})),
    },
    unknowns: {
        "user data that only a deployment knows": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
    },
});
