import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { slowness } from "../fuzz/calibrate";

const PACK = join(__dirname, "../../policypack");

interface Expression {
    readonly at: string;
    readonly source: string;
    readonly flags: string;
}

/** Those that only see what the pack itself or its user wrote, or something that others hold short. */
const OTHERS = [
    "lib/define-policy.ts", // names of frameworks
    "settings/", // read once
    "cli/audit.ts", // arguments
    "cli/picture/", // messages, which are cut
];

/** Every regular expression in the pack's sources that repeats something. */
function expressions(): readonly Expression[] {
    const found: Expression[] = [];
    for (const file of readdirSync(PACK, { recursive: true, encoding: "utf8" }).sort()) {
        if (!file.endsWith(".ts") || file.startsWith("bin") || OTHERS.some((other) => file.startsWith(other))) continue;
        const source = ts.createSourceFile(file, readFileSync(join(PACK, file), "utf8"), ts.ScriptTarget.ES2022, true);
        const visit = (node: ts.Node): void => {
            if (ts.isRegularExpressionLiteral(node)) {
                const [, text, flags] = /^\/(.*)\/([a-z]*)$/s.exec(node.text)!;
                const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
                found.push({ at: `${file}:${line}`, source: text!, flags: flags! });
            }
            ts.forEachChild(node, visit);
        };
        visit(source);
    }
    return found.filter(({ source }) => /[*+{]/.test(source));
}

/** Words and letters that an expression knows: what it has to go back over, when many of them stand together. */
function piecesOf(source: string): readonly string[] {
    const plain = source.replace(/\\([^a-zA-Z0-9])/g, "$1");
    const words = plain.match(/[A-Za-z0-9_@:=/."'<>#{}$[\]()-]{1,30}/g) ?? [];
    const inner = plain.match(/[A-Za-z0-9]{2,}/g) ?? [];
    const letters = [
        " ",
        "\t",
        "\n",
        "\r",
        "a",
        "A",
        "0",
        "1",
        "_",
        ".",
        "-",
        "/",
        ":",
        "=",
        "+",
        "*",
        '"',
        "\\",
        "#",
        "(",
        "[",
        "{",
        "<",
        "${",
        "{{",
        ",",
    ];
    return [...new Set([...letters, ...words, ...inner, ...inner.map((word) => ` ${word}`), "-a ", "a\r", "\n\t", "0_", "0s", "a,", '\t"'])]; // prettier-ignore
}

const LENGTH = 12_000;
/** A linear one takes less than one, and one that goes back over the text at every letter some hundred. */
const MILLISECONDS = 40;

/** What an expression takes longest for. */
function slowest({ source, flags }: Expression): { readonly ms: number; readonly of: string } {
    let worst = { ms: 0, of: "" };
    const starts = [...new Set(["", ...piecesOf(source).filter((piece) => source.startsWith(`^${piece}`) || piece.length > 3), "-", "0", '"'])].slice(0, 12); // prettier-ignore
    for (const piece of piecesOf(source)) {
        for (const start of starts) {
            for (const end of ["", "\n", "!\u2028x"]) {
                const text = start + piece.repeat(Math.ceil(LENGTH / piece.length)) + end;
                let ms = timeOf(source, flags, text);
                // What else a machine does makes all of it slower: the processor's time counts, by how slow it is just then.
                for (let i = 0; i < 3 && ms > MILLISECONDS; i++)
                    ms = Math.min(ms, cpuOf(() => timeOf(source, flags, text)) / slowness());
                if (ms > worst.ms) worst = { ms, of: JSON.stringify([start, piece, end]) };
                if (ms > MILLISECONDS) return worst;
            }
        }
    }
    return worst;
}

function timeOf(source: string, flags: string, text: string): number {
    const expression = new RegExp(source, flags);
    const begin = performance.now();
    if (expression.global) text.replace(expression, "");
    else expression.test(text);
    return performance.now() - begin;
}

function cpuOf(work: () => void): number {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
}

test("no expression of the pack takes more than linear time over a text of one piece repeated", () => {
    const all = expressions();
    expect(all.length).toBeGreaterThan(300);
    const slow = all.map((one) => ({ ...one, ...slowest(one) })).filter(({ ms }) => ms > MILLISECONDS);
    expect(slow.map(({ at, source, ms, of }) => `${at} /${source}/ takes ${ms.toFixed(0)} ms for ${of}`)).toEqual([]);
});
