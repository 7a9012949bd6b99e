import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policypack/policies";

const ROOT = join(__dirname, "../..");

interface Proof {
    readonly test: string;
    readonly title: string;
    readonly policies: readonly string[];
}

const proofs = JSON.parse(readFileSync(join(ROOT, "test/daemons/proofs.json"), "utf8")) as readonly Proof[];

/** The titles in a test file, as they are written; a number of cases in front is no part of one. */
const titlesIn = (file: string): readonly string[] =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/^test\(\s*["`](?:\$\{\w+\} )?(.+?)["`],/gms)].map(([, title]) => title!);

test("each proof that the reference cites is a test of that title", () => {
    const missing = proofs.filter(({ test, title }) => !existsSync(join(ROOT, test)) || !titlesIn(test).includes(title));
    expect(missing).toEqual([]);
});

test("each is cited for policies that exist, and once", () => {
    const names = new Set(policies.map(({ name }) => name));
    for (const { title, policies: cited } of proofs) {
        expect([title, cited.length > 0, cited.filter((name) => !names.has(name))]).toEqual([title, true, []]);
        expect([title, new Set(cited).size]).toEqual([title, cited.length]);
    }
    expect(new Set(proofs.map(({ title }) => title)).size).toBe(proofs.length);
});

test("no exploit is shown that no policy cites", () => {
    const folder = "test/daemons/proofs";
    const files = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".test.ts"));
    const shown = files.flatMap((name) => titlesIn(`${folder}/${name}`));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((title) => !proofs.some((proof) => proof.title === title))).toEqual([]);
});
