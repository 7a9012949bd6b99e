import type { Random } from "./random";

/** What mutators take parts from. */
export interface Material {
    /** Words of the pack's and the tests' sources. */
    readonly words: readonly string[];
    /** Another input of the corpus. */
    other(): Buffer;
}

type Mutator = (input: Buffer, random: Random, material: Material) => Buffer;

const MAX_INPUT = 96 << 10;
const NUMBERS = [
    "0",
    "-1",
    "1",
    "8",
    "08",
    "255",
    "256",
    "65535",
    "65536",
    "2147483648",
    "9007199254740993",
    "1e999",
    "0x7f",
    "-0",
    "NaN",
];
/** Bytes that parsers treat apart, and text that is hard to show. */
const STRANGE = [
    "\0", "\n", "\r\n", "\r", "\t", "\x1b[2J", "\x7f", "\\", "\"", "'", "`", "$", "$(", "${", "}", "{", "[", "]", "(", ")", "<<", "|", "&", ";", "#", "%",
    "*", "**", "?", "=", ":", ": ", "- ", "---\n", "...\n", "!!", "&a ", "*a", "<<: ", "@", "~", "\\\n", "\u{feff}", "\u{fff9}", "\u{2028}", "\u{202e}", "é",
    "\u{1f600}", " › ", "__proto__", "constructor", "toString", "undefined", "null", "[object Object]",
]; // prettier-ignore
const INVALID = [
    [0xff],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0x80],
    [0xc3],
    [0xe2, 0x82],
    [0x1f, 0x8b],
    [0xfe, 0xff],
];
/** What is nested, with what closes it. */
const NESTED = [["[", "]"], ["{", "}"], ["(", ")"], ["$(", ")"], ["${A:-", "}"], ["{\"a\":", "}"], ["\"", "\""], ["- ", ""], ["a.", ""], ["if a; then ", "; fi"], ["<", ">"], ["[[", "]]"], ["a: {", "}"], ["- - ", ""], ["| ", ""], ["!", ""], ["-", ""], ["\\(", "\\)"], ["*", ""], ["a*", ""], ["(a", ")*"], ["`", "`"], ["sudo ", ""], ["\n", ""], [" ", ""], ["#", ""], ["\t", ""], ["=", ""]]; // prettier-ignore

const at = (input: Buffer, random: Random) => random.below(input.length + 1);

/** A stretch of the input, mostly short. */
function span(input: Buffer, random: Random): readonly [number, number] {
    const start = at(input, random);
    const length = random.once(4) ? random.below(input.length + 1) : random.below(24);
    return [start, Math.min(input.length, start + length)];
}

const replaced = (input: Buffer, start: number, end: number, by: Buffer | string): Buffer =>
    Buffer.concat([input.subarray(0, start), Buffer.from(by as string), input.subarray(end)]);

const MUTATORS: readonly Mutator[] = [
    function flipBit(input, random) {
        const copy = Buffer.from(input);
        if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 << random.below(8);
        return copy;
    },
    function setByte(input, random) {
        const copy = Buffer.from(input);
        if (copy.length > 0) copy[random.below(copy.length)] = random.below(256);
        return copy;
    },
    function remove(input, random) {
        const [start, end] = span(input, random);
        return replaced(input, start, end, "");
    },
    function truncate(input, random) {
        return input.subarray(0, at(input, random));
    },
    function repeat(input, random) {
        const [start, end] = span(input, random);
        const times = random.once(8) ? random.below(400) : 1 + random.below(4);
        return replaced(input, end, end, Buffer.concat(Array.from({ length: times }, () => input.subarray(start, end))));
    },
    function move(input, random) {
        const [start, end] = span(input, random);
        const rest = replaced(input, start, end, "");
        const to = at(rest, random);
        return replaced(rest, to, to, input.subarray(start, end));
    },
    function insertWord(input, random, { words }) {
        const place = at(input, random);
        return replaced(input, place, place, random.pick(words));
    },
    function replaceWord(input, random, { words }) {
        const text = input.toString("latin1");
        const found = [...text.matchAll(/[\w./-]{2,}/g)];
        if (found.length === 0) return Buffer.from(random.pick(words));
        const one = random.pick(found);
        return replaced(input, one.index, one.index + one[0].length, random.pick(words));
    },
    function replaceNumber(input, random) {
        const found = [...input.toString("latin1").matchAll(/\d+/g)];
        if (found.length === 0) return input;
        const one = random.pick(found);
        return replaced(input, one.index, one.index + one[0].length, random.pick(NUMBERS));
    },
    function insertStrange(input, random) {
        const place = at(input, random);
        return replaced(input, place, place, random.pick(STRANGE));
    },
    function insertInvalid(input, random) {
        const place = at(input, random);
        return replaced(input, place, place, Buffer.from(random.pick(INVALID)));
    },
    function splice(input, random, { other }) {
        const donor = other();
        const [start, end] = span(donor, random);
        const [from, to] = span(input, random);
        return replaced(input, from, to, donor.subarray(start, end));
    },
    function swapLines(input, random) {
        const lines = input.toString("latin1").split("\n");
        const [one, two] = [random.below(lines.length), random.below(lines.length)];
        [lines[one], lines[two]] = [lines[two]!, lines[one]!];
        return Buffer.from(lines.join("\n"), "latin1");
    },
    function dropLine(input, random) {
        const lines = input.toString("latin1").split("\n");
        lines.splice(random.below(lines.length), 1);
        return Buffer.from(lines.join("\n"), "latin1");
    },
    function indent(input, random) {
        const lines = input.toString("latin1").split("\n");
        const line = random.below(lines.length);
        lines[line] = random.once(2) ? `  ${lines[line]!}` : lines[line]!.replace(/^ {1,2}/, "");
        return Buffer.from(lines.join("\n"), "latin1");
    },
    function nest(input, random) {
        const [open, close] = random.pick(NESTED) as [string, string];
        const depth = random.once(16) ? random.below(6_000) : 1 + random.below(40);
        const [start, end] = span(input, random);
        const inner = Buffer.concat([
            Buffer.from(open.repeat(depth)),
            input.subarray(start, end),
            Buffer.from(close.repeat(depth)),
        ]);
        return replaced(input, start, end, inner);
    },
];

/** The input with one to a few changes. */
export function mutated(input: Buffer, random: Random, material: Material): Buffer {
    let current = input;
    for (let left = 1 + (random.once(2) ? random.below(5) : 0); left > 0; left--) {
        current = random.pick(MUTATORS)(current, random, material);
        if (current.length > MAX_INPUT) current = current.subarray(0, MAX_INPUT);
    }
    return current;
}

/** The text with one to a few changes; what is no UTF-8 any more is made so, as an engine hands texts over. */
export const mutatedText = (text: string, random: Random, material: Material): string =>
    mutated(Buffer.from(text), random, material).toString("utf8");
