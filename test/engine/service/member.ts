import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ended } from "../command";
import { type Host, startInstallHost } from "../host";
import { type Cli, Machine } from "../machine";
import type { Account } from "../project";
import type { StandInService } from "./server";

/** Somebody of the organisation at their own machine, who types `pulumi` there. */
export class Member {
    private readonly home = mkdtempSync(join(tmpdir(), "kbg-member-"));
    private readonly machine: Machine;

    /** @param token of the service, which the CLI finds in PULUMI_ACCESS_TOKEN */
    constructor(cli: Cli, token: string) {
        this.machine = new Machine(cli, join(this.home, "home"), { PULUMI_ACCESS_TOKEN: token });
    }

    /** @param cwd where they type it; their home, without */
    pulumi(args: readonly string[], cwd = this.home): Promise<Ended> {
        return this.machine.pulumi(args, { cwd });
    }

    stop(): void {
        rmSync(this.home, { recursive: true, force: true });
    }
}

/** A pipeline's account: it logs in by its environment alone. Installs the organisation's packs with the installer, which the caller stops. */
export async function pipeline(
    cli: Cli,
    service: StandInService,
    stack: string,
): Promise<{ readonly account: Account; readonly installer: Host | undefined }> {
    const installer = cli.languageHost ? undefined : await startInstallHost();
    const environment = {
        PULUMI_BACKEND_URL: service.url,
        PULUMI_ACCESS_TOKEN: service.token,
        ...(installer && { PULUMI_DEBUG_LANGUAGES: `nodejs:${installer.port}` }),
    };
    return { account: { stack: `${service.organization.name}/${stack}`, environment }, installer };
}
