import { privateKeysNotInNodeConfiguration } from "../../../../policypack/policies/etcd-api/private-keys-not-in-node-configuration";
import { everyBoot } from "../../boots";
import { written } from "../../carriers";
import { UNKNOWN } from "../../judge";
import { base64, instance } from "../../kubelets";
import { everyForm, policyTable } from "../../table";

const FIX =
    "Make the key on the node, or have the node fetch it with its own role (Secrets Manager, Parameter Store); for Pods use a Secret.";
const pem = (what: string) => `-----BEGIN ${what}-----\nRFVNTVktS0VZLU5PVC1SRUFMLURVTU1ZLURVTU1Z\n-----END ${what}-----\n`;
const KEY = pem("EC PRIVATE KEY");
const cloudConfig = (config: object) => `#cloud-config\n${JSON.stringify(config)}`;
const PATH = "/etc/kubernetes/pki/etcd/server.key";
const carries = (path?: string) =>
    `carries ${path === undefined ? "a private key" : `the private key "${path}"`} to whoever reads the node's configuration. ${FIX}`;
const shows = (key: string) => `shows the private key "${key}" to whoever reads the ConfigMap. ${FIX}`;
/** As long as kubeadm's, and none. */
const CERTIFICATE_KEY = "00".repeat(32);
const decrypts =
    "carries kubeadm's certificate key, which decrypts the key of etcd's authority in the Secret kubeadm-certs. Have the node fetch it with its " +
    "own role (Secrets Manager, Parameter Store), and upload the certificates anew for each node that joins.";
const kubeadmConfig = (document: object) =>
    instance(
        `#!/bin/bash\ncat > /etc/kubeadm.yaml <<'EOF'\n${JSON.stringify({ apiVersion: "kubeadm.k8s.io/v1beta4", ...document })}\nEOF\nkubeadm init --config /etc/kubeadm.yaml\n`,
    );
const configMap = (props: object) => ({ type: "kubernetes:core/v1:ConfigMap", props });

policyTable(privateKeysNotInNodeConfiguration, {
    fails: {
        ...Object.fromEntries(
            Object.entries(
                everyBoot(privateKeysNotInNodeConfiguration, written(PATH, KEY), [`AT › line 2: ${carries(PATH)}`]),
                // A ConfigMap shows it besides.
            ).filter(([, { type }]) => !type.includes("ConfigMap")),
        ),
        ...everyForm(
            privateKeysNotInNodeConfiguration,
            "ConfigMap",
            { metadata: { name: "etcd" }, data: { "ca.crt": pem("CERTIFICATE"), "tls.key": KEY } },
            [`data["tls.key"]: ${shows("tls.key")}`],
        ),
        "once for a line that writes it": {
            ...instance(`#!/bin/bash\numask 077\ncat > ${PATH} <<'EOF'\n${KEY}EOF\n`),
            reports: [`userData › line 3: ${carries(PATH)}`],
        },
        "in base64 that the script decodes": {
            ...instance(`#!/bin/bash\nKEY=${base64(KEY)}\necho "$KEY" | base64 -d > ${PATH}\nkubeadm init\n`),
            reports: [`userData › line 3: ${carries(PATH)}`],
        },
        "for a program of a known node": {
            ...instance(`#!/bin/bash\nkubeadm init\nimport-key <<'EOF'\n${KEY}EOF\n`),
            reports: [`userData › line 3: ${carries()}`],
        },
        "exported to whatever the script starts, told once": {
            ...instance(`#!/bin/bash\nexport ETCD_KEY='${KEY}'\nkubeadm init\nimport-key\n`),
            reports: [`userData › line 6: ${carries()}`],
        },
        "etcd's on a machine of which no more is known": {
            ...instance(`#!/bin/bash\necho '${KEY}' > /etc/etcd/server.key\nsystemctl start etcd\n`),
            reports: [`(advisory) userData › line 2: ${carries("/etc/etcd/server.key")}`],
        },
        "binary data, and a ConfigMap that says nothing of whose key it is": {
            ...configMap({ metadata: { name: "web" }, binaryData: { "www.key": base64(KEY) } }),
            reports: [`(advisory) binaryData["www.key"]: ${shows("www.key")}`],
        },
        "kubeadm's certificate key for the next control plane": {
            ...instance(
                `#!/bin/bash\nkubeadm join api:6443 --control-plane --certificate-key ${CERTIFICATE_KEY}\nkubeadm init phase upload-certs --certificate-key=${CERTIFICATE_KEY}\n`,
            ),
            reports: [`userData › line 2: ${decrypts}`, `userData › line 3: ${decrypts}`],
        },
        "the certificate key in kubeadm's configuration": {
            ...kubeadmConfig({ kind: "InitConfiguration", certificateKey: CERTIFICATE_KEY }),
            reports: [`userData › line 2 › certificateKey: ${decrypts}`],
        },
        "the certificate key in the configuration of a node that joins": {
            ...kubeadmConfig({ kind: "JoinConfiguration", controlPlane: { certificateKey: CERTIFICATE_KEY } }),
            reports: [`userData › line 2 › controlPlane.certificateKey: ${decrypts}`],
        },
        "a ConfigMap of the system": {
            ...configMap({ metadata: { name: "web", namespace: "kube-system" }, data: { config: `a: 1\nkey: |\n${KEY}` } }),
            reports: [`data.config: ${shows("config")}`],
        },
    },
    passes: {
        "a certificate": instance(cloudConfig({ write_files: [{ path: PATH, content: pem("CERTIFICATE") }] })),
        "words about keys": instance("#!/bin/bash\nkubeadm init\ngrep -rl -- '-----BEGIN EC PRIVATE KEY-----' /home\n"),
        "a web server's key on a machine that is no node": instance(
            cloudConfig({ write_files: [{ path: "/etc/nginx/www.key", content: KEY }] }),
        ),
        "a certificate key that the node fetches": instance(
            "#!/bin/bash\nKEY=$(aws ssm get-parameter --name /kubeadm --query Parameter.Value --output text)\n" +
                'kubeadm join api:6443 --control-plane --certificate-key "$KEY"\n',
        ),
        "a command about certificate keys": instance(
            "#!/bin/bash\nkubeadm certs certificate-key\nkubeadm init --certificate-key\n",
        ),
        "a ConfigMap of certificates": configMap({ metadata: { name: "etcd" }, data: { "ca.crt": pem("CERTIFICATE") } }),
        "a ConfigMap without data": configMap({ metadata: { name: "etcd" } }),
        "what is called a key configures no node, so it is not waited for": {
            type: "aws:ssm/parameter:Parameter",
            props: { type: "SecureString", name: "/prod/etcd/server.key", value: UNKNOWN },
        },
        "a value that is no key's is not waited for": configMap({ metadata: { name: "etcd" }, data: { config: UNKNOWN } }),
    },
    unknowns: {
        "a key's value hides no other": {
            ...configMap({ metadata: { name: "etcd" }, data: { "a.key": UNKNOWN, "b.key": KEY } }),
            unknown: "data.a.key",
            reports: [`data["b.key"]: ${shows("b.key")}`],
        },
        "a name that only a deployment knows": {
            ...configMap({ metadata: { name: UNKNOWN }, data: { "b.key": KEY } }),
            unknown: "metadata.name",
        },
    },
});
