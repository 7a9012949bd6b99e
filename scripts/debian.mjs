// Programs of Debian's packages that are unpacked into a folder of our own and never installed: an audit daemon that a package starts would
// take over the audit of the machine that runs the tests, and a browser is nothing that whoever has the tests run asked for.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./nodes.mjs";

/**
 * @typedef {{ progress?: (line: string) => void }} Options `progress` gets a line when something takes long
 * @typedef {{ ok: true, value: { path: string } } | { ok: false, reason: string }} Found
 */

/**
 * auditd with auditctl, augenrules and ausearch.
 *
 * @param {Options} [options]
 * @returns {Found} the folder that holds their `sbin` and `lib`
 */
export const findAudit = (options) => unpacked("auditd", ["auditd"], "sbin/auditctl", options);

/** Below the folder into which it is unpacked. */
const BROWSER = "usr/lib/chromium/chromium-headless-shell";

/**
 * Chromium without a window, and a font, so that text has a width on every machine.
 *
 * @param {Options} [options]
 * @returns {{ ok: true, value: { path: string, libraries: string[], fonts: string } } | { ok: false, reason: string }} the program, and the folders of its
 *   libraries and of its only fonts
 */
export function findBrowser(options) {
    const found = unpacked("chromium", ["chromium-headless-shell", "fonts-dejavu-core"], BROWSER, options);
    if (!found.ok) return found;
    const { path: home } = found.value;
    const libraries = readdirSync(join(home, "usr/lib"))
        .filter((name) => name.includes("linux-gnu"))
        .flatMap((name) => [join(home, "usr/lib", name), join(home, "usr/lib", name, "pulseaudio")]);
    return { ok: true, value: { path: join(home, BROWSER), libraries, fonts: join(home, "usr/share/fonts") } };
}

/**
 * Debian's packages, fetched and unpacked once with whatever of their dependencies the machine lacks.
 *
 * @param {string} title what people call them
 * @param {readonly string[]} packages those that are unpacked whether or not the machine has them
 * @param {string} program a file that is there once they are
 * @param {Options} [options]
 * @returns {Found} the folder into which they were unpacked
 */
function unpacked(title, packages, program, { progress = (line) => console.error(line) } = {}) {
    const home = join(CACHE, "tools", `${title}-${process.arch}`);
    if (existsSync(join(home, program))) return { ok: true, value: { path: home } };
    mkdirSync(join(CACHE, "tools"), { recursive: true });
    const fresh = mkdtempSync(`${home}-`);
    try {
        progress(`fetching Debian's ${title} into ${home}`);
        const run = (command, ...args) =>
            execFileSync(command, args, { cwd: fresh, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
        run("apt-get", "-qq", "update");
        const plan = run("apt-get", "--simulate", "--no-install-recommends", "install", ...packages);
        const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
        run("apt-get", "-qq", "download", ...new Set([...packages, ...missing]));
        for (const name of readdirSync(fresh).filter((file) => file.endsWith(".deb"))) {
            run("dpkg", "--extract", name, fresh);
            rmSync(join(fresh, name));
        }
        rmSync(home, { recursive: true, force: true });
        renameSync(fresh, home);
        return { ok: true, value: { path: home } };
    } catch (error) {
        rmSync(fresh, { recursive: true, force: true });
        return { ok: false, reason: `apt-get gives no ${title} here (${String(error.message).split("\n")[0]})` };
    }
}
