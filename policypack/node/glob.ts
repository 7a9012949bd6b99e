/** Whether a path is as a shell's pattern says: `*` and `?` are letters of one part, `[…]` one of some; nothing else is special. */
export function matchesGlob(pattern: string, path: string): boolean {
    const parts = pattern.split("/");
    const own = path.split("/");
    return parts.length === own.length && parts.every((part, i) => matchesName(part, own[i]!));
}

/** The same for one name, as find(1) has it in `-name`. A star gives back letters to the next one only, so that it takes no longer than both are long. */
export function matchesName(pattern: string, name: string): boolean {
    const tokens = pattern.match(/\[!?\]?[^\]]{0,255}\]|[^]/g) ?? [];
    let [token, letter] = [0, 0];
    let [star, taken] = [-1, 0];
    while (letter < name.length) {
        if (tokens[token] === "*") {
            star = token++;
            taken = letter;
        } else if (token < tokens.length && isOne(tokens[token]!, name[letter]!)) {
            token++;
            letter++;
        } else if (star >= 0) {
            token = star + 1;
            letter = ++taken;
        } else return false;
    }
    return tokens.slice(token).every((rest) => rest === "*");
}

/** `?`, `[abc]`, `[a-z]`, `[!a]`, or the letter itself. */
function isOne(token: string, letter: string): boolean {
    if (token === "?") return true;
    if (token.length === 1) return token === letter;
    const isNot = token[1] === "!";
    const set = token.slice(isNot ? 2 : 1, -1);
    const ranges = set.match(/[^]-[^]|[^]/g) ?? [];
    return ranges.some((range) => (range.length === 3 ? range[0]! <= letter && letter <= range[2]! : range === letter)) !== isNot;
}
