import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

interface Entry {
    readonly version?: string;
    readonly license?: string;
    readonly integrity?: string;
    readonly link?: boolean;
    readonly dev?: boolean;
    readonly optional?: boolean;
    readonly hasInstallScript?: boolean;
    readonly dependencies?: Readonly<Record<string, string>>;
}

const ROOT = resolve(__dirname, "../..");
const lockAt = (path: string) =>
    (JSON.parse(readFileSync(join(ROOT, path), "utf8")) as { packages: Readonly<Record<string, Entry>> }).packages;
const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

const repository = Object.entries(lockAt("package-lock.json")).filter(
    ([place, { link }]) => place.includes("node_modules/") && !link,
);
const published = Object.entries(lockAt("policypack/npm-shrinkwrap.json")).filter(([place]) => place !== "");
const installed = published.filter(([, { dev, optional }]) => !dev && !optional);

/** Licenses that ask a company that installs the pack for a notice, and for nothing else. */
const TAKEN = new Set([
    "MIT",
    "ISC",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "(BSD-3-Clause AND Apache-2.0)",
    "BlueOak-1.0.0",
    "Python-2.0",
    "CC0-1.0",
    // A list of names alone (spdx-exceptions).
    "CC-BY-3.0",
]);

/** What the SDK's tree says it is licensed under in a file alone, and the first line that the file must have. */
const IN_A_FILE: Readonly<Record<string, string>> = { "@logdna/tail-file": "The MIT License (MIT)" };

test.each([
    ["the repository", repository],
    ["the published pack", published],
])("the lock of %s names each package by its checksum and takes none from elsewhere than a registry", (_, entries) => {
    expect(entries.length).toBeGreaterThan(200);
    expect(entries.filter(([, { integrity = "" }]) => !/^sha512-/.test(integrity)).map(([place]) => place)).toEqual([]);
    const asked = entries.flatMap(([place, { dependencies = {} }]) =>
        Object.entries(dependencies).map(([name, range]) => `${place} asks for ${name} ${range}`),
    );
    expect(asked.filter((one) => /[ :](?:git|https?|file|github|ssh)[+:]|\.git\b/.test(one))).toEqual([]);
});

test("a company can take the license of everything that comes with the pack", () => {
    const refused = installed.filter(([place, { license = "none" }]) => !TAKEN.has(license) && !(nameOf(place) in IN_A_FILE));
    expect(refused.map(([place, { license }]) => `${nameOf(place)}: ${license}`)).toEqual([]);
});

test.each(Object.entries(IN_A_FILE))("%s, which names no license but a file, has one", (name, line) => {
    const folder = join(ROOT, "node_modules", name);
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    expect(file && readFileSync(join(folder, file), "utf8").split("\n")[0]).toBe(line);
});

test("no install script is needed, and the one that there is only compares versions", () => {
    expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => nameOf(place))).toEqual([
        "protobufjs",
    ]);
    const own = JSON.parse(readFileSync(join(ROOT, "policypack/package.json"), "utf8")) as { scripts: Record<string, string> };
    expect(Object.keys(own.scripts).filter((one) => /install|prepare/.test(one))).toEqual([]);
});

test("what is published are the pack's programs, its presets, its lock and its license, and nothing else", () => {
    const own = JSON.parse(readFileSync(join(ROOT, "policypack/package.json"), "utf8")) as { files: string[] };
    expect(own.files).toEqual(["bin/index.js", "bin/cli/main.js", "presets/*.json", "PulumiPolicy.yaml", "npm-shrinkwrap.json"]);
    expect(existsSync(join(ROOT, "policypack/LICENSE"))).toBe(true);
});
