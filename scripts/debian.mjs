// Programs of Debian's packages that are unpacked into a folder of our own and never installed: an audit daemon that a package starts would
// take over the audit of the machine that runs the tests.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./nodes.mjs";

/**
 * auditd with auditctl, augenrules and ausearch: Debian's, fetched and unpacked once with whatever of its dependencies the machine lacks.
 *
 * @param {{ progress?: (line: string) => void }} [options] `progress` gets a line when something takes long
 * @returns {{ ok: true, value: { path: string } } | { ok: false, reason: string }} the folder that holds their `sbin` and `lib`
 */
export function findAudit({ progress = (line) => console.error(line) } = {}) {
    const home = join(CACHE, "tools", `auditd-${process.arch}`);
    if (existsSync(join(home, "sbin/auditctl"))) return { ok: true, value: { path: home } };
    mkdirSync(join(CACHE, "tools"), { recursive: true });
    const fresh = mkdtempSync(`${home}-`);
    try {
        progress(`fetching Debian's auditd into ${home}`);
        const run = (program, ...args) =>
            execFileSync(program, args, { cwd: fresh, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
        run("apt-get", "-qq", "update");
        const plan = run("apt-get", "--simulate", "--no-install-recommends", "install", "auditd");
        const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
        run("apt-get", "-qq", "download", "auditd", ...missing.filter((name) => name !== "auditd"));
        for (const name of readdirSync(fresh)) {
            run("dpkg", "--extract", name, fresh);
            rmSync(join(fresh, name));
        }
        rmSync(home, { recursive: true, force: true });
        renameSync(fresh, home);
        return { ok: true, value: { path: home } };
    } catch (error) {
        rmSync(fresh, { recursive: true, force: true });
        return { ok: false, reason: `apt-get gives no auditd here (${String(error.message).split("\n")[0]})` };
    }
}
