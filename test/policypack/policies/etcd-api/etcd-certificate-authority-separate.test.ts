import { etcdCertificateAuthoritySeparate } from "../../../../policypack/policies/etcd-api/etcd-certificate-authority-separate";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload, everyWrittenPod } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const fix =
    "Give etcd an authority of its own, as kubeadm does in /etc/kubernetes/pki/etcd, which signs the certificates of its members and of the API server's client and no others.";
const image = "registry.k8s.io/etcd:3.6.4-0";
const pod = (...command: unknown[]) => ({ type, props: { spec: { containers: [{ image, command }] } } });
const etcd = (...args: unknown[]) => pod("etcd", ...args);
const apiServer = (...args: unknown[]) => pod("kube-apiserver", ...args);
const at = (i: number) => `spec.containers[0].command[${i}]`;
const lets = (place: string, callers: string, path: string) =>
    `${place}: lets in ${callers} with a certificate of the cluster's own authority (${path}). ${fix}`;
const CLUSTER = "/etc/kubernetes/pki/ca.crt";
const OWN = "/etc/kubernetes/pki/etcd/ca.crt";
const everywhere = { spec: { containers: [{ image, command: ["etcd", `--trusted-ca-file=${CLUSTER}`] }] } };
const script = (...lines: string[]) => ({
    type: "aws:ec2/instance:Instance",
    props: { userData: ["#!/bin/bash", ...lines, ""].join("\n") },
});
const same = (place: string, path = OWN, source = CLUSTER) =>
    `${place}: makes the authority of etcd (${path}) the same as the cluster's (${source}). ${fix}`;
const files = (own: string, cluster: string) => ({
    type: "aws:ec2/instance:Instance",
    props: {
        userData: `#cloud-config\n${JSON.stringify({
            write_files: [
                { path: OWN, content: own },
                { path: CLUSTER, content: cluster },
            ],
        })}`,
    },
});

policyTable(etcdCertificateAuthoritySeparate, {
    fails: {
        ...everyWorkload(etcdCertificateAuthoritySeparate, everywhere, [lets("containers[0].command[1]", "clients", CLUSTER)]),
        ...everyWrittenPod(etcdCertificateAuthoritySeparate, everywhere, [lets("containers[0].command[1]", "clients", CLUSTER)]),
        "peers of the cluster's authority": {
            ...etcd(`--trusted-ca-file=${OWN}`, "--peer-trusted-ca-file", "/etc/kubernetes/ssl/ca.pem"),
            reports: [lets(at(3), "peers", "/etc/kubernetes/ssl/ca.pem")],
        },
        "both, each with its line": {
            ...etcd(`--trusted-ca-file=${CLUSTER}`, `--peer-trusted-ca-file=${CLUSTER}`),
            reports: [lets(at(1), "clients", CLUSTER), lets(at(2), "peers", CLUSTER)],
        },
        "a path with detours": {
            ...etcd("--trusted-ca-file=/etc/kubernetes/pki/etcd/..//ca.crt"),
            reports: [lets(at(1), "clients", "/etc/kubernetes/pki/etcd/..//ca.crt")],
        },
        "k3s' authority for clients": {
            ...etcd("--trusted-ca-file=/var/lib/rancher/k3s/server/tls/client-ca.crt"),
            reports: [lets(at(1), "clients", "/var/lib/rancher/k3s/server/tls/client-ca.crt")],
        },
        "the authority that every Pod is given": {
            ...etcd("--trusted-ca-file=/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"),
            reports: [lets(at(1), "clients", "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt")],
        },
        "an API server that has one authority for its clients and for etcd": {
            ...apiServer("--client-ca-file=/pki/root.pem", "--etcd-cafile=/pki/./root.pem"),
            reports: [`${at(2)}: verifies etcd with the authority of the API server's own clients (/pki/./root.pem). ${fix}`],
        },
        "an API server that takes the cluster's authority for etcd's": {
            ...apiServer(`--etcd-cafile=${CLUSTER}`),
            reports: [`${at(1)}: verifies etcd with the cluster's own authority (${CLUSTER}). ${fix}`],
        },
        "a copy before kubeadm, which keeps what it finds": {
            ...script("mkdir -p /etc/kubernetes/pki/etcd", `cp -a ${CLUSTER} ${OWN}`),
            reports: [same("userData › line 3")],
        },
        "a copy into the folder": {
            ...script(`cp ${CLUSTER} /etc/kubernetes/pki/etcd/`),
            reports: [same("userData › line 2")],
        },
        "a link": {
            ...script(`ln -sf /var/lib/minikube/certs/ca.crt ${OWN}`),
            reports: [same("userData › line 2", OWN, "/var/lib/minikube/certs/ca.crt")],
        },
        "one certificate under two names": {
            ...files("-----BEGIN CERTIFICATE-----\nAAAA\n", "-----BEGIN CERTIFICATE-----\nAAAA"),
            reports: [same("userData › write_files[0].content")],
        },
        "a file that is not seen": {
            ...etcd("--config-file=/etc/etcd.yaml"),
            reports: [
                `(advisory) ${at(1)}: reads all of etcd's settings from a file that cannot be seen here, so its authority could not be judged. Set them as flags, or check the file.`,
            ],
        },
        "an application's etcd is advice": {
            type,
            props: {
                spec: {
                    containers: [
                        {
                            image: "bitnami/etcd:3.6",
                            command: ["etcd", "--trusted-ca-file=/run/secrets/kubernetes.io/serviceaccount/ca.crt"],
                        },
                    ],
                },
            },
            reports: [`(advisory) ${lets(at(1), "clients", "/run/secrets/kubernetes.io/serviceaccount/ca.crt")}`],
        },
    },
    passes: {
        "as kubeadm starts etcd": etcd(`--trusted-ca-file=${OWN}`, `--peer-trusted-ca-file=${OWN}`),
        "as kubeadm starts the API server": apiServer(`--client-ca-file=${CLUSTER}`, `--etcd-cafile=${OWN}`),
        "an authority nobody else knows": etcd("--trusted-ca-file=/pki/ca.crt"),
        "generated certificates put the authority out of force": etcd("--auto-tls", `--trusted-ca-file=${CLUSTER}`),
        "an API server that verifies nobody": apiServer("--etcd-servers=https://10.0.0.4:2379"),
        "two certificates": files("-----BEGIN CERTIFICATE-----\nAAAA\n", "-----BEGIN CERTIFICATE-----\nBBBB\n"),
        "two files without a certificate": files("", ""),
        "a backup of the cluster's authority": script(`cp ${CLUSTER} /root/etcd-backup/ca.crt`),
        "etcd's authority for its client": script(`cp ${OWN} /etc/kubernetes/pki/etcd-client-ca.crt`),
    },
    unknowns: {
        "the authority of clients hides not that of peers": {
            ...etcd(`--peer-trusted-ca-file=${CLUSTER}`, "--trusted-ca-file", UNKNOWN),
            unknown: "spec.containers.0.command.3",
            reports: [lets(at(1), "peers", CLUSTER)],
        },
        "an API server's own": {
            ...apiServer("--etcd-cafile=/pki/a", "--client-ca-file", UNKNOWN),
            unknown: "spec.containers.0.command.3",
        },
    },
});
