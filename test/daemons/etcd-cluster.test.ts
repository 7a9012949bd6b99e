/**
 * A member of `EtcdCluster` that has booted with its user data, on which a real kube-apiserver runs: who reads a Secret in it, and who does once a line of
 * its configuration, or the mode of its keys, is another.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { etcdClientCertificatesRequired } from "../../policypack/policies/etcd-api/etcd-client-certificates-required";
import { etcdMetricsNotExposed } from "../../policypack/policies/etcd-api/etcd-metrics-not-exposed";
import { privateKeyFilesProtected } from "../../policypack/policies/etcd-api/private-key-files-protected";
import { type ApiServer, startApiServer } from "./api-server";
import { askerIn, type Certificate } from "./etcd";
import { bootMember, type EtcdMember } from "./etcd-member";
import { controlPlanePrograms } from "./programs";
import type { Daemon } from "./proofs/machine";
import { isReported } from "./proofs/pods";
import { openRoom, type Room } from "./room";
import { until } from "./until";

const [CLIENTS, PEERS, METRICS] = [2379, 2380, 2381] as const;
const SECRET = "the value of the Secret";
const CLIENT = ["keyUsage=digitalSignature", "extendedKeyUsage=clientAuth"];
const KEYS = "/etc/etcd/pki";

let folder: string;
let room: Room;
let member: EtcdMember;
let etcd: Daemon;
let server: ApiServer;
let ofApiServer: Certificate;

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "kbg-etcd-cluster-"));
    room = await openRoom(folder, join(folder, "nobody.sock"));
    member = await bootMember(folder, room);
    const { signer, clients } = member;
    const name = member.issued("store-apiserver-etcd-client", clients);
    ofApiServer = signer.read(name);
    etcd = await member.start();
    await serving();
    server = await startApiServer(controlPlanePrograms(), folder, room, {
        store: [
            `--etcd-servers=https://127.0.0.1:${CLIENTS}`,
            `--etcd-cafile=${signer.path(`${clients}.crt`)}`,
            `--etcd-certfile=${signer.path(`${name}.crt`)}`,
            `--etcd-keyfile=${signer.path(`${name}.key`)}`,
        ],
    });
}, 120_000);

afterAll(async () => {
    await server?.stop();
    await member?.machine.stop();
    await room?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

/** Waits until it answers the API server's certificate. */
const serving = () =>
    until("etcd", 30_000, async () => {
        if (etcd.ended) throw new Error(`etcd ended: ${etcd.log().slice(-1_500)}`);
        return (await readBy(ofApiServer)) !== undefined;
    });

/**
 * The Secret as somebody reads it in etcd, past the API server; undefined where they are not answered.
 * @param own nothing for somebody without a certificate
 */
function readBy(own: Partial<Certificate>): Promise<string | undefined> {
    return new Promise((done) => {
        const socket = room.dial("127.0.0.1", CLIENTS);
        const stream = connectTls({ socket, rejectUnauthorized: false, ...own });
        const finish = (answer: string | undefined) => (socket.destroy(), done(answer));
        for (const end of ["error", "close"]) stream.on(end, () => finish(undefined));
        const path = "/v3/kv/range";
        const call = request({ method: "POST", path, createConnection: () => stream as never, timeout: 10_000 }, (response) => {
            let body = "";
            response.on("data", (chunk: Buffer) => (body += chunk.toString()));
            response.on("end", () => {
                const { kvs = [] } = JSON.parse(body) as { kvs?: readonly { readonly value: string }[] };
                finish(kvs.map(({ value }) => Buffer.from(value, "base64").toString()).join(""));
            });
        });
        call.on("error", () => finish(undefined));
        call.on("timeout", () => finish(undefined));
        call.end(JSON.stringify({ key: Buffer.from("/registry/secrets/default/database").toString("base64") }));
    });
}

const JUDGES = [etcdClientCertificatesRequired, etcdMetricsNotExposed, privateKeyFilesProtected];
/** Which of these policies report a member whose user data differs. */
function saidOf(change: (userData: string) => string = (userData) => userData): string[] {
    const props = { userData: change(member.userData) };
    return JUDGES.filter((policy) => isReported(policy, "aws:ec2/instance:Instance", props)).map(({ name }) => name);
}

test("a real kube-apiserver runs on it, with the client certificate that is made for it", async () => {
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "database" }, stringData: { password: SECRET } };
    await until("the namespace", 30_000, async () => (await server.ask("GET", "/api/v1/namespaces/default")).status === 200);
    const made = await server.ask("POST", "/api/v1/namespaces/default/secrets", secret);
    expect(made.status).toBe(201);
    const path = "/api/v1/namespaces/default/secrets/database";
    expect((await server.ask("GET", path)).body.metadata.uid).toBe(made.body.metadata.uid);
    expect(await readBy(ofApiServer)).toContain(SECRET);
}, 60_000);

test("a real etcd that runs as EtcdCluster has it answers the API server's certificate and that for backups, and nobody else", async () => {
    const { signer, clients, peers, issued } = member;
    const certificates: Readonly<Record<string, Partial<Certificate>>> = {
        "the API server's": ofApiServer,
        "that for backups": signer.read(issued("store-etcd-backup-client", clients)),
        none: {},
        "one of the cluster's authority": signer.read(signer.sign(signer.authority("kubernetes-ca"), CLIENT)),
        "one of the peers' authority": signer.read(issued("store-etcd-0-peer", peers)),
        "one that has expired": signer.read(signer.sign(clients, CLIENT, -1)),
    };
    const readers: string[] = [];
    for (const [whose, own] of Object.entries(certificates)) {
        const answer = await readBy(own);
        if (answer !== undefined) expect([whose, answer]).toEqual([whose, expect.stringContaining(SECRET)]);
        if (answer !== undefined) readers.push(whose);
    }
    expect(readers).toEqual(["the API server's", "that for backups"]);

    const ask = askerIn(room, { first: ofApiServer, second: ofApiServer });
    const answers = {
        "without TLS": await ask("json", "127.0.0.1", CLIENTS, "plain"),
        "for the version, without a certificate": await ask("version", "127.0.0.1", CLIENTS, "nobody"),
        "for the members, without a certificate": await ask("members", "127.0.0.1", PEERS, "nobody"),
        "for the members, by the API server": await ask("members", "127.0.0.1", PEERS, "first"),
        "for a profile, by the API server": await ask("pprof", "127.0.0.1", CLIENTS, "first"),
        "for metrics, from elsewhere": await ask("metrics", "127.0.0.2", METRICS, "plain"),
        "for metrics, on the machine": await ask("metrics", "127.0.0.1", METRICS, "plain"),
    };
    expect(Object.entries(answers).flatMap(([what, isAnswered]) => (isAnswered ? [what] : []))).toEqual([
        "for metrics, on the machine",
    ]);
    const asked = Object.keys(certificates).length + Object.keys(answers).length;
    process.stderr.write(`etcd: EtcdCluster's answers ${readers.length + 1} of ${asked} callers, as it should\n`);
}, 120_000);

test("without what it writes about clients the same etcd gives the Secret to anybody", async () => {
    const ask = askerIn(room, { first: ofApiServer, second: ofApiServer });
    expect([await readBy({}), saidOf()]).toEqual([undefined, []]);
    const open = (text: string) => text.replace(/\n +trusted-ca-file: \S+\/ca.crt\n +client-cert-auth: true/, "");
    expect(saidOf(open)).toEqual(["etcd-client-certificates-required"]);
    await restart(open);
    expect(await readBy({})).toContain(SECRET);
    const telling = (text: string) => text.replace("http://127.0.0.1:2381", "http://0.0.0.0:2381");
    expect(saidOf(telling)).toEqual(["etcd-metrics-not-exposed"]);
    await restart(telling);
    expect(await readBy({})).toBeUndefined();
    expect(await ask("metrics", "127.0.0.2", METRICS, "plain")).toBe(true);
    await restart();
    expect(await ask("metrics", "127.0.0.2", METRICS, "plain")).toBe(false);
}, 120_000);

test("its keys are etcd's alone; where another user of the machine reads them, that user has the Secret", async () => {
    const { machine } = member;
    const modes = await machine.output("sh", "-c", `stat -c '%a %U %G' ${KEYS} ${KEYS}/* ${KEYS}/..`);
    expect(modes.trim().split("\n")).toEqual(["700 etcd etcd", ...Array<string>(6).fill("600 etcd etcd"), "755 root root"]);
    /** What a process of another user reads of the server's certificate and key, which every member has as a client of itself. */
    const asNobody = async (): Promise<Certificate> => {
        const read = (file: string) =>
            machine.output("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "cat", `${KEYS}/${file}`);
        return { cert: await read("server.crt"), key: await read("server.key") };
    };
    await expect(asNobody()).rejects.toThrow("Permission denied");

    const readable = (text: string) => text.replaceAll(/chmod 0[67]00 (?=\/etc\/etcd\/pki)/g, "chmod 0755 ");
    expect(saidOf(readable)).toEqual(["private-key-files-protected"]);
    await machine.output("sh", "-c", `chmod 0755 ${KEYS}; chmod 0644 ${KEYS}/*`);
    expect(await readBy(await asNobody())).toContain(SECRET);
    await machine.output("sh", "-c", `chmod 0700 ${KEYS}; chmod 0600 ${KEYS}/*`);
    await expect(asNobody()).rejects.toThrow("Permission denied");
}, 60_000);

/** Stops etcd, and starts it with a configuration that differs. */
async function restart(change?: (configuration: string) => string): Promise<void> {
    await etcd.stop();
    let isChanged = change === undefined;
    etcd = await member.start((configuration) => {
        const changed = change?.(configuration) ?? configuration;
        isChanged ||= changed !== configuration;
        return changed;
    });
    expect(isChanged).toBe(true);
    await serving();
}
