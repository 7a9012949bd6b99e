import { HOLE } from "./word";

export interface Token {
    /** `word` bare, `text` quoted, `variable` a whole `$name`, `type` `[string]`, `assignment` `=` or `+=`, `end` of a statement or of a part of a pipeline. */
    readonly kind: "word" | "text" | "variable" | "type" | "assignment" | "redirection" | "open" | "close" | "end";
    /** What it stands for, with a `HOLE` where that is not known. */
    readonly text: string;
    /** Of a variable. */
    readonly name?: string;
    readonly line: number;
}

type Lookup = (name: string) => string | undefined;

const MAX_TOKENS = 50_000;
const VARIABLE = /\$(?:\{([^}]{0,300})\}|((?:env:|global:|script:|local:)?\w+))/iy;
const SPLAT = /@\w*/y;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };

/**
 * The tokens of a PowerShell script, one after another, so that a variable has the value that the statements before have given it.
 * What stands in parentheses is one token of which nothing is known.
 */
export function tokensOf(
    script: string,
    lookup: Lookup,
): { readonly tokens: Generator<Token>; readonly fault: string | undefined } {
    const reader = new Reader(script, lookup);
    return {
        tokens: reader.tokens(),
        get fault() {
            return reader.fault;
        },
    };
}

class Reader {
    fault: string | undefined;
    private at = 0;
    private line = 1;

    constructor(
        private readonly text: string,
        private readonly lookup: Lookup,
    ) {}

    *tokens(): Generator<Token> {
        for (let count = 0; ; count++) {
            this.skipBlanks();
            if (this.at >= this.text.length) return;
            if (count >= MAX_TOKENS) break;
            yield this.next();
        }
        this.fault = "has more words than any script";
    }

    private next(): Token {
        const { line } = this;
        const character = this.text[this.at]!;
        const take = (length: number) => {
            const taken = this.text.slice(this.at, this.at + length);
            this.move(length);
            return taken;
        };
        if (character === "\n" || character === ";") return { kind: "end", text: take(1), line };
        const rest = this.text.slice(this.at, this.at + 100);
        const operator = /^(?:\|\||&&|\|)/.exec(rest)?.[0];
        if (operator !== undefined) return { kind: "end", text: take(operator.length), line };
        if (character === "{") return { kind: "open", text: take(1), line };
        if (character === "}") return { kind: "close", text: take(1), line };
        const redirection = /^[\d*]?>>?/.exec(rest)?.[0];
        if (redirection !== undefined) {
            take(redirection.length);
            this.skipBlanks();
            // Its file, or `&1`.
            if (!/[\n;|}]/.test(this.text[this.at] ?? "\n")) this.next();
            return { kind: "redirection", text: "", line };
        }
        const type = /^\[[\w.[\]]+\](?=\s*[$@'"\d(])/.exec(rest)?.[0];
        if (type !== undefined) return { kind: "type", text: take(type.length), line };
        const assignment = /^[-+*/]?=/.exec(rest)?.[0];
        if (assignment !== undefined) return { kind: "assignment", text: take(assignment.length), line };
        return this.word(line);
    }

    /** Pieces without a blank between them. */
    private word(line: number): Token {
        let text = "";
        let kind: Token["kind"] | undefined;
        let name: string | undefined;
        while (this.at < this.text.length) {
            const character = this.text[this.at]!;
            if (/[\s;|{}]/.test(character) || (character === "=" && kind === "variable")) break;
            const here = character === "@" ? this.hereString() : undefined;
            const found = this.variableAt(this.at);
            if (here !== undefined) {
                text += here;
                kind = "text";
            } else if (character === "'") {
                text += this.quoted("'");
                kind = kind === undefined || kind === "text" ? "text" : "word";
            } else if (character === '"') {
                text += this.expanded(this.quoted('"'));
                kind = kind === undefined || kind === "text" ? "text" : "word";
            } else if (found !== undefined) {
                text += found.text;
                this.move(found.length);
                kind = kind === undefined ? "variable" : "word";
                ({ name } = found);
            } else if (character === "(" || (/[$@]/.test(character) && /[({]/.test(this.text[this.at + 1] ?? ""))) {
                this.skipNested();
                text += HOLE;
                kind = "word";
            } else if (character === ")") this.move(1);
            else if (character === "@" && text === "") {
                SPLAT.lastIndex = this.at;
                this.move(SPLAT.exec(this.text)![0].length);
                text = HOLE;
                kind = "word";
            } else if (character === "`") {
                text += this.text[this.at + 1] ?? "";
                this.move(2);
                kind = kind === "text" ? "text" : "word";
            } else {
                // Right behind a variable that begins a word stands a member of its value, or an index.
                text = kind === "variable" && /[.[]/.test(character) ? HOLE : text + character;
                this.move(1);
                kind = kind === "text" ? "text" : "word";
            }
        }
        return { kind: kind ?? "word", text, line, ...(kind === "variable" && { name: name! }) };
    }

    private variableAt(position: number, text = this.text): { name: string; text: string; length: number } | undefined {
        VARIABLE.lastIndex = position;
        const match = VARIABLE.exec(text);
        if (match === null) return undefined;
        const name = (match[1] ?? match[2]!).replace(/^(?:global|script|local):/i, "");
        return { name, text: this.lookup(name) ?? HOLE, length: match[0].length };
    }

    /** `@"` to `"@`, each at the end or beginning of its line. */
    private hereString(): string | undefined {
        const start = /^@(["'])[ \t]*\r?\n/.exec(this.text.slice(this.at, this.at + 100));
        if (start === null) return undefined;
        const begin = this.at + start[0].length;
        const end = this.text.indexOf(`\n${start[1]!}@`, begin - 1);
        if (end < 0) return this.endless();
        const inside = this.text.slice(begin, Math.max(begin, end)).replace(/\r$/, "");
        this.move(end + 3 - this.at);
        return start[1] === "'" ? inside : this.expanded(inside);
    }

    private endless(): string {
        this.fault = "has a string that does not end";
        this.at = this.text.length;
        return HOLE;
    }

    /** The inside of a string, as it is written but for doubled quotes. */
    private quoted(quote: string): string {
        let found = "";
        for (let i = this.at + 1; i < this.text.length; i++) {
            const character = this.text[i]!;
            if (character === "`" && quote === '"') {
                found += this.text.slice(i, i + 2);
                i++;
                continue;
            }
            if (character === quote) {
                if (this.text[i + 1] !== quote) {
                    this.move(i + 1 - this.at);
                    return found;
                }
                i++;
                found += quote;
                continue;
            }
            found += character;
        }
        return this.endless();
    }

    /** Escapes, variables and `$(…)` of a string in double quotes. */
    private expanded(text: string): string {
        let found = "";
        for (let i = 0; i < text.length; i++) {
            const character = text[i]!;
            const variable = this.variableAt(i, text);
            if (character === "`") found += ESCAPES[text[++i]!] ?? text[i] ?? "";
            else if (variable !== undefined) {
                found += variable.text;
                i += variable.length - 1;
            } else if (character === "$" && text[i + 1] === "(") {
                found += HOLE;
                for (let depth = 0; i < text.length; i++) {
                    if (text[i] === "(") depth++;
                    else if (text[i] === ")" && --depth === 0) break;
                }
            } else found += character;
        }
        return found;
    }

    /** Parentheses or a table with all that is in them, strings aside. */
    private skipNested(): void {
        let depth = 0;
        while (this.at < this.text.length) {
            const character = this.text[this.at]!;
            if (character === "'" || character === '"') {
                this.quoted(character);
                continue;
            }
            this.move(1);
            if (character === "(" || character === "{") depth++;
            else if ((character === ")" || character === "}") && --depth === 0) return;
        }
    }

    private skipBlanks(): void {
        for (;;) {
            const blank = /(?:[^\S\n]|`\r?\n|#[^\n]*)+/y;
            blank.lastIndex = this.at;
            const match = blank.exec(this.text);
            if (match !== null) this.move(match[0].length);
            if (!this.text.startsWith("<#", this.at)) return;
            const end = this.text.indexOf("#>", this.at + 2);
            this.move((end < 0 ? this.text.length : end + 2) - this.at);
        }
    }

    private move(length: number): void {
        for (let i = this.at; i < this.at + length; i++) if (this.text[i] === "\n") this.line++;
        this.at += length;
    }
}
