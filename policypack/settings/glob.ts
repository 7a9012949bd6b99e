const compiled = new Map<string, RegExp>();

/** Whether the whole text is as the pattern says, in which `*` stands for any letters but a slash and nothing else is special. */
export function globMatches(pattern: string, text: string): boolean {
    if (!pattern.includes("*")) return pattern === text;
    let expression = compiled.get(pattern);
    if (expression === undefined) {
        const literal = (part: string) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
        expression = new RegExp(`^${pattern.split("*").map(literal).join("[^/]*")}$`);
        compiled.set(pattern, expression);
    }
    return expression.test(text);
}
