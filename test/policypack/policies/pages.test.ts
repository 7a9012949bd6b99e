import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Example, Policy } from "../../../policypack/lib/define-policy";
import { policies } from "../../../policypack/policies";

const PAGES = join(__dirname, "../../../docs/policies");

/** Markdown without what its formatter adds: blanks that align, and escapes. */
const plain = (text: string) => text.replace(/\\/g, "").replace(/[^\S\n]+/g, " ");
const words = (text: string): string[] => text.match(/\w[\w.:/-]*\w|\w/g) ?? [];

/** The texts and names of an example, wherever they are; JSON in a text is shown as an object. */
const wordsOf = (value: unknown): string[] =>
    typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, one]) => [...words(key), ...wordsOf(one)])
        : words(String(value).replace(/\\n/g, " "));

/** The programs of a page, without what makes one of an example: imports, classes, and the words of JavaScript. */
const programsOf = (page: string): string[] =>
    [...page.matchAll(/```typescript\n([^]*?)\n```/g)].map(([, code]) =>
        code!
            .replace(/^(?:import|\/\/) .*$/gm, "")
            .replace(/\bnew [\w.]+\(/g, "")
            .replace(/\bJSON\.stringify\(/g, ""),
    );

/** What the page says beside its properties. A custom resource has its type among them. */
const ofType = ({ type, beside = [] }: Example): string[] => [
    // A resource without a name is called this.
    ...words(`example apiVersion kind ${type.replace(/:/g, " ")}`),
    ...beside.flatMap(ofType),
];

describe.each<Policy>(policies)("$name", (policy) => {
    const page = plain(readFileSync(join(PAGES, `${policy.name}.md`), "utf8"));

    test("its page says what it is, as the objects have it", () => {
        const { repair, frameworks, settings } = policy;
        const rows = {
            Severity: policy.severity,
            "Level without configuration": policy.enforcementLevel,
            Benchmarks: Object.entries(frameworks)
                .map(([name, ids]) => `${name}: ${ids.join(", ")}`)
                .join("; "),
        };
        for (const [name, cell] of Object.entries(rows)) {
            const found = new RegExp(`^\\| ${name} \\| (.*?) \\|$`, "m").exec(page)?.[1];
            expect([name, found ?? ""]).toEqual([name, cell]);
        }
        expect(page).toContain(`| Mitigation | ${policy.mitigation}: `);
        const texts = [
            `\n${policy.description}\n`,
            `\n${policy.attack}\n`,
            `\n${policy.remediationSteps?.replace(/\.?$/, ".")}\n`,
            typeof repair === "string" ? `repairs nothing here: ${repair}.` : repair.does.slice(1),
            ...Object.entries(settings).map(([name, { schema }]) => `\`${name}\` (${schema.type}): ${schema.description}`),
        ];
        for (const text of texts) expect(page).toContain(plain(text));
    });

    test.each([
        ["blocked", 0, policy.examples.bad],
        ["passes", 1, policy.examples.good],
    ] as const)("its page shows the example that %s", (_, index, example) => {
        const shown = words(programsOf(page)[index]!);
        const own = wordsOf(example);
        const known = new Set([...own, ...own.flatMap((one) => one.split(/\W/)), ...ofType(example)]);
        expect(shown.filter((word) => !known.has(word) && word.split(/\W/).some((part) => !known.has(part)))).toEqual([]);
    });
});
