import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { faultsOf } from "../../policypack/lib/configuration";
import { policies } from "../../policypack/policies";
import { commands, configurations, guides, inline, pipelines, ROOT } from "./documented";

const NAMES = new Set(policies.map(({ name }) => name));
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

test.each(pipelines)("%s is YAML without a mistake", (_, text) => {
    const { errors, warnings } = parseDocument(text, { strict: true, uniqueKeys: true });
    expect([...errors, ...warnings]).toEqual([]);
});

test.each(configurations)("the configuration in %s is one that the pack takes", (_, text) => {
    const written = Object.entries(JSON.parse(text) as Record<string, string | Record<string, unknown>>);
    const levels = written.map(([, value]) => (typeof value === "string" ? value : (value.enforcementLevel ?? "advisory")));
    expect(levels.filter((level) => !["advisory", "mandatory", "disabled", "remediate"].includes(level as string))).toEqual([]);
    expect(faultsOf(policies, new Map(written.map(([name, value]) => [name, typeof value === "string" ? {} : value])))).toEqual(
        [],
    );
});

test.each(guides)("%s names policies that there are", (_, text) => {
    const kebab = inline(text).filter((code) => /^[a-z]+(-[a-z]+){2,}$/.test(code));
    expect(kebab.filter((name) => !NAMES.has(name))).toEqual([]);
});

test.each(guides)("%s points at files that there are", (path, text) => {
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link!);
    const named = inline(text).filter((code) => /^(test|examples|scripts|policypack)\/\S+\.\w+$/.test(code));
    const missing = [...links.map((link) => join(ROOT, path, "..", link)), ...named.map((file) => join(ROOT, file))].filter(
        (file) => !existsSync(file),
    );
    expect(missing).toEqual([]);
});

test("scripts of the repository that somebody is told to run are there", () => {
    const run = commands.filter(({ words: [program, command] }) => program === "npm" && command === "run");
    expect(run.length).toBeGreaterThan(0);
    expect(run.filter(({ words: [, , name = ""] }) => !(name in scripts))).toEqual([]);
});
