import { gzipSync } from "node:zlib";
import type { Random } from "./random";

/**
 * A language as a table: each name's productions, in which `<name>` stands for one of that name, `<name*>` for none to four of them, and
 * `<how:name>` for one that is packed or quoted (`HOW`). The first production of a name ends soonest: deep down it is taken alone.
 */
export type Grammar = Readonly<Record<string, readonly string[]>>;

const MAX_DEPTH = 12;
const MAX_LENGTH = 24_000;

const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");
const indented = (text: string, by: string) => text.replace(/^(?=.)/gm, by);

/** What Windows takes for a tag is meant as it is. */
const TAGS: ReadonlySet<string> = new Set(["powershell", "script", "persist"]);

/** Ways in which one text stands in another. */
const HOW: Readonly<Record<string, (text: string) => string>> = {
    b64: base64,
    gz: (text) => gzipSync(Buffer.from(text, "latin1")).toString("latin1"),
    gzb64: (text) => base64(gzipSync(Buffer.from(text, "latin1")).toString("latin1")),
    json: (text) => JSON.stringify(text),
    single: (text) => `'${text.replaceAll("'", "'\\''")}'`,
    in2: (text) => indented(text, "  "),
    in4: (text) => indented(text, "    "),
    in6: (text) => indented(text, "      "),
    url: (text) => `data:,${encodeURIComponent(text)}`,
    crlf: (text) => text.replaceAll("\n", "\r\n"),
};

/** A text of the language. */
export function generated(grammar: Grammar, start: string, random: Random): string {
    let length = 0;
    const expand = (name: string, depth: number): string => {
        const productions = grammar[name];
        if (productions === undefined) throw new Error(`no production is named ${name}`);
        const isShort = depth > MAX_DEPTH || length > MAX_LENGTH;
        const production = isShort ? productions[0]! : random.pick(productions);
        const text = production.replace(
            /<(?:(\w+):)?([a-z][\w.-]*)(\*?)>/g,
            (whole, how: string | undefined, inner: string, many) => {
                if (TAGS.has(inner)) return whole;
                const count = many === "" ? 1 : isShort ? 0 : random.below(5);
                const text = Array.from({ length: count }, () => expand(inner, depth + 1)).join("");
                return how === undefined ? text : HOW[how]!(text);
            },
        );
        length += production.length;
        return text;
    };
    return expand(start, 0);
}

/** Every name that productions use; a test holds that each is there. */
export const namesIn = (grammar: Grammar): readonly { readonly how: string | undefined; readonly name: string }[] =>
    Object.values(grammar)
        .flat()
        .flatMap((production) => [...production.matchAll(/<(?:(\w+):)?([a-z][\w.-]*)\*?>/g)])
        .map(([, how, name]) => ({ how, name: name! }));

export const isHow = (how: string): boolean => Object.hasOwn(HOW, how);
