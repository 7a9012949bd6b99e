import { type Cel, text } from "./cel";

/** Whether a text is as one of the patterns of allowances says: `*` stands for any letters but a slash (settings/glob.ts). */
export function isAnyOf(value: Cel, globs: readonly string[]): Cel {
    const exact = globs.filter((glob) => !glob.includes("*"));
    if (globs.length === 1 && exact.length === 1) return `${value} == ${text(exact[0]!)}`;
    return `${value}.matches(${text(`^(?:${alternation([...new Set(globs)])})$`)})`;
}

/**
 * The globs as one regular expression in which what they share is written once: what ships names the same repositories in a
 * registry of each region, and an expression costs its length each time that it is asked.
 */
function alternation(globs: readonly string[]): string {
    const tails = new Map<string, string[]>();
    for (const glob of globs) {
        const end = glob.search(/[./]/) + 1;
        const [head, tail] = end === 0 ? [glob, ""] : [glob.slice(0, end), glob.slice(end)];
        tails.set(head, [...(tails.get(head) ?? []), tail]);
    }
    const heads = new Map<string, { readonly heads: string[]; readonly tails: readonly string[] }>();
    for (const [head, own] of tails) {
        const key = [...own].sort().join("\0");
        const group = heads.get(key);
        if (group === undefined) heads.set(key, { heads: [head], tails: own });
        else group.heads.push(head);
    }
    return [...heads.values()]
        .map(({ heads, tails }) => {
            const first = oneOf(heads.map(expression));
            if (tails.every((tail) => tail === "")) return first;
            const rest = alternation(tails);
            return `${first}${rest.includes("|") ? `(?:${rest})` : rest}`;
        })
        .join("|");
}

const oneOf = (all: readonly string[]): string => (all.length === 1 ? all[0]! : `(?:${all.join("|")})`);
const expression = (glob: string): string => glob.split("*").map(literal).join("[^/]*");
const literal = (part: string): string => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
