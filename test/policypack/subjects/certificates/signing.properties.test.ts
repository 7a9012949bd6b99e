import fc from "fast-check";
import { etcdCertificateAuthoritySeparate } from "../../../../policypack/policies/etcd-api/etcd-certificate-authority-separate";
import { type GivenInStack, judgeStack, UNKNOWN } from "../../judge";

/** A program's authorities, and what each signs; an authority has a key of its own, or that of the one before it. */
interface Program {
    readonly authorities: readonly { readonly name: string; readonly hasKeyOfLast: boolean }[];
    readonly certificates: readonly { readonly holder: string; readonly by: number; readonly uses: readonly string[] }[];
}

const programs: fc.Arbitrary<Program> = fc.record({
    authorities: fc.array(
        fc.record({
            name: fc.constantFrom("etcd-ca", "kubernetes-ca", "front-proxy-ca", "Shop CA"),
            hasKeyOfLast: fc.boolean(),
        }),
        { minLength: 1, maxLength: 4 },
    ),
    certificates: fc.array(
        fc.record({
            holder: fc.constantFrom("kube-etcd", "kube-apiserver-etcd-client", "system:node:a", "front-proxy-client", "shop"),
            by: fc.nat(3),
            uses: fc.constantFrom(["client_auth"], ["server_auth"], ["client_auth", "server_auth"], []),
        }),
        { maxLength: 6 },
    ),
});

/** The number of the key of each authority. */
const keysOf = ({ authorities }: Program): number[] => {
    const keys: number[] = [];
    authorities.forEach(({ hasKeyOfLast }, i) => keys.push(hasKeyOfLast && i > 0 ? keys[i - 1]! : i));
    return keys;
};

/** The program's resources: with every value known, or with none known and what each is made from. */
function stackOf(program: Program, isKnown: boolean): GivenInStack[] {
    const keys = keysOf(program);
    const value = (text: string) => (isKnown ? text : UNKNOWN);
    const from = (edges: Record<string, string[]>) => (isKnown ? {} : { propertyDependencies: edges });
    const key = (name: string): GivenInStack => ({
        name,
        type: "tls:index/privateKey:PrivateKey",
        props: { privateKeyPem: value(name) },
    });
    return [
        ...[...new Set(keys)].map((i) => key(`key-${i}`)),
        ...program.authorities.map(({ name }, i) => ({
            name: `ca-${i}`,
            type: "tls:index/selfSignedCert:SelfSignedCert",
            props: {
                privateKeyPem: value(`key-${keys[i]!}`),
                certPem: value(`ca-${i}`),
                isCaCertificate: true,
                subject: { commonName: name },
            },
            ...from({ privateKeyPem: [`key-${keys[i]!}`] }),
        })),
        ...program.certificates.flatMap(({ holder, by, uses }, i) => {
            const ca = by % program.authorities.length;
            return [
                key(`own-${i}`),
                {
                    name: `request-${i}`,
                    type: "tls:index/certRequest:CertRequest",
                    props: {
                        privateKeyPem: value(`own-${i}`),
                        certRequestPem: value(`request-${i}`),
                        subject: { commonName: holder },
                    },
                    ...from({ privateKeyPem: [`own-${i}`] }),
                },
                {
                    name: `certificate-${i}`,
                    type: "tls:index/locallySignedCert:LocallySignedCert",
                    props: {
                        caCertPem: value(`ca-${ca}`),
                        caPrivateKeyPem: value(`key-${keys[ca]!}`),
                        certRequestPem: value(`request-${i}`),
                        certPem: value(`certificate-${i}`),
                        allowedUses: uses,
                    },
                    ...from({ caCertPem: [`ca-${ca}`], caPrivateKeyPem: [`key-${keys[ca]!}`], certRequestPem: [`request-${i}`] }),
                },
            ];
        }),
    ];
}

/** The keys that etcd trusts and that somebody else has a certificate of, told without a graph: by going through every pair. */
function sharedKeys(program: Program): number {
    const keys = keysOf(program);
    const isEtcd = (name: string) => name.includes("etcd");
    const shared = [...new Set(keys)].filter((key) => {
        const names = program.authorities.filter((_, i) => keys[i] === key).map(({ name }) => name);
        const signed = program.certificates.filter(({ by }) => keys[by % program.authorities.length] === key);
        const clients = signed.filter(({ uses }) => uses.length === 0 || uses.includes("client_auth"));
        const isOfEtcd = names.some(isEtcd) || signed.some(({ holder }) => isEtcd(holder));
        const hasOthers =
            clients.some(({ holder }) => !isEtcd(holder)) || (names.length > 1 && names.some((name) => !isEtcd(name)));
        return isOfEtcd && hasOthers;
    });
    return shared.length;
}

const told = (stack: readonly GivenInStack[]) =>
    judgeStack(etcdCertificateAuthoritySeparate, stack).reported.map(({ message, level, urn }) => [message, level, urn]);

test("whatever a program signs, a preview tells what the finished stack tells, and as many authorities as there are", () => {
    let count = 0;
    fc.assert(
        fc.property(programs, (program) => {
            const known = told(stackOf(program, true));
            expect(told(stackOf(program, false))).toEqual(known);
            expect(known.length).toBe(sharedKeys(program));
            count += known.length;
        }),
        { numRuns: 1_000, seed: 20260501 },
    );
    expect(count).toBeGreaterThan(200);
});
