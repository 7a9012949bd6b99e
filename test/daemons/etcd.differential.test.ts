import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { CALLERS, type Certificate, startEtcd } from "./etcd";
import { type EtcdConfig, etcdConfigs, type EtcdFiles } from "./etcd-cases";
import { type Claim, claimsOf, differences } from "./etcd-comparison";
import { openRoom, type Room } from "./room";
import { program } from "./programs";

const CASES = Number(process.env["ETCD_CASES"] ?? "100");
const SEED = Number(process.env["ETCD_SEED"] ?? "20260201");
const WORKERS = 2;
const START_LIMIT = 15_000;

/** Two authorities, a client of each, and a serving certificate, made for this run. */
function certificates(folder: string): EtcdFiles & { readonly clients: Readonly<Record<"first" | "second", Certificate>> } {
    const path = (name: string) => join(folder, name);
    const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore" });
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    const client = (name: string): Certificate => {
        const [ca, own] = [path(`${name}-ca`), path(name)];
        openssl("req", "-x509", ...key, "-keyout", `${ca}.key`, "-out", `${ca}.crt`, "-subj", `/CN=${name}-ca`);
        openssl("req", ...key.slice(0, -2), "-keyout", `${own}.key`, "-out", `${own}.csr`, "-subj", `/CN=${name}`);
        openssl(
            "x509",
            "-req",
            "-in",
            `${own}.csr`,
            "-CA",
            `${ca}.crt`,
            "-CAkey",
            `${ca}.key`,
            "-CAcreateserial",
            "-out",
            `${own}.crt`,
            "-days",
            "2",
        );
        return { cert: readFileSync(`${own}.crt`, "utf8"), key: readFileSync(`${own}.key`, "utf8") };
    };
    const clients = { first: client("first"), second: client("second") };
    const serving = path("etcd");
    openssl("req", ...key.slice(0, -2), "-keyout", `${serving}.key`, "-out", `${serving}.csr`, "-subj", "/CN=etcd");
    const authority = path("first-ca");
    openssl(
        "x509",
        "-req",
        "-in",
        `${serving}.csr`,
        "-CA",
        `${authority}.crt`,
        "-CAkey",
        `${authority}.key`,
        "-out",
        `${serving}.crt`,
        "-days",
        "2",
    );
    return { clients, cert: path("etcd.crt"), key: path("etcd.key"), authorities: [path("first-ca.crt"), path("second-ca.crt")] };
}

test(`${CASES} mixtures of file, flags and variables: a real etcd answers whom we say, and nobody else`, async () => {
    const binary = program("ETCD");
    const folder = mkdtempSync(join(tmpdir(), "kbg-etcd-"));
    const rooms: Room[] = [];
    try {
        for (let i = 0; i < WORKERS; i++) rooms.push(await openRoom(folder, join(folder, "nobody.sock")));
        const { clients, ...files } = certificates(folder);
        const configs = fc.sample(etcdConfigs(files), { seed: SEED, numRuns: CASES });
        const disagreements: string[] = [];
        const count = { refused: 0, started: 0, answers: 0 };

        const judge = async (config: EtcdConfig, room: Room): Promise<string | undefined> => {
            const claims = claimsOf(config, files.authorities);
            const etcd = startEtcd(binary, folder, room, config, clients);
            try {
                const isUp = await serves(etcd, room, claims === "refused" ? undefined : claims.answers);
                if (!isUp) {
                    count.refused++;
                    return claims === "refused" ? undefined : `etcd refuses, we do not: ${tail(etcd.log())}`;
                }
                count.started++;
                if (claims === "refused") return `we say that it does not start, and it does: ${tail(etcd.log())}`;
                count.answers += claims.answers.length * CALLERS.length;
                const found = await differences(etcd, claims);
                return found.length === 0 ? undefined : found.join("; ");
            } finally {
                await etcd.stop();
            }
        };

        let next = 0;
        const worker = async (room: Room) => {
            for (let i = next++; i < configs.length; i = next++) {
                const difference = await judge(configs[i]!, room);
                if (difference !== undefined) disagreements.push(`case ${i}: ${difference}\n  ${JSON.stringify(configs[i])}`);
                if ((i + 1) % 25 === 0)
                    process.stderr.write(`etcd: ${i + 1} of ${configs.length}, ${disagreements.length} disagreements\n`);
            }
        };
        await Promise.all(rooms.map(worker));

        process.stderr.write(disagreements.length === 0 ? "" : `${disagreements.slice(0, 10).join("\n\n")}\n`);
        process.stderr.write(
            `etcd: ${configs.length} configurations, ${disagreements.length} disagreements, ${count.refused} refused by both\n`,
        );
        expect(disagreements).toEqual([]);
        expect(count.started).toBeGreaterThan(configs.length / 2);
        expect(count.refused).toBeGreaterThan(0);
        expect(count.answers).toBeGreaterThan(configs.length * 4);
    } finally {
        for (const room of rooms) await room.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}, 1_800_000);

const tail = (log: string): string => log.trim().split("\n").slice(-3).join("\n").slice(-700);

/** Whether it comes to serve: it ends by itself where it refuses its configuration. */
async function serves(etcd: ReturnType<typeof startEtcd>, room: Room, claims: readonly Claim[] | undefined): Promise<boolean> {
    const end = Date.now() + (claims === undefined ? 4_000 : START_LIMIT);
    const data = claims?.find(({ question }) => question === "grpc") ?? { host: "127.0.0.1", port: 2379 };
    while (!etcd.ended && Date.now() < end) {
        const isOpen = await new Promise<boolean>((done) => {
            const socket = room.dial(data.host, data.port);
            // The relay closes at once where nobody listens.
            socket.once("close", () => done(false));
            socket.once("error", () => done(false));
            setTimeout(() => (done(true), socket.destroy()), 100);
        });
        if (isOpen && !etcd.ended) {
            // What cannot serve TLS listens for a moment, and ends.
            await new Promise((done) => setTimeout(done, 300));
            return !etcd.ended;
        }
    }
    return !etcd.ended && claims === undefined;
}
