// The page of one policy, and the index of all.
import { CHAPTERS, MITIGATIONS } from "./vocabulary.mjs";
import { programOf } from "./program.mjs";
import { readsOf } from "./reads.mjs";

const sentence = (text) => (text.endsWith(".") ? text : `${text}.`);

function settingsOf({ name, settings }) {
    const own = Object.entries(settings);
    if (own.length === 0) return ["It has no settings but its level.", ""];
    return [
        ...own.map(([setting, { schema }]) => `* \`${setting}\` (${schema.type}): ${schema.description}`),
        "",
        "```json",
        JSON.stringify({ [name]: { enforcementLevel: "mandatory", ...Object.fromEntries(own.flatMap(sampleOf)) } }, null, 4),
        "```",
        "",
    ];
}

/** A setting with a value that its schema gives as an example or as its default; nothing where it gives none. */
function sampleOf([name, { schema }]) {
    const value = schema.examples?.[0] ?? schema.default;
    return value === undefined ? [] : [[name, value]];
}

function proofsOf(policy, proofs) {
    const own = proofs.filter(({ policies }) => policies.includes(policy.name));
    if (own.length === 0) return [];
    return [
        "## The proof",
        "",
        "Shown on real programs by `npm run test:daemons`:",
        "",
        ...own.map(({ test, title }) => `* [${title}](../../${test})`),
        "",
    ];
}

/** What the level remediate does. */
function repairOf({ repair }) {
    if (typeof repair === "string") return [`The level \`remediate\` repairs nothing here: ${repair}.`, ""];
    const consent = repair.onlyWith === undefined ? "" : ` It asks for the setting \`${repair.onlyWith}\`.`;
    const does = repair.does[0].toLowerCase() + repair.does.slice(1);
    return [`Before a resource is created, the level \`remediate\` ${does}${consent}`, ""];
}

const exampleOf = (title, example) => [`**${title}**`, "", "```typescript", programOf(example).trimEnd(), "```", ""];

/**
 * A policy's page as Markdown, not yet formatted.
 * @param policy from the pack
 * @param proofs what was shown on real programs, `{ test, title, policies }` each
 */
export function pageOf(policy, proofs) {
    const frameworks = Object.entries(policy.frameworks).map(([name, ids]) => `${name}: ${ids.join(", ")}`);
    return [
        `# ${policy.name}`,
        "",
        policy.description,
        "",
        "| | |",
        "| --- | --- |",
        `| Severity | ${policy.severity} |`,
        `| Level without configuration | ${policy.enforcementLevel} |`,
        `| Mitigation | ${policy.mitigation}: ${MITIGATIONS[policy.mitigation]} |`,
        ...(frameworks.length > 0 ? [`| Benchmarks | ${frameworks.join("; ")} |`] : []),
        "",
        "## The attack",
        "",
        policy.attack,
        "",
        "## The fix",
        "",
        sentence(policy.remediationSteps),
        "",
        ...repairOf(policy),
        ...exampleOf("Blocked", policy.examples.bad),
        ...exampleOf("Passes", policy.examples.good),
        ...proofsOf(policy, proofs),
        "## Settings",
        "",
        ...settingsOf(policy),
        "## What it reads",
        "",
        ...readsOf(policy),
        "",
        "---",
        "",
        `Generated from [the policy](../../${sourceOf(policy)}) by \`npm run docs\`; the tests execute its examples. [All policies](README.md)`,
        "",
    ].join("\n");
}

const FOLDERS = {
    "Static Pods": "static-pods",
    "The kubelet API": "kubelet-api",
    "The etcd API": "etcd-api",
    "The container runtime socket": "runtime-socket",
};
export const chapterOf = (policy) => Object.keys(CHAPTERS).find((chapter) => CHAPTERS[chapter].includes(policy.mitigation));
const sourceOf = (policy) => `policypack/policies/${FOLDERS[chapterOf(policy)]}/${policy.name}.ts`;

/** The index: a table for each of the source's chapters. */
export function indexOf(policies) {
    const lines = [
        "# Policies",
        "",
        "Generated from the policies by `npm run docs`. What a policy reads beside single resources is the whole stack (¹).",
        "",
    ];
    for (const chapter of Object.keys(CHAPTERS)) {
        lines.push(`## ${chapter}`, "", "| Policy | | Level | What it requires |", "| --- | --- | --- | --- |");
        for (const policy of policies.filter((one) => chapterOf(one) === chapter)) {
            const stack = policy.validateStack === undefined ? "" : " ¹";
            lines.push(
                `| [${policy.name}](${policy.name}.md) | ${policy.mitigation} | ${policy.enforcementLevel} | ${policy.description}${stack} |`,
            );
        }
        lines.push("");
    }
    return lines.join("\n");
}

/** The README's list: by chapter, each policy by its name. */
export const shortListOf = (policies) =>
    Object.keys(CHAPTERS)
        .map((chapter) => {
            const own = policies.filter((policy) => chapterOf(policy) === chapter);
            const names = own.map(
                ({ name, enforcementLevel }) =>
                    `[${name}](docs/policies/${name}.md)${enforcementLevel === "mandatory" ? "" : "°"}`,
            );
            return `**${chapter}** (${own.length}): ${names.join(" · ")}`;
        })
        .join("\n\n");
