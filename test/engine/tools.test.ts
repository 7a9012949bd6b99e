import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./engine";

const folder = mkdtempSync(join(tmpdir(), "kbg-tools-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a program of that name on the only PATH there is. It prints one line. */
const onPath = (name: string, line: string) => writeFileSync(join(folder, name), `#!/bin/sh\necho "${line}"\n`, { mode: 0o755 });

/** What is found there. */
function found(): unknown {
    const script = `import(${JSON.stringify(`${ROOT}/scripts/tools.mjs`)})
        .then(({ findPulumi }) => findPulumi({ env: { PATH: ${JSON.stringify(folder)} } }))
        .then((result) => console.log(JSON.stringify(result)))`;
    return JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }));
}

const INSTALL = "Install Pulumi (https://www.pulumi.com/docs/iac/download-install/), or Go 1.26 or newer to have it built here";

test("where there is neither a CLI nor Go, the reason says how to get one", () => {
    expect(found()).toEqual({ ok: false, reason: `there is no pulumi on PATH and no Go to build it with. ${INSTALL}` });
});

test("a CLI or a Go that is too old is named, and not used", () => {
    onPath("pulumi", "v3.180.0");
    onPath("go", "go version go1.24.2 linux/amd64");
    expect(found()).toEqual({
        ok: false,
        reason: `the pulumi on PATH is v3.180.0, older than 3.249 and Go is older than 1.26 (go version go1.24.2 linux/amd64). ${INSTALL}`,
    });
});

test("a released CLI is used as it is, with its language host where there is one", () => {
    onPath("pulumi", "v3.259.0");
    const path = join(folder, "pulumi");
    expect(found()).toEqual({ ok: true, value: { path, version: "v3.259.0", languageHost: false } });
    onPath("pulumi-language-nodejs", "");
    expect(found()).toEqual({ ok: true, value: { path, version: "v3.259.0", languageHost: true } });
});
