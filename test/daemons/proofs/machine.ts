import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { ownKernelSettings } from "../kubelet";
import type { Room } from "../room";
import { until } from "../until";

const exec = promisify(execFile);

/** The node's own address, which nothing outside the room has. */
export const NODE_ADDRESS = "192.0.2.10";

/** A daemon that runs on a machine. */
export interface Daemon {
    /** The end of what it has logged, 200,000 characters at most. */
    log(): string;
    readonly ended: boolean;
    /** Asks it to end, and waits. */
    stop(): Promise<void>;
}

/**
 * What a node is to its daemons: a network, processes, mounts with a /run of its own, and a control group, all apart from those of the machine
 * that the test runs on. When it stops, every process in it ends, whoever started it.
 */
export interface Machine {
    /** Its control group, to which containers go. */
    readonly cgroup: string;
    start(program: string, ...args: readonly string[]): Promise<Daemon>;
    /** Runs a program to its end. @throws Error with what it wrote when it fails */
    output(program: string, ...args: readonly string[]): Promise<string>;
    stop(): Promise<void>;
}

/** @param folder for its files, seen from both sides under the same path */
export async function openMachine(folder: string, room: Room): Promise<Machine> {
    const home = mkdtempSync(join(folder, "machine-"));
    const cgroup = `/${basename(folder)}`;
    const setUp = [
        `ip addr replace ${NODE_ADDRESS}/32 dev lo`,
        "mount -t tmpfs none /run",
        // What daemons or Pods make below these they make for the machine alone.
        ...["etc", "var/lib"].flatMap((path) => {
            const [upper, work] = [`/run/above/${path}`, `/run/above/.${path.replace("/", "-")}`];
            return [
                `mkdir -p ${upper} ${work}`,
                `mount -t overlay none -o lowerdir=/${path},upperdir=${upper},workdir=${work} /${path}`,
            ];
        }),
        ...ownKernelSettings(home),
        "echo ready",
        // The first process takes the orphans, which shells do while they wait for something.
        "while :; do sleep 3600 & wait $!; done",
    ];
    const [program, ...enterRoom] = room.enter;
    const namespaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--"];
    const first = spawn(program!, [...enterRoom, ...namespaces, "sh", "-e", "-c", setUp.join("\n")], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = new Promise<void>((done) => first.once("close", () => done()));
    await Promise.race([
        new Promise<void>((done) => first.stdout.once("data", () => done())),
        gone.then(() => Promise.reject(new Error("the machine's namespaces did not open"))),
    ]);
    const of = (kind: string) => `/proc/${first.pid}/ns/${kind}`;
    const enter = [`--net=${of("net")}`, `--mount=${of("mnt")}`, `--pid=${of("pid_for_children")}`, "--"];

    const output: Machine["output"] = async (name, ...args) =>
        (await exec("nsenter", [...enter, name, ...args], { timeout: 60_000, maxBuffer: 16_000_000 })).stdout;
    let daemons = 0;
    return {
        cgroup,
        output,
        async start(name, ...args) {
            const pidFile = join(home, `${daemons++}.pid`);
            const child = spawn("nsenter", [...enter, "sh", "-c", `echo $$ > ${pidFile}; exec "$@"`, "sh", name, ...args], {
                cwd: home,
                stdio: ["ignore", "pipe", "pipe"],
            });
            let log = "";
            let ended = false;
            for (const stream of [child.stdout, child.stderr])
                stream.on("data", (chunk: Buffer) => (log = `${log}${chunk.toString()}`.slice(-200_000)));
            const exited = new Promise<void>((done) => child.once("exit", () => ((ended = true), done())));
            await until(
                `the start of ${name}`,
                10_000,
                () => ended || (existsSync(pidFile) && readFileSync(pidFile, "utf8").trim()),
            );
            return {
                log: () => log,
                get ended() {
                    return ended;
                },
                async stop() {
                    if (!ended) await output("kill", "-TERM", readFileSync(pidFile, "utf8").trim()).catch(() => undefined);
                    await exited;
                },
            };
        },
        async stop() {
            first.kill("SIGKILL");
            await gone;
            await removeControlGroups(cgroup);
        },
    };
}

/** Takes away the groups that containers had, in every hierarchy of the kernel. */
async function removeControlGroups(cgroup: string): Promise<void> {
    const root = "/sys/fs/cgroup";
    const hierarchies = [root, ...readdirSync(root).map((name) => join(root, name))];
    const folders = hierarchies.map((hierarchy) => join(hierarchy, cgroup)).filter((path) => existsSync(path));
    for (const folder of folders) {
        await until(`the end of ${folder}`, 10_000, () => {
            try {
                removeGroups(folder);
                return true;
            } catch {
                // Its processes have been told to end, and have not yet.
                return false;
            }
        });
    }
}

function removeGroups(folder: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory()) removeGroups(join(folder, entry.name));
    rmdirSync(folder);
}

/** Makes a folder that the machine and the test see. */
export function folderIn(folder: string, name: string): string {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
}
