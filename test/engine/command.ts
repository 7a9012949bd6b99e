import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** How a command ended: its exit code and what a person would have read, both streams in their order. */
export interface Ended {
    readonly exitCode: number;
    readonly output: string;
}

export interface CommandOptions {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly timeoutMs: number;
    /** Gets each piece of output as it comes. */
    readonly onOutput?: ((text: string) => void) | undefined;
}

/** A command took longer than it may; everything it had started is ended by then. */
export class TimedOut extends Error {
    override readonly name = "TimedOut";

    constructor(
        message: string,
        /** The processes that were ended: the command and what it had started. */
        readonly processes: readonly number[],
    ) {
        super(message);
    }
}

/**
 * Runs a command in a process group of its own.
 * @throws TimedOut with the output so far, after an interrupt (so that the CLI ends its plugins) and, when that does not help, a kill
 */
export async function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<Ended> {
    const { cwd, env, timeoutMs, onOutput } = options;
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const take = (chunk: Buffer) => {
        const text = chunk.toString();
        output += text;
        onOutput?.(text);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);

    const ended = new Promise<number>((done, fail) => {
        child.once("error", fail);
        child.once("close", (code) => done(code ?? -1));
    });
    let ending: Promise<readonly number[]> | undefined;
    const limit = setTimeout(() => (ending = end(child)), timeoutMs);
    try {
        const exitCode = await ended;
        if (ending !== undefined) {
            throw new TimedOut(`${command} ${args.join(" ")} took longer than ${timeoutMs} ms\n${output}`, await ending);
        }
        return { exitCode, output };
    } finally {
        clearTimeout(limit);
    }
}

/** The CLI gives each plugin a process group of its own, and ends them at an interrupt; a plugin that does not answer outlives it. */
async function end(child: ChildProcess): Promise<readonly number[]> {
    const processes = [child.pid!, ...descendants(child.pid!)];
    signal(child.pid!, "SIGINT");
    for (let waited = 0; waited < 4000 && child.exitCode === null && child.signalCode === null; waited += 100) await sleep(100);
    for (const pid of processes) signal(pid, "SIGKILL");
    for (let waited = 0; waited < 15_000 && processes.some(isRunning); waited += 50) await sleep(50);
    return processes;
}

/** The children of a process, and theirs; none where there is no `ps`. */
export function descendants(pid: number): number[] {
    const all = listed()
        .split("\n")
        .map((line) => line.trim().split(/\s+/).map(Number));
    const below = (parent: number): number[] =>
        all.flatMap(([child, of]) => (child !== undefined && of === parent ? [child, ...below(child)] : []));
    return below(pid);
}

function listed(): string {
    try {
        return execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    } catch {
        return "";
    }
}

/** Whether a process of this id still exists. */
export function isRunning(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}

function signal(pid: number, name: NodeJS.Signals): void {
    try {
        process.kill(pid, name);
    } catch {
        // It has ended already.
    }
}
