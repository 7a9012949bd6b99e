import { etcdPeerCertificatesRequired } from "../../../../policypack/policies/etcd-api/etcd-peer-certificates-required";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload, everyWrittenPod } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const fix =
    "List https:// addresses alone in --listen-peer-urls, and set --peer-client-cert-auth with --peer-trusted-ca-file to an authority that is etcd's own.";
const container = (command: unknown[], more: object = {}) => ({ image: "registry.k8s.io/etcd:3.6.4-0", command, ...more });
const etcd = (...args: unknown[]) => ({ type, props: { spec: { containers: [container(["etcd", ...args])] } } });
const at = (i: number) => `spec.containers[0].command[${i}]`;
const plain = (place: string, url = "http://0.0.0.0:2380") =>
    `${place}: serves etcd's peers on ${url} without TLS, so anybody is a peer. ${fix}`;
const open = (place: string) => `${place}: serves etcd's peers on https://0.0.0.0:2380 to peers without a certificate. ${fix}`;
const https = "--listen-peer-urls=https://0.0.0.0:2380";
const tls = ["--peer-cert-file=/pki/peer.crt", "--peer-key-file=/pki/peer.key"];
const everywhere = { spec: { containers: [container(["etcd", "--listen-peer-urls=http://0.0.0.0:2380"])] } };
const onNode = (file: string) => `#cloud-config
write_files:
  - path: /etc/etcd.yaml
    content: |
${file.replace(/^/gm, "      ")}
  - path: /etc/systemd/system/etcd.service
    content: |
      [Service]
      ExecStart=/usr/local/bin/etcd --config-file=/etc/etcd.yaml --listen-peer-urls=https://10.0.0.4:2380
`;

policyTable(etcdPeerCertificatesRequired, {
    fails: {
        ...everyWorkload(etcdPeerCertificatesRequired, everywhere, [plain("containers[0].command[1]")]),
        ...everyWrittenPod(etcdPeerCertificatesRequired, everywhere, [plain("containers[0].command[1]")]),
        "TLS without peers' certificates": { ...etcd(https, ...tls), reports: [open(at(1))] },
        "clients' certificates are no peers'": {
            ...etcd(https, ...tls, "--client-cert-auth", "--trusted-ca-file=/pki/ca.crt"),
            reports: [open(at(1))],
        },
        "an authority is missing, so the system's are trusted": {
            ...etcd(https, ...tls, "--peer-client-cert-auth"),
            reports: [
                `${at(1)}: serves etcd's peers on https://0.0.0.0:2380 to peers with a certificate of any authority that the system trusts. ${fix}`,
            ],
        },
        "generated certificates ask for none, whatever the authority": {
            ...etcd(https, "--peer-auto-tls", "--peer-trusted-ca-file=/pki/ca.crt"),
            reports: [open(at(1))],
        },
        "one plain address beside a good one": {
            ...etcd("--listen-peer-urls=https://0.0.0.0:2380,http://10.0.0.4:2382", ...tls, "--peer-trusted-ca-file=/pki/ca.crt"),
            reports: [plain(at(1), "http://10.0.0.4:2382")],
        },
        "an application's etcd is advice": {
            type,
            props: {
                spec: {
                    containers: [{ image: "bitnami/etcd:3.6", command: ["etcd", "--listen-peer-urls=http://0.0.0.0:2380"] }],
                },
            },
            reports: [`(advisory) ${plain(at(1))}`],
        },
        "a configuration file puts the flags out of force": {
            type: "aws:ec2/instance:Instance",
            props: { userData: onNode("name: $X\nlisten-peer-urls: http://10.0.0.4:2380") },
            reports: [`(advisory) ${plain("userData › write_files[0].content › listen-peer-urls", "http://10.0.0.4:2380")}`],
        },
        "a configuration file that cannot be read is told": {
            type: "aws:ec2/instance:Instance",
            props: { userData: onNode("- a") },
            reports: [
                "(advisory) userData › write_files[0].content: is no object, which keeps etcd from starting, so it could not be judged. Correct it.",
            ],
        },
    },
    passes: {
        "as kubeadm starts it": etcd(
            "--listen-peer-urls=https://10.0.0.4:2380",
            ...tls,
            "--peer-client-cert-auth=true",
            "--peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt",
        ),
        "a trusted authority alone demands certificates": etcd(https, ...tls, "--peer-trusted-ca-file=/pki/ca.crt"),
        "by default it listens to its own machine": etcd("--listen-client-urls=http://0.0.0.0:2379"),
        "loopback needs none": etcd("--listen-peer-urls=http://127.0.0.1:2380,http://[::1]:2380"),
        "a file that is not seen is another policy's finding": etcd("--config-file=/etc/etcd.yaml"),
        "a file that is seen and good": {
            type: "aws:ec2/instance:Instance",
            props: {
                userData: onNode(
                    "listen-peer-urls: https://10.0.0.4:2380\npeer-transport-security: {cert-file: /a, key-file: /b, trusted-ca-file: /c}",
                ),
            },
        },
        "a proxy is another server": {
            type: "aws:ec2/instance:Instance",
            props: { userData: "#!/bin/bash\netcd gateway start --listen-peer-urls=http://0.0.0.0:2380\n" },
        },
    },
    unknowns: {
        "where peers are listened to": { ...etcd("--listen-peer-urls", UNKNOWN), unknown: "spec.containers.0.command.2" },
        "an unknown authority hides no plain address": {
            ...etcd("--listen-peer-urls=http://0.0.0.0:2380,https://0.0.0.0:2382", "--peer-client-cert-auth", UNKNOWN, ...tls),
            unknown: "spec.containers.0.command.3",
            reports: [plain(at(1))],
        },
    },
});
