import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { dirname, join } from "node:path";
import { connect } from "node:tls";
import { API_SERVER, type Room } from "./room";
import { KNOWN_TOKEN } from "./token-review";
import { until } from "./until";

/** How a kubelet is configured: what a node's boot would have written and run. */
export interface KubeletConfig {
    /** The file of `--config`, as JSON or YAML text; undefined for a kubelet without one. */
    readonly file?: string;
    /** Drop-ins of `--config-dir` by path below it; undefined for no such flag. */
    readonly dropIns?: Readonly<Record<string, string>>;
    readonly flags: readonly string[];
}

/** A configuration with the kubelet's own names for its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What came of it. `/configz` is behind the kubelet's authentication, its debugging handlers, its server and its serving certificate; a
 * kubelet that runs without answering has written its configuration to its log (in Go's names, header values masked).
 */
export type KubeletOutcome =
    | { readonly kind: "serves"; readonly configz: Fields; readonly home: string }
    | { readonly kind: "logs"; readonly logged: Fields; readonly home: string }
    | { readonly kind: "refused"; readonly log: string };

/** What every kubelet of a test run shares. */
export interface Bench {
    readonly binary: string;
    readonly folder: string;
    readonly containerdSocket: string;
    /** A certificate and key that the test's CA signed, for kubelets that know clients by certificate. */
    readonly client: { readonly cert: string; readonly key: string };
}

/** How long a kubelet that has started may take to answer or to exit, before it counts as silent. */
const PATIENCE_MS = 4_000;

/**
 * Starts a real kubelet, asks it for its effective configuration, and stops it.
 * @param visit is awaited before it is stopped
 *
 * It runs in the room's network, and in a mount namespace with the unified cgroup hierarchy (current kubelets refuse to run beside the old
 * one unless a file says so, and kubelets without a file are among those to compare), with containerd where kubelets look for it, and with
 * kernel settings of its own, which it would change or, with protectKernelDefaults, refuse. What a machine needs and no policy looks at
 * (cgroup driver, swap) is given as flags in front, so that the case's own flags win.
 */
export async function runKubelet(
    bench: Bench,
    config: KubeletConfig,
    room: Room,
    visit?: (outcome: KubeletOutcome) => Promise<void>,
): Promise<KubeletOutcome> {
    const home = mkdtempSync(join(bench.folder, "kubelet-"));
    const args = argumentsOf(config, home);
    const words = [...room.enter, "unshare", "--mount", "--", "sh", "-c", mountsOf(bench, home), "sh", bench.binary, ...args];
    const child = spawn(words[0]!, words.slice(1), { cwd: home, stdio: ["ignore", "ignore", "pipe"] });
    let log = "";
    let ended = false;
    let startedAt: number | undefined;
    child.stderr.on("data", (chunk) => {
        if (log.length < 4_000_000) log += String(chunk);
    });
    const gone = new Promise<void>((done) => child.once("close", () => done()));
    void gone.then(() => (ended = true));
    try {
        const outcome = await until("the kubelet's answer", 40_000, async (): Promise<KubeletOutcome | undefined> => {
            if (ended) return { kind: "refused", log };
            const logged = loggedConfiguration(log);
            if (logged === undefined) return undefined;
            const configz = await configzOf(bench, logged, room);
            if (configz === "denied") return { kind: "logs", logged, home };
            if (configz !== undefined) return { kind: "serves", configz, home };
            if (startedAt === undefined && log.includes('"Started kubelet"')) startedAt = Date.now();
            const isPatienceOver = startedAt !== undefined && Date.now() - startedAt > PATIENCE_MS;
            return isPatienceOver && !ended ? { kind: "logs", logged, home } : undefined;
        });
        await visit?.(outcome);
        return outcome;
    } finally {
        child.kill("SIGKILL");
        await gone;
        rmSync(home, { recursive: true, force: true });
    }
}

const KERNEL = { "vm/overcommit_memory": 1, "vm/panic_on_oom": 0, "kernel/panic": 10, "kernel/panic_on_oops": 1 };

/** The commands that give a mount namespace kernel settings of its own, kept in files of a folder. */
export function ownKernelSettings(folder: string): readonly string[] {
    return Object.entries(KERNEL).map(([name, value]) => {
        const file = join(folder, name.replace("/", "-"));
        writeFileSync(file, `${value}\n`);
        return `mount --bind ${file} /proc/sys/${name}`;
    });
}

function mountsOf({ containerdSocket }: Bench, home: string): string {
    return [
        "mount -t cgroup2 none /sys/fs/cgroup",
        "mount -t tmpfs none /run",
        "mkdir /run/containerd",
        `ln -s ${containerdSocket} /run/containerd/containerd.sock`,
        ...ownKernelSettings(home),
        'exec "$@"',
    ].join(" && ");
}

function argumentsOf({ file, dropIns, flags }: KubeletConfig, home: string): string[] {
    const kubeconfig = join(home, "kubeconfig");
    writeFileSync(kubeconfig, KUBECONFIG);
    const args = [
        `--kubeconfig=${kubeconfig}`,
        `--root-dir=${join(home, "root")}`,
        `--cert-dir=${join(home, "pki")}`,
        "--hostname-override=node-under-test",
        "--cgroup-driver=cgroupfs",
        "--cgroups-per-qos=false",
        "--enforce-node-allocatable=",
        "--fail-swap-on=false",
        "--kube-api-content-type=application/json",
        "--v=5",
    ];
    if (file !== undefined) {
        writeFileSync(join(home, "kubelet.yaml"), file);
        args.push(`--config=${join(home, "kubelet.yaml")}`);
    }
    if (dropIns !== undefined) {
        const folder = join(home, "kubelet.d");
        mkdirSync(folder);
        for (const [path, text] of Object.entries(dropIns)) {
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), text);
        }
        args.push(`--config-dir=${folder}`);
    }
    return [...args, ...flags];
}

const KUBECONFIG = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    clusters: [{ name: "test", cluster: { server: API_SERVER } }],
    users: [{ name: "test", user: {} }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
});

/** The line that the kubelet logs at level 5 once it has accepted a configuration. */
function loggedConfiguration(log: string): Fields | undefined {
    const match = /"KubeletConfiguration" configuration=<\n([\s\S]*?)\n >\n/.exec(log);
    return match === null ? undefined : (JSON.parse(match[1]!) as Fields);
}

/** The configuration; "denied" when the kubelet answers without it; undefined when it does not answer, or not yet. */
function configzOf({ client }: Bench, { Address, Port }: Fields, room: Room): Promise<Fields | "denied" | undefined> {
    const wildcards: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };
    return new Promise((resolve) => {
        const socket = room.dial(wildcards[String(Address)] ?? String(Address), Number(Port));
        const call = request(
            {
                path: "/configz",
                headers: { authorization: `Bearer ${KNOWN_TOKEN}` },
                createConnection: () => connect({ socket, rejectUnauthorized: false, ...client }),
                timeout: 5_000,
            },
            (response) => {
                let body = "";
                response.on("data", (chunk) => (body += String(chunk)));
                response.on("end", () => {
                    socket.destroy();
                    if (response.statusCode === 401 || response.statusCode === 404) resolve("denied");
                    else if (response.statusCode !== 200) resolve(undefined);
                    else resolve((JSON.parse(body) as { kubeletconfig: Fields }).kubeletconfig);
                });
            },
        );
        const fail = () => {
            socket.destroy();
            resolve(undefined);
        };
        socket.on("error", fail);
        call.on("error", fail);
        call.on("timeout", () => call.destroy());
        call.end();
    });
}
