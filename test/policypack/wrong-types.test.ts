import fc from "fast-check";
import type { Policy } from "../../policypack/lib/define-policy";
import { policies } from "../../policypack/policies/index";
import { resourcesOfExample } from "./examples";
import { type Answer, type GivenInStack, judge, judgeStack, UNKNOWN } from "./judge";

/** What stands where something else belongs: a program in JavaScript, a provider's bug, a refresh of a half-made resource. */
const WRONG: readonly unknown[] = [null, "", "x", 0, -1, true, [], {}, [null], [[]], [{}], ["x"], { x: null }, UNKNOWN];
const RUNS = 1_500;

const isMapping = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** A document in text: wrong types stand within it as well. */
function parsed(value: unknown): unknown {
    if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
    try {
        return JSON.parse(value) as unknown;
    } catch {
        return undefined;
    }
}

type Path = readonly (string | number)[];

/** Every place in a value, those within documents in text among them. */
function* placesIn(value: unknown, path: Path = []): Generator<Path> {
    const inner = parsed(value) ?? value;
    const parts = Array.isArray(inner) ? [...(inner as unknown[]).entries()] : isMapping(inner) ? Object.entries(inner) : [];
    for (const [key, part] of parts) {
        yield [...path, key];
        yield* placesIn(part, [...path, key]);
    }
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
    if (key === undefined) return by;
    const document = parsed(value);
    if (document !== undefined) return JSON.stringify(replaced(document, [key, ...rest], by));
    if (Array.isArray(value)) return value.map((part: unknown, i) => (i === key ? replaced(part, rest, by) : part));
    const own = value as Record<string, unknown>;
    return { ...own, [key]: replaced(own[key], rest, by) };
}

/** Each example as a stack: the resource, and what stands beside it. */
const stacks: readonly (readonly GivenInStack[])[] = policies
    .flatMap(({ examples }) => [examples.bad, examples.good])
    .map((example) => resourcesOfExample(example).map((one, i) => ({ ...one, name: one.name ?? `it-${i}` })));

/** One wrong value in one place of one stack. */
const mutants = fc
    .constantFrom(...stacks)
    .chain((stack) => fc.record({ stack: fc.constant(stack), index: fc.nat(stack.length - 1) }))
    .chain(({ stack, index }) =>
        fc.record({
            stack: fc.constant(stack),
            index: fc.constant(index),
            path: fc.constantFrom<Path>([], ...placesIn(stack[index]!.props)),
            by: fc.constantFrom(...WRONG),
        }),
    )
    .filter(({ path, by }) => path.length > 0 || isMapping(by));

/** What a policy says of itself where it failed. */
const failures = ({ name }: Policy, { reported }: Answer): string[] =>
    reported.map(({ message }) => message).filter((message) => message.includes(`the policy ${name} failed`));

test("no policy fails on a value of a wrong type, wherever it stands", () => {
    const judged = { resources: 0, stacks: 0 };
    fc.assert(
        fc.property(mutants, ({ stack, index, path, by }) => {
            const wrong = stack.map((one, i) => (i === index ? { ...one, props: replaced(one.props, path, by) as object } : one));
            const failed: string[] = [];
            for (const policy of policies) {
                const resource = wrong[index]!;
                if (policy.reads.includes(resource.type)) {
                    failed.push(...failures(policy, judge(policy, resource)));
                    judged.resources++;
                }
                if (policy.validateStack !== undefined) {
                    failed.push(...failures(policy, judgeStack(policy, wrong)));
                    judged.stacks++;
                }
            }
            expect(failed).toEqual([]);
        }),
        { seed: 20_260_718, numRuns: RUNS },
    );
    process.stdout.write(
        `wrong types in documents: ${judged.resources} resources and ${judged.stacks} stacks judged, 0 failures\n`,
    );
});
