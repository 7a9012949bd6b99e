#!/usr/bin/env node
// `npm run build`: the pack in policypack/bin. The compiler writes each source there for itself, for the tests and scripts that look into one
// room; over them come the files that are published, each of which holds all that it runs. A start that looked up 600 small files would
// take a third longer. What is installed beside the pack stays outside, and is loaded when it is needed.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const ROOT = resolve(import.meta.dirname, "..");
const PACK = join(ROOT, "policypack");

/** What is published, and what it is made of: the pack and the command. */
const PUBLISHED = { index: "index.ts", "cli/main": "cli/main.ts" };

rmSync(join(PACK, "bin"), { recursive: true, force: true });
try {
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", PACK, "--noEmit", "false"], { stdio: "inherit" });
} catch {
    process.exit(1); // the compiler has said why
}
await build({
    absWorkingDir: PACK,
    entryPoints: PUBLISHED,
    outdir: "bin",
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    // The oldest Node of package.json.
    target: "node20.19",
    // Names stay, so that whoever obeys the pack can read it.
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 160,
    logLevel: "warning",
});
