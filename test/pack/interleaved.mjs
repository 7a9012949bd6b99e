// Asks the built pack about every example of every policy, one after another, and asks another process of it all at once and in another order,
// as an engine does that works on many resources: the answers must be the same. Prints { calls, rounds, differences } as JSON.
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { resolve } from "node:path";
import { bootPack } from "../../scripts/analyzer.mjs";

const PACK = resolve(import.meta.dirname, "../../policypack");
const { policies } = createRequire(import.meta.url)(resolve(PACK, "bin/policies/index.js"));
/** What the engine sends for a string that it does not know yet. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ROUNDS = 2;

const examples = policies.flatMap(({ name, examples: { bad, good } }) =>
    [bad, good].map((example, i) => ({ ...example, name: `${name}-${i}` })),
);
/** Each example, and each with one of its properties unknown. */
const resources = examples
    .flatMap(({ beside: _, ...example }) => [
        example,
        ...Object.keys(example.props).map((key) => ({
            ...example,
            name: `${example.name}-${key}`,
            props: { ...example.props, [key]: UNKNOWN },
        })),
    ])
    .map((one) => ({ ...one, urn: `urn:pulumi:stack::project::${one.type}::${one.name}` }));
const stacks = examples
    .filter(({ beside }) => beside !== undefined)
    .map(({ beside, ...example }) => [example, ...beside].map((one, i) => ({ ...one, name: `${example.name}-${i}` })));

/** What the engine does with one resource: has it repaired, then judged. */
const judged = (pack) => async (resource) => [await pack.remediate(resource), await pack.analyze(resource)];
/** What it does in the end, with the whole stack. */
const judgedStack = (pack) => (stack) => pack.analyzeStack(stack);

async function inTurn(ask, things) {
    const answers = [];
    for (const thing of things) answers.push(await ask(thing));
    return answers;
}

/** All at once, in an order that the seed gives; the answers are in the order of the things. */
async function atOnce(ask, things, seed) {
    let state = seed;
    const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
    const order = things.map((_, i) => [random(), i]).sort(([one], [other]) => one - other);
    const answers = [];
    await Promise.all(order.map(async ([, i]) => (answers[i] = await ask(things[i]))));
    return answers;
}

/** A process of the pack, in which whatever can be repaired is. */
async function withPack(use) {
    const pack = await bootPack({ dir: PACK });
    try {
        const repairing = policies.filter(({ repair }) => typeof repair !== "string").map(({ name }) => name);
        await pack.configure(Object.fromEntries(repairing.map((name) => [name, { enforcementLevel: "remediate" }])));
        return await use(pack);
    } finally {
        pack.close();
        await pack.stop();
    }
}

const expected = await withPack(async (pack) => [await inTurn(judged(pack), resources), await inTurn(judgedStack(pack), stacks)]);
const differences = [];
for (let round = 1; round <= ROUNDS; round++) {
    const got = await withPack(async (pack) => [
        await atOnce(judged(pack), resources, round),
        await atOnce(judgedStack(pack), stacks, round),
    ]);
    [resources, stacks].forEach((things, kind) =>
        things.forEach((thing, i) => {
            if (!isDeepStrictEqual(got[kind][i], expected[kind][i]))
                differences.push({ round, thing, expected: expected[kind][i], got: got[kind][i] });
        }),
    );
}
const answers = expected[0].flatMap(([repairs, findings]) => [...repairs, ...findings]).length + expected[1].flat().length;
console.log(JSON.stringify({ calls: 2 * resources.length + stacks.length, answers, rounds: ROUNDS, differences }));
