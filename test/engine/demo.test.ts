import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ROOT } from "./engine";

jest.setTimeout(300_000);

const lines = (text: string) => text.trim().split("\n");

function demo(env: NodeJS.ProcessEnv, root = ROOT, ...options: readonly string[]) {
    return spawnSync(process.execPath, [join(root, "scripts/demo.mjs"), ...options], {
        encoding: "utf8",
        env: { ...process.env, ...env },
        timeout: 280_000,
        maxBuffer: 1 << 28,
    });
}

/** What a clone has once it is installed: no pack is built yet. */
function copyInto(folder: string): string {
    const root = join(folder, "clone");
    const isOfClone = (path: string) => !["node_modules", "bin"].includes(basename(path)) || path.endsWith("engine/bin");
    for (const part of ["package.json", "tsconfig.base.json", "scripts", "policypack", "components", "stacks", "test"])
        cpSync(join(ROOT, part), join(root, part), { recursive: true, filter: isOfClone });
    symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
    return root;
}

const VERDICT =
    /^demo: blocked: insecure-eks by \d+, insecure-self-managed by \d+, insecure-workloads by \d+ policies; passed: hardened-eks, hardened-self-managed, workloads$/;

test("the demo shows the engine block the insecure stacks and pass the hardened ones", () => {
    const { status, stdout } = demo({}, ROOT, "--built");
    expect(lines(stdout).at(-1)).toMatch(VERDICT);
    expect(stdout).toContain("Previewing update (dev)");
    expect(status).toBe(0);
});

test("in a clone without a CLI and without Go the demo builds the pack, asks it alone, says so last, and ends with 2", () => {
    const empty = mkdtempSync(join(tmpdir(), "kbg-demo-"));
    try {
        symlinkSync(process.execPath, join(empty, "node"));
        const { status, stdout } = demo({ PATH: empty, XDG_CACHE_HOME: empty }, copyInto(empty));
        expect(lines(stdout).slice(-2)).toEqual([
            expect.stringMatching(VERDICT),
            "demo: the engine was missing, so this was the pack alone: there is no pulumi on PATH and no Go to build it with. " +
                "Install Pulumi (https://www.pulumi.com/docs/iac/download-install/), or Go 1.26 or newer to have it built here",
        ]);
        expect(stdout).toContain("  [mandatory] ");
        expect(stdout).not.toContain("could not be judged");
        expect(status).toBe(2);
    } finally {
        rmSync(empty, { recursive: true, force: true });
    }
});
