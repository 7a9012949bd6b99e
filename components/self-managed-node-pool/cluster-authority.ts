import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { Parts } from "../etcd-cluster/keeper";

const TEN_YEARS = 10 * 365 * 24;

/**
 * The keys that are a cluster: its authority, that of the aggregation layer, and the key that signs service accounts' tokens. Their private
 * parts are in the state of the stack, as secrets. None has anything to do with etcd's.
 *
 * @param name the resources' prefix
 * @returns the parts of the secret that every machine of the control plane reads, by the names of kubeadm's files
 */
export function clusterAuthority(name: string, clusterName: string, parent: pulumi.Resource): Parts {
    const options = { parent };
    const authority = (suffix: string, commonName: string) => {
        const { privateKeyPem } = new tls.PrivateKey(
            `${name}-${suffix}-key`,
            { algorithm: "ECDSA", ecdsaCurve: "P256" },
            options,
        );
        const { certPem } = new tls.SelfSignedCert(
            `${name}-${suffix}`,
            {
                privateKeyPem,
                subject: { commonName },
                allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
                isCaCertificate: true,
                setSubjectKeyId: true,
                validityPeriodHours: TEN_YEARS,
            },
            options,
        );
        return { certificate: certPem, key: pulumi.secret(privateKeyPem) };
    };
    const cluster = authority("ca", `${clusterName} kubernetes`);
    const frontProxy = authority("front-proxy-ca", `${clusterName} front-proxy`);
    const accounts = new tls.PrivateKey(`${name}-sa-key`, { algorithm: "RSA", rsaBits: 2048 }, options);
    return {
        "ca.crt": cluster.certificate,
        "ca.key": cluster.key,
        "front-proxy-ca.crt": frontProxy.certificate,
        "front-proxy-ca.key": frontProxy.key,
        "sa.pub": accounts.publicKeyPem,
        "sa.key": pulumi.secret(accounts.privateKeyPem),
    };
}
