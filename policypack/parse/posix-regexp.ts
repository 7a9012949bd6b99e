const CLASSES: Readonly<Record<string, string>> = {
    alpha: "A-Za-z",
    digit: "0-9",
    alnum: "A-Za-z0-9",
    space: "\\s",
    blank: " \\t",
    upper: "A-Z",
    lower: "a-z",
    xdigit: "0-9A-Fa-f",
    print: " -~",
    graph: "!-~",
    cntrl: "\\x00-\\x1f\\x7f",
    punct: "!-\\/:-@\\[-`{-~",
};

/** The longest expression that is read, in characters: what a script looks for is a line of a configuration at most. */
const LONGEST = 4096;

/** Escapes that GNU's tools and JavaScript share. */
const SHARED = /[1-9sSwWbBntrfv]/;
/** Those that only GNU's tools have: characters by their number, the ends of the whole text. */
const UNSHARED = /[acdox'`]/;

/**
 * POSIX's expression as JavaScript's, with GNU's additions; undefined for one that may take exponential time, that is too long, that
 * JavaScript does not have, or that no tool takes.
 */
export function posixRegExp(posix: string, isExtended: boolean, flags: string): RegExp | undefined {
    if (posix.length > LONGEST) return undefined;
    let source = "";
    // In basic expressions a star is a character where nothing stands before it, and `^` is one everywhere else.
    let place: "start" | "anchored" | "inside" = "start";
    for (let i = 0; i < posix.length; i++) {
        const character = posix[i]!;
        const before = place;
        place = "inside";
        if (character === "[") {
            const set = /^\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/.exec(posix.slice(i))?.[0];
            const translated = set === undefined ? undefined : bracket(set);
            if (set === undefined || translated === undefined) return undefined;
            source += translated;
            i += set.length - 1;
        } else if (character === "\\") {
            const next = posix[++i];
            if (next === undefined || UNSHARED.test(next)) return undefined;
            if ("(){}+?|".includes(next)) {
                source += isExtended ? `\\${next}` : next;
                if (!isExtended && (next === "(" || next === "|")) place = "start";
            } else if (next === "<" || next === ">") source += "\\b";
            else source += /[A-Za-z]/.test(next) && !SHARED.test(next) ? next : `\\${next}`;
        } else if ("(){}+?|".includes(character)) source += isExtended ? character : `\\${character}`;
        else if (isExtended) source += character;
        else if (character === "*" && before !== "inside") source += "\\*";
        else if (character === "^" && before !== "start") source += "\\^";
        else if (character === "^") {
            source += "^";
            place = "anchored";
        } else if (character === "$" && !/^(?:$|\\\)|\\\|)/.test(posix.slice(i + 1, i + 3))) source += "\\$";
        else source += character;
    }
    if (meansAnother(source)) return undefined;
    // What begins with anything matches from the start of a line or nowhere, which a search would try again from every letter.
    const isFromStart = source.startsWith(".*") && !source.includes("|");
    try {
        // A dot of POSIX is any character, those too that end lines in JavaScript.
        return new RegExp(isFromStart ? `^${source}` : source, `${flags}s`);
    } catch {
        return undefined;
    }
}

/** A set of characters: a bracket first in it is one of them, and a backslash is too unless it is a line break, a tab or the delimiter's. */
function bracket(posix: string): string | undefined {
    let isKnown = !/.\[[.=]/.test(posix);
    const set = posix
        .replace(/\\(?![ntrfv/])/g, "\\\\")
        .replace(/^(\[\^?)\]/, "$1\\]")
        .replace(/\[:(\w+):\]/g, (_, name: string) => {
            isKnown &&= Object.hasOwn(CLASSES, name);
            return CLASSES[name] ?? "";
        });
    return isKnown ? set : undefined;
}

/** What JavaScript reads in another way, and a group that is repeated and may match one text in two ways, which makes matching exponential. */
function meansAnother(source: string): boolean {
    const bare = source.replace(/\\./gs, "x").replace(/\[[^\]]*\]?/g, "x");
    if (/\(\?|[*+?}]\?|\{(?!\d+(?:,\d*)?\})/.test(bare)) return true;
    const starts: number[] = [];
    for (const [i, character] of bare.split("").entries()) {
        if (character === "(") starts.push(i);
        if (character !== ")") continue;
        const start = starts.pop();
        if (/[*+{]/.test(bare.charAt(i + 1)) && /[*+?{|]/.test(bare.slice(start, i))) return true;
    }
    return false;
}
