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

const KEY = "tls:index/privateKey:PrivateKey";
const REQUEST = "tls:index/certRequest:CertRequest";
const self = (name: string, commonName: string, props: object) => ({
    name,
    type: "tls:index/selfSignedCert:SelfSignedCert",
    props: { isCaCertificate: true, allowedUses: ["cert_signing"], subject: { commonName }, ...props },
});
const signed = (name: string, props: object, propertyDependencies: Record<string, string[]> = {}) => ({
    name,
    type: "tls:index/locallySignedCert:LocallySignedCert",
    props,
    propertyDependencies,
});
/** A key and its certificate, as a preview knows them. */
const authority = (name: string, commonName: string, props: object = {}) => [
    { name: `${name}-key`, type: KEY, props: { privateKeyPem: UNKNOWN, publicKeyPem: UNKNOWN } },
    {
        ...self(name, commonName, { privateKeyPem: UNKNOWN, certPem: UNKNOWN, ...props }),
        propertyDependencies: { privateKeyPem: [`${name}-key`] },
    },
];
const certificate = (name: string, commonName: string, by: string, props: object = {}, dnsNames: string[] = []) => [
    { name: `${name}-own`, type: KEY, props: { privateKeyPem: UNKNOWN } },
    {
        name: `${name}-request`,
        type: REQUEST,
        props: { privateKeyPem: UNKNOWN, certRequestPem: UNKNOWN, subject: { commonName }, dnsNames },
        propertyDependencies: { privateKeyPem: [`${name}-own`] },
    },
    signed(
        name,
        {
            allowedUses: ["client_auth", "server_auth"],
            caCertPem: UNKNOWN,
            caPrivateKeyPem: UNKNOWN,
            certRequestPem: UNKNOWN,
            certPem: UNKNOWN,
            ...props,
        },
        { caCertPem: [by], caPrivateKeyPem: [`${by}-key`], certRequestPem: [`${name}-request`] },
    ),
];
const pca = (name: string) => [
    {
        name,
        type: "aws:acmpca/certificateAuthority:CertificateAuthority",
        props: { arn: "arn:pca", certificateAuthorityConfiguration: { subject: { commonName: "etcd-ca" } } },
    },
    {
        name: `${name}-root`,
        type: "aws:acmpca/certificate:Certificate",
        props: { certificateAuthorityArn: "arn:pca", templateArn: "arn:aws:acm-pca:::template/RootCACertificate/V1" },
    },
];
const issued = (name: string, template: string, commonName: string) => [
    {
        name,
        type: "aws:acmpca/certificate:Certificate",
        props: { certificateAuthorityArn: UNKNOWN, templateArn: `arn:aws:acm-pca:::template/${template}/V1` },
        propertyDependencies: { certificateAuthorityArn: ["etcd"], certificateSigningRequest: [`${name}-csr`] },
    },
    { name: `${name}-csr`, type: REQUEST, props: { subject: { commonName } } },
];
const cm = (kind: string, name: string, spec: object) => ({
    name,
    type: `kubernetes:cert-manager.io/v1:${kind}`,
    props: { metadata: { name, namespace: kind === "ClusterIssuer" ? undefined : "kube-system" }, spec },
});
const base64 = (text: string) => Buffer.from(text).toString("base64");
const capiProps = (name: string, props: object) => ({
    metadata: { name, namespace: "clusters" },
    type: "cluster.x-k8s.io/secret",
    ...props,
});
const capi = (name: string, data: string[]) => ({
    name,
    type: "kubernetes:core/v1:Secret",
    props: capiProps(name, { data: { "tls.crt": UNKNOWN, "tls.key": UNKNOWN } }),
    propertyDependencies: { data },
});
const use = (why: string, others: string) => `${why} and also signs for ${others}: each holder is a client of etcd. ${fix}`;
/** Of no use: its key was thrown away. */
const ETCD_CA = [
    "-----BEGIN CERTIFICATE-----",
    "MIIBfDCCASGgAwIBAgIUQbXaEqFOvpR2PSWDicN0Z+IztSIwCgYIKoZIzj0EAwIw",
    "EjEQMA4GA1UEAwwHZXRjZC1jYTAgFw0yNjExMjUxOTM0NThaGA8yMTI2MTEwMTE5",
    "MzQ1OFowEjEQMA4GA1UEAwwHZXRjZC1jYTBZMBMGByqGSM49AgEGCCqGSM49AwEH",
    "A0IABGZhicB7bqifoplZlgY+sOBXtaLcGBxFJo9sY+ZIT8HSoriyRBRCWCz8Cvl5",
    "KSChA96yzIyGG56fTOf/vr3ud4ajUzBRMB0GA1UdDgQWBBSA2rhi0cxnv/B07VPH",
    "NbkelTCO1TAfBgNVHSMEGDAWgBSA2rhi0cxnv/B07VPHNbkelTCO1TAPBgNVHRMB",
    "Af8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCyH8FRU34aenAX/SRZg6z3fGZp",
    "sQTZl7BzEuR+NxMhwwIhAPsWkpMSzZRH24C7OxtOIeqjBiaYCiUGxmFfxAjIqHwi",
    "-----END CERTIFICATE-----",
].join("\n");
/** Another, of a "Shop CA"; nothing reads more of it. */
const OTHER_CA = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";

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
    stacks: {
        "one authority for the cluster and its etcd, while everything is unknown but what it is made from": {
            resources: [
                ...authority("kubernetes", "kubernetes-ca"),
                ...certificate("etcd-client", "kube-apiserver-etcd-client", "kubernetes"),
                ...certificate("kubelet", "system:node:ip-10-0-1-10", "kubernetes"),
                ...certificate("admin", "kubernetes-admin", "kubernetes"),
            ],
            reports: [
                `${use('signs for etcd ("kube-apiserver-etcd-client")', '"kubernetes-admin" and "system:node:ip-10-0-1-10"')} @kubernetes`,
            ],
        },
        "the same by values": {
            resources: [
                { name: "key", type: KEY, props: { privateKeyPem: "K" } },
                self("ca", "etcd-ca", { privateKeyPem: "K", certPem: "C" }),
                { name: "request", type: REQUEST, props: { subject: { commonName: "kube-apiserver" }, certRequestPem: "R" } },
                signed("api", { caCertPem: "C", caPrivateKeyPem: "K", certRequestPem: "R", allowedUses: ["client_auth"] }),
            ],
            reports: [`${use(`is etcd's ("etcd-ca")`, '"kube-apiserver"')} @ca`],
        },
        "a certificate without an extended usage is for clients too": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                ...certificate("front", "front-proxy-client", "etcd", { allowedUses: ["digital_signature", "key_encipherment"] }),
            ],
            reports: [`${use(`is etcd's ("etcd-ca")`, '"front-proxy-client"')} @etcd`],
        },
        "an authority beneath etcd's signs clients of etcd": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                ...certificate("mesh", "mesh-ca", "etcd", { isCaCertificate: true, allowedUses: ["cert_signing"] }),
                ...certificate("member", "kube-etcd", "etcd"),
            ],
            reports: [`${use('signs for etcd ("kube-etcd")', 'the authority "mesh-ca"')} @etcd`],
        },
        "what else a Kubernetes etcd's authority signs may be a member, by its name": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                ...certificate("client", "kube-apiserver-etcd-client", "etcd"),
                ...certificate("shop", "shop-web", "etcd"),
            ],
            reports: [`(advisory) ${use('signs for etcd ("kube-apiserver-etcd-client")', '"shop-web"')} @etcd`],
        },
        "an etcd of an application": {
            resources: [...authority("etcd", "etcd-ca"), ...certificate("patroni", "patroni", "etcd")],
            reports: [`(advisory) ${use(`is etcd's ("etcd-ca")`, '"patroni"')} @etcd`],
        },
        "names in the program alone": {
            resources: [...authority("etcd-root", "Shop CA"), ...certificate("kubelet", "system:node:a", "etcd-root")],
            reports: [`(advisory) ${use(`is etcd's by its name ("etcd-root")`, '"system:node:a"')} @etcd-root`],
        },
        "a server's certificate only says that clients trust the authority": {
            resources: [
                ...authority("shop", "Shop CA"),
                ...certificate("etcd", "kube-etcd", "shop", { allowedUses: ["server_auth"] }),
                ...certificate("kubelet", "system:node:a", "shop"),
            ],
            reports: [`(advisory) ${use('signs for etcd ("kube-etcd")', '"system:node:a"')} @shop`],
        },
        "two authorities of one key": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                {
                    ...self("cluster", "kubernetes-ca", { privateKeyPem: UNKNOWN }),
                    propertyDependencies: { privateKeyPem: ["etcd-key"] },
                },
            ],
            reports: [`${use(`is etcd's ("etcd-ca")`, 'the authority "kubernetes-ca" (their key is the same)')} @etcd`],
        },
        "an authority given as text": {
            resources: [
                signed(
                    "a",
                    { caCertPem: ETCD_CA, certRequestPem: UNKNOWN, allowedUses: ["client_auth"] },
                    { certRequestPem: ["r"] },
                ),
                { name: "r", type: REQUEST, props: { subject: { commonName: "system:kube-scheduler" } } },
            ],
            reports: [
                `caCertPem: takes its certificate from "etcd-ca", which ${use(`is etcd's ("etcd-ca")`, '"system:kube-scheduler"')} @a`,
            ],
        },
        "many others are counted, and a value that may be either is advice": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                ...authority("cluster", "kubernetes-ca"),
                ...["a", "b", "c", "d"].flatMap((name) => certificate(name, `system:node:${name}`, "etcd")),
                {
                    ...signed("e", { caCertPem: UNKNOWN, certRequestPem: UNKNOWN, allowedUses: ["client_auth"] }),
                    propertyDependencies: { caCertPem: ["etcd", "cluster"], certRequestPem: ["a-request"] },
                },
            ],
            reports: [
                `(advisory) ${use(`is etcd's ("etcd-ca")`, '"system:node:a", "system:node:b", "system:node:c" and 2 more')} @etcd`,
            ],
        },
        "the file by which a node's etcd trusts it": {
            resources: [
                ...authority("shop", "Shop CA", { certPem: ETCD_CA }),
                ...certificate("kubelet", "system:node:a", "shop"),
                { name: "node", ...files(ETCD_CA, "") },
            ],
            reports: [`${use(`is in ${OWN}`, '"system:node:a"')} @shop`],
        },
        "AWS Private CA": {
            resources: [
                pca("etcd"),
                issued("kubelet", "EndEntityClientAuthCertificate", "system:node:a"),
                issued("server", "EndEntityServerAuthCertificate", "shop"),
                issued("sub", "SubordinateCACertificate_PathLen0", "mesh"),
            ].flat(),
            reports: [`${use(`is etcd's ("etcd-ca")`, '"system:node:a" and the authority "mesh"')} @etcd`],
        },
        "AWS Private CA, for a load balancer": {
            resources: [
                pca("etcd"),
                issued("client", "EndEntityCertificate", "kube-etcd"),
                {
                    name: "web",
                    type: "aws:acm/certificate:Certificate",
                    props: { domainName: "shop.example.com", certificateAuthorityArn: "arn:pca" },
                },
            ].flat(),
            reports: [`${use('signs for etcd ("kube-etcd")', '"shop.example.com"')} @etcd`],
        },
        "AWS Private CA as CloudFormation has it": {
            resources: [
                {
                    name: "etcd",
                    type: "aws-native:acmpca:CertificateAuthority",
                    props: { arn: "arn:pca", subject: { commonName: "etcd-ca" } },
                },
                {
                    name: "kubelet",
                    type: "aws-native:acmpca:Certificate",
                    props: { certificateAuthorityArn: "arn:pca", apiPassthrough: { subject: { commonName: "system:node:a" } } },
                },
            ],
            reports: [`${use(`is etcd's ("etcd-ca")`, '"system:node:a"')} @etcd`],
        },
        "cert-manager's authority in a Secret": {
            resources: [
                cm("Certificate", "etcd-ca", {
                    isCA: true,
                    commonName: "etcd-ca",
                    secretName: "ca",
                    issuerRef: { name: "self" },
                }),
                cm("Issuer", "self", { selfSigned: {} }),
                cm("Issuer", "etcd", { ca: { secretName: "ca" } }),
                cm("Certificate", "kubelet", { commonName: "system:node:a", issuerRef: { name: "etcd", kind: "Issuer" } }),
                cm("Certificate", "web", { commonName: "shop", usages: ["server auth"], issuerRef: { name: "etcd" } }),
                cm("Certificate", "api", { commonName: "kube-apiserver-etcd-client", issuerRef: { name: "etcd" } }),
            ],
            reports: [`${use('signs for etcd ("kube-apiserver-etcd-client")', '"system:node:a"')} @etcd-ca`],
        },
        "cert-manager's issuer for the whole cluster, whose authority stands elsewhere": {
            resources: [
                cm("ClusterIssuer", "main", { vault: {} }),
                cm("Certificate", "e", {
                    commonName: "etcd-client",
                    usages: ["client auth"],
                    issuerRef: { name: "main", kind: "ClusterIssuer" },
                }),
                cm("Certificate", "proxy", {
                    commonName: "front-proxy-client",
                    usages: ["client auth"],
                    issuerRef: { name: "main", kind: "ClusterIssuer" },
                }),
            ],
            reports: [
                `spec.issuerRef: takes its certificate from an authority, which ${use('signs for etcd ("etcd-client")', '"front-proxy-client"')} @proxy`,
            ],
        },
        "Cluster API's Secrets for two authorities that are one": {
            resources: [
                ...authority("ca", "kubernetes"),
                ...["shop-ca", "shop-etcd", "shop-proxy", "other-ca"].map((name) => capi(name, ["ca", "ca-key"])),
            ],
            reports: [
                `data: ${use('is etcd\'s (Secret "shop-etcd")', 'the cluster (Secret "shop-ca") and the front proxy (Secret "shop-proxy")')} @shop-etcd`,
            ],
        },
        "Cluster API's Secrets with one text": {
            resources: [
                { ...capi("shop-ca", []), props: capiProps("shop-ca", { data: { "tls.crt": base64("C\n") } }) },
                { ...capi("shop-etcd", []), props: capiProps("shop-etcd", { stringData: { "tls.crt": "C" } }) },
            ],
            reports: [`stringData: ${use('is etcd\'s (Secret "shop-etcd")', 'the cluster (Secret "shop-ca")')} @shop-etcd`],
        },
        "Cluster API's Secrets with an authority each": {
            resources: [
                ...authority("ca", "kubernetes"),
                ...authority("etcd", "etcd-ca"),
                capi("shop-ca", ["ca", "ca-key"]),
                capi("shop-etcd", ["etcd", "etcd-key"]),
            ],
            reports: [],
        },
        "etcd's own": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                ...certificate("member", "kube-etcd", "etcd"),
                ...certificate("peer", "kube-etcd-peer", "etcd"),
                ...certificate("health", "kube-etcd-healthcheck-client", "etcd"),
                ...certificate("client", "kube-apiserver-etcd-client", "etcd"),
                ...certificate("infra0", "infra0", "etcd", {}, ["infra0.etcd.internal"]),
                ...authority("kubernetes", "kubernetes-ca"),
                ...certificate("kubelet", "system:node:a", "kubernetes"),
            ],
            reports: [],
        },
        "a root above etcd's authority and the cluster's": {
            resources: [
                ...authority("root", "Shop Root"),
                ...certificate("etcd", "etcd-ca", "root", { isCaCertificate: true }),
                ...certificate("cluster", "kubernetes-ca", "root", { isCaCertificate: true }),
            ],
            reports: [],
        },
        "servers alone are no clients": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                ...certificate("web", "system:web", "etcd", { allowedUses: ["server_auth"] }),
            ],
            reports: [],
        },
        "an authority that has nothing to do with etcd": {
            resources: [
                ...authority("web", "Shop CA"),
                ...certificate("shop", "shop", "web"),
                ...certificate("k", "kubelet", "web"),
            ],
            reports: [],
        },
        "public certificates": {
            resources: [
                cm("ClusterIssuer", "letsencrypt", { acme: {} }),
                cm("Certificate", "etcd", {
                    dnsNames: ["etcd.example.com"],
                    issuerRef: { name: "letsencrypt", kind: "ClusterIssuer" },
                }),
                cm("Certificate", "web", {
                    dnsNames: ["kubernetes.example.com"],
                    issuerRef: { name: "letsencrypt", kind: "ClusterIssuer" },
                }),
            ],
            reports: [],
        },
        "a holder that is not known yet hides no other": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                ...certificate("kubelet", "system:node:a", "etcd"),
                ...certificate("x", UNKNOWN, "etcd"),
            ],
            reports: [`${use(`is etcd's ("etcd-ca")`, '"system:node:a"')} @etcd`],
            unknown: "subject.commonName",
        },
        "the file by which a node's etcd trusts it, while only names of the program speak of Kubernetes": {
            resources: [
                ...authority("shop", "Shop CA", { certPem: OTHER_CA }),
                ...certificate("sub", "Shop Sub", "shop", { isCaCertificate: true }),
                { name: "node", ...files(OTHER_CA, "") },
            ],
            reports: [`${use(`is in ${OWN}`, 'the authority "Shop Sub"')} @shop`],
        },
        "an authority beneath etcd's while nothing speaks of Kubernetes": {
            resources: [...authority("etcd", "etcd-ca"), ...certificate("sub", "Shop Sub", "etcd", { isCaCertificate: true })],
            reports: [`(advisory) ${use(`is etcd's ("etcd-ca")`, 'the authority "Shop Sub"')} @etcd`],
        },
        "one that signs for a part of Kubernetes, by what the program calls it, and for another authority": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                ...certificate("sub", "Shop Sub", "etcd", { isCaCertificate: true }),
                ...certificate("kubelet", "shop", "etcd"),
            ],
            reports: [`${use(`is etcd's ("etcd-ca")`, '"shop" and the authority "Shop Sub"')} @etcd`],
        },
        "a part of Kubernetes by the program's name alone is advice": {
            resources: [...authority("etcd", "etcd-ca"), ...certificate("kubelet", "shop", "etcd")],
            reports: [`(advisory) ${use(`is etcd's ("etcd-ca")`, '"shop"')} @etcd`],
        },
        "of two authorities of one key the one that only the program calls etcd's": {
            resources: [
                ...authority("etcd", "Shop CA"),
                {
                    ...self("cluster", "kubernetes-ca", { privateKeyPem: UNKNOWN }),
                    propertyDependencies: { privateKeyPem: ["etcd-key"] },
                },
            ],
            reports: [
                `(advisory) ${use(`is etcd's by its name ("etcd")`, 'the authority "kubernetes-ca" (their key is the same)')} @cluster`,
            ],
        },
        "a kubelet's certificate of which a usage is not known yet": {
            resources: [
                ...authority("etcd", "etcd-ca"),
                ...certificate("kubelet", "system:node:a", "etcd", { allowedUses: ["server_auth", UNKNOWN] }),
            ],
            reports: [],
            unknown: "allowedUses.1",
        },
        "a member of which a name is not known yet": {
            resources: [...authority("etcd", "etcd-ca"), ...certificate("member", "kube-etcd", "etcd", {}, [UNKNOWN])],
            reports: [],
        },
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
