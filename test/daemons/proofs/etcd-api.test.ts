import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { etcdClientCertificatesRequired } from "../../../policypack/policies/etcd-api/etcd-client-certificates-required";
import { etcdPod } from "../../../policypack/policies/examples";
import { type ApiServer, startApiServer } from "../api-server";
import { type Certificate, type Etcd, startEtcd } from "../etcd";
import { openRoom, type Room } from "../room";
import { until } from "../until";
import { controlPlanePrograms, program } from "../programs";
import { makeAuthority } from "./cluster";
import { isReported, POD, shown } from "./pods";

const SECRET = "the value of the Secret";
const RBAC = "/apis/rbac.authorization.k8s.io/v1";

let folder: string;
let room: Room;
let server: ApiServer;
beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "kbg-proofs-"));
    room = await openRoom(folder, join(folder, "nobody.sock"));
    const users = { stranger: { name: "stranger", groups: [] } };
    server = await startApiServer(controlPlanePrograms(), folder, room, {
        users,
    });
}, 100_000);

afterAll(async () => {
    await server?.stop();
    await room?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** A request to the etcd of the API server, as anybody who reaches its port makes it. */
function askEtcd(path: string, body: object): Promise<string> {
    return new Promise((done, fail) => {
        const socket = room.dial("127.0.0.1", 2379);
        const headers = { host: "etcd", "content-type": "application/json" };
        const call = request({ method: "POST", path, headers, createConnection: () => socket }, (response) => {
            let text = "";
            response.on("data", (chunk: Buffer) => (text += chunk.toString()));
            response.on("end", () => (socket.destroy(), done(text)));
        });
        call.on("error", fail);
        call.end(JSON.stringify(body));
    });
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

test("whoever reaches an etcd that asks for no certificate reads Secrets and makes themselves administrator, past the API server", async () => {
    const apiVersion = "v1";
    const secret = { apiVersion, kind: "Secret", metadata: { name: "database" }, stringData: { password: SECRET } };
    await until("the namespace", 30_000, async () => (await server.ask("GET", "/api/v1/namespaces/default")).status === 200);
    expect((await server.ask("POST", "/api/v1/namespaces/default/secrets", secret)).status).toBe(201);
    const asStranger = () => server.ask("GET", "/api/v1/namespaces/default/secrets/database", undefined, "stranger");
    expect((await asStranger()).status).toBe(403);

    const answer = JSON.parse(await askEtcd("/v3/kv/range", { key: base64("/registry/secrets/default/database") })) as {
        kvs: { value: string }[];
    };
    expect(Buffer.from(answer.kvs[0]!.value, "base64").toString()).toContain(SECRET);

    const binding = {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        metadata: { name: "gift", uid: "00000000-0000-0000-0000-000000000001", creationTimestamp: "2026-01-01T00:00:00Z" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ kind: "User", apiGroup: "rbac.authorization.k8s.io", name: "stranger" }],
    };
    expect((await server.ask("POST", `${RBAC}/clusterrolebindings`, binding, "stranger")).status).toBe(403);
    await askEtcd("/v3/kv/put", { key: base64("/registry/clusterrolebindings/gift"), value: base64(JSON.stringify(binding)) });
    await until("the stranger's rights", 15_000, async () => (await asStranger()).status === 200);
    shown("whoever reaches an open etcd reads Secrets and makes themselves administrator");
}, 100_000);

test("an etcd that asks for clients' certificates answers the API server's, and neither a stranger nor another authority's client", async () => {
    const [own, other] = [makeAuthority(folder, "own"), makeAuthority(folder, "other")];
    const read = ({ cert, key }: typeof own): Certificate => ({
        cert: readFileSync(cert, "utf8"),
        key: readFileSync(key, "utf8"),
    });
    const certificates = { first: read(own), second: read(other) };
    const listening = ["--listen-client-urls=https://0.0.0.0:4001", "--advertise-client-urls=https://127.0.0.1:4001"];
    const peers = ["--listen-peer-urls=http://127.0.0.1:4002", "--initial-advertise-peer-urls=http://127.0.0.1:4002"];
    const base = [...listening, ...peers, "--initial-cluster=default=http://127.0.0.1:4002"];
    const serving = [...base, `--cert-file=${own.cert}`, `--key-file=${own.key}`];
    const asking = [...serving, "--client-cert-auth", `--trusted-ca-file=${own.authority}`];
    expect(isReported(etcdClientCertificatesRequired, POD, etcdPod(...serving).props)).toBe(true);
    expect(isReported(etcdClientCertificatesRequired, POD, etcdPod(...asking).props)).toBe(false);

    const answered = async (flags: readonly string[]): Promise<readonly string[]> => {
        const etcd: Etcd = startEtcd(program("ETCD"), folder, room, { flags, environment: {} } as never, certificates);
        try {
            await until("etcd", 30_000, async () => {
                if (etcd.ended) throw new Error(etcd.log().slice(-1_000));
                return etcd.ask("grpc", "127.0.0.1", 4001, "first");
            });
            const callers = ["plain", "nobody", "first", "second"] as const;
            const all = await Promise.all(
                callers.map(async (caller) => ((await etcd.ask("grpc", "127.0.0.1", 4001, caller)) ? [caller] : [])),
            );
            return all.flat();
        } finally {
            await etcd.stop();
        }
    };
    expect(await answered(serving)).toEqual(["nobody", "first", "second"]);
    expect(await answered(asking)).toEqual(["first"]);
    shown("an etcd that asks for clients' certificates answers the API server's alone");
}, 100_000);
