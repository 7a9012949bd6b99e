import { PrivateAuthorities } from "../../../../policypack/subjects/certificates/acm-pca";
import { certManagerSigning } from "../../../../policypack/subjects/certificates/cert-manager";
import type { AuthorityId } from "../../../../policypack/subjects/certificates/signing";
import { type GivenInStack, stackOf, UNKNOWN } from "../../judge";

const object = (kind: string, name: unknown, spec: object, namespace: unknown = "pki", group = "cert-manager.io/v1") => ({
    name: String(name),
    type: `kubernetes:${group}:${kind}`,
    props: { metadata: { name, ...(namespace !== undefined && { namespace }) }, spec },
});
const AWS_PCA = "awspca.cert-manager.io/v1beta1";
/** An authority whose Secret `name` is in a namespace. */
const authority = (name: string, namespace?: string) =>
    object("Certificate", name, { isCA: true, secretName: name, commonName: name, issuerRef: { name: "root" } }, namespace);

function signingOf(...given: readonly GivenInStack[]) {
    const stack = stackOf(given);
    const told = (id: AuthorityId) => (typeof id === "string" ? id : `resource ${id.name}`);
    const { authorities, issued, certificates } = certManagerSigning(stack, new PrivateAuthorities(stack));
    return {
        authorities: authorities.map(({ id, subject }) => `${told(id)}: ${subject.join(", ")}`),
        issued: issued.map(({ resource, by }) => `${resource.name} by ${told(by)}`),
        certificates: certificates.size,
    };
}

describe("whom a certificate is signed by", () => {
    const web = (issuerRef: object, namespace: unknown = "pki") =>
        object("Certificate", "web", { secretName: "web-tls", issuerRef }, namespace);
    test.each<[reason: string, by: string | undefined, given: GivenInStack[]]>([
        [
            "an issuer of the namespace, by the Secret of its authority",
            "secret pki/ca",
            [web({ name: "own" }), object("Issuer", "own", { ca: { secretName: "ca" } })],
        ],
        [
            "of two issuers of one name that of its own namespace",
            "secret pki/ca",
            [
                web({ name: "own" }),
                object("Issuer", "own", { ca: { secretName: "other" } }, "shop"),
                object("Issuer", "own", { ca: { secretName: "ca" } }),
            ],
        ],
        [
            "of an Issuer and a ClusterIssuer of one name the one of the kind",
            "secret cert-manager/ca",
            [
                web({ name: "own", kind: "ClusterIssuer" }),
                object("Issuer", "own", { ca: { secretName: "other" } }),
                object("ClusterIssuer", "own", { ca: { secretName: "ca" } }, undefined),
            ],
        ],
        [
            "without a kind an Issuer",
            "secret pki/ca",
            [
                web({ name: "own" }),
                object("ClusterIssuer", "own", { ca: { secretName: "other" } }, undefined),
                object("Issuer", "own", { ca: { secretName: "ca" } }),
            ],
        ],
        [
            "an issuer whose namespace is not known yet, as if it were the default one",
            "secret default/ca",
            [web({ name: "own" }, "default"), object("Issuer", "own", { ca: { secretName: "ca" } }, UNKNOWN)],
        ],
        [
            "an issuer that is patched",
            "secret cert-manager/ca",
            [
                web({ name: "own", kind: "ClusterIssuer" }),
                object("ClusterIssuerPatch", "own", { ca: { secretName: "ca" } }, undefined),
            ],
        ],
        ["an issuer of another stack", "issuer pki/vault", [web({ name: "vault" })]],
        ["a cluster's issuer of another stack", "issuer vault", [web({ name: "vault", kind: "ClusterIssuer" })]],
        [
            "an issuer without a Secret",
            "resource own",
            [web({ name: "own" }), object("Issuer", "own", { vault: { path: "pki" } })],
        ],
        ["itself", undefined, [web({ name: "own" }), object("Issuer", "own", { selfSigned: {} })]],
        ["a public authority", undefined, [web({ name: "own" }), object("Issuer", "own", { acme: { email: "a@example.com" } })]],
        [
            "an authority of AWS Private CA that is elsewhere",
            "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/1",
            [
                web({ name: "pca", kind: "AWSPCAClusterIssuer", group: "awspca.cert-manager.io" }),
                object(
                    "AWSPCAClusterIssuer",
                    "pca",
                    { arn: "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/1" },
                    undefined,
                    AWS_PCA,
                ),
            ],
        ],
        [
            "an authority of AWS Private CA in the stack",
            "resource root-ca",
            [
                web({ name: "pca", kind: "AWSPCAIssuer", group: "awspca.cert-manager.io" }),
                object("AWSPCAIssuer", "pca", { arn: "arn:pca" }, "pki", AWS_PCA),
                { name: "root-ca", type: "aws:acmpca/certificateAuthority:CertificateAuthority", props: { arn: "arn:pca" } },
            ],
        ],
        [
            "the issuer that it is made from, while its name is not known yet",
            "secret pki/ca",
            [
                { ...web({ name: UNKNOWN }), propertyDependencies: { spec: ["elsewhere", "own"] } },
                { name: "elsewhere", type: "kubernetes:core/v1:ConfigMap", props: {} },
                object("Issuer", "own", { ca: { secretName: "ca" } }),
            ],
        ],
        ["nobody who is known", undefined, [web({ name: UNKNOWN })]],
    ])("%s", (_, by, given) => expect(signingOf(...given).issued).toEqual(by === undefined ? [] : [`web by ${by}`]));

    /** The Secrets of cluster issuers are in cert-manager's own namespace, unless it is told otherwise. */
    test.each<[reason: string, by: string, namespaces: string[]]>([
        ["that of cert-manager's namespace", "secret cert-manager/ca", ["cert-manager", "pki"]],
        ["the only one there is", "secret pki/ca", ["pki"]],
        ["one that is not in the stack, where two others may be it", "secret cert-manager/ca", ["pki", "shop"]],
    ])("of a cluster issuer's Secrets %s", (_, by, namespaces) =>
        expect(
            signingOf(
                web({ name: "own", kind: "ClusterIssuer" }),
                object("ClusterIssuer", "own", { ca: { secretName: "ca" } }, undefined),
                ...namespaces.map((namespace) => ({ ...authority("ca", namespace), name: `ca-${namespace}` })),
                authority("other-ca", "pki"),
            ).issued.filter((line) => line.startsWith("web")),
        ).toEqual([`web by ${by}`]),
    );
});

test("authorities are the certificates that say so, by their Secrets", () => {
    expect(
        signingOf(
            authority("etcd-ca"),
            object("Certificate", "no-ca", { isCA: false, secretName: "x" }),
            object("Certificate", "ordinary", { secretName: "y" }),
            object("Certificate", "later", { isCA: UNKNOWN, secretName: "z" }),
            object("Certificate", "nowhere-yet", { isCA: true, secretName: UNKNOWN }),
            object("CertificateRequest", "request", { isCA: true, secretName: "r" }),
            object("Certificate", "somebody's", { isCA: true, secretName: "s" }, "pki", "own-cert-manager.io/v1"),
            {
                ...object("Certificate", "other", { isCA: true, secretName: "s" }),
                type: "my-kubernetes:cert-manager.io/v1:Certificate",
            },
        ),
    ).toEqual({ authorities: ["secret pki/etcd-ca: etcd-ca"], issued: ["etcd-ca by issuer pki/root"], certificates: 0 });
});

describe("what a certificate says", () => {
    const read = (spec: object) => {
        const stack = stackOf([object("Certificate", "it", { issuerRef: { name: "own" }, ...spec })]);
        return certManagerSigning(stack, new PrivateAuthorities(stack)).issued[0]!;
    };

    test("its holder: common name, organizations, DNS names", () => {
        const spec = { commonName: "a", subject: { organizations: ["b", "c"] }, dnsNames: ["d.example.com"] };
        expect(read(spec)).toMatchObject({
            subject: ["a", "b", "c", "d.example.com"],
            faults: [],
            isAuthority: false,
            isSure: true,
        });
        expect(read(spec).property).toBe("spec.issuerRef");
        expect(read({ dnsNames: ["d.example.com"], isCA: true })).toMatchObject({
            subject: ["d.example.com"],
            isAuthority: true,
        });
        expect(read({ commonName: "a", isCA: UNKNOWN })).toMatchObject({ subject: ["a"], isAuthority: false });
    });

    test.each([
        ["the common name", { commonName: UNKNOWN, dnsNames: ["d"] }, ["d"]],
        ["an organization", { commonName: "a", subject: { organizations: ["b", UNKNOWN] } }, ["a", "b"]],
        ["the DNS names", { commonName: "a", dnsNames: UNKNOWN }, ["a"]],
    ])("where %s is not known yet the rest is", (_, spec, subject) => {
        const { faults, ...told } = read(spec);
        expect(told.subject).toEqual(subject);
        expect(faults).toHaveLength(1);
    });

    /** The names that cert-manager takes (KeyUsage of its API reference), and whether Go's TLS takes the certificate for a client's. */
    test.each<[usages: unknown, canBeClient: boolean]>([
        [undefined, true],
        [[], true],
        [["digital signature", "key encipherment"], true],
        [["signing", "cert sign", "crl sign"], true],
        [["client auth"], true],
        [["server auth", "client auth"], true],
        [["any"], true],
        [["Client Auth"], true],
        [["server auth"], false],
        [["code signing"], false],
        [["ocsp signing"], false],
        [["email protection"], false],
        [["s/mime"], false],
        [["ipsec end system"], false],
        [["ipsec tunnel"], false],
        [["ipsec user"], false],
        [["timestamping"], false],
        [["microsoft sgc"], false],
        [["netscape sgc"], false],
        [["server auth", UNKNOWN], true],
    ])("for the usages %j a client: %s", (usages, canBeClient) =>
        expect(read({ commonName: "a", usages }).canBeClient).toBe(canBeClient),
    );
});
