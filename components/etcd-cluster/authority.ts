import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

/** A certificate with its key. */
export interface Issued {
    readonly certificate: pulumi.Output<string>;
    /** Secret. */
    readonly key: pulumi.Output<string>;
}

/** Whom a certificate is for. */
export interface Holder {
    readonly commonName: string;
    /** The names by which it is reached; none for one that only asks. */
    readonly hosts?: readonly pulumi.Input<string>[];
    readonly addresses?: readonly string[];
}

const YEAR = 365 * 24;
const TEN_YEARS = 10 * YEAR;
/** An update within this time before the end issues a certificate anew. */
const RENEWAL = 60 * 24;

/**
 * An authority that signs for etcd and for nobody else. Its key is in the state of the stack, as a secret, and nowhere else.
 *
 * @param name the resources' name
 * @param commonName as certificates show it
 * @returns the authority's certificate, and what issues others
 */
export function authority(name: string, commonName: string, parent: pulumi.Resource) {
    const options = { parent };
    const elliptic = { algorithm: "ECDSA", ecdsaCurve: "P256" };
    const key = new tls.PrivateKey(`${name}-key`, elliptic, options);
    const own = new tls.SelfSignedCert(
        name,
        {
            privateKeyPem: key.privateKeyPem,
            subject: { commonName },
            allowedUses: ["cert_signing", "crl_signing"],
            isCaCertificate: true,
            setSubjectKeyId: true,
            validityPeriodHours: TEN_YEARS,
            earlyRenewalHours: YEAR + RENEWAL,
        },
        options,
    );
    const issue = (suffix: string, { commonName: holder, hosts, addresses }: Holder): Issued => {
        const holderKey = new tls.PrivateKey(`${suffix}-key`, elliptic, options);
        const request = new tls.CertRequest(
            `${suffix}-request`,
            {
                privateKeyPem: holderKey.privateKeyPem,
                subject: { commonName: holder },
                ...(hosts !== undefined && { dnsNames: [...hosts] }),
                ...(addresses !== undefined && { ipAddresses: [...addresses] }),
            },
            options,
        );
        const certificate = new tls.LocallySignedCert(
            `${suffix}-certificate`,
            {
                certRequestPem: request.certRequestPem,
                caPrivateKeyPem: key.privateKeyPem,
                caCertPem: own.certPem,
                // Members are clients of one another, and of themselves.
                allowedUses: ["digital_signature", "client_auth", ...(hosts === undefined ? [] : ["server_auth"])],
                validityPeriodHours: YEAR,
                earlyRenewalHours: RENEWAL,
            },
            options,
        );
        return { certificate: certificate.certPem, key: pulumi.secret(holderKey.privateKeyPem) };
    };
    return { certificate: own.certPem, issue };
}
