const CLASSES: Readonly<Record<string, string>> = {
    alpha: "A-Za-z",
    digit: "0-9",
    alnum: "A-Za-z0-9",
    space: "\\s",
    blank: " \\t",
    upper: "A-Z",
    lower: "a-z",
    punct: "!-\\/:-@\\[-`{-~",
};

/** The longest expression that is read, in characters: what a script looks for is a line of a configuration at most. */
const LONGEST = 4096;

/** POSIX's expression as JavaScript's; undefined for one that may take exponential time, is too long, or that JavaScript does not have. */
export function posixRegExp(posix: string, isExtended: boolean, flags: string): RegExp | undefined {
    if (posix.length > LONGEST) return undefined;
    let source = "";
    for (let i = 0; i < posix.length; i++) {
        const character = posix[i]!;
        const before = source.endsWith("\\(") || source.endsWith("\\|") ? "" : (source.at(-1) ?? "");
        const isStart = before === "" || source.endsWith("(") || source.endsWith("|");
        if (character === "[") {
            const end = /^\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/.exec(posix.slice(i))?.[0];
            if (end === undefined) return undefined;
            source += bracket(end);
            i += end.length - 1;
        } else if (character === "\\") {
            const next = posix[++i] ?? "";
            if ("(){}+?|".includes(next)) source += isExtended ? `\\${next}` : next;
            else if (next === "<" || next === ">") source += "\\b";
            else source += /[1-9sSwWbBnt]/.test(next) ? `\\${next}` : `\\${next}`.replace(/\\([A-Za-z])/, "$1");
        } else if ("(){}+?|".includes(character)) source += isExtended ? character : `\\${character}`;
        else if (character === "/") source += "\\/";
        else if (character === "*" && (isStart || source === "^")) source += "\\*";
        // In basic expressions the signs of the ends are plain characters elsewhere.
        else if (character === "^" && !isExtended && !isStart) source += "\\^";
        else if (character === "$" && !isExtended && !/^(?:$|\\\)|\\\|)/.test(posix.slice(i + 1, i + 3))) source += "\\$";
        else source += character;
    }
    if (/(?<!\\)\(\?/.test(source) || repeatsWhatVaries(source)) return undefined;
    try {
        return new RegExp(source, flags);
    } catch {
        return undefined;
    }
}

/** A set of characters: a bracket first in it is one of them, and a backslash is too unless it is a line break, a tab or the delimiter's. */
const bracket = (posix: string): string =>
    posix
        .replace(/\\(?![nt/])/g, "\\\\")
        .replace(/^(\[\^?)\]/, "$1\\]")
        .replace(/\[:(\w+):\]/g, (_, name: string) => CLASSES[name] ?? "");

/** A group that is repeated and may match one text in two ways (it has a repetition or a choice) makes matching exponential. */
function repeatsWhatVaries(source: string): boolean {
    const starts: number[] = [];
    const bare = source.replace(/\\./g, "xx").replace(/\[[^\]]*\]?/g, (set) => "x".repeat(set.length));
    for (let i = 0; i < bare.length; i++) {
        if (bare[i] === "(") starts.push(i);
        if (bare[i] !== ")") continue;
        const start = starts.pop() ?? 0;
        if (/[*+{]/.test(bare[i + 1] ?? "") && /[*+?{|]/.test(bare.slice(start, i))) return true;
    }
    return false;
}
