import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import type { KeyMaterial } from "../../model/key-material";
import { keyMaterial } from "../../subjects/key-material";

export const privateKeysNotInNodeConfiguration = definePolicy({
    name: "private-keys-not-in-node-configuration",
    displayName: "No private keys in the configuration of nodes",
    description: "A private key must stand neither in what configures a node nor in a ConfigMap.",
    severity: "high",
    mitigation: "M10",
    remediationSteps:
        "Make the key on the node, or have the node fetch it with its own role (Secrets Manager, Parameter Store); for Pods use a Secret",
    repair: "a key that stood there is known, and has to be made anew",
    attack:
        "User data is served to every process that reaches the instance's metadata, Pods among them, and to everybody who may describe the " +
        "instance; a ConfigMap is read by all who may read configuration. With etcd's key the cluster is theirs.",
    subject: keyMaterial,
    *check(key) {
        yield* byEvidence(key.evidence, () => [
            { at: key.at, message: fact(key), ...(key.isCertificateKey === true && { fix: CERTIFICATE_KEY_FIX }) },
        ]);
    },
    examples: {
        bad: {
            type: "kubernetes:core/v1:ConfigMap",
            name: "etcd-client",
            props: { data: { "etcd-client.key": pem("EC PRIVATE KEY") } },
        },
        good: {
            type: "kubernetes:core/v1:ConfigMap",
            name: "etcd-ca",
            props: { data: { "etcd-ca.crt": pem("CERTIFICATE") } },
        },
    },
});

const CERTIFICATE_KEY_FIX =
    "Have the node fetch it with its own role (Secrets Manager, Parameter Store), and upload the certificates anew for each node that joins";

function fact({ carrier, file, isCertificateKey }: KeyMaterial): string {
    if (isCertificateKey === true)
        return "carries kubeadm's certificate key, which decrypts the key of etcd's authority in the Secret kubeadm-certs";
    const what = file === "" ? "a private key" : `the private key ${JSON.stringify(file)}`;
    switch (carrier) {
        case "node configuration":
            return `carries ${what} to whoever reads the node's configuration`;
        case "ConfigMap":
            return `shows ${what} to whoever reads the ConfigMap`;
        default:
            return carrier satisfies never;
    }
}

/** No key: the text says that it is none. */
function pem(what: string): string {
    return [`-----BEGIN ${what}-----`, "RVhBTVBMRS1OT1QtQS1LRVktRVhBTVBMRS1OT1QtQS1LRVk=", `-----END ${what}-----`].join("\n");
}
