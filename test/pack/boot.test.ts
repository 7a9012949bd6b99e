import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const PACK = resolve(__dirname, "../../policypack");

/** What the built catalogue loads, without starting the server. */
function loadedModules(): string[] {
    const script = 'require("./bin/policies"); console.log(JSON.stringify(Object.keys(require.cache)))';
    return JSON.parse(execFileSync(process.execPath, ["-e", script], { cwd: PACK, encoding: "utf8" })) as string[];
}

beforeAll(() => {
    if (!existsSync(join(PACK, "bin/index.js"))) throw new Error("the pack is not built: npm run build");
});

test("the catalogue loads no provider SDK, no engine SDK, and no parser before a resource needs it", () => {
    const packages = new Set(loadedModules().flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
    expect([...packages].sort()).toEqual(["fastest-levenshtein", "ipaddr.js"]);
});
