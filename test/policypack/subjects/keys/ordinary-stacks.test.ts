import { policies } from "../../../../policypack/policies";
import { type GivenInStack, judge, judgeStack, UNKNOWN } from "../../judge";

/** The policies on keys and authorities. */
const NAMES =
    /^(?:etcd-(?:certificate-authority-separate|volumes-encrypted|snapshots-not-shared|buckets-not-public)|private-key.*)$/;
const ours = policies.filter(({ name }) => NAMES.test(name));

/** What they say of a whole stack, on both sides: `level policy name` of each finding, and what is unknown. */
function told(resources: readonly GivenInStack[]): string[] {
    return ours.flatMap((policy) => {
        const alone = resources.map((one) => ({ one, answer: judge(policy, one) }));
        const stack = policy.validateStack === undefined ? undefined : judgeStack(policy, resources);
        return [
            ...alone.flatMap(({ one, answer }) => [
                ...answer.reported.map(({ level }) => `${level ?? "mandatory"} ${policy.name} ${one.name}`),
                ...(answer.unknown === undefined ? [] : [`unknown ${policy.name} ${one.name}`]),
            ]),
            ...(stack?.reported ?? []).map(
                ({ level, urn }) => `${level ?? "mandatory"} ${policy.name} ${urn?.split("::").at(-1)}`,
            ),
            ...(stack?.unknown === undefined ? [] : [`unknown ${policy.name}`]),
        ];
    });
}

const make = (name: string, type: string, props: object, propertyDependencies: Record<string, string[]> = {}): GivenInStack => ({
    name,
    type,
    props,
    propertyDependencies,
});
const key = (name: string) =>
    make(name, "tls:index/privateKey:PrivateKey", { algorithm: "ED25519", privateKeyPem: UNKNOWN, publicKeyOpenssh: UNKNOWN });
const ca = (name: string, commonName: string) => [
    key(`${name}-key`),
    make(
        name,
        "tls:index/selfSignedCert:SelfSignedCert",
        {
            privateKeyPem: UNKNOWN,
            certPem: UNKNOWN,
            isCaCertificate: true,
            subject: { commonName },
            allowedUses: ["cert_signing", "crl_signing"],
        },
        { privateKeyPem: [`${name}-key`] },
    ),
];
const signed = (name: string, commonName: string, by: string, more: object = {}) => [
    key(`${name}-key`),
    make(
        `${name}-request`,
        "tls:index/certRequest:CertRequest",
        { privateKeyPem: UNKNOWN, certRequestPem: UNKNOWN, subject: { commonName } },
        { privateKeyPem: [`${name}-key`] },
    ),
    make(
        name,
        "tls:index/locallySignedCert:LocallySignedCert",
        {
            caCertPem: UNKNOWN,
            caPrivateKeyPem: UNKNOWN,
            certRequestPem: UNKNOWN,
            allowedUses: ["client_auth", "server_auth"],
            ...more,
        },
        { caCertPem: [by], caPrivateKeyPem: [`${by}-key`], certRequestPem: [`${name}-request`] },
    ),
];
const secret = (namespace: string, name: string, from: string[]) =>
    make(
        name,
        "kubernetes:core/v1:Secret",
        { metadata: { name, namespace }, type: "kubernetes.io/tls", data: { "tls.crt": UNKNOWN, "tls.key": UNKNOWN } },
        { data: from },
    );

test("there are policies to ask", () => {
    expect(ours.length).toBeGreaterThanOrEqual(8);
});

test("a login's key for the nodes of EKS", () => {
    expect(
        told([
            key("ssh"),
            make("nodes", "aws:ec2/keyPair:KeyPair", { publicKey: UNKNOWN }, { publicKey: ["ssh"] }),
            make("ssh", "aws:secretsmanager/secret:Secret", { name: "shop/ssh" }),
            make(
                "ssh-version",
                "aws:secretsmanager/secretVersion:SecretVersion",
                { secretId: UNKNOWN, secretString: UNKNOWN },
                { secretId: ["ssh"], secretString: ["ssh"] },
            ),
        ]),
    ).toEqual([]);
});

test("an admission webhook with an authority of its own", () => {
    expect(
        told([
            ...ca("webhook-ca", "shop-webhook-ca"),
            ...signed("webhook", "shop-webhook.shop.svc", "webhook-ca", { allowedUses: ["server_auth"] }),
            secret("shop", "webhook-tls", ["webhook", "webhook-key"]),
        ]),
    ).toEqual([]);
});

test("a service mesh: a trust anchor, an issuer beneath it, and the Secret that it is read from", () => {
    expect(
        told([
            ...ca("anchor", "root.linkerd.cluster.local"),
            ...signed("issuer", "identity.linkerd.cluster.local", "anchor", {
                isCaCertificate: true,
                allowedUses: ["cert_signing"],
            }),
            secret("linkerd", "linkerd-identity-issuer", ["issuer", "issuer-key"]),
        ]),
    ).toEqual([]);
});

test("cert-manager with Let's Encrypt, and with an authority for the inside", () => {
    const cm = (kind: string, name: string, spec: object) =>
        make(name, `kubernetes:cert-manager.io/v1:${kind}`, { metadata: { name, namespace: "cert-manager" }, spec });
    const inside = { name: "inside", kind: "ClusterIssuer" };
    expect(
        told([
            cm("ClusterIssuer", "letsencrypt", { acme: { server: "https://acme-v02.api.letsencrypt.org/directory" } }),
            cm("Certificate", "shop", {
                secretName: "shop",
                dnsNames: ["shop.example.com"],
                issuerRef: { name: "letsencrypt", kind: "ClusterIssuer" },
            }),
            cm("ClusterIssuer", "self", { selfSigned: {} }),
            cm("Certificate", "inside-ca", {
                isCA: true,
                commonName: "inside",
                secretName: "inside-ca",
                issuerRef: { name: "self", kind: "ClusterIssuer" },
            }),
            cm("ClusterIssuer", "inside", { ca: { secretName: "inside-ca" } }),
            cm("Certificate", "kafka", { secretName: "kafka", commonName: "kafka", issuerRef: inside }),
            cm("Certificate", "metrics", {
                secretName: "metrics",
                dnsNames: ["metrics-server.kube-system.svc"],
                issuerRef: inside,
            }),
        ]),
    ).toEqual([]);
});

test("AWS Private CA for a company's services", () => {
    expect(
        told([
            make("root", "aws:acmpca/certificateAuthority:CertificateAuthority", {
                arn: "arn:pca",
                certificateAuthorityConfiguration: { subject: { commonName: "shop.example.com" } },
            }),
            make("api", "aws:acm/certificate:Certificate", {
                domainName: "api.shop.internal",
                certificateAuthorityArn: "arn:pca",
            }),
            make("db", "aws:acm/certificate:Certificate", { domainName: "db.shop.internal", certificateAuthorityArn: "arn:pca" }),
        ]),
    ).toEqual([]);
});

test("the keys of a control plane of one's own, as they should be", () => {
    expect(
        told([
            ...ca("kubernetes-ca", "kubernetes"),
            ...ca("etcd-ca", "etcd-ca"),
            ...ca("front-proxy-ca", "front-proxy-ca"),
            ...signed("etcd-server", "kube-etcd", "etcd-ca"),
            ...signed("etcd-peer", "kube-etcd-peer", "etcd-ca"),
            ...signed("etcd-healthcheck", "kube-etcd-healthcheck-client", "etcd-ca", { allowedUses: ["client_auth"] }),
            ...signed("etcd-client", "kube-apiserver-etcd-client", "etcd-ca", { allowedUses: ["client_auth"] }),
            ...signed("apiserver", "kube-apiserver", "kubernetes-ca", { allowedUses: ["server_auth"] }),
            ...signed("front-proxy", "front-proxy-client", "front-proxy-ca", { allowedUses: ["client_auth"] }),
            make(
                "etcd-server-key",
                "aws:ssm/parameter:Parameter",
                { type: "SecureString", name: "/prod/etcd/server.key", value: UNKNOWN },
                { value: ["etcd-server-key"] },
            ),
            make("volume", "aws:ebs/volume:Volume", { encrypted: true, tags: { "k8s.io/etcd/main": "a/a" } }),
            make("snapshot", "aws:ebs/snapshot:Snapshot", { volumeId: UNKNOWN }, { volumeId: ["volume"] }),
            make("backups", "aws:s3/bucket:Bucket", { bucket: "shop-etcd-backups" }),
        ]),
    ).toEqual([]);
});

test("settings, web keys and data that have nothing to do with Kubernetes", () => {
    expect(
        told([
            make("url", "aws:ssm/parameter:Parameter", { type: "String", name: "/shop/url", value: UNKNOWN }),
            make("site", "aws:s3/bucketObjectv2:BucketObjectv2", { key: "index.html", content: "<html>", acl: "public-read" }),
            make("mail", "aws:lambda/function:Function", { environment: { variables: { API_KEY: "x", TABLE: UNKNOWN } } }),
            make("lambda", "aws:lambda/function:Function", { environment: UNKNOWN }),
            make("task", "aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: UNKNOWN }),
            make("token", "kubernetes:core/v1:Secret", { metadata: { name: "token", namespace: "shop" }, data: UNKNOWN }),
            make("data", "aws:ebs/volume:Volume", { encrypted: false, tags: { Name: "data" } }),
            make("web", "aws:ec2/instance:Instance", { rootBlockDevice: { encrypted: false } }),
            make("db", "aws:secretsmanager/secret:Secret", { name: "shop/db", policy: UNKNOWN }),
        ]),
    ).toEqual([]);
});
