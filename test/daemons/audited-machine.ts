import { execFile, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { LEASH } from "./room";
import { until } from "./until";

const exec = promisify(execFile);

/** What came of a program that was run on the machine. */
export interface Outcome {
    readonly succeeded: boolean;
    /** What it wrote, to stderr too. */
    readonly said: string;
}

/**
 * A machine with a real auditd on the real kernel, whose /etc, /var/lib, /var/log and /srv are its own: the kernel's rules name files by their
 * place in these, so that nothing else on the machine that the test runs on is recorded.
 */
export interface AuditedMachine {
    /** Runs a program to its end. */
    run(program: string, ...args: readonly string[]): Promise<Outcome>;
    /** Runs a shell's script. @throws Error with what it wrote when it fails */
    shell(script: string): Promise<string>;
    /** What auditctl's parser says of one line of rules, which is not sent to the kernel; undefined where nothing is wrong with it. */
    faultOf(line: string): Promise<string | undefined>;
    /** The raw records that have a key. */
    recordsOf(key: string): Promise<string>;
    /** Takes the rules away, ends the daemon, and leaves the kernel's audit as it was. */
    stop(): Promise<void>;
}

const OWN = ["etc", "var/lib", "var/log", "srv"];

/**
 * @param audit the folder with `sbin` and `lib` of auditd's package
 * @throws Error where the kernel's audit cannot be used, or somebody uses it already
 */
export async function openAuditedMachine(audit: string): Promise<AuditedMachine> {
    const libraries = librariesOf(audit).join(":");
    const environment = `LD_LIBRARY_PATH=${libraries}`;
    const setUp = [
        "mount -t tmpfs none /run",
        ...OWN.map((path) => {
            const [upper, work] = [`/run/above/${path}`, `/run/above/.${path.replace("/", "-")}`];
            return `mkdir -p ${upper} ${work}; mount -t overlay none -o lowerdir=/${path},upperdir=${upper},workdir=${work} /${path}`;
        }),
        // The scripts of the package call its programs by their whole path.
        `mount -t overlay none -o lowerdir=${audit}/sbin:$(readlink -f /sbin) $(readlink -f /sbin)`,
        "rm -rf /etc/audit; mkdir -p /var/log/audit",
        `cp -r ${audit}/etc/audit /etc/audit`,
        "id -u etcd >/dev/null 2>&1 || useradd --system --no-create-home etcd",
        "echo ready",
        "exec sleep infinity > /dev/null 2>&1",
    ];
    const [leash, ...held] = LEASH;
    const first = spawn(leash!, [...held, "unshare", "--mount", "--", "sh", "-e", "-c", setUp.join("\n")], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = new Promise<void>((done) => first.once("close", () => done()));
    await Promise.race([
        new Promise<void>((done) => first.stdout.once("data", () => done())),
        gone.then(() => Promise.reject(new Error("the machine's mount namespace did not open"))),
    ]);
    const enter = [`--mount=/proc/${first.pid}/ns/mnt`, "--", "env", environment];
    const run: AuditedMachine["run"] = async (program, ...args) => {
        try {
            const { stdout, stderr } = await exec("nsenter", [...enter, program, ...args], { timeout: 30_000 });
            return { succeeded: true, said: `${stdout}${stderr}` };
        } catch (error) {
            const { stdout = "", stderr = String(error) } = error as { stdout?: string; stderr?: string };
            return { succeeded: false, said: `${stdout}${stderr}` };
        }
    };
    const end = async () => {
        first.kill("SIGKILL");
        await gone;
    };
    const before = await stateOf(run);
    const rules = await run("auditctl", "-l");
    if (before === undefined || !rules.succeeded) {
        await end();
        throw new Error(`cannot load rules, because the kernel's audit is out of reach: ${rules.said.trim()}`);
    }
    if (before.pid !== 0 || before.enabled !== 0 || rules.said.trim() !== "No rules") {
        await end();
        throw new Error("cannot load rules, because this machine is audited already, and its own rules would be taken away");
    }

    const daemon = spawn("nsenter", [`--mount=/proc/${first.pid}/ns/mnt`, "--", ...LEASH, "env", environment, "auditd", "-n"], {
        stdio: "ignore",
    });
    const ended = new Promise<void>((done) => daemon.once("close", () => done()));
    const stop = async () => {
        await run("auditctl", "-D");
        daemon.kill("SIGTERM");
        await ended;
        for (const [flag, value] of [
            ["-b", before.backlog_limit],
            ["-f", before.failure],
            ["-e", before.enabled],
        ])
            await run("auditctl", String(flag), String(value));
        await end();
    };
    try {
        await until("auditd", 10_000, async () => (await stateOf(run))!.pid !== 0);
    } catch (error) {
        await stop();
        throw error;
    }
    return {
        run,
        async shell(script) {
            const { succeeded, said } = await run("sh", "-e", "-c", script);
            if (!succeeded) throw new Error(said);
            return said;
        },
        async faultOf(line) {
            // The kernel takes nothing from a namespace of processes that is not its first, and says so once the line is understood.
            const { said } = await run("unshare", "--pid", "--fork", "auditctl", ...line.split(" "));
            return /Error sending (?!status )[\w ]+ request \(Operation not permitted\)\s*$/.test(said) ? undefined : said.trim();
        },
        recordsOf: async (key) => {
            // Records reach their file a moment after what they are about.
            await new Promise((done) => setTimeout(done, 300));
            const { said } = await run("ausearch", "--input-logs", "--raw", "-k", key);
            return said.includes("<no matches>") ? "" : said;
        },
        stop,
    };
}

/** The kernel's own words about its audit; undefined where it gives none. */
async function stateOf(run: AuditedMachine["run"]): Promise<Record<string, number> | undefined> {
    const { succeeded, said } = await run("auditctl", "-s");
    const state = Object.fromEntries([...said.matchAll(/^(\w+) (\d+)$/gm)].map(([, name, value]) => [name!, Number(value)]));
    return succeeded && state["pid"] !== undefined ? state : undefined;
}

/** The folders that hold libraries of the package and of what it needs. */
function librariesOf(audit: string): string[] {
    return ["lib", "usr/lib"].flatMap((path) => {
        const folder = join(audit, path);
        if (!existsSync(folder)) return [];
        return [folder, ...readdirSync(folder).map((name) => join(folder, name))];
    });
}
