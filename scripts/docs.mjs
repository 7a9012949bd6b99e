#!/usr/bin/env node
// Renders the policy reference (docs/policies.md) and the README's table from the policy objects.
//   node scripts/docs.mjs --write   writes them
//   node scripts/docs.mjs --check   fails when a file on disk differs
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { stringify } from "yaml";

const ROOT = resolve(import.meta.dirname, "..");
/** What was shown on real programs, and of which policies: `{ test, title, policies }` each. */
const PROOFS = JSON.parse(readFileSync(join(ROOT, "test/daemons/proofs.json"), "utf8"));
const CATALOGUE = join(ROOT, "policypack/bin/policies/index.js");

const CHAPTERS = {
    "Static Pods": ["M1", "M2", "M3", "M4"],
    "The kubelet API": ["M5", "M6", "M7", "M8"],
    "The etcd API": ["M9", "M10", "M11"],
    "The container runtime socket": ["M12", "M13", "M14", "M15"],
};
export const MITIGATIONS = {
    M1: "Enable static Pods only where a node needs them",
    M2: "Restrict access to the static Pod manifest directory or URL",
    M3: "Restrict kubelet configuration parameters and files",
    M4: "Audit and centrally report access to manifests and kubelet configuration",
    M5: "Restrict the sub-resources of `nodes`",
    M6: "Restrict the kubelet port to trusted addresses",
    M7: "Authenticate and authorize kubelet clients",
    M8: "No read-only kubelet port",
    M9: "A certificate authority for etcd alone",
    M10: "Guard etcd's server key and the API server's client key",
    M11: "Restrict the etcd port and its clients",
    M12: "Runtime sockets for root only",
    M13: "Isolate the kubelet from other components",
    M14: "No hostPath that reaches a runtime socket; other hostPath mounts read-only",
    M15: "Restrict users, above all superusers, on nodes",
};

const anchor = (policy) => `docs/policies.md#${policy.name}`;
const chapterOf = (policy) => Object.keys(CHAPTERS).find((chapter) => CHAPTERS[chapter].includes(policy.mitigation));
const sentence = (text) => (text.endsWith(".") ? text : `${text}.`);

/** The README's table: one row a policy. */
function table(policies) {
    const rows = policies.map((policy) => {
        const side = policy.validateStack === undefined ? "" : " (and across the stack)";
        return `| [${policy.name}](${anchor(policy)}) | ${policy.mitigation} | ${policy.severity} | ${policy.enforcementLevel} | ${policy.description}${side} |`;
    });
    return [
        "| Policy | Mitigation | Severity | Default level | What it requires |",
        "| --- | --- | --- | --- | --- |",
        ...rows,
    ].join("\n");
}

function settingsOf(policy) {
    const settings = Object.entries(policy.settings);
    if (settings.length === 0) return [];
    return [
        "**Settings**",
        "",
        ...settings.map(([name, { schema }]) => `* \`${name}\` (${schema.type}): ${schema.description}`),
        "",
    ];
}

function exampleOf(title, { type, props, beside = [] }) {
    const one = (heading, resource) => [
        `${heading} \`${resource.type}\``,
        "",
        "```yaml",
        stringify(resource.props, { lineWidth: 110 }).trimEnd(),
        "```",
        "",
    ];
    return [...one(`**${title}**:`, { type, props }), ...beside.flatMap((resource) => one("beside", resource))];
}

function proofsOf(policy) {
    const own = PROOFS.filter(({ policies }) => policies.includes(policy.name));
    if (own.length === 0) return [];
    return [
        "**The proof.** Shown on real programs by `npm run test:daemons`:",
        "",
        ...own.map(({ test, title }) => `* [${title}](../${test})`),
        "",
    ];
}

function section(policy) {
    const frameworks = Object.entries(policy.frameworks).map(([name, ids]) => `${name}: ${ids.join(", ")}`);
    return [
        `### ${policy.name}`,
        "",
        `${policy.description}`,
        "",
        `**Severity** ${policy.severity}, **level** ${policy.enforcementLevel} without configuration. ` +
            `**Mitigation** ${policy.mitigation}: ${MITIGATIONS[policy.mitigation]}.` +
            (frameworks.length > 0 ? ` **Benchmarks** ${frameworks.join("; ")}.` : ""),
        "",
        `**The attack.** ${policy.attack}`,
        "",
        `**The fix.** ${sentence(policy.remediationSteps)}`,
        "",
        ...proofsOf(policy),
        ...settingsOf(policy),
        "<details><summary>What it reads</summary>",
        "",
        ...policy.reads.map((token) => `* \`${token}\``),
        ...(policy.validateStack === undefined ? [] : ["* the whole stack, at the end of a preview or update"]),
        "",
        "</details>",
        "",
        ...exampleOf("Blocked", policy.examples.bad),
        ...exampleOf("Passes", policy.examples.good),
    ];
}

function reference(policies) {
    const lines = [
        "# Policy reference",
        "",
        "Generated from the policies by `npm run docs`; the tests fail when it differs from them. The examples are executed by the tests.",
        "",
    ];
    for (const chapter of Object.keys(CHAPTERS)) {
        const own = policies.filter((policy) => chapterOf(policy) === chapter);
        if (own.length > 0) lines.push(`## ${chapter}`, "", ...own.flatMap(section));
    }
    return `${lines.join("\n").trimEnd()}\n`;
}

/** The README with its table between the markers replaced. */
function readme(text, policies) {
    const [start, end] = ["<!-- policies: generated by npm run docs -->", "<!-- /policies -->"];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README.md has lost its markers ${start} … ${end}`);
    return `${text.slice(0, from + start.length)}\n\n${table(policies)}\n\n${text.slice(to)}`;
}

const { values } = parseArgs({ options: { write: { type: "boolean" }, check: { type: "boolean" } } });
if (!existsSync(CATALOGUE)) {
    console.error("docs: the pack is not built. Run npm run build first.");
    process.exit(2);
}
const { policies } = createRequire(import.meta.url)(CATALOGUE);
const readmePath = join(ROOT, "README.md");
const formatted = async (text) => format(text, { ...(await resolveConfig(readmePath)), parser: "markdown" });
const wanted = {
    [join(ROOT, "docs/policies.md")]: await formatted(reference(policies)),
    [readmePath]: await formatted(readme(readFileSync(readmePath, "utf8"), policies)),
};
const stale = Object.entries(wanted).filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text);
if (values.write) for (const [path, text] of stale) writeFileSync(path, text);
else if (stale.length > 0) {
    console.error(`docs: out of date: ${stale.map(([path]) => path.slice(ROOT.length + 1)).join(", ")}. Run npm run docs.`);
    process.exit(1);
}
console.log(`docs: ${policies.length} policies, ${values.write ? `${stale.length} files written` : "up to date"}`);
