const compiled = new Map<string, RegExp>();

/** Whether the whole text is as the pattern says, in which `*` stands for any letters but a slash and nothing else is special. */
export const globMatches = (pattern: string, text: string): boolean => matches(pattern, text, "[^/]*");

/** The same where `*` stands for any letters, slashes too: types and URNs have them within a part. */
export const wildMatches = (pattern: string, text: string): boolean => matches(pattern, text, "[^]*");

function matches(pattern: string, text: string, star: string): boolean {
    if (!pattern.includes("*")) return pattern === text;
    const key = star + pattern;
    let expression = compiled.get(key);
    if (expression === undefined) {
        const literal = (part: string) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
        expression = new RegExp(`^${pattern.split("*").map(literal).join(star)}$`);
        compiled.set(key, expression);
    }
    return expression.test(text);
}
