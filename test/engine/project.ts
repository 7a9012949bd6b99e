import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { type Ended, runCommand } from "./command";
import { type Violation, violationsIn } from "./events";
import { startHost } from "./host";
import { type StandIn, startStandIn } from "./stand-in/provider";

/** The CLI, as `scripts/tools.mjs` finds it. */
export interface Cli {
    readonly path: string;
    /** Whether Pulumi's own language host is on PATH. It then runs the programs and boots the packs. */
    readonly languageHost: boolean;
}

/** What a person writes into a `--policy-pack-config` file. */
export type PackConfig = Readonly<Record<string, unknown>>;
export type Pack = string | { readonly dir: string; readonly config: PackConfig };

/** A program: its folder, or its files by name. */
export type Program = string | Readonly<Record<string, string>>;

export interface RunOptions {
    /** The folders of the policy packs. */
    readonly packs?: readonly Pack[];
    readonly timeoutMs?: number;
    readonly onOutput?: (text: string) => void;
    readonly color?: "always" | "never";
    /** URNs: the operation is about these alone. */
    readonly targets?: readonly string[];
}

/** What a user sees of one command, and what it did. */
export interface Result extends Ended {
    readonly violations: readonly Violation[];
    /** The URNs that the command created. */
    readonly created: readonly string[];
}

const ROOT = resolve(__dirname, "../..");
/** Boots packs where Pulumi's own language host does not. In the CLI's plugin folder, as on PATH the CLI would warn of it. */
const BOOTER = "pulumi-analyzer-policy-nodejs";
const BOOTER_HOME = "home/plugins/analyzer-policy-nodejs-v1.0.0";
const STACK = "dev";
const LIMIT_MS = 120_000;

/**
 * A Pulumi project on a backend of its own, without a cloud or an account: the bare CLI, as a user types it. Stop it in the end.
 */
export class Project {
    private commands = 0;

    private constructor(
        private readonly cli: Cli,
        /** Everything that the project has on disk. */
        readonly home: string,
        private readonly program: string,
        private readonly provider: StandIn,
    ) {}

    static async open(cli: Cli, program: Program): Promise<Project> {
        const home = mkdtempSync(join(tmpdir(), "kbg-engine-"));
        const provider = await startStandIn();
        try {
            for (const folder of ["state", "project", BOOTER_HOME]) mkdirSync(join(home, folder), { recursive: true });
            if (!cli.languageHost) copyFileSync(join(__dirname, "bin", BOOTER), join(home, BOOTER_HOME, BOOTER));
            const folder = typeof program === "string" ? resolve(program) : written(program, join(home, "program"));
            // The CLI writes the stack's settings beside Pulumi.yaml: into a copy, whose `main` is the program where it is.
            const settings = parseDocument(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
            settings.set("main", resolve(folder, String(settings.get("main") ?? ".")));
            writeFileSync(join(home, "project/Pulumi.yaml"), settings.toString());

            const project = new Project(cli, home, folder, provider);
            const { exitCode, output } = await project.pulumi(["stack", "init", STACK]);
            if (exitCode !== 0) throw new Error(`pulumi stack init failed\n${output}`);
            return project;
        } catch (error) {
            provider.stop();
            rmSync(home, { recursive: true, force: true });
            throw error;
        }
    }

    preview(options: RunOptions = {}): Promise<Result> {
        return this.operation(["preview"], options);
    }

    /** Previews, then creates: what `pulumi up --yes` does. */
    up(options: RunOptions = {}): Promise<Result> {
        return this.operation(["up", "--yes"], options);
    }

    /** Creates without a preview, as many a pipeline does. */
    upWithoutPreview(options: RunOptions = {}): Promise<Result> {
        return this.operation(["up", "--yes", "--skip-preview"], options);
    }

    /** The stack's state, written to a file. @returns its path */
    async exportStack(): Promise<string> {
        const file = join(this.home, `stack-${++this.commands}.json`);
        const { exitCode, output } = await this.pulumi(["stack", "export", "--stack", STACK, "--file", file]);
        if (exitCode !== 0) throw new Error(`pulumi stack export failed\n${output}`);
        return file;
    }

    /** `pulumi policy analyze` over an exported stack. */
    analyze(state: string, packs: readonly Pack[]): Promise<Ended> {
        return this.pulumi(["policy", "analyze", "--file", state, ...this.packArguments(packs)]);
    }

    stop(): void {
        this.provider.stop();
        rmSync(this.home, { recursive: true, force: true });
    }

    private async operation(command: readonly string[], options: RunOptions): Promise<Result> {
        const log = join(this.home, `events-${++this.commands}.json`);
        const before = this.provider.created.length;
        const host = this.cli.languageHost ? undefined : await startHost(this.program, options.onOutput);
        try {
            const ended = await this.pulumi(
                [
                    ...command,
                    "--stack",
                    STACK,
                    "--event-log",
                    log,
                    ...this.packArguments(options.packs ?? []),
                    ...(options.targets ?? []).flatMap((urn) => ["--target", urn]),
                    ...(host === undefined ? [] : [`--client=127.0.0.1:${host.port}`]),
                ],
                options,
            );
            return { ...ended, violations: violationsIn(log), created: this.provider.created.slice(before) };
        } finally {
            await host?.stop();
        }
    }

    private pulumi(
        args: readonly string[],
        { color = "never", timeoutMs = LIMIT_MS, onOutput }: RunOptions = {},
    ): Promise<Ended> {
        return runCommand(this.cli.path, [...args, "--non-interactive", "--color", color], {
            cwd: join(this.home, "project"),
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
            PULUMI_HOME: join(this.home, "home"),
            PULUMI_BACKEND_URL: `file://${join(this.home, "state")}`,
            PULUMI_CONFIG_PASSPHRASE: "not a secret",
            PULUMI_SKIP_UPDATE_CHECK: "1",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_DEBUG_PROVIDERS: this.provider.address,
            PULUMI_DEBUG_COMMANDS: "1",
        };
    }

    /** The configurations of packs go by position, so that every pack has one as soon as one has. */
    private packArguments(packs: readonly Pack[]): string[] {
        const uses = packs.map((pack) => (typeof pack === "string" ? { dir: pack, config: undefined } : pack));
        const configured = uses.some(({ config }) => config !== undefined);
        return uses.flatMap(({ dir, config }) => {
            if (!configured) return ["--policy-pack", resolve(dir)];
            const file = join(this.home, `pack-${++this.commands}.json`);
            writeFileSync(file, JSON.stringify(config ?? {}));
            return ["--policy-pack", resolve(dir), "--policy-pack-config", file];
        });
    }
}

/** The caller's own Pulumi settings would send the commands to their account. */
const withoutPulumi = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
    Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("PULUMI_")));

/** A program given as files, where this repository's packages are found. */
function written(files: Readonly<Record<string, string>>, folder: string): string {
    const defaults = {
        "Pulumi.yaml": "name: program\nruntime: nodejs\n",
        "package.json": '{ "name": "program", "main": "index.ts" }\n',
        "tsconfig.json": '{ "compilerOptions": { "target": "es2022", "module": "commonjs", "moduleResolution": "node" } }\n',
    };
    mkdirSync(folder);
    for (const [name, text] of Object.entries({ ...defaults, ...files })) writeFileSync(join(folder, name), text);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    return folder;
}
