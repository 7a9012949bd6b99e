import { spawn } from "node:child_process";
import { join } from "node:path";

/** A process that does for the CLI what a language host of Pulumi does. */
export interface Host {
    readonly port: number;
    stop(): Promise<void>;
}

/**
 * @param program the folder of the program
 * @throws Error with what it printed, when it does not start
 */
export function startHost(program: string, onOutput?: (text: string) => void): Promise<Host> {
    const args = ["-r", join(__dirname, "register.cjs"), join(__dirname, "program-host.ts"), program];
    return started("the program host", process.execPath, args, { onOutput });
}

/**
 * What installs the dependencies of an organisation's packs, where no language host of Pulumi is installed.
 * @param settings environment variables for it
 * @throws Error with what it printed, when it does not start
 */
export function startInstallHost(settings: NodeJS.ProcessEnv): Promise<Host> {
    const path = process.env.KUBE_BYPASS_GUARD_INSTALL_HOST;
    if (path === undefined) throw new Error("the engine tests run in the jest project named engine");
    return started("the installer of packs", path, [], { settings });
}

async function started(
    name: string,
    command: string,
    args: readonly string[],
    options: { readonly settings?: NodeJS.ProcessEnv; readonly onOutput?: ((text: string) => void) | undefined },
): Promise<Host> {
    // --stack-trace-limit and the like of the test runner are not the program's.
    const env = { ...process.env, NODE_OPTIONS: "", ...options.settings };
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], env });
    const ended = new Promise<void>((done) => child.once("close", () => done()));
    let printed = "";
    child.stderr.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
        options.onOutput?.(chunk.toString());
    });
    const stop = async () => {
        child.kill("SIGKILL");
        await ended;
    };
    const port = await new Promise<number>((done, fail) => {
        const limit = setTimeout(() => fail(new Error(`${name} did not start in a minute\n${printed}`)), 60_000);
        const settle = (act: () => void) => {
            clearTimeout(limit);
            act();
        };
        child.stdout.once("data", (chunk: Buffer) => settle(() => done(Number(chunk.toString().trim()))));
        child.once("error", (error) => settle(() => fail(error)));
        child.once("close", () => settle(() => fail(new Error(`${name} ended\n${printed}`))));
    }).catch(async (error: unknown) => {
        await stop();
        throw error;
    });
    return { port, stop };
}
