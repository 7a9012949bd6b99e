import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as ts from "typescript";
import { policies } from "../../policypack/policies";
import { ourCases } from "../corpora/our-cases";
import { othersArePresent, othersCases } from "../corpora/others-cases";
import type { Case } from "../corpora/case";
import { resourcesOfExample } from "../policypack/examples";
import type { GivenInStack } from "../policypack/judge";

const ROOT = resolve(__dirname, "../..");
const MITIGATIONS = Array.from({ length: 15 }, (_, i) => `M${i + 1}`);

const once = <T>(make: () => T): (() => T) => {
    let made: { readonly value: T } | undefined;
    return () => (made ??= { value: make() }).value;
};

/** Every stack that somebody wrote: the labelled cases, ours and those of others where they are at hand, and the policies' examples. */
export const stacks = once((): readonly (readonly GivenInStack[])[] => {
    const cases = [...ourCases(), ...(othersArePresent() ? othersCases(MITIGATIONS) : [])];
    const examples = policies.flatMap(({ examples: { bad, good } }) => [resourcesOfExample(bad), resourcesOfExample(good)]);
    return [...cases.map(resourcesOf), ...examples].filter((stack) => stack.length > 0);
});

const resourcesOf = (one: Case): readonly GivenInStack[] => one.resources;

const literals = (folder: string): readonly string[] =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .sort()
        .flatMap((file) => literalsOf(readFileSync(join(ROOT, folder, file), "utf8")));

/** The texts in a source: of strings, and of templates' parts. */
function literalsOf(source: string): readonly string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isImportDeclaration(node)) return;
        if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node))
            found.push(node.text);
        else if (ts.isTemplateMiddleOrTemplateTail(node)) found.push(node.text);
        else if (ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent)) found.push(node.text);
        ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile("source.ts", source, ts.ScriptTarget.ES2022, true));
    return found;
}

const written = once(() => [...new Set([...literals("policypack"), ...literals("test/policypack")])]);

/** Words by which inputs are changed: what the pack looks for, and what its tests try. */
export const words = once(() => written().filter((text) => text.length > 0 && text.length <= 80));

/** Whole texts to begin with: those of the tests, and those that stand in cases. */
export const texts = once((): readonly string[] => [
    ...new Set([
        ...written().filter((text) => text.length >= 12 && /[\s=:{[]/.test(text)),
        ...stacks().flatMap((stack) => stack.flatMap(({ props }) => [...textsIn(props)])),
    ]),
]);

function* textsIn(value: unknown): Generator<string> {
    if (typeof value === "string") {
        if (value.length >= 20) yield value;
        const packed = /^[A-Za-z0-9+/]{40,}={0,2}$/.test(value) ? Buffer.from(value, "base64").toString("utf8") : undefined;
        if (packed !== undefined) yield packed;
    } else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}
