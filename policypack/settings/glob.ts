/** Whether the whole text is as the pattern says, in which `*` stands for any letters but a slash and nothing else is special. */
export function globMatches(pattern: string, text: string): boolean {
    if (!pattern.includes("*")) return pattern === text;
    const parts = text.split("/");
    const patterns = pattern.split("/");
    return patterns.length === parts.length && patterns.every((one, i) => wildMatches(one, parts[i]!));
}

/**
 * The same where `*` stands for any letters, slashes too: types and URNs have them within a part. What stands between two stars is taken where
 * it first comes, as the rest then has the most room: no pattern takes longer than its length times the text's.
 */
export function wildMatches(pattern: string, text: string): boolean {
    const [first, ...rest] = pattern.split("*") as [string, ...string[]];
    const last = rest.pop();
    if (last === undefined) return pattern === text;
    if (!text.startsWith(first)) return false;
    let end = first.length;
    for (const part of rest) {
        const start = text.indexOf(part, end);
        if (start < 0) return false;
        end = start + part.length;
    }
    return text.length - last.length >= end && text.endsWith(last);
}
