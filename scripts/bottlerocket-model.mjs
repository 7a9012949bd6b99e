#!/usr/bin/env node
// `node scripts/bottlerocket-model.mjs FOLDER`: writes test/daemons/bottlerocket-model.json, the names and types of Bottlerocket's settings, from a
// checkout of bottlerocket-os/bottlerocket-settings-sdk. Only what a hardened node's settings are about is read.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The extensions by the name of their settings, with the struct that is their whole. A map of another struct is named by its item. */
const EXTENSIONS = {
    kubernetes: "KubernetesSettingsV1",
    "host-containers": "HashMap<Identifier, HostContainer>",
    kernel: "KernelSettingsV1",
};
const TARGET = resolve(import.meta.dirname, "../test/daemons/bottlerocket-model.json");

const [folder] = process.argv.slice(2);
if (folder === undefined) {
    console.error("usage: node scripts/bottlerocket-model.mjs FOLDER");
    process.exit(2);
}
const structs = {};
const commits = {};
for (const name of Object.keys(EXTENSIONS)) {
    const path = join("bottlerocket-settings-models/settings-extensions", name, "src/lib.rs");
    // `#[model]` makes each field optional, names it in kebab-case, and refuses those that are not there.
    const text = readFileSync(join(folder, path), "utf8");
    for (const [, struct, body] of text.matchAll(/#\[model[^\]]*\]\s*(?:pub )?struct (\w+) \{([^}]*)\}/g))
        structs[struct] = Object.fromEntries(fieldsOf(body));
    commits[name] = execFileSync("git", ["-C", folder, "log", "-1", "--format=%H", "--", path], { encoding: "utf8" }).trim();
}
const source = { repository: "bottlerocket-os/bottlerocket-settings-sdk", commits };
writeFileSync(TARGET, `${JSON.stringify({ source, extensions: EXTENSIONS, structs }, undefined, 4)}\n`);

function* fieldsOf(body) {
    const plain = body.replace(/\/\/.*$/gm, "").replace(/#\[[\s\S]*?\)\]/g, "");
    for (const [, name, type] of plain.matchAll(/^\s*(?:pub )?(\w+): (.+),$/gm)) yield [name.replaceAll("_", "-"), type];
}
