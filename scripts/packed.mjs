// The pack as clients get it: packed, and installed with production dependencies into an empty folder.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const QUIET = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
const npm = (cwd, ...args) => execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/**
 * Packs a folder, unpacks that elsewhere and installs what it needs there, as the CLI does with a pack of an organisation.
 *
 * @param {string} source the package's folder, built
 * @param {string} target an empty folder
 * @returns {string} the package's folder, which holds its `node_modules`
 */
function installPacked(source, target) {
    mkdirSync(target, { recursive: true });
    const [{ filename }] = JSON.parse(npm(source, "pack", "--json", "--pack-destination", target, ...QUIET));
    execFileSync("tar", ["-xzf", filename], { cwd: target });
    rmSync(join(target, filename));
    const folder = join(target, "package");
    npm(folder, "install", "--omit=dev", ...QUIET);
    return folder;
}

/** The built pack, installed into `target`. @returns {string} its folder */
export const installPack = (target) => installPacked(join(ROOT, "policypack"), target);

/**
 * A pack with one empty policy on the same SDK: what any pack costs.
 *
 * @param {string} target an empty folder
 * @param {string} like the installed pack, whose SDK versions it takes
 */
export function installEmptyPack(target, like) {
    const version = (name) =>
        JSON.parse(
            execFileSync("node", ["-p", `JSON.stringify(require("${name}/package.json").version)`], {
                cwd: like,
                encoding: "utf8",
            }),
        );
    const source = join(target, "source");
    mkdirSync(source, { recursive: true });
    writeFileSync(
        join(source, "package.json"),
        JSON.stringify({
            name: "empty-pack",
            version: "0.0.0",
            main: "index.js",
            dependencies: { "@pulumi/policy": version("@pulumi/policy"), "@pulumi/pulumi": version("@pulumi/pulumi") },
        }),
    );
    writeFileSync(
        join(source, "index.js"),
        'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty-pack", { policies: [{ name: "empty", description: "Nothing.", validateResource() {} }] });\n',
    );
    cpSync(join(ROOT, "policypack/PulumiPolicy.yaml"), join(source, "PulumiPolicy.yaml"));
    return installPacked(source, join(target, "installed"));
}

/** The size of a folder in bytes. */
export function sizeOf(path) {
    return readdirSync(path, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
