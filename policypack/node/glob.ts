/** Whether a path is as a shell's pattern says: `*` and `?` are letters of one part, `[…]` one of some; nothing else is special. */
export function matchesGlob(pattern: string, path: string): boolean {
    const parts = pattern.split("/");
    const own = path.split("/");
    return parts.length === own.length && parts.every((part, i) => matchesName(part, own[i]!));
}

/** The same for one name, as find(1) has it in `-name`. Bounded: a pattern with more stars than anybody writes matches nothing. */
export function matchesName(pattern: string, name: string): boolean {
    const pieces = pattern.split(/\*+/);
    if (pieces.length > 8) return false;
    const expression = pieces.map((piece) =>
        piece.replace(/\[!?[^\]]+\]|\?|[.+^${}()|[\]\\]/g, (special) =>
            special === "?" ? "[^/]" : special.length > 1 ? special.replace("[!", "[^").replaceAll("\\", "\\\\") : `\\${special}`,
        ),
    );
    try {
        return new RegExp(`^${expression.join("[^/]*")}$`).test(name);
    } catch {
        return false;
    }
}
