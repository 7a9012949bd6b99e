import { mkdirSync, mkdtempSync, copyFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { EtcdCluster } from "../../components";
import { type Registered, registered } from "../components/registered";
import { type ApiServer, startApiServer } from "./api-server";
import { type Certificate, type Etcd, type Question, startEtcd } from "./etcd";
import { openRoom, type Room } from "./room";
import { Signer, USES } from "./signer";
import { program } from "./programs";

/**
 * What `EtcdCluster` writes, given to a real etcd: its configuration with other folders, and certificates with the uses and names that it asks
 * for, signed by openssl in the place of the tls provider.
 */
const [CLIENTS, PEERS, METRICS] = [2379, 2380, 2381];

test("a real etcd that runs as EtcdCluster has it answers the API server's certificate and nobody else", async () => {
    const binary = program("ETCD");
    const folder = mkdtempSync(join(tmpdir(), "kbg-etcd-cluster-"));
    const room = await openRoom(folder, join(folder, "nobody.sock"));
    let running: Etcd | undefined;
    try {
        const { configuration, signer, clients, peers, issued } = await written(folder);
        const client = ["keyUsage=digitalSignature", "extendedKeyUsage=clientAuth"];
        const strangers: Record<string, Certificate> = {
            "a certificate of the cluster's authority": signer.read(signer.sign(signer.authority("kubernetes-ca"), client)),
            "a certificate of the peers' authority": signer.read(issued("store-etcd-0-peer", peers)),
            "a certificate that has expired": signer.read(signer.sign(clients, client, -1)),
        };
        const asking = {
            first: signer.read(issued("store-apiserver-etcd-client", clients)),
            second: strangers["a certificate that has expired"]!,
        };
        running = startEtcd(
            binary,
            folder,
            room,
            { flags: [], environment: {}, file: { text: configuration, by: "flag" } },
            asking,
        );
        await until(running, () => running!.ask("grpc", "127.0.0.1", CLIENTS!, "first"));

        const ask = (question: Question, caller: "plain" | "nobody" | "first" | "second", port = CLIENTS!, host = "127.0.0.1") =>
            running!.ask(question, host, port, caller);
        const answers: Record<string, boolean> = {
            "the API server's": await ask("grpc", "first"),
            "without TLS": await ask("json", "plain"),
            "without a certificate": await ask("grpc", "nobody"),
            "without a certificate, for the version": await ask("version", "nobody"),
            "without a certificate, among peers": await ask("members", "nobody", PEERS),
            "the API server's, among peers": await ask("members", "first", PEERS),
            "metrics on the machine": await ask("metrics", "plain", METRICS),
            "metrics at another address of it": await ask("metrics", "plain", METRICS, "127.0.0.2"),
            "a profile": await ask("pprof", "first"),
        };
        for (const [who, own] of Object.entries(strangers)) {
            asking.second = own;
            answers[who] = await ask("grpc", "second");
        }
        const isAnswered = ["the API server's", "metrics on the machine"];
        expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((who) => [who, isAnswered.includes(who)])));
        process.stderr.write(
            `etcd: EtcdCluster's answers ${isAnswered.length} of ${Object.keys(answers).length} callers, as it should\n`,
        );
    } finally {
        await running?.stop();
        await room.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}, 120_000);

test("a real kube-apiserver runs on it, with the client certificate that is made for it", async () => {
    const [etcd, apiServer, controllerManager] = ["ETCD", "KUBE_APISERVER", "KUBE_CONTROLLER_MANAGER"].map(
        (name) => process.env[name] ?? "no program: run npm run test:daemons, which builds it",
    ) as [string, string, string];
    const folder = mkdtempSync(join(tmpdir(), "kbg-etcd-server-"));
    const room = await openRoom(folder, join(folder, "nobody.sock"));
    let running: Etcd | undefined;
    let server: ApiServer | undefined;
    try {
        const { configuration, signer, clients, issued } = await written(folder);
        const name = issued("store-apiserver-etcd-client", clients);
        const own = signer.read(name);
        const file = { text: configuration, by: "flag" } as const;
        running = startEtcd(etcd, folder, room, { flags: [], environment: {}, file }, { first: own, second: own });
        await until(running, () => running!.ask("grpc", "127.0.0.1", CLIENTS!, "first"));
        server = await startApiServer({ etcd, apiServer, controllerManager }, folder, room, {
            store: [
                `--etcd-servers=https://127.0.0.1:${CLIENTS}`,
                `--etcd-cafile=${signer.path(`${clients}.crt`)}`,
                `--etcd-certfile=${signer.path(`${name}.crt`)}`,
                `--etcd-keyfile=${signer.path(`${name}.key`)}`,
            ],
        });
        const made = await server.ask("POST", "/api/v1/namespaces", { metadata: { name: "kept" } });
        expect(made.status).toBe(201);
        expect((await server.ask("GET", "/api/v1/namespaces/kept")).body.metadata.uid).toBe(made.body.metadata.uid);
    } finally {
        await server?.stop();
        await running?.stop();
        await room.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}, 180_000);

test("without what it writes about clients the same etcd answers anybody", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kbg-etcd-twin-"));
    const room: Room = await openRoom(folder, join(folder, "nobody.sock"));
    let running: Etcd | undefined;
    try {
        const { configuration, signer, clients, issued } = await written(folder);
        const insecure = configuration.replace(/\n +trusted-ca-file: \S+\/ca.crt\n +client-cert-auth: true/, "");
        expect(insecure).not.toBe(configuration);
        const own = signer.read(issued("store-apiserver-etcd-client", clients));
        running = startEtcd(
            program("ETCD"),
            folder,
            room,
            { flags: [], environment: {}, file: { text: insecure, by: "flag" } },
            { first: own, second: own },
        );
        await until(running, () => running!.ask("grpc", "127.0.0.1", CLIENTS!, "nobody"));
    } finally {
        await running?.stop();
        await room.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}, 120_000);

/** The component's configuration for one member, its files in a folder of this machine, and what signs for it. */
async function written(folder: string) {
    const resources = await registered(
        () =>
            new EtcdCluster("store", {
                clusterName: "shop",
                vpcId: "vpc-0c0ffee0",
                subnetIds: ["subnet-1"],
                domain: "etcd.shop.internal",
                amiId: "ami-0c0ffee0c0ffee000",
                auditLogGroupName: "/shop/nodes",
                apiServerRole: "arn:aws:iam::123456789012:role/control-plane",
                apiServerSecurityGroupIds: ["sg-0c0ffee0c0ffee000"],
            }),
    );
    const propsOf = (name: string): Registered["props"] => resources.find((one) => one.name === name)!.props;
    const signer = new Signer(folder);
    const clients = signer.authority("clients-ca");
    const peers = signer.authority("peers-ca");
    /** A certificate with the names and uses that the component asks for. */
    const issued = (name: string, by: string): string => {
        const { dnsNames = [], ipAddresses = [] } = propsOf(`${name}-request`);
        const [usage, ...extended] = propsOf(`${name}-certificate`)["allowedUses"] as string[];
        expect(usage).toBe("digital_signature");
        const names = [...dnsNames.map((one: string) => `DNS:${one}`), ...ipAddresses.map((one: string) => `IP:${one}`)];
        return signer.sign(by, [
            "keyUsage=digitalSignature",
            `extendedKeyUsage=${extended.map((use) => USES[use]!).join(",")}`,
            ...(names.length === 0 ? [] : [`subjectAltName=${names.join(",")}`]),
        ]);
    };
    const keys = join(folder, "pki");
    mkdirSync(keys);
    const put = (name: string, as: string, ...kinds: readonly string[]) => {
        for (const kind of kinds) copyFileSync(signer.path(`${name}.${kind}`), join(keys, `${as}.${kind}`));
    };
    put(clients, "ca", "crt");
    put(peers, "peer-ca", "crt");
    put(issued("store-etcd-0-server", clients), "server", "crt", "key");
    put(issued("store-etcd-0-peer", peers), "peer", "crt", "key");

    const files = parse(propsOf("store-etcd-0")["userData"]).write_files as { readonly path: string; readonly content: string }[];
    const configuration = files
        .find(({ path }) => path === "/etc/etcd/etcd.yaml")!
        .content.replaceAll("/etc/etcd/pki", keys)
        .replaceAll("/var/lib/etcd", join(folder, "data"));
    return { configuration, signer, clients, peers, issued };
}

async function until(etcd: Etcd, isUp: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 30_000;
    while (!(await isUp())) {
        if (etcd.ended || Date.now() > end) throw new Error(`etcd does not serve: ${etcd.log().slice(-1500)}`);
        await new Promise((done) => setTimeout(done, 200));
    }
}
