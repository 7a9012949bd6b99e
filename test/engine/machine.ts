import { copyFileSync, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Ended, runCommand } from "./command";

/** The CLI, as `scripts/tools.mjs` finds it. */
export interface Cli {
    readonly path: string;
    /** Whether Pulumi's own language host is on PATH. It then runs the programs, boots the packs and installs what they depend on. */
    readonly languageHost: boolean;
}

export interface CommandSettings {
    readonly cwd: string;
    readonly timeoutMs?: number | undefined;
    readonly onOutput?: ((text: string) => void) | undefined;
    readonly color?: "always" | "never" | undefined;
}

/** Boots packs where Pulumi's own language host does not. In the CLI's plugin folder, as on PATH the CLI would warn of it. */
const BOOTER = "pulumi-analyzer-policy-nodejs";
const BOOTER_HOME = "plugins/analyzer-policy-nodejs-v1.0.0";
const LIMIT_MS = 120_000;

/** Somebody's machine: the bare CLI, as a user types it, with a home of its own and none of the caller's settings of Pulumi. */
export class Machine {
    /**
     * @param home the CLI's home: credentials, plugins, installed policy packs. It is made
     * @param settings environment variables of this machine
     */
    constructor(
        private readonly cli: Cli,
        readonly home: string,
        private readonly settings: NodeJS.ProcessEnv,
    ) {
        mkdirSync(join(home, BOOTER_HOME), { recursive: true });
        if (!cli.languageHost) copyFileSync(join(__dirname, "bin", BOOTER), join(home, BOOTER_HOME, BOOTER));
    }

    /** Runs `pulumi ARGS`. */
    pulumi(args: readonly string[], { cwd, color = "never", timeoutMs = LIMIT_MS, onOutput }: CommandSettings): Promise<Ended> {
        return runCommand(this.cli.path, [...args, "--non-interactive", "--color", color], {
            cwd,
            env: this.environment(),
            timeoutMs,
            onOutput,
        });
    }

    private environment(): NodeJS.ProcessEnv {
        return {
            ...withoutPulumi(process.env),
            PATH: [dirname(this.cli.path), process.env.PATH ?? ""].join(delimiter),
            NODE_OPTIONS: "",
            KUBE_BYPASS_GUARD_NODE: process.execPath,
            PULUMI_HOME: this.home,
            PULUMI_SKIP_UPDATE_CHECK: "1",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            ...this.settings,
        };
    }
}

/** The caller's own Pulumi settings would send the commands to their account. */
const withoutPulumi = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
    Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("PULUMI_")));
