import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { run } from "../../policypack/cli/run";
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

describe("commands of the pack that somebody is told to type", () => {
    const folder = mkdtempSync(join(tmpdir(), "kbg-documented-"));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const template = {
        urn: "urn:pulumi:dev::program::aws:ec2/launchTemplate:LaunchTemplate::nodes",
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        custom: true,
        inputs: { userData: Buffer.from("#!/bin/bash\nkubelet --anonymous-auth=true\n").toString("base64") },
    };
    // What the commands of Pulumi before them write, in short.
    writeFileSync(join(folder, "stack.json"), JSON.stringify({ version: 3, deployment: { resources: [template] } }));
    writeFileSync(
        join(folder, "preview.json"),
        JSON.stringify({ steps: [{ op: "create", urn: template.urn, newState: template }], changeSummary: { create: 1 } }),
    );
    copyFileSync(join(ROOT, "examples/ci/guard.json"), join(folder, "guard.json"));

    const typed = commands.filter(({ words: [program, command] }) => program === "npx" && command === "kube-bypass-guard");
    test.each(typed.map(({ file, words }) => [file, words.slice(2).join(" ")]))("%s: %s finds what there is", async (_, line) => {
        const written = { out: "", err: "" };
        const args = line.split(" ").map((word) => (word.endsWith(".json") ? join(folder, word) : word));
        const code = await run(args, {
            out: async (text) => void (written.out += text),
            err: (text) => void (written.err += text),
            isErrTerminal: false,
        });
        expect([code, written.err]).toEqual([1, ""]);
        expect(written.out).toContain("kubelet-anonymous-auth-disabled");
    });
});
