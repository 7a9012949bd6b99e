import { spawn } from "node:child_process";
import { join } from "node:path";

/** A process that runs one program for one command of the CLI. */
export interface Host {
    readonly port: number;
    stop(): Promise<void>;
}

/**
 * @param program the folder of the program
 * @throws Error with what it printed, when it does not start
 */
export async function startHost(program: string, onOutput: (text: string) => void = () => undefined): Promise<Host> {
    const args = ["-r", join(__dirname, "register.cjs"), join(__dirname, "program-host.ts"), program];
    // --stack-trace-limit and the like of the test runner are not the program's.
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, NODE_OPTIONS: "" } });
    const ended = new Promise<void>((done) => child.once("close", () => done()));
    let printed = "";
    child.stderr.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
        onOutput(chunk.toString());
    });
    const stop = async () => {
        child.kill("SIGKILL");
        await ended;
    };
    const port = await new Promise<number>((done, fail) => {
        const limit = setTimeout(() => fail(new Error(`the program host did not start in a minute\n${printed}`)), 60_000);
        const settle = (act: () => void) => {
            clearTimeout(limit);
            act();
        };
        child.stdout.once("data", (chunk: Buffer) => settle(() => done(Number(chunk.toString().trim()))));
        child.once("error", (error) => settle(() => fail(error)));
        child.once("close", () => settle(() => fail(new Error(`the program host ended\n${printed}`))));
    }).catch(async (error: unknown) => {
        await stop();
        throw error;
    });
    return { port, stop };
}
