import { privateKeysStoredSafely } from "../../../../policypack/policies/etcd-api/private-keys-stored-safely";
import { UNKNOWN } from "../../judge";
import { everyForm, policyTable } from "../../table";

/** No key: the text says that it is none. */
const pem = (what: string) =>
    [`-----BEGIN ${what}-----`, "RVhBTVBMRS1OT1QtQS1LRVktRVhBTVBMRS1OT1QtQS1LRVk=", `-----END ${what}-----`].join("\n");
const KEY = pem("EC PRIVATE KEY");
const CERTIFICATE = pem("CERTIFICATE");
const base64 = (text: string) => Buffer.from(text).toString("base64");

const PARAMETER = "aws:ssm/parameter:Parameter";
const OBJECT = "aws:s3/bucketObject:BucketObject";
const OBJECT_V2 = "aws:s3/bucketObjectv2:BucketObjectv2";
const SECRET = "kubernetes:core/v1:Secret";
const parameter = (name: string, props: object) => ({ type: PARAMETER, name: "p", props: { name, type: "String", ...props } });
const object = (key: string, props: object, type = OBJECT_V2) => ({ type, name: "o", props: { bucket: "b", key, ...props } });
const secret = (namespace: string | undefined, name: string, props: object) => ({
    type: SECRET,
    name: "s",
    props: { metadata: { name, namespace }, ...props },
});

const fix = "Put it into a SecureString or into Secrets Manager, with a policy that lets its one user read it.";
const inSecret = "Keep it in kube-system, or see to it that nobody else reads Secrets there.";
const byKubeadm = "Leave the Secret to `kubeadm init --upload-certs`, which encrypts the keys and deletes it after two hours.";
const plain = (what: string, by = "type String", note = "") =>
    `value: stores ${what} in a parameter that is not encrypted (${by})${note}. ${fix}`;
const NEW_CLIENTS = ": it makes new clients of etcd";
const FULL = ": it is as good as any client's";

const container = [
    {
        name: "agent",
        environment: [
            { name: "MODE", value: "x" },
            { name: "ETCD_CLIENT_KEY", value: KEY },
        ],
    },
];
const inContainer = `containerDefinitions[0].environment[1].value: shows a key of etcd's clients to whoever may describe a container. ${fix}`;

policyTable(privateKeysStoredSafely, {
    fails: {
        "the API server's client key": {
            ...parameter("/prod/pki/apiserver-etcd-client.key", { value: KEY }),
            reports: [plain("the API server's key for etcd")],
        },
        "a member's key in a list": {
            ...parameter("/prod/etcd/server-key", { value: KEY, type: "StringList" }),
            reports: [plain("a key of etcd's own", "type StringList")],
        },
        "a health check is a full client": {
            ...parameter("/prod/etcd/healthcheck-client.key", { value: base64(KEY) }),
            reports: [plain("etcd's health-check key", "type String", FULL)],
        },
        "who has the authority's key makes clients": {
            ...parameter("/prod/etcd/ca.key", { value: KEY }),
            reports: [plain("the key of etcd's authority", "type String", NEW_CLIENTS)],
        },
        "a kubelet's key": {
            ...parameter("/prod/kubelet/client.key", { value: KEY }),
            reports: [plain("a private key of the cluster")],
        },
        "the name in the program says whose it is": {
            type: PARAMETER,
            name: "etcdCa",
            props: { type: "String", value: KEY },
            reports: [plain("the key of etcd's authority", "type String", NEW_CLIENTS)],
        },
        "a value that the program's state shows": {
            ...parameter("/prod/etcd/peer.key", { insecureValue: KEY }),
            reports: [`insecureValue: stores a key of etcd's own in a parameter that is not encrypted (insecureValue). ${fix}`],
        },
        "a parameter that is there already shows its value twice": {
            ...parameter("/prod/etcd/peer.key", { value: KEY, insecureValue: KEY }),
            reports: [plain("a key of etcd's own")],
        },
        "CloudFormation makes no SecureString": {
            type: "aws-native:ssm:Parameter",
            props: { type: "String", name: "/etcd/client.key", value: KEY },
            reports: [plain("a key of etcd's clients")],
        },
        "and may make a list": {
            type: "aws-native:ssm:Parameter",
            props: { type: "StringList", name: "/etcd/client.key", value: KEY },
            reports: [plain("a key of etcd's clients", "type StringList")],
        },
        "a parameter is a String where its type is not said": {
            ...parameter("/prod/etcd/peer.key", { value: KEY, type: undefined }),
            reports: [plain("a key of etcd's own")],
        },
        "and one of CloudFormation's": {
            type: "aws-native:ssm:Parameter",
            props: { name: "/etcd/client.key", value: KEY },
            reports: [plain("a key of etcd's clients")],
        },
        "whose key it is nobody says": {
            ...parameter("/shop/signing", { value: KEY }),
            reports: [`(advisory) ${plain("a private key")}`],
        },
        "an object that everybody reads": {
            ...object("etcd/server.key", { content: KEY, acl: "public-read" }, OBJECT),
            reports: [`content: stores a key of etcd's own in an object with the ACL public-read. ${fix}`],
        },
        "an object that every account reads": {
            ...object("etcd/ca.key", { contentBase64: base64(KEY), acl: "authenticated-read" }),
            reports: [
                `contentBase64: stores the key of etcd's authority in an object with the ACL authenticated-read${NEW_CLIENTS}. ${fix}`,
            ],
        },
        "anybody's key in an object that everybody reads": {
            ...object("site.key", { content: KEY, acl: "public-read-write" }),
            reports: [`(advisory) content: stores a private key in an object with the ACL public-read-write. ${fix}`],
        },
        "a bucket has readers of its own": {
            ...object("pki/etcd/server.key", { content: KEY }),
            reports: [`(advisory) [medium] content: stores a key of etcd's own for whoever reads the bucket. ${fix}`],
        },
        "a function's variables": {
            type: "aws:lambda/function:Function",
            props: { environment: { variables: { ETCD_CLIENT_KEY: KEY } } },
            reports: [
                `environment.variables.ETCD_CLIENT_KEY: shows a key of etcd's clients to whoever may describe a function. ${fix}`,
            ],
        },
        "a function's variables in CloudFormation": {
            type: "aws-native:lambda:Function",
            props: { environment: { variables: { ETCD_CA_KEY: base64(KEY) } } },
            reports: [
                `environment.variables.ETCD_CA_KEY: shows the key of etcd's authority to whoever may describe a function${NEW_CLIENTS}. ${fix}`,
            ],
        },
        "a container's variables": {
            type: "aws:ecs/taskDefinition:TaskDefinition",
            props: { containerDefinitions: JSON.stringify(container) },
            reports: [inContainer],
        },
        "a container's variables in base64": {
            type: "aws:ecs/taskDefinition:TaskDefinition",
            props: { containerDefinitions: JSON.stringify(container).replace(JSON.stringify(KEY), JSON.stringify(base64(KEY))) },
            reports: [inContainer],
        },
        "a container's variables in CloudFormation": {
            type: "aws-native:ecs:TaskDefinition",
            props: { containerDefinitions: container },
            reports: [inContainer],
        },
        "a build's variables": {
            type: "aws:codebuild/project:Project",
            props: { environment: { environmentVariables: [{ name: "ETCD_KEY", value: KEY }] } },
            reports: [
                `environment.environmentVariables[0].value: shows a key of etcd's own to whoever may describe a build. ${fix}`,
            ],
        },
        "a health check's key for the monitoring": {
            ...secret("monitoring", "etcd-client-cert", { stringData: { "healthcheck-client.key": KEY } }),
            reports: [
                `(advisory) [medium] stringData["healthcheck-client.key"]: gives etcd's health-check key to whoever reads Secrets in the namespace "monitoring"${FULL}. ${inSecret}`,
            ],
        },
        "a namespace that nobody names": {
            ...secret(undefined, "etcd-server", { data: { "tls.key": base64(KEY) } }),
            reports: [
                `(advisory) [medium] data["tls.key"]: gives a key of etcd's own to whoever reads Secrets in the namespace "default". ${inSecret}`,
            ],
        },
        // kubeadm would have encrypted it.
        ...everyForm(
            privateKeysStoredSafely,
            "Secret",
            {
                metadata: { name: "kubeadm-certs", namespace: "kube-system" },
                data: { "etcd-ca.key": base64(KEY), "etcd-ca.crt": base64(CERTIFICATE) },
            },
            [
                `data["etcd-ca.key"]: holds the key of etcd's authority in the clear, where everybody with a bootstrap token reads it${NEW_CLIENTS}. ${byKubeadm}`,
            ],
        ),
    },
    passes: {
        "an encrypted parameter": parameter("/prod/etcd/ca.key", { value: KEY, type: "SecureString" }),
        "what a node boots from, which is read as the node reads it": parameter("/prod/etcd/node", {
            value: `#cloud-config\n${JSON.stringify({ write_files: [{ path: "/etc/etcd/server.key", content: KEY }] })}`,
        }),
        "a Secret's data that are no base64": secret("shop", "etcd-server", { data: { "tls.key": "#" } }),
        "variables that are unknown as a whole": {
            type: "aws:lambda/function:Function",
            name: "shop",
            props: { environment: { variables: UNKNOWN } },
        },
        "a certificate": parameter("/prod/etcd/ca.crt", { value: CERTIFICATE }),
        "a key that a password protects": parameter("/prod/etcd/ca.key", { value: pem("ENCRYPTED PRIVATE KEY") }),
        "what is no text": parameter("/etcd/ca.key", { value: 5 }),
        "a Secret that is unknown as a whole": secret("shop", "shop-tls", { data: UNKNOWN, stringData: UNKNOWN }),
        "some setting": parameter("/prod/etcd/quota", { value: "8589934592" }),
        "somebody's key in a private bucket": object("site/tls.key", { content: KEY }),
        "an object that the image service reads": object("site/tls.key", { content: KEY, acl: "aws-exec-read" }),
        "an application's key in a function": {
            type: "aws:lambda/function:Function",
            props: { environment: { variables: { GITHUB_APP_KEY: KEY } } },
        },
        "containers that are no JSON": {
            type: "aws:ecs/taskDefinition:TaskDefinition",
            props: { containerDefinitions: "PRIVATE KEY" },
        },
        "containers that are not known yet": {
            type: "aws:ecs/taskDefinition:TaskDefinition",
            props: { containerDefinitions: UNKNOWN },
        },
        "Kubernetes keeps its keys in kube-system": secret("kube-system", "etcd-certs", { stringData: { "server.key": KEY } }),
        "what kubeadm encrypted": secret("kube-system", "kubeadm-certs", {
            data: { "etcd-ca.key": base64("\u0001\u0002cipher") },
        }),
        "an Ingress's key in a Secret": secret("shop", "shop-tls", { stringData: { "tls.key": KEY } }),
        "Cluster API's own Secret": secret("clusters", "prod-etcd", {
            type: "cluster.x-k8s.io/secret",
            stringData: { "tls.key": KEY },
        }),
        "a value that is unknown, and whose name is no key's": parameter("/prod/etcd/endpoint", { value: UNKNOWN }),
        "an unknown key of something else": parameter("/shop/tls.key", { value: UNKNOWN }),
        "an unknown public key": parameter("/prod/etcd/server-key.pub", { value: UNKNOWN }),
    },
    unknowns: {
        "a key of etcd's by its name": { ...parameter("/prod/etcd/server.key", { value: UNKNOWN }), unknown: "value" },
        "one variable hides no other": {
            type: "aws:lambda/function:Function",
            props: { environment: { variables: { ETCD_KEY: UNKNOWN, ETCD_CLIENT_KEY: KEY } } },
            unknown: "environment.variables.ETCD_KEY",
            reports: [
                `environment.variables.ETCD_CLIENT_KEY: shows a key of etcd's clients to whoever may describe a function. ${fix}`,
            ],
        },
        "the variables of a function of etcd's as a whole": {
            type: "aws:lambda/function:Function",
            name: "etcd-backup",
            props: { environment: { variables: UNKNOWN } },
            unknown: "environment.variables",
        },
        "those of a build": {
            type: "aws:codebuild/project:Project",
            name: "etcd-backup",
            props: { environment: { environmentVariables: UNKNOWN } },
            unknown: "environment.environmentVariables",
        },
        "the containers of a task": {
            type: "aws-native:ecs:TaskDefinition",
            name: "etcd-backup",
            props: { containerDefinitions: UNKNOWN },
            unknown: "containerDefinitions",
        },
        "a Secret of etcd's as a whole": {
            ...secret("shop", "etcd-server", { data: UNKNOWN }),
            unknown: "data",
        },
        "what kubeadm may not have encrypted": {
            ...secret("kube-system", "kubeadm-certs", { data: { "etcd-ca.key": UNKNOWN } }),
            unknown: "data.etcd-ca.key",
        },
    },
    stacks: {
        "a key under its own name, while it is unknown": {
            resources: [...keyOf("kube-apiserver-etcd-client"), from("value", "/prod/etcd-client.key")],
            reports: [`${plain('the API server\'s key for etcd (private key "k")')} @p`],
        },
        "a key under another name, while it is unknown, may be its public half": {
            resources: [...keyOf("kube-etcd"), from("value", "/prod/first")],
            reports: [`(advisory) ${plain('what may be a key of etcd\'s own (private key "k")')} @p`],
        },
        "the same once it is known": {
            resources: [...keyOf("kube-etcd", KEY), { ...parameter("/prod/first", { value: KEY }) }],
            reports: [`${plain('a key of etcd\'s own (private key "k")')} @p`],
        },
        "a key is the same whatever blanks are around it": {
            resources: [...keyOf("kube-etcd", `${KEY}\n`), { ...parameter("/prod/first", { value: `\n${KEY}` }) }],
            reports: [`${plain('a key of etcd\'s own (private key "k")')} @p`],
        },
        "a key in a Secret's data, once it is known": {
            resources: [...keyOf("kube-etcd", KEY), secret("vault", "pki", { data: { first: base64(KEY) } })],
            reports: [
                `(advisory) [medium] data.first: gives a key of etcd's own (private key "k") to whoever reads Secrets in the namespace "vault". ${inSecret} @s`,
            ],
        },
        "a key of nobody's under a name of etcd's, while it is unknown": {
            resources: [
                { name: "k", type: "tls:index/privateKey:PrivateKey", props: { privateKeyPem: UNKNOWN } },
                from("value", "/prod/etcd/peer.key"),
            ],
            reports: [`${plain('a key of etcd\'s own (private key "k")')} @p`],
        },
        "variables that are made from a key, while they are unknown": {
            resources: [
                ...keyOf("kube-etcd"),
                {
                    type: "aws:lambda/function:Function",
                    name: "f",
                    props: { environment: { variables: { TLS_KEY: UNKNOWN } } },
                    propertyDependencies: { environment: ["k"] },
                },
                {
                    type: "aws:codebuild/project:Project",
                    name: "b",
                    props: { environment: { environmentVariables: [{ name: "TLS_KEY", value: UNKNOWN }] } },
                    propertyDependencies: { environment: ["k"] },
                },
            ],
            reports: [
                `environment.environmentVariables[0].value: shows a key of etcd's own (private key "k") to whoever may describe a build. ${fix} @b`,
                `environment.variables.TLS_KEY: shows a key of etcd's own (private key "k") to whoever may describe a function. ${fix} @f`,
            ],
        },
        "a certificate that a parameter is made from is no key": {
            resources: [
                ...keyOf("kube-etcd"),
                { name: "etcd-cert", type: "tls:index/locallySignedCert:LocallySignedCert", props: { certPem: UNKNOWN } },
                { ...from("value", "/prod/etcd/first"), propertyDependencies: { value: ["etcd-cert", "r"] } },
            ],
            reports: [],
        },
        "an authority is told by its certificate": {
            resources: [
                { name: "k", type: "tls:index/privateKey:PrivateKey", props: { privateKeyPem: UNKNOWN } },
                {
                    name: "c",
                    type: "tls:index/selfSignedCert:SelfSignedCert",
                    props: { isCaCertificate: true, subject: { commonName: "etcd" } },
                    propertyDependencies: { privateKeyPem: ["k"] },
                },
                {
                    ...secret("vault", "pki", { stringData: UNKNOWN }),
                    props: { metadata: { name: "pki", namespace: "vault" }, stringData: { "root.key": UNKNOWN } },
                    propertyDependencies: { stringData: ["k"] },
                },
            ],
            reports: [
                `(advisory) [medium] stringData["root.key"]: gives the key of etcd's authority (private key "k") to whoever reads Secrets in the namespace "vault"${NEW_CLIENTS}. ${inSecret} @s`,
            ],
        },
        "user data and a ConfigMap that are made from a key, while they are unknown": {
            resources: [
                ...keyOf("kube-apiserver-etcd-client"),
                ...[
                    ["aws-native:ec2:LaunchTemplate", "launchTemplateData", { userData: UNKNOWN }] as const,
                    ["aws:ec2/launchTemplate:LaunchTemplate", "userData", UNKNOWN] as const,
                    ["kubernetes:core/v1:ConfigMap", "data", { "client.key": UNKNOWN }] as const,
                ].map(([type, property, value], i) => ({
                    type,
                    name: `c${i}`,
                    props: { [property]: value },
                    propertyDependencies: { [property]: ["k"] },
                })),
            ],
            reports: ["launchTemplateData", "userData", "data"].map(
                (property, i) =>
                    `(advisory) ${property}: gives what may be the API server's key for etcd (private key "k") to whoever reads the ` +
                    `${i === 2 ? "ConfigMap" : "node configuration"}. ${fix} @c${i}`,
            ),
        },
        "user data that is known is read as the node reads it": {
            resources: [
                ...keyOf("kube-etcd"),
                {
                    type: "aws:ec2/instance:Instance",
                    name: "i",
                    props: { userData: "#!/bin/bash" },
                    propertyDependencies: { userData: ["k"] },
                },
            ],
            reports: [],
        },
        "a login's key in user data": {
            resources: [
                { name: "k", type: "tls:index/privateKey:PrivateKey", props: {} },
                {
                    type: "aws:ec2/instance:Instance",
                    name: "i",
                    props: { userData: UNKNOWN },
                    propertyDependencies: { userData: ["k"] },
                },
            ],
            reports: [],
        },
        "somebody's key, while it is unknown": {
            resources: [
                { name: "k", type: "tls:index/privateKey:PrivateKey", props: { privateKeyPem: UNKNOWN } },
                from("value", "/shop/tls.key"),
            ],
            reports: [`(advisory) ${plain('a private key (private key "k")')} @p`],
        },
        "the public half by its name": {
            resources: [...keyOf("kube-etcd"), from("value", "/prod/etcd-key.pub")],
            reports: [],
        },
        "the public half by a name that goes on": {
            resources: [...keyOf("kube-etcd"), from("value", "/prod/etcd-key.pub-1")],
            reports: [],
        },
        "what the place alone says is said there": {
            resources: [...keyOf("kube-etcd", KEY), { ...parameter("/prod/etcd/server.key", { value: KEY }) }],
            reports: [],
        },
        "an encrypted parameter": {
            resources: [
                ...keyOf("kube-etcd"),
                { ...from("value", "/prod/etcd.key"), props: { type: "SecureString", value: UNKNOWN } },
            ],
            reports: [],
        },
    },
});

/** A key and the request that says whose it is. */
function keyOf(commonName: string, privateKeyPem: string = UNKNOWN) {
    return [
        { name: "k", type: "tls:index/privateKey:PrivateKey", props: { privateKeyPem } },
        {
            name: "r",
            type: "tls:index/certRequest:CertRequest",
            props: { privateKeyPem, subject: { commonName } },
            propertyDependencies: { privateKeyPem: ["k"] },
        },
    ];
}

function from(property: string, name: string) {
    return { ...parameter(name, { [property]: UNKNOWN }), propertyDependencies: { [property]: ["k"] } };
}
