/**
 * Reads the part of Terraform's language that configurations in a corpus use: blocks, attributes, literals, lists, objects and heredocs.
 * Any other expression (a reference, a function call) is kept as a `Reference`, as nothing evaluates it here.
 */
export interface Block {
    readonly type: string;
    readonly labels: readonly string[];
    readonly attributes: Readonly<Record<string, unknown>>;
    readonly blocks: readonly Block[];
}

/** An expression that only Terraform could evaluate. */
export class Reference {
    constructor(readonly text: string) {}
}

const TOKEN =
    /(?<space>[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)|(?<newline>\n)|<<-?(?<mark>\w+)\n(?<heredoc>[^]*?)\n[ \t]*\k<mark>(?=\n|$)|"(?<string>(?:\\.|\$\{[^}]*\}|[^"\\])*)"|(?<number>-?\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w-]*)|(?<mark2>[^\s])/y;

type Kind = "newline" | "string" | "number" | "name" | "mark" | "end";
interface Token {
    readonly kind: Kind;
    readonly text: string;
}

function tokensOf(source: string): Token[] {
    const tokens: Token[] = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < source.length) {
        const at = TOKEN.lastIndex;
        const groups = TOKEN.exec(source)?.groups;
        if (groups === undefined) throw new Error(`cannot read Terraform at character ${at}`);
        if (groups.newline !== undefined) tokens.push({ kind: "newline", text: "\n" });
        else if (groups.heredoc !== undefined) tokens.push({ kind: "string", text: groups.heredoc });
        else if (groups.string !== undefined) tokens.push({ kind: "string", text: groups.string.replace(/\\(.)/g, unescaped) });
        else if (groups.number !== undefined) tokens.push({ kind: "number", text: groups.number });
        else if (groups.name !== undefined) tokens.push({ kind: "name", text: groups.name });
        else if (groups.mark2 !== undefined) tokens.push({ kind: "mark", text: groups.mark2 });
    }
    return tokens;
}

const unescaped = (_: string, escaped: string) => ({ n: "\n", t: "\t" })[escaped] ?? escaped;
const END: Token = { kind: "end", text: "" };

/**
 * The blocks at the top of a file.
 * @throws Error where the text is no Terraform that this reader knows
 */
export function parseHcl(source: string): readonly Block[] {
    const tokens = tokensOf(source);
    let next = 0;
    const peek = () => tokens[next] ?? END;
    const take = () => tokens[next++] ?? END;
    const skipNewlines = () => {
        while (peek().kind === "newline") next++;
    };
    const expect = (text: string) => {
        const token = take();
        if (token.text !== text || token.kind === "string")
            throw new Error(`expected ${text} but read ${token.text} in Terraform`);
    };

    function body(type: string, labels: readonly string[], until: string): Block {
        const attributes: Record<string, unknown> = {};
        const blocks: Block[] = [];
        for (;;) {
            skipNewlines();
            const token = take();
            if (token.kind === "end" ? until === "" : token.kind === "mark" && token.text === until) {
                return { type, labels, attributes, blocks };
            }
            if (token.kind !== "name") throw new Error(`expected a name but read ${token.text} in Terraform`);
            if (peek().text === "=" && peek().kind === "mark") {
                next++;
                attributes[token.text] = expression();
                continue;
            }
            const own: string[] = [];
            while (peek().kind === "string" || peek().kind === "name") own.push(take().text);
            expect("{");
            blocks.push(body(token.text, own, "}"));
        }
    }

    function expression(): unknown {
        skipNewlines();
        const { kind, text } = peek();
        if (kind === "mark" && text === "[") return list();
        if (kind === "mark" && text === "{") return object();
        const start = next++;
        if (atEndOfExpression()) {
            if (kind === "string") return text.includes("${") ? new Reference(text) : text;
            if (kind === "number") return Number(text);
            if (text === "true" || text === "false") return text === "true";
            if (text === "null") return null;
        }
        for (let depth = 0; depth > 0 || !atEndOfExpression(); next++) {
            if (peek().kind === "end") break;
            if (peek().kind === "mark") depth += "([{".includes(peek().text) ? 1 : ")]}".includes(peek().text) ? -1 : 0;
        }
        const words = tokens.slice(start, next).map((token) => token.text);
        return new Reference(words.join(""));
    }

    const atEndOfExpression = () => {
        const { kind, text } = peek();
        return kind === "end" || kind === "newline" || (kind === "mark" && [",", "]", "}"].includes(text));
    };

    function list(): unknown[] {
        const items: unknown[] = [];
        expect("[");
        for (skipNewlines(); peek().text !== "]"; skipNewlines()) {
            items.push(expression());
            skipNewlines();
            if (peek().text === ",") next++;
        }
        expect("]");
        return items;
    }

    function object(): Record<string, unknown> {
        const entries: Record<string, unknown> = {};
        expect("{");
        for (skipNewlines(); peek().text !== "}"; skipNewlines()) {
            const key = take().text;
            if (!["=", ":"].includes(take().text)) throw new Error(`expected = after ${key} in Terraform`);
            entries[key] = expression();
            if (peek().text === ",") next++;
        }
        expect("}");
        return entries;
    }

    return body("", [], "").blocks;
}
