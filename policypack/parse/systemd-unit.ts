import { basename, dirname } from "node:path/posix";
import { type Read, read, unread } from "../model/read";
import { MAX_TEXT, TOO_LARGE } from "./limits";

/** One assignment, where it stands. */
export interface UnitLine {
    readonly section: string;
    readonly key: string;
    /** Without the blanks around it; lines that a backslash joins are one, the backslash a blank. */
    readonly value: string;
    /** From 1: the line that it begins in. */
    readonly line: number;
    /** The file: whatever `readUnit` was told. */
    readonly source: string;
}

/** A unit, or a unit with its drop-ins. */
export interface Unit {
    /** In the order in which systemd takes them. */
    readonly lines: readonly UnitLine[];
}

/** A file that changes a unit: `/etc/systemd/system/kubelet.service.d/10-kubeadm.conf`. */
export interface DropIn {
    readonly path: string;
    readonly unit: Unit;
}

const MAX_LINES = 20_000;

/**
 * A unit or a drop-in, as config_parse (src/shared/conf-parser.c) reads it: comments begin with `#` or `;` and may stand between joined
 * lines; assignments before the first section and lines without `=` count for nothing.
 *
 * @param source names the file in every line
 */
export function readUnit(text: string, source = ""): Read<Unit> {
    if (text.length > MAX_TEXT) return unread(TOO_LARGE);
    const physical = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r|\0/);
    if (physical.length > MAX_LINES) return unread(`has more than ${MAX_LINES} lines`);
    const lines: UnitLine[] = [];
    let section: string | undefined;
    for (const { text: line, number } of joinedLines(physical)) {
        if (line.startsWith("[")) {
            if (!line.endsWith("]")) return unread(`has a section header that does not end (line ${number})`);
            section = line.slice(1, -1);
            continue;
        }
        const equals = line.indexOf("=");
        if (equals <= 0 || section === undefined) continue;
        const key = line.slice(0, equals).trim();
        lines.push({ section, key, value: line.slice(equals + 1).trim(), line: number, source });
    }
    return read({ lines });
}

/** Lines without comments, each joined with the next where it ends in a backslash, and the number of its first. */
function* joinedLines(physical: readonly string[]): Generator<{ text: string; number: number }> {
    let pieces: string[] = [];
    let number = 1;
    for (const [index, line] of physical.entries()) {
        if (/^[ \t]*[#;]/.test(line)) continue;
        if (pieces.length === 0) number = index + 1;
        if (endsInBackslash(line)) {
            pieces.push(`${line.slice(0, -1)} `);
            continue;
        }
        yield { text: [...pieces, line].join("").trim(), number };
        pieces = [];
    }
    yield { text: pieces.join("").trim(), number };
}

function endsInBackslash(line: string): boolean {
    let backslashes = 0;
    while (line[line.length - 1 - backslashes] === "\\") backslashes++;
    return backslashes % 2 === 1;
}

/** Folders of units, the first wins (systemd.unit(5)). */
const FOLDERS = ["/etc/", "/run/", "/usr/local/lib/", "/usr/lib/", "/lib/"];

/**
 * A unit with its drop-ins: these are taken by their file names, whatever folder they are in; of two with one name that in `/etc` counts, then
 * that in `/run`, `/usr/local/lib`, `/usr/lib`, and of the folders there the one with the longer name (`kubelet.service.d`, then `service.d`).
 */
export function mergeUnit(base: Unit | undefined, dropIns: readonly DropIn[]): Unit {
    const chosen = new Map<string, DropIn>();
    for (const dropIn of dropIns) {
        if (!dropIn.path.endsWith(".conf")) continue;
        const name = basename(dropIn.path);
        const other = chosen.get(name);
        if (other === undefined || isBefore(dropIn, other)) chosen.set(name, dropIn);
    }
    const sorted = [...chosen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { unit }]) => unit);
    return { lines: [...(base?.lines ?? []), ...sorted.flatMap(({ lines }) => lines)] };
}

/** Whether a file stands in for one of the same name; the later of two texts of one path does. */
function isBefore(a: DropIn, b: DropIn): boolean {
    const rank = ({ path }: DropIn) => {
        const index = FOLDERS.findIndex((folder) => path.startsWith(folder));
        return index < 0 ? FOLDERS.length : index;
    };
    const length = ({ path }: DropIn) => basename(dirname(path)).length;
    return rank(a) < rank(b) || (rank(a) === rank(b) && length(a) >= length(b));
}

/** The lines of a key that takes a list (`ExecStart`, `Environment`): those after the last empty one. */
export function unitList({ lines }: Unit, section: string, key: string): readonly UnitLine[] {
    const all = lines.filter((line) => line.section === section && line.key === key);
    return all.slice(all.findLastIndex(({ value }) => value === "") + 1);
}

/** The line of a key that takes one value (`User`, `Type`): the last; undefined where none is, or the last is empty. */
export function unitValue({ lines }: Unit, section: string, key: string): UnitLine | undefined {
    const last = lines.findLast((line) => line.section === section && line.key === key);
    return last?.value === "" ? undefined : last;
}
