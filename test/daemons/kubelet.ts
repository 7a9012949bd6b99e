import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { KNOWN_TOKEN } from "./token-review";
import { until } from "./until";

/** How a kubelet is configured: what a node's boot would have written and run. */
export interface KubeletConfig {
    /** The file of `--config`, as JSON or YAML text; undefined for a kubelet without one. */
    readonly file?: string;
    /** Drop-ins of `--config-dir` by file name; undefined for no such flag. */
    readonly dropIns?: Readonly<Record<string, string>>;
    readonly flags: readonly string[];
}

/** What came of it. */
export type KubeletOutcome =
    | { readonly kind: "serves"; readonly configz: Configz }
    | { readonly kind: "locked"; readonly log: string }
    | { readonly kind: "refused"; readonly log: string };

/** The part of `/configz` that is compared. */
export interface Configz {
    readonly authentication: {
        readonly anonymous: { readonly enabled: boolean };
        readonly webhook: { readonly enabled: boolean };
        readonly x509: { readonly clientCAFile?: string };
    };
    readonly authorization: { readonly mode: string };
    readonly [field: string]: unknown;
}

/** Every kubelet serves here, each on a loopback address of its own: its other ports are the case's, and must not meet. */
const PORT = 31_250;

/** What every kubelet of a test run shares. */
export interface Bench {
    readonly binary: string;
    readonly folder: string;
    readonly containerdSocket: string;
    readonly apiServer: string;
    /** A certificate and key that the test's CA signed, for kubelets that know clients by certificate. */
    readonly client: { readonly cert: string; readonly key: string };
}

/**
 * Starts a real kubelet, asks it for its effective configuration, and stops it.
 *
 * It runs in a mount namespace with the unified cgroup hierarchy, since current kubelets refuse to run beside the old one unless a file
 * says so, and kubelets without a file are among those to compare. What a machine needs and no policy looks at (cgroup driver, swap, its
 * runtime) is given as flags in front, so that the case's own flags win.
 */
export async function runKubelet(bench: Bench, config: KubeletConfig, address: string): Promise<KubeletOutcome> {
    const home = mkdtempSync(join(bench.folder, "kubelet-"));
    const args = argumentsOf(bench, config, address, home);
    const script = 'mount -t cgroup2 none /sys/fs/cgroup && exec "$@"';
    const child = spawn("unshare", ["--mount", "--", "sh", "-c", script, "sh", bench.binary, ...args], {
        cwd: home,
        stdio: ["ignore", "ignore", "pipe"],
    });
    let log = "";
    let ended = false;
    child.stderr.on("data", (chunk) => {
        if (log.length < 1_000_000) log += String(chunk);
    });
    const gone = new Promise<void>((done) => child.once("close", () => done()));
    void gone.then(() => (ended = true));
    try {
        return await until("the kubelet's answer", 20_000, async (): Promise<KubeletOutcome | undefined> => {
            if (ended) return { kind: "refused", log };
            const answer = await configzOf(bench, address);
            if (answer === "locked") return { kind: "locked", log };
            return answer && { kind: "serves", configz: answer };
        });
    } finally {
        child.kill("SIGKILL");
        await gone;
        rmSync(home, { recursive: true, force: true });
    }
}

function argumentsOf(bench: Bench, { file, dropIns, flags }: KubeletConfig, address: string, home: string): string[] {
    const kubeconfig = join(home, "kubeconfig");
    writeFileSync(kubeconfig, kubeconfigFor(bench.apiServer));
    const args = [
        `--kubeconfig=${kubeconfig}`,
        `--root-dir=${join(home, "root")}`,
        `--cert-dir=${join(home, "pki")}`,
        "--hostname-override=node-under-test",
        "--cgroup-driver=cgroupfs",
        "--cgroups-per-qos=false",
        "--enforce-node-allocatable=",
        "--fail-swap-on=false",
        `--container-runtime-endpoint=unix://${bench.containerdSocket}`,
        `--address=${address}`,
        `--port=${PORT}`,
        "--healthz-port=0",
        "--kube-api-content-type=application/json",
    ];
    if (file !== undefined) {
        writeFileSync(join(home, "kubelet.yaml"), file);
        args.push(`--config=${join(home, "kubelet.yaml")}`);
    }
    if (dropIns !== undefined) {
        const folder = join(home, "kubelet.d");
        mkdirSync(folder);
        for (const [name, text] of Object.entries(dropIns)) writeFileSync(join(folder, name), text);
        args.push(`--config-dir=${folder}`);
    }
    return [...args, ...flags];
}

const kubeconfigFor = (server: string) =>
    JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": "test",
        clusters: [{ name: "test", cluster: { server } }],
        users: [{ name: "test", user: {} }],
        contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    });

/** The configuration; "locked" when the kubelet knows nobody; undefined when it does not listen yet. */
function configzOf({ client }: Bench, address: string): Promise<Configz | "locked" | undefined> {
    return new Promise((resolve) => {
        const call = request(
            {
                host: address,
                port: PORT,
                path: "/configz",
                rejectUnauthorized: false,
                headers: { authorization: `Bearer ${KNOWN_TOKEN}` },
                ...client,
                timeout: 5_000,
            },
            (response) => {
                let body = "";
                response.on("data", (chunk) => (body += String(chunk)));
                response.on("end", () => {
                    if (response.statusCode === 401) resolve("locked");
                    else if (response.statusCode !== 200) resolve(undefined);
                    else resolve((JSON.parse(body) as { kubeletconfig: Configz }).kubeletconfig);
                });
            },
        );
        call.on("error", () => resolve(undefined));
        call.on("timeout", () => call.destroy());
        call.end();
    });
}
