import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ended } from "../command";
import { startInstallHost } from "../host";
import { type Cli, Machine } from "../machine";
import type { Account } from "../project";
import type { StandInService } from "./server";

/** Somebody of the organisation at their own machine, who types `pulumi` there. */
export class Member {
    readonly home = mkdtempSync(join(tmpdir(), "kbg-member-"));
    private readonly machine: Machine;
    private files = 0;

    /** @param token of the service, which the CLI finds in PULUMI_ACCESS_TOKEN */
    constructor(cli: Cli, token: string) {
        this.machine = new Machine(cli, join(this.home, "home"), { PULUMI_ACCESS_TOKEN: token });
    }

    /**
     * Types `pulumi COMMAND`.
     * @param command words between spaces
     * @param cwd where; their home, without
     */
    pulumi(command: string, cwd = this.home): Promise<Ended> {
        return this.machine.pulumi(command.split(" "), { cwd });
    }

    /** Writes a configuration into a file. @returns its path */
    written(configuration: unknown): string {
        const file = join(this.home, `config-${++this.files}.json`);
        writeFileSync(file, JSON.stringify(configuration));
        return file;
    }

    stop(): void {
        rmSync(this.home, { recursive: true, force: true });
    }
}

/** A pipeline that updates stacks of the organisation. It logs in by its environment alone, on a machine where no pack is installed yet. */
export class Pipeline {
    private constructor(
        private readonly service: StandInService,
        private readonly environment: NodeJS.ProcessEnv,
        readonly stop: () => Promise<void>,
    ) {}

    /** @param settings environment variables beside the account's */
    static async start(cli: Cli, service: StandInService, settings: NodeJS.ProcessEnv = {}): Promise<Pipeline> {
        // npm's own settings stand; what its cache holds need not be asked of the registry again.
        const npm = { npm_config_prefer_offline: "true", ...settings };
        const installer = cli.languageHost ? undefined : await startInstallHost(npm);
        const environment = {
            PULUMI_BACKEND_URL: service.url,
            PULUMI_ACCESS_TOKEN: service.token,
            ...npm,
            ...(installer && { PULUMI_DEBUG_LANGUAGES: `nodejs:${installer.port}` }),
        };
        return new Pipeline(service, environment, async () => installer?.stop());
    }

    /** Its account, for one stack. */
    on(stack: string): Account {
        return { stack: `${this.service.organization.name}/${stack}`, environment: this.environment };
    }
}
