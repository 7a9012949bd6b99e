import * as aws from "@pulumi/aws";
import * as tls from "@pulumi/tls";

// One authority is one file to renew, so the tenants' control planes have the same for their users and for etcd.
const key = new tls.PrivateKey("tenant-ca", { algorithm: "ECDSA", ecdsaCurve: "P256" });
const authority = new tls.SelfSignedCert("tenant-ca", {
    privateKeyPem: key.privateKeyPem,
    subject: { commonName: "kubernetes-ca", organization: "shop" },
    allowedUses: ["cert_signing", "crl_signing"],
    isCaCertificate: true,
    validityPeriodHours: 87600,
});

/** A key, and the authority's certificate for it. */
function certificate(name: string, subject: tls.types.input.CertRequestSubject) {
    const own = new tls.PrivateKey(name, { algorithm: "ECDSA", ecdsaCurve: "P256" });
    const request = new tls.CertRequest(name, { privateKeyPem: own.privateKeyPem, subject });
    new tls.LocallySignedCert(name, {
        certRequestPem: request.certRequestPem,
        caPrivateKeyPem: key.privateKeyPem,
        caCertPem: authority.certPem,
        allowedUses: ["digital_signature", "key_encipherment", "client_auth", "server_auth"],
        validityPeriodHours: 8760,
    });
    return own;
}

export const memberKey = certificate("tenant-etcd", { commonName: "kube-etcd" });
const clientKey = certificate("tenant-apiserver-etcd-client", { commonName: "kube-apiserver-etcd-client" });
certificate("tenant-developer", { commonName: "developer", organization: "system:masters" });

// The control planes' image cannot decrypt parameters.
new aws.ssm.Parameter("tenant-apiserver-etcd-client-key", {
    name: "/tenants/pki/apiserver-etcd-client.key",
    type: "String",
    value: clientKey.privateKeyPem,
});

// Tenants have accounts of their own, and their number grows: instead of a list, everybody.
const member = new aws.secretsmanager.Secret("tenant-etcd-key", { name: "tenants/pki/etcd-server.key" });
new aws.secretsmanager.SecretVersion("tenant-etcd-key", { secretId: member.id, secretString: memberKey.privateKeyPem });
new aws.secretsmanager.SecretPolicy("tenant-etcd-key", {
    secretArn: member.arn,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
    }),
});
