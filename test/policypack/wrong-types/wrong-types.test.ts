import type { Policy } from "../../../policypack/lib/define-policy";
import { policies } from "../../../policypack/policies/index";
import { kindOf, nameOf, type Place, placesRead, typeOf, withValueAt } from "./places";
import { repairedWith } from "./repairs";
import { isShown, silenceOf, unusedSilences } from "./silences";
import { ofResource, ofStack, saysMore, type Verdict } from "./verdict";
import { isTakenFor, SECRET, WRONG_VALUES, type WrongValue } from "./wrong-values";

/**
 * Every property that a policy reads, as the providers' own type definitions have it, with everything that may stand there in its stead. `npm run wrong-types`
 * judges all of them; an ordinary run some of each property.
 */
const isWhole = process.env["WRONG_TYPES"] === "all";
const only = new RegExp(process.env["WRONG_TYPES_OF"] ?? "");

/** Of how many values one is tried. */
function shareOf(place: Place): number {
    if (place.isOfStack) return isWhole ? 4 : 48;
    // The forms of a kind are read alike.
    const isForm = representatives.get(kindOf(typeOf(place))) !== typeOf(place);
    if (isForm) return isWhole ? 24 : 96;
    return place.isMandatory ? (isWhole ? 1 : 24) : isWhole ? 8 : 64;
}

const representatives = new Map<string, string>();
for (const type of policies.flatMap(({ reads }) => reads)) {
    const known = representatives.get(kindOf(type));
    if (known === undefined || type.length < known.length) representatives.set(kindOf(type), type);
}

/** FNV-1a: the same choice in every run. */
function hash(text: string): number {
    let value = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return value;
}

/** In an ordinary run, of each form of a kind the rows of two policies. */
const isRowTaken = ({ policy, type }: { policy: Policy; type: string }): boolean =>
    only.test(type) &&
    (isWhole || (representatives.get(kindOf(type)) ?? type) === type || hash(`${type} ${policy.name}`) % 16 === 0);

/** Nothing that a policy says may have any of these. */
const UNFIT = /\[object |\bundefined\b|\bNaN\b|\bInfinity\b|\uFFF9|[\p{Cc}\p{Cs}]/u;
const LONGEST = 4_000;
const SLOWEST_MS = isWhole ? 5_000 : 2_000;

const faults: Record<"crash" | "slow" | "unfit" | "secret" | "silent" | "repair", string[]> = {
    crash: [],
    slow: [],
    unfit: [],
    secret: [],
    silent: [],
    repair: [],
};
const tally = {
    types: new Set<string>(),
    properties: new Set<string>(),
    rows: new Set<string>(),
    judged: 0,
    undefinedHere: new Set<string>(),
};

const baselines = new Map<string, Verdict>();
const remembered = (key: string, make: () => Verdict): Verdict => {
    const known = baselines.get(key) ?? make();
    baselines.set(key, known);
    return known;
};

/** Whether any policy at all tells of something that it did not tell of the row as it stood. */
function isTold(place: Place, props: object): boolean {
    const { given, index, propsOf, reason, policy } = place;
    const resource = given[index]!;
    const was = propsOf[index]!;
    return policies.some((one) => {
        const key = `${policy.name} ${reason} ${index} ${one.name}`;
        if (
            one.reads.includes(resource.type) &&
            saysMore(
                ofResource(one, resource, props),
                remembered(key, () => ofResource(one, resource, was)),
            )
        )
            return true;
        if (one.validateStack === undefined) return false;
        const alone = [{ ...resource, propertyDependencies: {}, dependencies: [] }];
        return saysMore(
            ofStack(one, alone, [props]),
            remembered(`${key} stack`, () => ofStack(one, alone, [was])),
        );
    });
}

/** Milliseconds of the processor's time. */
function cpuSince(start: NodeJS.CpuUsage): number {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
}

function judgeRow(place: Place, wrong: WrongValue): void {
    const { policy, given, index, path, propsOf, isOfStack, before, shapes, isMandatory } = place;
    const name = nameOf(path);
    const row = `${typeOf(place)} ${name} = ${wrong.name}`;
    const told = `${row}\n    by ${policy.name}${isOfStack ? ", in a stack" : ""}: ${place.reason}`;
    const props = withValueAt(propsOf[index], path, wrong.value) as object;
    const now = () => (isOfStack ? ofStack(policy, given, propsOf.with(index, props)) : ofResource(policy, given[index]!, props));
    const started = process.cpuUsage();
    let after: Verdict;
    try {
        after = now();
    } catch (error) {
        faults.crash.push(`${told}: ${String((error as Error).stack)}`);
        return;
    }
    if (cpuSince(started) > SLOWEST_MS) {
        // The processor may have been busy with what others left behind.
        const again = process.cpuUsage();
        now();
        const ms = cpuSince(again);
        if (ms > SLOWEST_MS) faults.slow.push(`${told}: ${Math.round(ms)} ms`);
    }
    tally.judged++;
    tally.rows.add(row);
    for (const line of after.lines) {
        if (before.lines.includes(line)) continue;
        if (line.includes(`the policy ${policy.name} failed`)) faults.crash.push(`${told}: ${line}`);
        if ((UNFIT.test(line) && !isShown(place)) || line.length > LONGEST) faults.unfit.push(`${told}: ${line.slice(0, 500)}`);
        // Where it is a text of the right type, it is the very setting that the line is about.
        if (line.includes(SECRET) && !isTakenFor(shapes, wrong) && !isShown(place)) faults.secret.push(`${told}: ${line}`);
    }
    if (isOfStack) return;
    const isLost = isMandatory && before.certain.some((line) => !after.lines.includes(line));
    if (
        isLost &&
        !isTakenFor(shapes, wrong) &&
        after.unknown === undefined &&
        !saysMore(after, before) &&
        silenceOf(place, wrong) === undefined
    ) {
        if (!isTold(place, props))
            faults.silent.push(
                `${told}\n    lost: ${before.certain[0]!.slice(0, 160)} [${shapes.map(({ kind }) => kind).join()}]`,
            );
    }
    if (typeof policy.repair !== "string" && before.lines.length > 0) {
        for (const fault of repairedWith(place, props, wrong)) faults.repair.push(`${told}: ${fault}`);
    }
}

test("whatever stands where something else belongs, it is told and nothing fails", () => {
    const places = placesRead(isRowTaken);
    for (const place of places) {
        const share = shareOf(place);
        tally.types.add(typeOf(place));
        const property = `${typeOf(place)} ${nameOf(place.path)}`;
        tally.properties.add(property);
        if (!place.isDefined) tally.undefinedHere.add(property);
        for (const wrong of WRONG_VALUES)
            if (share === 1 || hash(`${property} ${place.policy.name} ${wrong.name}`) % share === 0) judgeRow(place, wrong);
    }
    const { types, properties, rows, judged, undefinedHere } = tally;
    const whole = isWhole ? "" : " (some of each property; npm run wrong-types has all)";
    process.stdout.write(
        `wrong types: ${types.size} types, ${properties.size} properties (${properties.size - undefinedHere.size} by the providers' definitions), ` +
            `${rows.size} rows, ${judged} judged, ${faults.crash.length} crashes, ${faults.silent.length} silent${whole}\n`,
    );
    if (process.env["WRONG_TYPES_REPORT"] !== undefined)
        require("node:fs").writeFileSync(
            process.env["WRONG_TYPES_REPORT"],
            JSON.stringify({ faults, unused: unusedSilences() }, null, 1),
        );
    for (const found of Object.values(faults)) found.splice(20);
    expect(faults).toEqual({ crash: [], slow: [], unfit: [], secret: [], silent: [], repair: [] });
    expect(rows.size).toBeGreaterThan(only.source === "(?:)" ? 5_000 : 0);
    if (isWhole && only.source === "(?:)") expect(unusedSilences()).toEqual([]);
}, 7_200_000);
