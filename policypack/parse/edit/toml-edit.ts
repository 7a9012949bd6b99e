import { isDeepStrictEqual } from "node:util";
import { toml } from "../toml";
import { type Step, withValueAt } from "./place";

/**
 * TOML in which one place has another value, and every other character stays. It works on lines, and what it made is read again: where
 * more or less than the place changed (a text of several lines, an inline table), nothing is.
 *
 * @param steps names only
 * @param value text, a number, true or false
 * @returns undefined where it cannot be done
 */
export function withToml(text: string, steps: readonly Step[], value: string | number | boolean): string | undefined {
    const before = toml(text);
    const names = steps.filter((step) => typeof step === "string");
    if (!before.ok || names.length === 0 || names.length < steps.length) return undefined;
    const wanted = withValueAt(before.value, names, value);
    for (const edited of candidates(text, names, JSON.stringify(value))) {
        const after = toml(edited);
        if (after.ok && isDeepStrictEqual(after.value, wanted)) return edited;
    }
    return undefined;
}

/** Each line that may be the assignment, with its value replaced; then the assignment as a new line below each header that may be its table's. */
function* candidates(text: string, names: readonly string[], value: string): Generator<string> {
    const lines = text.split("\n");
    const last = names.at(-1)!;
    const assignment = new RegExp(
        `^(\\s*(?:[\\w."'-]+\\.)?["']?${escaped(last)}["']?\\s*=\\s*)(?:"(?:[^"\\\\]|\\\\.)*"|'[^']*'|[^\\s#]+)(.*)$`,
    );
    for (const [i, line] of lines.entries()) {
        const found = assignment.exec(line);
        if (found !== null) yield lines.with(i, `${found[1]!}${value}${found[2]!}`).join("\n");
    }
    const table = names.slice(0, -1);
    const header = new RegExp(`^\\s*\\[\\s*${table.map((name) => `["']?${escaped(name)}["']?`).join("\\s*\\.\\s*")}\\s*\\]`);
    for (const [i, line] of lines.entries()) {
        if (header.test(line)) yield lines.toSpliced(i + 1, 0, `${bare(last)} = ${value}`).join("\n");
    }
    const isTerminated = text === "" || text.endsWith("\n");
    yield `${text}${isTerminated ? "" : "\n"}\n[${table.map(bare).join(".")}]\n${bare(last)} = ${value}\n`;
}

const bare = (name: string): string => (/^[\w-]+$/.test(name) ? name : JSON.stringify(name));
const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
