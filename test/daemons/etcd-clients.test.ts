import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { etcdCertificateAuthoritySeparate } from "../../policypack/policies/etcd-api/etcd-certificate-authority-separate";
import { type GivenInStack, judgeStack } from "../policypack/judge";
import { type Etcd, startEtcd } from "./etcd";
import { openRoom } from "./room";
import { Signer, USES } from "./signer";
import { program } from "./programs";

/**
 * Which certificates of etcd's authority make a client of it: what the policy says of a program that signs them, against whom a real etcd
 * answers. Each: the extended uses of one certificate, beside `digital_signature`.
 */
const CERTIFICATES: readonly (readonly string[])[] = [
    [],
    ...Object.keys(USES).map((use) => [use]),
    ["client_auth", "server_auth"],
    ["server_auth", "any_extended"],
    ["server_auth", "code_signing"],
];

/** Whether the policy calls a certificate, which etcd's authority signs for a kubelet, a client of etcd. */
function isClient(allowedUses: readonly string[], more: object = {}): boolean {
    const subject = { commonName: "etcd-ca" };
    const stack: GivenInStack[] = [
        { name: "ca", type: "tls:index/selfSignedCert:SelfSignedCert", props: { isCaCertificate: true, subject, certPem: "C" } },
        {
            name: "request",
            type: "tls:index/certRequest:CertRequest",
            props: { certRequestPem: "R", subject: { commonName: "system:node:a" } },
        },
        {
            name: "own",
            type: "tls:index/locallySignedCert:LocallySignedCert",
            props: { caCertPem: "C", certRequestPem: "R", allowedUses: ["digital_signature", ...allowedUses], ...more },
        },
    ];
    return judgeStack(etcdCertificateAuthoritySeparate, stack).reported.length > 0;
}

test("a real etcd takes for clients the certificates that we say, and no others", async () => {
    const binary = program("ETCD");
    const folder = mkdtempSync(join(tmpdir(), "kbg-clients-"));
    const room = await openRoom(folder, join(folder, "nobody.sock"));
    let etcd: Etcd | undefined;
    try {
        const signer = new Signer(folder);
        const authority = signer.authority("etcd-ca");
        const cases = CERTIFICATES.map((uses) => {
            const extended = uses.map((use) => USES[use]!).join(",");
            const extensions = ["keyUsage=digitalSignature", ...(extended === "" ? [] : [`extendedKeyUsage=${extended}`])];
            const name = signer.sign(authority, extensions);
            return { what: uses.join(" and ") || "no extended use", own: signer.read(name), says: isClient(uses) };
        });
        const beneath = signer.sign(authority, ["basicConstraints=critical,CA:true", "keyUsage=keyCertSign"]);
        const ofBeneath = signer.sign(beneath, ["extendedKeyUsage=clientAuth"]);
        cases.push({
            what: "a client of an authority beneath",
            own: signer.read(ofBeneath, beneath),
            says: isClient(["cert_signing"], { isCaCertificate: true }),
        });
        const serving = signer.sign(authority, ["extendedKeyUsage=serverAuth,clientAuth", "subjectAltName=IP:127.0.0.1"]);

        const asking = { first: cases[0]!.own, second: cases[0]!.own };
        const flags = [
            "--listen-client-urls=https://127.0.0.1:2379",
            "--advertise-client-urls=https://127.0.0.1:2379",
            `--cert-file=${signer.path(`${serving}.crt`)}`,
            `--key-file=${signer.path(`${serving}.key`)}`,
            "--client-cert-auth",
            `--trusted-ca-file=${signer.path(`${authority}.crt`)}`,
        ];
        etcd = startEtcd(binary, folder, room, { flags, environment: {} }, asking);
        await until(etcd, () => etcd!.ask("grpc", "127.0.0.1", 2379, "first"));

        const answers: Record<string, boolean> = {};
        for (const { what, own } of cases) {
            asking.first = own;
            answers[what] = await etcd.ask("grpc", "127.0.0.1", 2379, "first");
        }
        expect(answers).toEqual(Object.fromEntries(cases.map(({ what, says }) => [what, says])));
        expect(new Set(Object.values(answers)).size).toBe(2);
        process.stderr.write(`etcd: ${cases.length} certificates of its authority, 0 disagreements about who is a client\n`);
    } finally {
        await etcd?.stop();
        await room.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}, 120_000);

/** The first certificate has no extended use, which Go takes for any: etcd serves once it answers it. */
async function until(etcd: Etcd, isUp: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 30_000;
    while (!(await isUp())) {
        if (etcd.ended || Date.now() > end) throw new Error(`etcd does not serve: ${etcd.log().slice(-700)}`);
        await new Promise((done) => setTimeout(done, 200));
    }
}
