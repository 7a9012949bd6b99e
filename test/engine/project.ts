import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseDocument } from "yaml";
import type { Ended } from "./command";
import { type Violation, violationsIn } from "./events";
import { startHost } from "./host";
import { type Cli, Machine } from "./machine";
import { type StandIn, startStandIn } from "./stand-in/provider";

export type { Cli };

/** Where a project's state is: in a folder of its own without one. */
export interface Account {
    /** The stack, with its organisation: `ORGANISATION/STACK`. */
    readonly stack: string;
    /** What tells the CLI of the account. */
    readonly environment: NodeJS.ProcessEnv;
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
    /** The URNs that it changed in place. */
    readonly updated: readonly string[];
    /** The URNs that it deleted. */
    readonly deleted: readonly string[];
}

const ROOT = resolve(__dirname, "../..");
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
        /** The project's, as in its Pulumi.yaml. */
        private readonly name: string,
        private readonly provider: StandIn,
        private readonly machine: Machine,
        private readonly stack: string,
    ) {}

    static async open(cli: Cli, program: Program, account?: Account): Promise<Project> {
        const home = mkdtempSync(join(tmpdir(), "kbg-engine-"));
        const provider = await startStandIn();
        try {
            for (const folder of ["state", "project"]) mkdirSync(join(home, folder));
            const folder = typeof program === "string" ? resolve(program) : written(program, join(home, "program"));
            // The CLI writes the stack's settings beside Pulumi.yaml: into a copy, whose `main` is the program where it is.
            const settings = parseDocument(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
            settings.set("main", resolve(folder, String(settings.get("main") ?? ".")));
            writeFileSync(join(home, "project/Pulumi.yaml"), settings.toString());

            const { stack, environment } = account ?? {
                stack: "dev",
                environment: {
                    PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
                    PULUMI_CONFIG_PASSPHRASE: "not a secret",
                },
            };
            const machine = new Machine(cli, join(home, "home"), {
                PULUMI_DEBUG_PROVIDERS: provider.address,
                PULUMI_DEBUG_COMMANDS: "1",
                ...environment,
            });
            const project = new Project(cli, home, folder, String(settings.get("name")), provider, machine, stack);
            const { exitCode, output } = await project.pulumi(["stack", "init", stack]);
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

    /** Deletes everything: what `pulumi destroy` does. The engine asks no policy, and does not run the program. */
    destroy(): Promise<Result> {
        return this.operation(["destroy", "--yes", "--skip-preview"], {}, false);
    }

    /** Sets what the program reads as its configuration, as `pulumi config set` does. A name without a namespace is the project's own. */
    configure(settings: Readonly<Record<string, unknown>>): void {
        const file = join(this.home, `project/Pulumi.${this.stack}.yaml`);
        const document = parseDocument(existsSync(file) ? readFileSync(file, "utf8") : "");
        for (const [key, value] of Object.entries(settings))
            document.setIn(["config", key.includes(":") ? key : `${this.name}:${key}`], value);
        writeFileSync(file, document.toString());
    }

    /** The stack's state, written to a file. @returns its path */
    async exportStack(): Promise<string> {
        const file = join(this.home, `stack-${++this.commands}.json`);
        const { exitCode, output } = await this.pulumi(["stack", "export", "--stack", this.stack, "--file", file]);
        if (exitCode !== 0) throw new Error(`pulumi stack export failed\n${output}`);
        return file;
    }

    /** The URNs of all that the stack's state has. */
    async resources(): Promise<string[]> {
        const { deployment } = JSON.parse(readFileSync(await this.exportStack(), "utf8")) as {
            deployment: { resources?: { urn: string }[] };
        };
        return (deployment.resources ?? []).map(({ urn }) => urn);
    }

    /** `pulumi policy analyze` over an exported stack. */
    analyze(state: string, packs: readonly Pack[]): Promise<Ended> {
        return this.pulumi(["policy", "analyze", "--file", state, ...this.packArguments(packs)]);
    }

    stop(): void {
        this.provider.stop();
        rmSync(this.home, { recursive: true, force: true });
    }

    private async operation(command: readonly string[], options: RunOptions, runsProgram = true): Promise<Result> {
        const log = join(this.home, `events-${++this.commands}.json`);
        const { created, updated, deleted } = this.provider;
        const before = [created.length, updated.length, deleted.length] as const;
        const host = this.cli.languageHost || !runsProgram ? undefined : await startHost(this.program, options.onOutput);
        try {
            const ended = await this.pulumi(
                [
                    ...command,
                    "--stack",
                    this.stack,
                    "--event-log",
                    log,
                    ...this.packArguments(options.packs ?? []),
                    ...(options.targets ?? []).flatMap((urn) => ["--target", urn]),
                    ...(host === undefined ? [] : [`--client=127.0.0.1:${host.port}`]),
                ],
                options,
            );
            return {
                ...ended,
                violations: violationsIn(log),
                created: created.slice(before[0]),
                updated: updated.slice(before[1]),
                deleted: deleted.slice(before[2]),
            };
        } finally {
            await host?.stop();
        }
    }

    private pulumi(args: readonly string[], { color, timeoutMs, onOutput }: RunOptions = {}): Promise<Ended> {
        return this.machine.pulumi(args, { cwd: join(this.home, "project"), color, timeoutMs, onOutput });
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
