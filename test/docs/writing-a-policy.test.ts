import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transformSync } from "@swc/core";

const ROOT = join(__dirname, "../..");
const TEXT = readFileSync(join(ROOT, "docs/writing-a-policy.md"), "utf8");

/** The page's programs, each by the path that its first line gives it. */
const programs = new Map(
    [...TEXT.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, path, text]) => [join(ROOT, path!), text!] as const),
);
const loaded = new Map<string, Record<string, unknown>>();

/** Runs a program of the page where it says that it stands; what it imports is the tree's, or another program of the page. */
function load(path: string): Record<string, unknown> {
    const known = loaded.get(path);
    if (known !== undefined) return known;
    const { code } = transformSync(programs.get(path)!, {
        filename: path,
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
    });
    const own: Record<string, unknown> = {};
    loaded.set(path, own);
    const find = (asked: string): unknown => {
        const place = join(dirname(path), asked);

        return programs.has(`${place}.ts`) ? load(`${place}.ts`) : require(place);
    };

    new Function("exports", "require", code)(own, find);
    return own;
}

const tables = [...programs.keys()].filter((path) => path.endsWith(".test.ts"));

test("the guide has a policy and its table, neither of which is in the tree", () => {
    expect([...programs.keys()].map((path) => path.slice(ROOT.length + 1))).toEqual([
        "policypack/policies/kubelet-api/kubelet-loopback-guarded.ts",
        "test/policypack/policies/kubelet-api/kubelet-loopback-guarded.test.ts",
    ]);
});

// Each registers the tests of its table.
for (const path of tables) load(path);
