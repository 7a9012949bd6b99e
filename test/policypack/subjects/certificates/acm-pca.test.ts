import { PrivateAuthorities } from "../../../../policypack/subjects/certificates/acm-pca";
import type { AuthorityId } from "../../../../policypack/subjects/certificates/signing";
import { TlsGraph } from "../../../../policypack/subjects/certificates/tls";
import { type GivenInStack, stackOf, UNKNOWN } from "../../judge";

const [AUTHORITY, NATIVE_AUTHORITY] = [
    "aws:acmpca/certificateAuthority:CertificateAuthority",
    "aws-native:acmpca:CertificateAuthority",
];
const [CERTIFICATE, NATIVE_CERTIFICATE] = ["aws:acmpca/certificate:Certificate", "aws-native:acmpca:Certificate"];
const REQUEST = "tls:index/certRequest:CertRequest";
const arn = (id: string) => `arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/${id}`;
const template = (name: string) => `arn:aws:acm-pca:::template/${name}/V1`;

const root: GivenInStack = { type: AUTHORITY, name: "root", props: { arn: arn("root") } };
const other: GivenInStack = { type: NATIVE_AUTHORITY, name: "other", props: { arn: arn("other") } };
const named = (name: string, id: string, type = AUTHORITY): GivenInStack => ({ type, name, props: { arn: arn(id) } });

const told = (id: AuthorityId) => (typeof id === "string" ? `text ${id}` : id.name);
function issuedIn(...given: readonly GivenInStack[]) {
    const stack = stackOf(given);
    return new PrivateAuthorities(stack).issued(new TlsGraph(stack));
}
const certificate = (props: object, propertyDependencies: Record<string, string[]> = {}, type = CERTIFICATE): GivenInStack => ({
    type,
    name: "it",
    props: { certificateAuthorityArn: arn("root"), ...props },
    propertyDependencies,
});

describe("who signs", () => {
    test.each<[reason: string, by: string[], given: GivenInStack[]]>([
        ["the authority with the ARN", ["root"], [root, other, certificate({})]],
        [
            "the one of AWS's own provider with the ARN",
            ["other"],
            [root, other, certificate({ certificateAuthorityArn: arn("other") })],
        ],
        ["one of another stack, by its ARN", [`text ${arn("root")}`], [other, certificate({})]],
        [
            "the one that an unknown ARN is made from",
            ["root"],
            [
                { ...root, props: { arn: UNKNOWN } },
                other,
                { type: "random:index/randomString:RandomString", name: "a", props: {} },
                certificate({ certificateAuthorityArn: UNKNOWN }, { certificateAuthorityArn: ["a", "root"], tags: ["other"] }),
            ],
        ],
        ["nobody who is known yet", [], [root, certificate({ certificateAuthorityArn: UNKNOWN })]],
        ["nobody, for a certificate that AWS signs by itself", [], [root, certificate({ certificateAuthorityArn: undefined })]],
    ])("%s", (_, by, given) => expect(issuedIn(...given).map((one) => told(one.by))).toEqual(by));

    test.each([
        ...[CERTIFICATE, NATIVE_CERTIFICATE, "aws:acm/certificate:Certificate", "aws-native:certificatemanager:Certificate"].map(
            (type) => [type, 1] as const,
        ),
        ...["aws:acmpca/certificateX:Certificate", "aws-native:acmpca:Permission", AUTHORITY].map((type) => [type, 0] as const),
    ])("%s: %d certificates", (type, count) =>
        expect(issuedIn(certificate({}, {}, type)).map(({ property }) => property)).toEqual(
            Array<string>(count).fill("certificateAuthorityArn"),
        ),
    );
});

/** The templates of AWS Private CA, and what a certificate by them may be used for. */
test.each<[name: string, use: string]>([
    ["EndEntityCertificate", "client"],
    ["EndEntityCertificate_APIPassthrough", "client"],
    ["EndEntityClientAuthCertificate", "client"],
    ["EndEntityClientAuthCertificate_APICSRPassthrough", "client"],
    ["BlankEndEntityCertificate_APIPassthrough", "client"],
    ["BlankEndEntityCertificate_CriticalBasicConstraints_APIPassthrough", "none"],
    ["EndEntityServerAuthCertificate", "none"],
    ["EndEntityServerAuthCertificate_CSRPassthrough", "none"],
    ["CodeSigningCertificate", "none"],
    ["OCSPSigningCertificate", "none"],
    ["SubordinateCACertificate_PathLen0", "authority"],
    ["BlankSubordinateCACertificate_PathLen1_APIPassthrough", "authority"],
])("a certificate by the template %s: %s", (name, use) => {
    const [one] = issuedIn(root, certificate({ templateArn: template(name) }));
    expect([one!.canBeClient, one!.isAuthority]).toEqual([use !== "none", use === "authority"]);
});

test("without a template a certificate is for everything, and one that is not known yet is told of", () => {
    expect(issuedIn(root, certificate({}))).toMatchObject([{ canBeClient: true, isAuthority: false, faults: [], isSure: true }]);
    expect(issuedIn(root, certificate({ templateArn: UNKNOWN }))[0]!.faults).toHaveLength(1);
});

test("a root signs itself: by its template, or by its own request", () => {
    expect(issuedIn(root, certificate({ templateArn: template("RootCACertificate") }))).toEqual([]);
    expect(issuedIn(root, certificate({ templateArn: template("RootCACertificate_APIPassthrough") }))).toEqual([]);
    expect(issuedIn(root, certificate({}, { certificateSigningRequest: ["root"] }))).toEqual([]);
});

test("an authority beneath is what its request comes from", () => {
    const beneath = {
        ...named("beneath", "2"),
        props: { certificateAuthorityConfiguration: { subject: { commonName: "etcd-ca" } } },
    };
    const [one, ...more] = issuedIn(root, beneath, certificate({}, { certificateSigningRequest: ["beneath"] }));
    expect(one).toMatchObject({ isAuthority: true, subject: ["etcd-ca"], faults: [] });
    expect(more).toEqual([]);
});

describe("its holder", () => {
    const holder = (props: object, request: object = {}) =>
        issuedIn(
            root,
            { type: REQUEST, name: "request", props: { certRequestPem: "R", ...request } },
            certificate({ certificateSigningRequest: "R", ...props }),
        )[0]!;

    test.each<[reason: string, subject: string[], given: [props: object, request?: object]]>([
        ["is the request's", ["a"], [{}, { subject: { commonName: "a" } }]],
        [
            "is what is passed with it in JSON, too",
            ["b", "c", "a"],
            [
                { apiPassthrough: JSON.stringify({ Subject: { CommonName: "b", Organization: "c", Country: "DE" } }) },
                { subject: { commonName: "a" } },
            ],
        ],
        [
            "is what is passed with it as data",
            ["b", "c"],
            [{ apiPassthrough: { subject: { commonName: "b", organization: "c" } } }],
        ],
        ["is not what is no text", [], [{ apiPassthrough: JSON.stringify({ Subject: { CommonName: 7 } }) }]],
        ["is not what has no subject", [], [{ apiPassthrough: JSON.stringify({ Extensions: {} }) }]],
        ["is not what is no JSON", [], [{ apiPassthrough: "{" }]],
        ["is not what is passed later", ["a"], [{ apiPassthrough: UNKNOWN }, { subject: { commonName: "a" } }]],
    ])("%s", (_, subject, given) => expect(holder(...given)).toMatchObject({ subject, faults: [] }));

    test("is not known where the request's is not", () =>
        expect(holder({}, { subject: { commonName: UNKNOWN } }).faults).toHaveLength(1));

    test("is a service's domain, for a certificate of AWS Certificate Manager", () => {
        const service = (props: object) => issuedIn(root, certificate(props, {}, "aws:acm/certificate:Certificate"))[0]!;
        expect(service({ domainName: "shop.example.com" })).toMatchObject({
            subject: ["shop.example.com"],
            faults: [],
            canBeClient: true,
            isAuthority: false,
            isService: true,
        });
        expect(service({ domainName: UNKNOWN })).toMatchObject({ subject: [] });
        expect(service({ domainName: UNKNOWN }).faults).toHaveLength(1);
        expect(holder({}).isService).toBeUndefined();
    });
});

test("authorities by their ARNs, and what they say of themselves", () => {
    const subject = { commonName: "a", organization: "b", organizationalUnit: "c", country: "DE" };
    const all = new PrivateAuthorities(
        stackOf([
            { type: AUTHORITY, name: "one", props: { arn: "arn:1", certificateAuthorityConfiguration: { subject } } },
            { type: NATIVE_AUTHORITY, name: "two", props: { arn: "arn:2", subject: { commonName: "d", organization: UNKNOWN } } },
            { type: "aws:acmpca/policy:Policy", name: "three", props: { arn: "arn:3", subject } },
        ]),
    );
    expect(all.authorities().map((one) => [told(one.id), one.resource.name, one.subject])).toEqual([
        ["two", "two", ["d"]],
        ["one", "one", ["a", "b", "c"]],
    ]);
    expect(["arn:1", "arn:2", "arn:3"].map((one) => told(all.byArn(one)))).toEqual(["one", "two", "text arn:3"]);
});
