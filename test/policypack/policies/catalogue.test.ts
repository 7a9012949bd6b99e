import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Policy } from "../../../policypack/lib/define-policy";
import { policies } from "../../../policypack/policies";

const FOLDER = join(__dirname, "../../../policypack/policies");
/** The folder of each mitigation: the chapter of the source that lists it. */
const CHAPTERS: Readonly<Record<string, readonly string[]>> = {
    "static-pods": ["M1", "M2", "M3", "M4"],
    "kubelet-api": ["M5", "M6", "M7", "M8"],
    "etcd-api": ["M9", "M10", "M11"],
    "runtime-socket": ["M12", "M13", "M14", "M15"],
};
const files = Object.keys(CHAPTERS).flatMap((chapter) =>
    readdirSync(join(FOLDER, chapter)).map((file) => ({ chapter, file, name: basename(file, ".ts") })),
);
const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

test("the catalogue is the directory listing, chapter by chapter", () => {
    expect(policies.map(({ name }) => name).sort()).toEqual(files.map(({ name }) => name).sort());
    const order = policies.map(({ mitigation }) => Object.values(CHAPTERS).findIndex((chapter) => chapter.includes(mitigation)));
    expect(order).toEqual([...order].sort((a, b) => a - b));
});

test.each(files)("$file exports one policy of its own name, in the chapter of its mitigation", ({ chapter, file, name }) => {
    const exported = require(join(FOLDER, chapter, file)) as Record<string, Policy>;
    expect(Object.keys(exported)).toEqual([camelCase(name)]);
    const policy = exported[camelCase(name)]!;
    expect(policy.name).toBe(name);
    expect(CHAPTERS[chapter]).toContain(policy.mitigation);
});

test.each(files)("$name has a table of its own", ({ chapter, name }) => {
    const table = join(__dirname, chapter, `${name}.test.ts`);
    expect(existsSync(table)).toBe(true);
    expect(readFileSync(table, "utf8")).toContain(`policyTable(${camelCase(name)}`);
});

describe.each(policies)("$name", (policy) => {
    test("states its requirement in one sentence, its fix and its attack in whole ones", () => {
        expect(policy.description).toMatch(/^[A-Z][^.]*\.$/);
        expect(policy.remediationSteps).toMatch(/^[A-Z`].*[^.\s]\.?$/s);
        expect(policy.attack).toMatch(/^(etcd|kube-apiserver|[A-Z]).*\.$/s);
        expect(policy.displayName).toMatch(/^(etcd|kube-apiserver|hostPath|[A-Z])/);
        expect(policy.displayName).not.toMatch(/\.$/);
    });

    test("cites benchmarks with their version", () => {
        for (const [framework, ids] of Object.entries(policy.frameworks)) {
            expect(framework).toMatch(/ \d+\.\d+$/);
            expect(ids).not.toEqual([]);
        }
    });

    test("describes each of its settings, and accepts an absent one", () => {
        for (const [key, { schema, read }] of Object.entries(policy.settings)) {
            expect(schema.description).toMatch(/^[A-Z].*\.$/s);
            expect(() => read(undefined, key)).not.toThrow();
        }
    });

    test("reads the type of its own examples, or the whole stack of them", () => {
        for (const { type, beside } of Object.values(policy.examples)) {
            if (beside === undefined) expect(policy.reads).toContain(type);
            else expect(policy.validateStack).toBeDefined();
        }
    });
});

test.each(["M1", "M5", "M6", "M7", "M8", "M11", "M14"])("%s has a mandatory policy", (mitigation) => {
    const mandatory = policies.filter((policy) => policy.mitigation === mitigation && policy.enforcementLevel === "mandatory");
    expect(mandatory).not.toEqual([]);
});
