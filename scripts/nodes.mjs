// Node binaries of the majors that the pack supports, from the npm registry, kept outside the tree.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The majors that the pack promises to run on. */
export const NODE_MAJORS = [20, 22, 24];

/** Where everything that is built or fetched once is kept. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "kube-bypass-guard");

/**
 * The binary of a Node major: this one if it fits, else the npm package that carries one, installed once.
 *
 * @param {number} major
 * @returns {{ ok: true, node: string } | { ok: false, reason: string }}
 */
export function findNode(major) {
    if (Number(process.versions.node.split(".")[0]) === major) return { ok: true, node: process.execPath };
    const name = `node-${process.platform}-${process.arch}`;
    const home = join(CACHE, "node", `${name}-${major}`);
    const binary = join(home, "node_modules", name, "bin", "node");
    if (existsSync(binary)) return { ok: true, node: binary };
    try {
        mkdirSync(join(CACHE, "node"), { recursive: true });
        const fresh = mkdtempSync(`${home}-`);
        const install = [
            "install",
            "--prefix",
            fresh,
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--no-save",
            `${name}@${major}`,
        ];
        execFileSync("npm", install, { stdio: ["ignore", "ignore", "pipe"] });
        rmSync(home, { recursive: true, force: true });
        renameSync(fresh, home);
        return { ok: true, node: binary };
    } catch (error) {
        return { ok: false, reason: `npm has no ${name}@${major} (${String(error.message).split("\n")[0]})` };
    }
}
