import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
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
    /** A file into which plugins that run in process groups of their own write their pids, a line each. */
    readonly pids?: string;
}

/** A command took longer than it may; everything it had started is ended by then. */
export class TimedOut extends Error {
    override readonly name = "TimedOut";
}

/**
 * Runs a command in a process group of its own.
 * @throws TimedOut with the output so far, after an interrupt (so that the CLI ends its plugins) and, when that does not help, a kill
 */
export async function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<Ended> {
    const { cwd, env, timeoutMs, onOutput, pids } = options;
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
    let ending: Promise<void> | undefined;
    const limit = setTimeout(() => (ending = endGroup(child, pids)), timeoutMs);
    try {
        const exitCode = await ended;
        await ending;
        if (ending !== undefined) throw new TimedOut(`${command} ${args.join(" ")} took longer than ${timeoutMs} ms\n${output}`);
        return { exitCode, output };
    } finally {
        clearTimeout(limit);
    }
}

async function endGroup(child: ChildProcess, pids: string | undefined): Promise<void> {
    signal(-child.pid!, "SIGINT");
    for (let waited = 0; waited < 4000 && child.exitCode === null && child.signalCode === null; waited += 100) await sleep(100);
    signal(-child.pid!, "SIGKILL");
    for (const pid of recorded(pids)) {
        signal(pid, "SIGKILL");
        for (let waited = 0; waited < 2000 && isRunning(pid); waited += 50) await sleep(50);
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

/** The plugins' pids. */
export const recorded = (pids: string | undefined): number[] =>
    pids !== undefined && existsSync(pids) ? readFileSync(pids, "utf8").split("\n").filter(Boolean).map(Number) : [];

function signal(pid: number, name: NodeJS.Signals): void {
    try {
        process.kill(pid, name);
    } catch {
        // It has ended already.
    }
}
