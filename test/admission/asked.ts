import type { Policy } from "../../policypack/lib/define-policy";
import { FALSE, TRUE } from "../../policypack/parse/flags";
import { HOLE } from "../../policypack/parse/word";
import { judge } from "../policypack/judge";
import { both, type Cel, joined, text, textMap, texts } from "./cel";
import { type Started, startsOf } from "./command-line";
import { OWNER, SPEC_CHANGED, WORKLOADS } from "./pods";
import type { Ruling, Variable } from "./rule";

/** One thing of a start that a policy tells apart. */
export interface Aspect {
    /** Which of the cases it is, of the start `s` (and of `x` where the question is about each of a list). */
    readonly of: Cel;
    /** By case the words that make it so. */
    readonly cases: Readonly<Record<string, Sample>>;
    /** Where it stands, for findings about it. */
    readonly at?: Cel;
    /** What findings quote instead of the sample's own text. */
    readonly quoted?: readonly { readonly sample: string; readonly as: Cel }[];
}

/** What makes a case: words of the command line, and more of the Pod. */
export interface Sample {
    readonly words?: readonly string[];
    readonly pod?: { readonly namespace?: string; readonly spec?: object; readonly image?: string };
}

/** A question about each start of a program, or about each of a list of its parts. */
export interface Question {
    readonly program: Started;
    /** The variable that has the starts; the program's own where absent. */
    readonly of?: string;
    /** Of which starts; of all where absent. */
    readonly when?: Cel;
    /** The parts, as `x`; the start alone where absent. */
    readonly each?: Cel;
    readonly aspects: readonly Aspect[];
}

/** A name that the sample Pods have from a field of their own, so that only the cluster knows it. */
const FROM_FIELD = "OF_THE_CLUSTER";
/** A word, or a part of one, that is not known. */
export const UNKNOWN_WORD = `$(${FROM_FIELD})`;

interface Outcome {
    /** The aspect in whose words it stands, or the start. */
    readonly where: number;
    readonly line: string;
    readonly isAdvice: boolean;
}

/**
 * What a policy of the pack says of the starts of a program. The pack itself is asked, of every combination of cases; what it answers is a table
 * in which the API server looks up what a start comes to.
 */
export function asked(policy: Policy, questions: readonly Question[]): { readonly faults: Cel; readonly advice?: Cel } {
    const told = (isAdvice: boolean) => {
        const all = questions.map((question) => answered(policy, question, isAdvice)).filter((one) => one !== undefined);
        return all.length === 0 ? undefined : both(...all);
    };
    const advice = told(true);
    return { faults: told(false) ?? '""', ...(advice !== undefined && { advice }) };
}

function answered(
    policy: Policy,
    { program, of = program.called, when, each, aspects }: Question,
    isAdvice: boolean,
): Cel | undefined {
    const outcomes = new Map<string, number>();
    const keys: (readonly [string, string])[] = [];
    const texts_: string[][][] = [];
    for (const combination of combinations(aspects)) {
        const own = outcomesOf(policy, program.program.name, aspects, combination).filter((one) => one.isAdvice === isAdvice);
        if (own.length === 0) continue;
        const shown = own.map(({ where, line }) => [String(where), line]);
        const id = JSON.stringify(shown);
        if (!outcomes.has(id)) outcomes.set(id, texts_.push(shown) - 1);
        keys.push([combination.join(""), String(outcomes.get(id))]);
    }
    if (keys.length === 0) return undefined;
    const state = aspects.map(({ of }) => `(${of})`).join(" + ");
    const table = textMap(keys);
    const lines = `{${texts_.map((lines, i) => `${text(String(i))}: [${lines.map(texts).join(", ")}]`).join(", ")}}`;
    const line = aspects
        .flatMap(({ quoted = [] }) => quoted)
        .filter(({ sample }) => lines.includes(sample))
        .reduce(
            (told, { sample, as }) => `[${told}].map(l, l.contains(${text(sample)}) ? l.replace(${text(sample)}, ${as}) : l)[0]`,
            "o[1]",
        );
    const places = new Set(texts_.flat().map(([where]) => where));
    const at = aspects.reduceRight(
        (rest, one, i) => (one.at === undefined || !places.has(String(i)) ? rest : `o[0] == "${i}" ? (${one.at}) : ${rest}`),
        "string(s.at)",
    );
    const ofState = (found: Cel) =>
        `[${table}].map(t, [${found}].filter(k, k in t).map(k, ${lines}[t[k]].map(o, (${at}) + ": " + ${line}).join(" | "))).map(l, l.join(" | "))[0]`;
    return joined(
        `variables.${of}${when === undefined ? "" : `.filter(s, ${when})`}`,
        "s",
        each === undefined ? ofState(state) : joined(each, "x", ofState(state)),
    );
}

function combinations(aspects: readonly Aspect[]): string[][] {
    return aspects.reduce<string[][]>(
        (all, { cases }) => all.flatMap((before) => Object.keys(cases).map((one) => [...before, one])),
        [[]],
    );
}

/** What the pack says of the sample of a combination. @throws where it says something of a place that no aspect has */
function outcomesOf(
    policy: Policy,
    program: string,
    aspects: readonly Aspect[],
    combination: readonly string[],
): readonly Outcome[] {
    const samples = aspects.map(({ cases }, i) => cases[combination[i]!]!);
    const owners = samples.flatMap(({ words = [] }, i) => words.map(() => i));
    const command = [program, ...samples.flatMap(({ words = [] }) => words)];
    const env = [{ name: FROM_FIELD, valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }];
    const image = samples.findLast(({ pod }) => pod?.image !== undefined)?.pod?.image ?? "example.com/team/sample:1";
    const spec = {
        ...Object.assign({}, ...samples.map(({ pod }) => pod?.spec)),
        containers: [{ name: "c", image, command, env }],
    };
    const namespace = samples.findLast(({ pod }) => pod?.namespace !== undefined)?.pod?.namespace ?? "default";
    const { reported } = judge(policy, { type: "kubernetes:core/v1:Pod", props: { metadata: { namespace }, spec } });
    return reported.map(({ message, level }) => {
        const [, path, line] = /^spec\.containers\[0\](\S*): (.*)$/s.exec(message) ?? [];
        const index = /^\.command\[(\d+)\]$/.exec(path ?? "?")?.[1];
        if (line === undefined || (path !== "" && index === undefined))
            throw new Error(`${policy.name} says of ${command.join(" ")}: ${message}`);
        const where = index === undefined || index === "0" ? -1 : owners[Number(index) - 1]!;
        return { where, line, isAdvice: level !== undefined };
    });
}

const last = (flag: string): Cel => `s.flags.filter(f, f.name == ${text(flag)})`;
const ofLast = (flag: string, field: string): Cel => `string(${last(flag)}[size(${last(flag)}) - 1].${field})`;
/** The last occurrence's value: what counts. */
export const valueOf = (flag: string): Cel => ofLast(flag, "value");
export const placeOf = (flag: string): Cel => ofLast(flag, "at");
export const isGiven = (flag: string): Cel => `${last(flag)}.exists(f, true)`;
const isHole = (value: Cel): Cel => `${value}.contains(${text(HOLE)})`;

/** A boolean: absent, true, false, none of both, not known. @param isStrict whether each occurrence must be one, and not the last alone */
export function flag(name: string, { isStrict = false } = {}): Aspect {
    const known = texts([...TRUE, ...FALSE]);
    const isBad = isStrict
        ? `${last(name)}.exists(f, !(string(f.value) in ${known}) && !${isHole("string(f.value)")})`
        : `!(v in ${known}) && !${isHole("v")}`;
    return {
        of: `!${isGiven(name)} ? "-" : [${valueOf(name)}].map(v, ${isBad} ? "X" : ${isHole("v")} ? "?" : v in ${texts([...TRUE])} ? "T" : "F")[0]`,
        cases: {
            "-": {},
            T: { words: [`--${name}=true`] },
            F: { words: [`--${name}=false`] },
            X: { words: [`--${name}=maybe`] },
            "?": { words: [`--${name}=${UNKNOWN_WORD}`] },
        },
        at: placeOf(name),
    };
}

/** A text: absent, empty, set, in part not known; of named values each for itself. */
export function setting(name: string, values: readonly string[] = []): Aspect {
    const named = values.map((value, i) => `v == ${text(value)} ? "${i + 2}" : `).join("");
    const sample = `sample-of-${name}`;
    return {
        of: `!${isGiven(name)} ? "-" : [${valueOf(name)}].map(v, v == "" ? "0" : ${named}${isHole("v")} ? "?" : "1")[0]`,
        cases: {
            "-": {},
            "0": { words: [`--${name}=`] },
            "1": { words: [`--${name}=${sample}`] },
            "?": { words: [`--${name}=${UNKNOWN_WORD}`] },
            ...Object.fromEntries(values.map((value, i) => [String(i + 2), { words: [`--${name}=${value}`] }])),
        },
        at: placeOf(name),
        quoted: [{ sample, as: valueOf(name) }],
    };
}

/** Whether a word may be any flags. */
export const UNSEEN: Aspect = {
    of: 'size(s.unknown) > 0 ? "?" : "-"',
    cases: { "-": {}, "?": { words: [UNKNOWN_WORD] } },
};

/** The rule of a policy about programs that containers start. */
export function startRule(policy: Policy, questions: readonly Question[], more: readonly Variable[] = []): Ruling {
    const programs = new Map(questions.map(({ program }) => [program.called, program]));
    return {
        policy,
        objects: WORKLOADS,
        changed: SPEC_CHANGED,
        hasPods: true,
        variables: [...OWNER, ...[...programs.values()].flatMap(startsOf), ...more],
        ...asked(policy, questions),
    };
}
