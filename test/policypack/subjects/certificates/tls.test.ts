import type { AuthorityId } from "../../../../policypack/subjects/certificates/signing";
import { TlsGraph } from "../../../../policypack/subjects/certificates/tls";
import { type GivenInStack, stackOf, UNKNOWN } from "../../judge";

const [KEY, REQUEST] = ["tls:index/privateKey:PrivateKey", "tls:index/certRequest:CertRequest"];
const [SELF_SIGNED, SIGNED] = ["tls:index/selfSignedCert:SelfSignedCert", "tls:index/locallySignedCert:LocallySignedCert"];
type Edges = Readonly<Record<string, readonly string[]>>;
const made = (type: string, name: string, props: object, propertyDependencies: Edges = {}): GivenInStack => ({
    type,
    name,
    props,
    propertyDependencies,
});
const key = (name: string, props: object = { privateKeyPem: name }) => made(KEY, name, props);
const ca = (name: string, props: object, edges?: Edges) =>
    made(SELF_SIGNED, name, { isCaCertificate: true, certPem: name, ...props }, edges);

const told = (id: AuthorityId) => (typeof id === "string" ? `text ${id}` : id.name);
function signingOf(...given: readonly GivenInStack[]) {
    const { authorities, issued, certificates } = new TlsGraph(stackOf(given)).signing();
    return {
        authorities: authorities.map(({ id, resource }) => `${resource.name} with ${told(id)}`),
        issued: issued.map(({ resource, by, isSure }) => `${resource.name} by ${told(by)}${isSure ? "" : "?"}`),
        certificates: [...certificates].map(([pem, id]) => `${pem}: ${told(id)}`),
    };
}
const issuedIn = (...given: readonly GivenInStack[]) => signingOf(...given).issued;

describe("an authority is the key that it signs with", () => {
    test.each<[reason: string, id: string, given: GivenInStack[]]>([
        ["by the key's text", "key", [key("key"), ca("ca", { privateKeyPem: "key" })]],
        ["by the key's text with other line ends around it", "key", [key("key"), ca("ca", { privateKeyPem: "\nkey\n" })]],
        ["with them around the key's own", "key", [key("key", { privateKeyPem: "key\n" }), ca("ca", { privateKeyPem: "key" })]],
        [
            "in the other form that the provider makes",
            "key",
            [key("key", { privateKeyPem: "PKCS1", privateKeyPemPkcs8: "PKCS8" }), ca("ca", { privateKeyPem: "PKCS8" })],
        ],
        [
            "by what an unknown text is made from",
            "key",
            [key("key", { privateKeyPem: UNKNOWN }), ca("ca", { privateKeyPem: UNKNOWN }, { privateKeyPem: ["key"] })],
        ],
        [
            "by what is written and not kept",
            "key",
            [key("key", { privateKeyPem: UNKNOWN }), ca("ca", { privateKeyPemWo: UNKNOWN }, { privateKeyPemWo: ["key"] })],
        ],
        [
            "by both, which are one",
            "key",
            [key("key"), ca("ca", { privateKeyPem: "key", privateKeyPemWo: UNKNOWN }, { privateKeyPemWo: ["key"] })],
        ],
        [
            "itself, where it may be one of two keys",
            "ca",
            [key("one"), key("two"), ca("ca", { privateKeyPem: UNKNOWN }, { privateKeyPem: ["one", "two"] })],
        ],
        ["itself, where the key comes from elsewhere", "ca", [ca("ca", { privateKeyPem: "other" })]],
        [
            "itself, where the key is made from something else",
            "ca",
            [
                made("random:index/randomString:RandomString", "text", {}),
                ca("ca", { privateKeyPem: UNKNOWN }, { privateKeyPem: ["text"] }),
            ],
        ],
        [
            "not a request with the text of a key",
            "ca",
            [made(REQUEST, "request", { privateKeyPem: "key", certRequestPem: "R" }), ca("ca", { privateKeyPem: "key" })],
        ],
        [
            "not a key of another provider",
            "ca",
            [made("own:index/privateKey:PrivateKey", "key", { privateKeyPem: "key" }), ca("ca", { privateKeyPem: "key" })],
        ],
    ])("%s", (_, id, given) => expect(signingOf(...given).authorities).toEqual([`ca with ${id}`]));

    test("one beneath another has the key of its request", () => {
        const below = made(SIGNED, "below", { isCaCertificate: true, certRequestPem: "R", caCertPem: "root", certPem: "below" });
        const request = made(REQUEST, "request", { privateKeyPem: "own", certRequestPem: "R" });
        const all = [key("own"), key("roots"), request, ca("root", { privateKeyPem: "roots" }), below];
        expect(signingOf(...all)).toEqual({
            authorities: ["below with own", "root with roots"],
            issued: ["below by roots"],
            certificates: ["below: own", "root: roots"],
        });
        expect(signingOf(...all.filter(({ name }) => name !== "request")).authorities).toEqual([
            "below with below",
            "root with roots",
        ]);
    });

    test("certificates that are none, or are not known to be one, make no authority", () =>
        expect(
            signingOf(
                made(SELF_SIGNED, "a", { isCaCertificate: false, certPem: "a\n" }),
                made(SELF_SIGNED, "b", { isCaCertificate: UNKNOWN, certPem: UNKNOWN }),
                made(REQUEST, "c", { isCaCertificate: true, certPem: "c" }),
            ),
        ).toEqual({ authorities: [], issued: [], certificates: ["a: a"] }));
});

describe("who signs a certificate", () => {
    const signed = (props: object, edges?: Edges) => made(SIGNED, "it", props, edges);
    const two = [key("k1"), key("k2"), ca("ca1", { privateKeyPem: "k1" }), ca("ca2", { privateKeyPem: "k2" })];
    test.each<[reason: string, issued: string[], given: GivenInStack[]]>([
        ["by the authority's certificate", ["it by k1"], [...two, signed({ caCertPem: "ca1\n" })]],
        ["by its certificate before a key", ["it by k1"], [...two, signed({ caCertPem: "ca1", caPrivateKeyPem: "k2" })]],
        ["by the key alone", ["it by k2"], [...two, signed({ caCertPem: UNKNOWN, caPrivateKeyPem: "k2" })]],
        [
            "by the key that is written and not kept",
            ["it by k2"],
            [...two, signed({ caCertPem: UNKNOWN, caPrivateKeyPemWo: UNKNOWN }, { caPrivateKeyPemWo: ["k2"] })],
        ],
        [
            "of several certificates by the key",
            ["it by k2"],
            [...two, signed({ caCertPem: UNKNOWN, caPrivateKeyPem: "k2" }, { caCertPem: ["ca1", "ca2"] })],
        ],
        [
            "of several certificates one of them",
            ["it by k1?", "it by k2?"],
            [...two, signed({ caCertPem: UNKNOWN }, { caCertPem: ["ca1", "ca2"] })],
        ],
        ["an authority of another stack, by its text", ["it by text OTHER"], [...two, signed({ caCertPem: " OTHER\n" })]],
        ["nobody who is known yet", [], [...two, signed({ caCertPem: UNKNOWN })]],
        ["nobody that a key is", ["it by text k1"], [...two, signed({ caCertPem: "k1" })]],
    ])("%s", (_, issued, given) => expect(issuedIn(...given)).toEqual(issued));
});

describe("what a certificate says", () => {
    const read = (props: object, request: object = {}) =>
        new TlsGraph(
            stackOf([
                made(REQUEST, "request", { certRequestPem: "R", ...request }),
                made(SIGNED, "it", { certRequestPem: "R", caCertPem: "CA", ...props }),
            ]),
        ).signing().issued[0]!;

    test("its holder is the request's: common name, organization and unit, DNS names", () => {
        const subject = { commonName: "a", organization: "b", organizationalUnit: "c", country: "DE" };
        expect(read({}, { subject, dnsNames: ["d", ""] })).toMatchObject({ subject: ["a", "b", "c", "d"], faults: [] });
        expect(read({}, { dnsNames: ["d"] })).toMatchObject({ subject: ["d"], faults: [] });
        expect(read({ certRequestPem: "other", subject })).toMatchObject({ subject: [], faults: [] });
    });

    test.each([
        ["the common name", { subject: { commonName: UNKNOWN, organization: "b" } }, ["b"]],
        ["one DNS name", { subject: { commonName: "a" }, dnsNames: ["d", UNKNOWN] }, ["a", "d"]],
    ])("where %s is not known yet the rest is", (_, request, subject) => {
        const { faults, ...told } = read({}, request);
        expect(told.subject).toEqual(subject);
        expect(faults).toHaveLength(1);
    });

    /** The provider's own names of usages; without an extended one a certificate is for everything. */
    test.each<[allowedUses: unknown, canBeClient: boolean]>([
        [undefined, true],
        [[], true],
        [["digital_signature", "key_encipherment", "content_commitment", "cert_signing", "crl_signing"], true],
        [["client_auth"], true],
        [["any_extended"], true],
        [["server_auth", "client_auth"], true],
        [["server_auth", "any_extended"], true],
        [["server_auth"], false],
        [["code_signing"], false],
        [["email_protection"], false],
        [["ipsec_end_system"], false],
        [["ipsec_tunnel"], false],
        [["ipsec_user"], false],
        [["timestamping"], false],
        [["ocsp_signing"], false],
        [["microsoft_server_gated_crypto"], false],
        [["netscape_server_gated_crypto"], false],
        [["microsoft_commercial_code_signing"], false],
        [["microsoft_kernel_code_signing"], false],
    ])("for the usages %j a client: %s", (allowedUses, canBeClient) =>
        expect(read({ allowedUses })).toMatchObject({ canBeClient, faults: [] }),
    );

    test.each([[["digital_signature", UNKNOWN]], [["server_auth", UNKNOWN]], [UNKNOWN]])(
        "a usage that is not known yet may be a client's: %#",
        (allowedUses) => {
            const { canBeClient, faults } = read({ allowedUses });
            expect([canBeClient, faults.length]).toEqual([true, 1]);
        },
    );

    test("whether it is an authority itself", () => {
        expect(read({ isCaCertificate: true })).toMatchObject({ isAuthority: true, property: "caCertPem" });
        expect(read({ isCaCertificate: UNKNOWN }).isAuthority).toBe(false);
        expect(read({}).isAuthority).toBe(false);
    });
});

describe("the authorities behind a property", () => {
    const behind = (pem: string | undefined, edges: Edges, ...given: readonly GivenInStack[]) => {
        const stack = stackOf([...given, made("kubernetes:core/v1:Secret", "secret", {}, edges)]);
        return new TlsGraph(stack)
            .authoritiesBehind(
                stack.find(({ name }) => name === "secret")!,
                "data",
                pem,
            )
            .map(told);
    };
    const own = [key("k1"), ca("ca1", { privateKeyPem: "k1" }), ca("ca2", {}), made(SIGNED, "below", { certPem: "below" })];
    test.each<[reason: string, ids: string[], found: string[]]>([
        ["the key of the certificate that is there", ["k1"], behind(" ca1\n", {}, ...own)],
        ["the certificate that is there, without a key", ["ca2"], behind("ca2", {}, ...own)],
        ["the text of one from elsewhere", ["text OTHER"], behind(" OTHER\n", { data: ["ca1"] }, ...own)],
        [
            "what an unknown one is made from",
            ["k1", "ca2", "below"],
            behind(undefined, { data: ["ca1", "k1", "ca2", "below"] }, ...own),
        ],
        ["nothing of what another property is made from", [], behind(undefined, { stringData: ["ca1"] }, ...own)],
    ])("are %s", (_, ids, found) => expect(found).toEqual(ids));
});
