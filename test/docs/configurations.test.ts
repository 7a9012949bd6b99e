import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { faultsOf } from "../../policypack/lib/configuration";
import { policies } from "../../policypack/policies";

const ROOT = join(__dirname, "../..");
const LEVELS = ["advisory", "mandatory", "remediate", "disabled"];
type Configuration = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;

/** Every block of JSON in the guides that names a policy or the pack. */
const configurations = [
    "README.md",
    ...readdirSync(join(ROOT, "docs"))
        .filter((name) => name.endsWith(".md"))
        .map((name) => `docs/${name}`),
]
    .flatMap((page) =>
        [...readFileSync(join(ROOT, page), "utf8").matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(
            ([, text], i) => [`${page}, ${i + 1}`, JSON.parse(text!) as Configuration] as const,
        ),
    )
    .filter(([, json]) =>
        Object.keys(json).some(
            (name) => ["all", "kube-bypass-guard"].includes(name) || policies.some((one) => one.name === name),
        ),
    );

test("the guides show configurations", () => expect(configurations.length).toBeGreaterThan(3));

test.each(configurations)("the configuration in %s is right", (_, configuration) => {
    const entries = Object.entries(configuration).map(([name, value]) => {
        const { enforcementLevel, ...properties } = typeof value === "string" ? { enforcementLevel: value } : value;
        expect([undefined, ...LEVELS]).toContain(enforcementLevel);
        return [name, properties] as const;
    });
    expect(faultsOf(policies, new Map(entries))).toEqual([]);
});
