import { JqNotFollowed, JqRefused, JqScanner } from "./jq-scanner";

/** A jq program as a tree (jq's manual; precedence as in its src/parser.y). */
export type Jq =
    | { readonly is: "identity" | "recurse" }
    | { readonly is: "literal"; readonly value: unknown }
    | { readonly is: "text"; readonly parts: readonly (string | Jq)[] }
    | { readonly is: "index"; readonly of: Jq; readonly key: Jq }
    | { readonly is: "slice"; readonly of: Jq; readonly from?: Jq; readonly to?: Jq }
    | { readonly is: "iterate" | "optional" | "negative"; readonly of: Jq }
    | { readonly is: "array"; readonly of?: Jq }
    | { readonly is: "object"; readonly entries: readonly (readonly [key: Jq, value: Jq])[] }
    | { readonly is: "pipe" | "comma"; readonly left: Jq; readonly right: Jq }
    | { readonly is: "binary"; readonly operator: string; readonly left: Jq; readonly right: Jq }
    | { readonly is: "if"; readonly condition: Jq; readonly then: Jq; readonly else: Jq }
    | { readonly is: "reduce"; readonly of: Jq; readonly name: string; readonly start: Jq; readonly step: Jq }
    | { readonly is: "bind"; readonly of: Jq; readonly name: string; readonly body: Jq }
    | { readonly is: "variable"; readonly name: string }
    | { readonly is: "call"; readonly name: string; readonly args: readonly Jq[] };

const MAX_DEPTH = 60;
const ASSIGNING = ["|=", "+=", "-=", "*=", "/=", "%=", "//=", "="];
/** Words that begin nothing. */
const KEYWORDS = new Set(["then", "elif", "else", "end", "as", "and", "or", "catch"]);
const IDENTITY: Jq = { is: "identity" };

/** @throws JqRefused, JqNotFollowed */
export function jqProgram(source: string): Jq {
    const reader = new Reader(source);
    const program = reader.pipe();
    reader.end();
    return program;
}

class Reader extends JqScanner {
    private depth = 0;

    end(): void {
        if (this.peek() !== "") throw new JqRefused();
    }

    pipe(): Jq {
        if (++this.depth > MAX_DEPTH) throw new JqNotFollowed();
        if (this.word("def")) throw new JqNotFollowed();
        const left = this.comma();
        const whole: Jq = this.operator("|") ? { is: "pipe", left, right: this.pipe() } : left;
        this.depth--;
        return whole;
    }

    private comma(): Jq {
        let left = this.alternative();
        while (this.operator(",")) left = { is: "comma", left, right: this.alternative() };
        return left;
    }

    private alternative(): Jq {
        const left = this.assignment();
        return this.operator("//") ? { is: "binary", operator: "//", left, right: this.alternative() } : left;
    }

    private assignment(): Jq {
        const left = this.either();
        const operator = ASSIGNING.find((each) => this.operator(each));
        // An alternative is looser: `.a = .b // 1` is `(.a = .b) // 1`.
        return operator === undefined ? left : { is: "binary", operator, left, right: this.either() };
    }

    private either(): Jq {
        let left = this.both();
        while (this.word("or")) left = { is: "binary", operator: "or", left, right: this.both() };
        return left;
    }

    private both(): Jq {
        let left = this.comparison();
        while (this.word("and")) left = { is: "binary", operator: "and", left, right: this.comparison() };
        return left;
    }

    private comparison(): Jq {
        const left = this.sum();
        const operator = ["==", "!=", "<=", ">=", "<", ">"].find((each) => this.operator(each));
        return operator === undefined ? left : { is: "binary", operator, left, right: this.sum() };
    }

    private sum(): Jq {
        let left = this.product();
        for (;;) {
            const operator = ["+", "-"].find((each) => this.operator(each));
            if (operator === undefined) return left;
            left = { is: "binary", operator, left, right: this.product() };
        }
    }

    private product(): Jq {
        let left = this.bound();
        for (;;) {
            const operator = ["*", "/", "%"].find((each) => this.operator(each));
            if (operator === undefined) return left;
            left = { is: "binary", operator, left, right: this.bound() };
        }
    }

    /** `as` takes the term before it and all that follows the pipe, wherever it stands. */
    private bound(): Jq {
        const of = this.postfix(() => this.bound());
        if (!this.word("as")) return of;
        const name = this.variableName();
        this.expect("|");
        return { is: "bind", of, name, body: this.pipe() };
    }

    /** @param signed what stands behind a minus */
    private postfix(signed = (): Jq => this.postfix()): Jq {
        if (++this.depth > MAX_DEPTH) throw new JqNotFollowed();
        if (this.operator("-")) {
            const of = signed();
            this.depth--;
            return { is: "negative", of };
        }
        let term = this.term();
        for (;;) {
            if (this.operator("?")) term = { is: "optional", of: term };
            else if (this.peek() === "[") term = this.bracket(term);
            else if (/^\.(?:[A-Za-z_"[]|\s*\[)/.test(this.rest(20))) {
                this.i++;
                term = this.peek() === "[" ? this.bracket(term) : { is: "index", of: term, key: this.fieldName() };
            } else break;
        }
        this.depth--;
        return term;
    }

    private term(): Jq {
        const character = this.peek();
        if (character === "." && this.source[this.i + 1] === ".") {
            this.i += 2;
            return { is: "recurse" };
        }
        const number = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/.exec(this.rest(400));
        if (number !== null) {
            this.i += number[0].length;
            return { is: "literal", value: Number(number[0]) };
        }
        switch (character) {
            case ".":
                this.i++;
                // A name stands right after its dot, a bracket may stand further on.
                if (/^[A-Za-z_"]/.test(this.source[this.i] ?? "")) return { is: "index", of: IDENTITY, key: this.fieldName() };
                return this.peek() === "[" ? this.bracket(IDENTITY) : IDENTITY;
            case '"':
                return this.text();
            case "$":
                return { is: "variable", name: this.variableName() };
            case "(": {
                this.expect("(");
                const inner = this.pipe();
                this.expect(")");
                return inner;
            }
            case "[": {
                this.expect("[");
                if (this.operator("]")) return { is: "array" };
                const of = this.pipe();
                this.expect("]");
                return { is: "array", of };
            }
            case "{":
                return this.object();
            case "@":
                throw new JqNotFollowed();
        }
        return this.named();
    }

    private named(): Jq {
        if (this.word("if")) return this.condition();
        if (this.word("reduce")) {
            const of = this.postfix();
            if (!this.word("as")) throw new JqRefused();
            const name = this.variableName();
            this.expect("(");
            const start = this.pipe();
            this.expect(";");
            const step = this.pipe();
            this.expect(")");
            return { is: "reduce", of, name, start, step };
        }
        if (this.word("try")) {
            const of = this.postfix();
            if (this.word("catch")) throw new JqNotFollowed();
            return { is: "optional", of };
        }
        const name = this.peekWord();
        if (["foreach", "label", "import", "include", "def"].includes(name)) throw new JqNotFollowed();
        if (name === "" || KEYWORDS.has(name)) throw new JqRefused();
        this.i += name.length;
        if (name === "true" || name === "false") return { is: "literal", value: name === "true" };
        if (name === "null") return { is: "literal", value: null };
        const args: Jq[] = [];
        if (this.operator("(")) {
            do args.push(this.pipe());
            while (this.operator(";"));
            this.expect(")");
        }
        return { is: "call", name, args };
    }

    private condition(): Jq {
        const condition = this.pipe();
        if (!this.word("then")) throw new JqRefused();
        const then = this.pipe();
        if (this.word("elif")) return { is: "if", condition, then, else: this.condition() };
        const otherwise = this.word("else") ? this.pipe() : IDENTITY;
        if (!this.word("end")) throw new JqRefused();
        return { is: "if", condition, then, else: otherwise };
    }

    private bracket(of: Jq): Jq {
        this.expect("[");
        if (this.operator("]")) return { is: "iterate", of };
        if (this.operator(":")) {
            const to = this.pipe();
            this.expect("]");
            return { is: "slice", of, to };
        }
        const key = this.pipe();
        if (this.operator(":")) {
            if (this.operator("]")) return { is: "slice", of, from: key };
            const to = this.pipe();
            this.expect("]");
            return { is: "slice", of, from: key, to };
        }
        this.expect("]");
        return { is: "index", of, key };
    }

    private object(): Jq {
        this.expect("{");
        const entries: (readonly [Jq, Jq])[] = [];
        while (!this.operator("}")) {
            entries.push(this.entry());
            // A comma may stand behind the last one.
            if (this.peek() !== "}") this.expect(",");
        }
        return { is: "object", entries };
    }

    private entry(): readonly [Jq, Jq] {
        const isVariable = this.peek() === "$";
        if (isVariable) {
            const name = this.variableName();
            return [
                { is: "literal", value: name },
                { is: "variable", name },
            ];
        }
        let key: Jq;
        if (this.operator("(")) {
            key = this.pipe();
            this.expect(")");
        } else key = this.fieldName();
        if (!this.operator(":")) return [key, { is: "index", of: IDENTITY, key }];
        let value = this.postfix();
        while (this.operator("|")) value = { is: "pipe", left: value, right: this.postfix() };
        // More than terms without parentheses is taken by some of jq's versions.
        if (!/^[,}]?$/.test(this.peek())) throw new JqNotFollowed();
        return [key, value];
    }

    private fieldName(): Jq {
        if (this.peek() === '"') return this.text();
        const name = this.peekWord();
        if (name === "") throw new JqRefused();
        this.i += name.length;
        return { is: "literal", value: name };
    }

    private text(): Jq {
        this.expect('"');
        const parts: (string | Jq)[] = [];
        let written = "";
        const finish = () => {
            if (written !== "") parts.push(JSON.parse(`"${written}"`) as string);
            written = "";
        };
        for (;;) {
            const character = this.source[this.i++];
            if (character === undefined) throw new JqRefused();
            if (character === '"') break;
            if (character === "\\" && this.source[this.i] === "(") {
                finish();
                this.i++;
                parts.push(this.pipe());
                this.expect(")");
            } else if (character === "\\") written += character + (this.source[this.i++] ?? "");
            // A line break may stand in jq's texts, though not in JSON's.
            else written += character < " " ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : character;
        }
        finish();
        return parts.some((part) => typeof part !== "string") ? { is: "text", parts } : { is: "literal", value: parts.join("") };
    }
}
