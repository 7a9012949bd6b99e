import { privateKeyFilesProtected } from "../../../../policypack/policies/etcd-api/private-key-files-protected";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { instance } from "../../kubelets";
import { policyTable } from "../../table";

const FIX = "Leave them to root:root with mode 0600; write them under `umask 077`.";
const EVERYBODY = "every user of the node";
const PKI = "/etc/kubernetes/pki";
const script = (...lines: string[]) => instance(["#!/bin/bash", ...lines].join("\n"));
const cloudConfig = (config: object) => instance(`#cloud-config\n${JSON.stringify(config)}`);
const pem = (what: string) => `-----BEGIN ${what}-----\nRFVNTVktS0VZLU5PVC1SRUFMLURVTU1ZLURVTU1Z\n-----END ${what}-----\n`;

policyTable(privateKeyFilesProtected, {
    fails: {
        ...everyBoot(privateKeyFilesProtected, `#!/bin/bash\nkubeadm init\nchmod 644 ${PKI}/apiserver-etcd-client.key\n`, [
            `AT › line 3: lets ${EVERYBODY} read "${PKI}/apiserver-etcd-client.key" (mode 0644). ${FIX}`,
        ]),
        "all that kubeadm made": {
            ...script("kubeadm init", `chmod -R a+rX ${PKI}`),
            reports: [`userData › line 3: lets ${EVERYBODY} read "${PKI}/ca.key" and 10 more (mode 0644). ${FIX}`],
        },
        "what a pattern and what find name": {
            ...script(
                "kubeadm init",
                `chmod o+r ${PKI}/etcd/*.key`,
                `find ${PKI} -maxdepth 1 -type f -name 'apiserver*.key' -exec chown prometheus {} \\;`,
            ),
            reports: [
                `userData › line 3: lets ${EVERYBODY} read "${PKI}/etcd/ca.key" and 3 more (mode 0604). ${FIX}`,
                `userData › line 4: makes user "prometheus" the owner of "${PKI}/apiserver.key" and 2 more. ${FIX}`,
            ],
        },
        "all files of a folder": {
            ...script("kubeadm init", `chmod 644 ${PKI}/etcd/*`, `for file in ${PKI}/*; do chown prometheus "$file"; done`),
            reports: [
                `userData › line 4: makes user "prometheus" the owner of "${PKI}/ca.key" and 6 more. ${FIX}`,
                `userData › line 3: lets ${EVERYBODY} read "${PKI}/etcd/ca.key" and 3 more (mode 0644). ${FIX}`,
            ],
        },
        "all files of a folder that something else made": {
            ...script(`sudo chmod 644 ${PKI}/*`),
            reports: [`userData › line 2: lets ${EVERYBODY} read "${PKI}/*" (mode 0644). ${FIX}`],
        },
        "a group that is neither root's nor etcd's": {
            ...script("kubeadm init", `chgrp monitoring ${PKI}/etcd/server.key`, `chmod 640 ${PKI}/etcd/server.key`),
            reports: [`userData › line 4: lets group "monitoring" read "${PKI}/etcd/server.key" (mode 0640). ${FIX}`],
        },
        "etcd's user may not have the API server's key": {
            ...script("kubeadm init", `chown etcd ${PKI}/apiserver-etcd-client.key`),
            reports: [`userData › line 3: makes user "etcd" the owner of "${PKI}/apiserver-etcd-client.key". ${FIX}`],
        },
        "the usual umask": {
            ...script(`aws ssm get-parameter --name key > ${PKI}/etcd/server.key`),
            reports: [`userData › line 2: lets ${EVERYBODY} read "${PKI}/etcd/server.key" (mode 0644). ${FIX}`],
        },
        "a copy of one": {
            ...script("kubeadm init", `install -D -m 0600 -o ubuntu ${PKI}/ca.key /home/ubuntu/authority`),
            reports: [`userData › line 3: makes user "ubuntu" the owner of "/home/ubuntu/authority". ${FIX}`],
        },
        "a key by its content": {
            ...cloudConfig({
                write_files: [{ path: "/opt/server", permissions: "0644", content: pem("PRIVATE KEY") }],
                runcmd: ["kubeadm init"],
            }),
            reports: [`userData › write_files[0].content: lets ${EVERYBODY} read "/opt/server" (mode 0644). ${FIX}`],
        },
        "an access list": {
            ...script("kubeadm init", `setfacl -m u:backup:r ${PKI}/etcd/healthcheck-client.key`),
            reports: [`userData › line 3: lets user "backup" read "${PKI}/etcd/healthcheck-client.key". ${FIX}`],
        },
        "systemd-tmpfiles": {
            ...cloudConfig({
                write_files: [{ path: "/etc/tmpfiles.d/etcd.conf", content: `z ${PKI}/etcd/*.key 0644 root root -\n` }],
                runcmd: ["kubeadm init"],
            }),
            reports: [`userData › write_files[0].content: lets ${EVERYBODY} read "${PKI}/etcd/*.key" (mode 0644). ${FIX}`],
        },
    },
    passes: {
        "kubeadm's own modes": script("kubeadm init"),
        "a strict umask": script("umask 077", `aws ssm get-parameter --name key > ${PKI}/etcd/server.key`),
        "opened, then closed": script("kubeadm init", `chmod -R go+rX ${PKI}`, `find ${PKI} -name '*.key' -exec chmod 600 {} +`),
        "folders only, and one level only": script(
            "kubeadm init",
            `find ${PKI} -type d -exec chmod 755 {} +`,
            `find /etc/kubernetes -maxdepth 1 -exec chmod a+r {} +`,
        ),
        "certificates and public keys": script("kubeadm init", `chmod 644 ${PKI}/*.crt ${PKI}/sa.pub`),
        "etcd's own user and group": script(
            "useradd etcd",
            "openssl genrsa -out /etc/etcd/server.key",
            "chown etcd:etcd /etc/etcd/server.key",
            "chmod 0640 /etc/etcd/server.key",
        ),
        "a public key, whatever its name": cloudConfig({
            write_files: [{ path: `${PKI}/etcd/backup.key`, content: pem("PUBLIC KEY") }],
        }),
        "a repository's key": script("curl -o /etc/apt/keyrings/docker.key https://example.com/gpg", "kubeadm join"),
        "the key of a machine that is no node": cloudConfig({
            write_files: [{ path: "/etc/nginx/www.key", content: pem("PRIVATE KEY") }],
        }),
        "chmod before there is anything to open": script(`chmod -R a+rX ${PKI}`, "kubeadm init"),
    },
    unknowns: {
        "user data that only a deployment knows": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
    },
});
