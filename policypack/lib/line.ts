import { BELOW } from "../parse/cursor";
import { visible } from "./visible";

/** A line that a policy says, in its two parts. */
export interface LineParts {
    /** Where, as in `Finding.at`; "" for the resource itself. */
    readonly at: string;
    /** The fact and the fix: `serves the read-only port. Set readOnlyPort to 0.` */
    readonly message: string;
}

/** What a finding says before its fix: `path: fact`. */
export const fact = (at: string, message: string): string => (at === "" ? shown(message) : `${shown(at)}: ${shown(message)}`);

/** `path: fact. Fix.`, as the engine shows it below the policy's description. */
export const line = (at: string, message: string, fix: string): string =>
    `${fact(at, message)}. ${shown(fix.replace(/\.$/, ""))}.`;

const LONGEST = 1_000;

/** A part of a line, on one line: a value in it may be anything that somebody wrote. */
function shown(part: string): string {
    const line = firstLine(part);
    if (line.length <= LONGEST) return visible(line);
    return `${visible(line.slice(0, LONGEST))}… (${line.length} characters)`;
}

/** Names, paths and ids are one line: where a whole file stands in the place of one, the first shows which, and secrets may be in the others. */
function firstLine(part: string): string {
    const start = part.search(/[\n\r]/);
    if (start < 0) return part;
    const end = part.lastIndexOf('"');
    return `${part.slice(0, start)}…${end > start ? part.slice(end) : ""}`;
}

/**
 * The parts of such a line. A path has no blank but around `›`, in brackets and in quotes, while a fact is a sentence: `opens port 10250 to ::/0`.
 */
export function partsOf(text: string): LineParts {
    const end = endOfPath(text);
    return end === undefined ? { at: "", message: text } : { at: text.slice(0, end), message: text.slice(end + 2) };
}

const CLOSES: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}" };

function endOfPath(text: string): number | undefined {
    const open: string[] = [];
    for (let i = 0; i < text.length; i++) {
        const character = text[i]!;
        if (character === '"') {
            const closing = endOfQuoted(text, i);
            if (closing === undefined) return undefined;
            i = closing;
        } else if (character in CLOSES) open.push(CLOSES[character]!);
        else if (character === open.at(-1)) open.pop();
        else if (open.length > 0 || character === "\n") continue;
        else if (text.startsWith(": ", i)) return i === 0 ? undefined : i;
        else if (character === " " && !mayStandInPath(text, i)) return undefined;
    }
    return undefined;
}

function endOfQuoted(text: string, start: number): number | undefined {
    for (let i = start + 1; i < text.length; i++) {
        if (text[i] === "\\") i++;
        else if (text[i] === '"') return i;
    }
    return undefined;
}

/** Blanks around `›`, and those in the names that steps below it have: `line 3`, `part 2 (text/x-shellscript)`. */
const mayStandInPath = (text: string, i: number): boolean =>
    text.startsWith(BELOW, i) || text.startsWith(BELOW, i - 2) || /^ (?:\d+\b|\()/.test(text.slice(i, i + 8));
