import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { startContainerd } from "./containerd";
import { type Bench, runKubelet } from "./kubelet";
import { kubeletConfigs, type Files } from "./kubelet-cases";
import { disagreement } from "./kubelet-comparison";
import { openRoom, type Room } from "./room";
import { startTokenReview } from "./token-review";
import { program } from "./programs";

const CASES = Number(process.env["KUBELET_CASES"] ?? "300");
const SEED = Number(process.env["KUBELET_SEED"] ?? "20260101");
const WORKERS = 2;

/** A certificate authority, a client that it signed, and a serving certificate, made for this run. */
function certificates(folder: string): Pick<Files, "ca" | "cert" | "key"> & Pick<Bench, "client"> {
    const path = (name: string) => join(folder, name);
    const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore" });
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl("req", "-x509", ...key, "-keyout", path("ca.key"), "-out", path("ca.crt"), "-subj", "/CN=test-ca", "-days", "2");
    openssl("req", ...key, "-keyout", path("client.key"), "-out", path("client.csr"), "-subj", "/O=system:masters/CN=tester");
    openssl(
        "x509",
        "-req",
        "-in",
        path("client.csr"),
        "-CA",
        path("ca.crt"),
        "-CAkey",
        path("ca.key"),
        "-CAcreateserial",
        "-out",
        path("client.crt"),
        "-days",
        "2",
    );
    openssl(
        "req",
        "-x509",
        ...key,
        "-keyout",
        path("serving.key"),
        "-out",
        path("serving.crt"),
        "-subj",
        "/CN=node",
        "-days",
        "2",
    );
    return {
        ca: path("ca.crt"),
        cert: path("serving.crt"),
        key: path("serving.key"),
        client: { cert: readFileSync(path("client.crt"), "utf8"), key: readFileSync(path("client.key"), "utf8") },
    };
}

test(`${CASES} mixtures of file, drop-ins and flags: a real kubelet's /configz agrees`, async () => {
    const binary = program("KUBELET");
    const folder = mkdtempSync(join(tmpdir(), "kbg-kubelet-"));
    const containerd = await startContainerd(folder);
    const reviews = join(folder, "reviews.sock");
    const reviewer = await startTokenReview(reviews);
    const rooms: Room[] = [];
    try {
        for (let i = 0; i < WORKERS; i++) rooms.push(await openRoom(folder, reviews));
        const { client, ...certs } = certificates(folder);
        const files: Files = { ...certs, manifests: join(folder, "manifests"), containerdSocket: containerd.socket };
        mkdirSync(files.manifests);
        const bench: Bench = { binary, folder, containerdSocket: containerd.socket, client };
        const configs = fc.sample(kubeletConfigs(files), { seed: SEED, numRuns: CASES });

        const disagreements: string[] = [];
        const count = { serves: 0, logs: 0, refused: 0 };
        let next = 0;
        const worker = async (room: Room) => {
            for (let i = next++; i < configs.length; i = next++) {
                const outcome = await runKubelet(bench, configs[i]!, room);
                count[outcome.kind]++;
                const difference = disagreement(configs[i]!, outcome);
                if (difference !== undefined) disagreements.push(`case ${i}: ${difference}`);
                if ((i + 1) % 50 === 0)
                    process.stderr.write(`kubelet: ${i + 1} of ${configs.length}, ${disagreements.length} disagreements\n`);
            }
        };
        await Promise.all(rooms.map(worker));

        process.stderr.write(`${disagreements.slice(0, 10).join("\n\n")}\n`);
        process.stderr.write(
            `kubelet: ${configs.length} configurations, ${disagreements.length} disagreements, ${count.refused} refused by both\n`,
        );
        expect(disagreements).toEqual([]);
        expect(count.serves).toBeGreaterThan(configs.length / 3);
        expect(count.refused).toBeGreaterThan(0);
        expect(count.refused).toBeLessThan(configs.length / 2);
    } finally {
        for (const room of rooms) await room.stop();
        await reviewer.stop();
        await containerd.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}, 1_800_000);
