import type { Result } from "./project";
import { PACK, project } from "./engine";

/**
 * Who signs what, and whose a key is, on the real engine: the authority and what it signs are made in components and files of their own, and
 * no key or certificate is known before `up`.
 */
const split = {
    "authority.ts": `
        import * as pulumi from "@pulumi/pulumi";
        import * as tls from "@pulumi/tls";
        export class Authority extends pulumi.ComponentResource {
            readonly keyPem: pulumi.Output<string>;
            readonly certPem: pulumi.Output<string>;
            constructor(name: string, commonName: string) {
                super("test:index:Authority", name);
                const key = new tls.PrivateKey(name, { algorithm: "ED25519" }, { parent: this });
                const own = new tls.SelfSignedCert(name, {
                    privateKeyPem: key.privateKeyPem, subject: { commonName }, isCaCertificate: true,
                    allowedUses: ["cert_signing"], validityPeriodHours: 1,
                }, { parent: this });
                this.keyPem = key.privateKeyPem;
                this.certPem = own.certPem;
                this.registerOutputs({ keyPem: this.keyPem, certPem: this.certPem });
            }
        }`,
    "certificate.ts": `
        import * as pulumi from "@pulumi/pulumi";
        import * as tls from "@pulumi/tls";
        import { Authority } from "./authority";
        export class Certificate extends pulumi.ComponentResource {
            readonly keyPem: pulumi.Output<string>;
            constructor(name: string, commonName: string, by: Authority) {
                super("test:index:Certificate", name);
                const key = new tls.PrivateKey(name, { algorithm: "ED25519" }, { parent: this });
                const request = new tls.CertRequest(name, { privateKeyPem: key.privateKeyPem, subject: { commonName } }, { parent: this });
                new tls.LocallySignedCert(name, {
                    certRequestPem: request.certRequestPem, caPrivateKeyPem: by.keyPem, caCertPem: by.certPem,
                    allowedUses: ["client_auth"], validityPeriodHours: 1,
                }, { parent: this });
                this.keyPem = key.privateKeyPem;
                this.registerOutputs({ keyPem: this.keyPem });
            }
        }`,
    "index.ts": `
        import * as aws from "@pulumi/aws";
        import { Authority } from "./authority";
        import { Certificate } from "./certificate";
        const etcd = new Authority("first", "etcd-ca");
        const cluster = new Authority("second", "kubernetes-ca");
        const client = new Certificate("third", "kube-apiserver-etcd-client", etcd);
        new Certificate("fourth", "system:kube-scheduler", etcd);
        new Certificate("fifth", "system:kube-controller-manager", cluster);
        new aws.ssm.Parameter("sixth", { name: "/prod/pki/client.key", type: "String", value: client.keyPem });
        new aws.ssm.Parameter("seventh", { name: "/prod/pki/encrypted.key", type: "SecureString", value: client.keyPem });`,
};

const told = ({ violations }: Result) =>
    violations.map(({ level, urn, message }) => `${level} ${urn.split("::").at(-1)}: ${message.split("\n").at(-1)}`).sort();

test("an authority and a key are told in a preview, though components stand between", async () => {
    const preview = await (await project(split)).preview({ packs: [PACK] });
    expect(preview.exitCode).not.toBe(0);
    expect(told(preview)).toEqual([
        'mandatory first: signs for etcd ("kube-apiserver-etcd-client") and also signs for "system:kube-scheduler": each holder is a client ' +
            "of etcd. Give etcd an authority of its own, as kubeadm does in /etc/kubernetes/pki/etcd, which signs the certificates of its members and of the API " +
            "server's client and no others.",
        'mandatory sixth: value: stores the API server\'s key for etcd (private key "third") in a parameter that is not encrypted (type ' +
            "String). Put it into a SecureString or into Secrets Manager, with a policy that lets its one user read it.",
    ]);
});
