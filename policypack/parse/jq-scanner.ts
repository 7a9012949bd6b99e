/** jq fails on the program or its input. */
export class JqRefused extends Error {}

/** jq may do it, but it is not followed here. */
export class JqNotFollowed extends Error {}

/** The words and signs of a jq program, one after another. */
export class JqScanner {
    protected i = 0;

    constructor(protected readonly source: string) {}

    protected variableName(): string {
        // `as [$a, $b]` takes a value apart.
        if (!this.operator("$")) throw new JqNotFollowed();
        const name = /^[A-Za-z_]\w*/.exec(this.rest(100))?.[0];
        if (name === undefined || name === "ENV" || name.startsWith("__")) throw new JqNotFollowed();
        this.i += name.length;
        return name;
    }

    /** Takes a word of the language where it stands. */
    protected word(text: string): boolean {
        const isThere = this.peekWord() === text;
        if (isThere) this.i += text.length;
        return isThere;
    }

    protected peekWord(): string {
        this.peek();
        return /^[A-Za-z_]\w*/.exec(this.rest(100))?.[0] ?? "";
    }

    /** Takes an operator where it stands and is not the beginning of a longer one. */
    protected operator(text: string): boolean {
        this.peek();
        if (!this.source.startsWith(text, this.i)) return false;
        const after = this.source.slice(this.i + text.length, this.i + text.length + 2);
        if ("-+*%|".includes(text) && after.startsWith("=")) return false;
        if (text === "/" && /^[/=]/.test(after)) return false;
        if (text === "?" && after === "//") throw new JqNotFollowed();
        this.i += text.length;
        return true;
    }

    protected expect(text: string): void {
        if (!this.operator(text)) throw new JqRefused();
    }

    protected rest(length: number): string {
        return this.source.slice(this.i, this.i + length);
    }

    /** The next character after blanks and comments; "" at the end. */
    protected peek(): string {
        for (;;) {
            const character = this.source[this.i];
            if (character === "#") {
                const end = this.source.indexOf("\n", this.i);
                this.i = end < 0 ? this.source.length : end;
            } else if (character !== undefined && /\s/.test(character)) this.i++;
            else return character ?? "";
        }
    }
}
