import { type Outcome, SECRET, type Target } from "./target";

/** Why an input is a failure. */
export interface Failure {
    readonly kind: "throws" | "hangs" | "tells a secret" | "message" | "pollutes" | "differs" | "memory" | "dies";
    /** For whoever reads of it. */
    readonly detail: string;
    /** What failures of one cause have in common. */
    readonly cause: string;
}

/** The secret in the forms that a program may show it in. */
const SECRETS = [
    SECRET,
    Buffer.from(SECRET).toString("base64").replace(/=+$/, ""),
    Buffer.from(SECRET).toString("hex"),
    // In base64 of a longer text its middle is the same at two of three places at least.
    Buffer.from(SECRET.slice(1)).toString("base64").slice(0, 20),
    Buffer.from(SECRET.slice(2)).toString("base64").slice(0, 20),
];

/** Words that no message has unless the input has them. */
const SLIPS = ["undefined", "[object ", "NaN", "Infinity", "function (", "=> {"];
// eslint-disable-next-line no-control-regex -- that is what it is about
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

const PROTOTYPES = [
    Object.prototype,
    Array.prototype,
    String.prototype,
    Number.prototype,
    Function.prototype,
    RegExp.prototype,
    Map.prototype,
];
const keysOf = () => PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).length);
const WHOLE = keysOf();

/** Runs one input and holds the answer to everything that holds for any input, but for what takes time. */
export async function failureOf(
    target: Target,
    input: Buffer,
): Promise<{ readonly outcome?: Outcome; readonly failure?: Failure }> {
    const planted = target.plant?.(input) ?? input;
    let outcome: Outcome;
    try {
        const answer = target.run(planted);
        // Most answer at once, and waiting takes its time.
        outcome = answer instanceof Promise ? await answer : answer;
    } catch (error) {
        return { failure: thrown(error) };
    }
    const failure = pollution() ?? faultOfMessages(outcome.messages, planted);
    return { outcome, ...(failure !== undefined && { failure }) };
}

/** Judges the input once more, and in its other way if it has one. */
export async function differenceOf(target: Target, input: Buffer, { value }: Outcome): Promise<Failure | undefined> {
    const planted = target.plant?.(input) ?? input;
    const before = asText(value);
    const second = asText((await target.run(planted)).value);
    if (second !== before) return differs("judged twice", before, second);
    if (target.again === undefined) return undefined;
    const other = asText(target.again(planted));
    return other === before ? undefined : differs("judged in another order", before, other);
}

export const asText = (value: unknown): string =>
    JSON.stringify(value, (_, inner: unknown) => {
        if (inner instanceof Map) return [...inner];
        if (inner instanceof Set) return [...inner];
        if (inner instanceof RegExp || typeof inner === "bigint") return String(inner);
        return inner;
    }) ?? "undefined";

function thrown(error: unknown): Failure {
    if (!(error instanceof Error)) return { kind: "throws", detail: `threw ${typeof error}`, cause: typeof error };
    const stack = (error.stack ?? "").split("\n");
    const own = stack.filter((line) => /\(?\/.*(?:policypack|node_modules)/.test(line)).slice(0, 12);
    const first = /([\w-]+\.(?:ts|js)):(\d+)/.exec(own[0] ?? "")?.[0] ?? "";
    const what = error.constructor.name;
    return { kind: "throws", detail: [`${what}: ${error.message.slice(0, 400)}`, ...own].join("\n"), cause: `${what} ${first}` };
}

function pollution(): Failure | undefined {
    const now = keysOf();
    const changed = now.findIndex((count, i) => count !== WHOLE[i]);
    if (changed < 0) return undefined;
    for (const key of Reflect.ownKeys(PROTOTYPES[changed]!).slice(WHOLE[changed]))
        Reflect.deleteProperty(PROTOTYPES[changed]!, key);
    return { kind: "pollutes", detail: `a prototype (${changed}) has other properties than before`, cause: String(changed) };
}

function faultOfMessages(messages: readonly string[], input: Buffer): Failure | undefined {
    let text: string | undefined;
    for (const message of messages) {
        const cause = message.replace(/"(?:[^"\\]|\\.)*"|[^\x20-\x7e]|\d+/g, "…").slice(-120);
        if (SECRETS.some((secret) => message.includes(secret)))
            return { kind: "tells a secret", detail: message.slice(0, 600), cause };
        if (CONTROL.test(message))
            return { kind: "message", detail: `has a control character: ${JSON.stringify(message.slice(0, 600))}`, cause };
        const slip = SLIPS.find((one) => message.includes(one));
        if (slip === undefined) continue;
        text ??= input.toString("latin1");
        if (!text.includes(slip.trim())) return { kind: "message", detail: `has "${slip}": ${message.slice(0, 600)}`, cause };
    }
    return undefined;
}

function differs(how: string, before: string, after: string): Failure {
    let i = 0;
    while (i < before.length && before[i] === after[i]) i++;
    const around = (text: string) => text.slice(Math.max(0, i - 200), i + 200);
    return { kind: "differs", detail: `${how}:\n  ${around(before)}\n  ${around(after)}`, cause: how };
}
