import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Unreadable } from "../../policypack/model/unreadable";
import { effectiveKubelet, type ConfigLayer } from "../../policypack/node/effective-kubelet";
import { word } from "../../policypack/parse/word";
import { yaml } from "../../policypack/parse/yaml";
import { startContainerd } from "./containerd";
import { type Bench, type Configz, type KubeletConfig, type KubeletOutcome, runKubelet } from "./kubelet";
import { kubeletConfigs, type Files } from "./kubelet-cases";
import { startTokenReview } from "./token-review";

const CASES = Number(process.env["KUBELET_CASES"] ?? "300");
const SEED = Number(process.env["KUBELET_SEED"] ?? "20260101");
const WORKERS = 2;

/** The settings that both sides tell, in one form. */
type Settings = Readonly<Record<string, string | number | boolean>>;

/** What our model says of a configuration: the settings, or that the kubelet would not start. */
function ours({ file, dropIns, flags }: KubeletConfig): Settings | "refused" {
    const layer = (text: string, at: string): ConfigLayer => {
        const parsed = yaml(text);
        if (!parsed.ok) throw new Unreadable(at, parsed.reason);
        return { value: parsed.value, at };
    };
    try {
        const names = Object.keys(dropIns ?? {}).filter((name) => name.endsWith(".conf"));
        const layers = names.sort().map((name) => layer(dropIns![name]!, name));
        if (file !== undefined) layers.unshift(layer(file, "file"));
        const kubelet = effectiveKubelet({
            at: "command",
            layers,
            hasFile: file !== undefined,
            argv: flags.map((text, i) => ({ ...word(text), at: `flags[${i}]` })),
            distribution: "unknown",
            evidence: { verdict: "node", why: "test" },
        });
        // Everything of these configurations is there to read, so that what is unread is what the kubelet refuses.
        if (kubelet.unread.length > 0) return "refused";
        return {
            anonymousAuth: kubelet.anonymousAuth.value,
            webhookAuth: kubelet.webhookAuth.value,
            clientCAFile: kubelet.clientCAFile.value,
            authorizationMode: kubelet.authorizationMode.value,
            readOnlyPort: kubelet.readOnlyPort.value,
            staticPodPath: kubelet.staticPodPath.value,
            staticPodURL: kubelet.staticPodURL.value,
        };
    } catch (error) {
        if (error instanceof Unreadable) return "refused";
        throw error;
    }
}

const theirs = (configz: Configz): Settings => ({
    anonymousAuth: configz.authentication.anonymous.enabled,
    webhookAuth: configz.authentication.webhook.enabled,
    clientCAFile: configz.authentication.x509.clientCAFile ?? "",
    authorizationMode: configz.authorization.mode,
    readOnlyPort: (configz["readOnlyPort"] as number | undefined) ?? 0,
    staticPodPath: (configz["staticPodPath"] as string | undefined) ?? "",
    staticPodURL: (configz["staticPodURL"] as string | undefined) ?? "",
});

/** A sentence for a disagreement; undefined when both say the same. */
function disagreement(config: KubeletConfig, outcome: KubeletOutcome): string | undefined {
    const mine = ours(config);
    const shown = JSON.stringify(config);
    switch (outcome.kind) {
        case "refused":
            return mine === "refused"
                ? undefined
                : `the kubelet refuses, we do not: ${shown}\n${outcome.log.split("\n").slice(-4).join("\n")}`;
        case "locked": {
            const isLocked = mine !== "refused" && !mine["anonymousAuth"] && !mine["webhookAuth"] && mine["clientCAFile"] === "";
            return isLocked ? undefined : `the kubelet knows nobody, we say ${JSON.stringify(mine)}: ${shown}`;
        }
        case "serves": {
            const real = theirs(outcome.configz);
            return JSON.stringify(mine) === JSON.stringify(real)
                ? undefined
                : `${JSON.stringify(real)} is real, we say ${JSON.stringify(mine)}: ${shown}`;
        }
    }
}

/** A certificate authority and a client that it signed, made for this run. */
function certificates(folder: string): { ca: string; client: Bench["client"] } {
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
    return {
        ca: path("ca.crt"),
        client: { cert: readFileSync(path("client.crt"), "utf8"), key: readFileSync(path("client.key"), "utf8") },
    };
}

test(`${CASES} mixtures of file, drop-ins and flags: a real kubelet's /configz agrees`, async () => {
    const binary = process.env["KUBELET"];
    if (binary === undefined) throw new Error("no kubelet: run npm run test:daemons, which builds one");
    const folder = mkdtempSync(join(tmpdir(), "kbg-kubelet-"));
    const containerd = await startContainerd(folder);
    const reviewer = await startTokenReview();
    try {
        const { ca, client } = certificates(folder);
        const files: Files = { ca, manifests: join(folder, "manifests") };
        mkdirSync(files.manifests);
        const bench: Bench = { binary, folder, containerdSocket: containerd.socket, apiServer: reviewer.url, client };
        const configs = fc.sample(kubeletConfigs(files), { seed: SEED, numRuns: CASES });

        const disagreements: string[] = [];
        const count = { serves: 0, locked: 0, refused: 0 };
        let next = 0;
        const worker = async (address: string) => {
            for (let i = next++; i < configs.length; i = next++) {
                const outcome = await runKubelet(bench, configs[i]!, address);
                count[outcome.kind]++;
                const difference = disagreement(configs[i]!, outcome);
                if (difference !== undefined) disagreements.push(`case ${i}: ${difference}`);
                if ((i + 1) % 50 === 0)
                    process.stderr.write(`kubelet: ${i + 1} of ${configs.length}, ${disagreements.length} disagreements\n`);
            }
        };
        await Promise.all(Array.from({ length: WORKERS }, (_, i) => worker(`127.0.0.${i + 2}`)));

        process.stderr.write(`${disagreements.slice(0, 10).join("\n\n")}\n`);
        process.stderr.write(
            `kubelet: ${configs.length} configurations, ${disagreements.length} disagreements, ${count.refused} refused by both\n`,
        );
        expect(disagreements).toEqual([]);
        expect(count.serves).toBeGreaterThan(configs.length / 3);
        expect(count.refused).toBeGreaterThan(0);
    } finally {
        await reviewer.stop();
        await containerd.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}, 1_800_000);
