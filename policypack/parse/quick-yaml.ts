import { kubernetesYaml } from "./kubernetes-document";
import { lazy } from "./lazy";

/** Of js-yaml 4, which Pulumi's own SDK brings: ten times as fast as `yaml`, as it keeps no places and knows only YAML 1.2. */
interface JsYaml {
    readonly FAILSAFE_SCHEMA: { extend(types: { readonly implicit: readonly unknown[] }): object };
    readonly Type: new (tag: string, options: object) => object;
    load(text: string, options: { readonly schema: object; readonly listener: Listener }): unknown;
}

/** What is told as each node begins and ends: the names of a map are nodes too. */
export type Listener = (event: "open" | "close", state: ReaderState) => void;

/** How far the library is: the line, from 0, and of a node that ends what it is. */
export interface ReaderState {
    readonly line: number;
    readonly kind: "mapping" | "sequence" | "scalar" | null;
    readonly result: unknown;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is first needed
const library = lazy(() => require("js-yaml") as JsYaml);

/**
 * The one document of a text, where it has nothing that the two libraries read differently: what is returned is what `kubernetesYaml` returns.
 * Anchors, tags, directives, tabs, names that are no words and whatever is no valid YAML are left to that.
 *
 * @param onNode is told of each node; what it throws makes the text one for `kubernetesYaml`
 * @returns undefined for what `kubernetesYaml` has to read
 */
export function quickYaml(text: string, onNode?: Listener): { readonly value: unknown } | undefined {
    if (DIFFERENT.some((one) => one.test(text)) || hasOpenQuotes(text)) return undefined;
    let depth = 0;
    const listener: Listener = (event, state) => {
        depth += event === "open" ? 1 : -1;
        if (depth > MAX_DEPTH) throw new Error("too deep");
        onNode?.(event, state);
    };
    try {
        const value = library().load(text, { schema: schema(), listener });
        return typeof value === "object" && value !== null ? { value } : undefined;
    } catch {
        return undefined;
    }
}

/** `kubernetesYaml` refuses what is deeper than a hundred. */
const MAX_DEPTH = 60;

/** Each begins with letters that are rare, so that most texts are soon gone through. */
const DIFFERENT = [
    // Other ends of lines, what is no text, tabs.
    /[^\n -~\u00a0-\u2027\u202a-\ufefe\uff00-\ufffd]/,
    // A second document, a directive.
    /\n(?:---|\.\.\.|%)/,
    /^(?:%|\.\.\.|---[^\n])/,
    // An anchor, without which no alias is read, a tag; a name of several lines.
    /[&!](?<=(?:^|[\s[{,:?-]).)\S/m,
    /\?(?<=(?:^|[\s[{,:?-]).)(?:\s|$)/m,
    // A quote in quotes; a list or map as a name.
    /\\"/,
    /(?:,|\{)\s*[[{]/,
    // A name that is null, or none.
    /:(?<=(?:^|[\s{,[-])(?:~|null|Null|NULL)? *:)(?:\s|$)/m,
    /<<|__proto__/,
];

/** Whether a line has an odd number of quotes: text in quotes over several lines may be indented wrongly. Other ends of lines are left to `DIFFERENT`. */
function hasOpenQuotes(text: string): boolean {
    for (let open = text.indexOf('"'); open >= 0;) {
        const close = text.indexOf('"', open + 1);
        if (close < 0 || text.slice(open, close).includes("\n")) return true;
        open = text.indexOf('"', close + 1);
    }
    return false;
}

/** YAML 1.1 in the words of YAML 1.2. */
const schema = lazy(() => {
    const { FAILSAFE_SCHEMA, Type } = library();
    const resolved = new Type("tag:yaml.org,2002:null", {
        kind: "scalar",
        resolve: (text: string | null) => text === null || meaningOf(text) !== text,
        construct: (text: string | null) => (text === null ? null : meaningOf(text)),
    });
    return FAILSAFE_SCHEMA.extend({ implicit: [resolved] });
});

/** What the words of YAML 1.1 mean. */
const WORDS = new Map<string, unknown>([["~", null]]);
for (const [value, words] of [
    [true, ["y", "yes", "true", "on"]],
    [false, ["n", "no", "false", "off"]],
    [null, ["null"]],
] as const) {
    for (const word of words) {
        const capital = word[0]!.toUpperCase() + word.slice(1);
        for (const form of [word, capital, word.toUpperCase()]) WORDS.set(form, value);
    }
}
const LONGEST_WORD = 5;

/** What a text without quotes means: itself, a number, a word. @throws for what only the other library knows */
function meaningOf(text: string): unknown {
    if (text.length <= LONGEST_WORD && WORDS.has(text)) return WORDS.get(text);
    if (!/^[\d.+=-]/.test(text)) return text;
    if (/^(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
    // Some letters stand in no number and no date: 50m, 128Mi, 25%, --port.
    if (/^(?:\d+(?:\.\d+)?(?:m|[KMGT]i|[MG]|%)|--?[A-Za-z].*)$/.test(text)) return text;
    const read = /^[\w.+%/-]+$/.test(text) ? kubernetesYaml(text) : undefined;
    if (read?.ok !== true || typeof read.value.value === "object") throw new Error("not known");
    return read.value.value;
}
