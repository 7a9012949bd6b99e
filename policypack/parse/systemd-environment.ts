import { type EnvironmentLine, environmentFile } from "./environment-file";
import type { Variables } from "./systemd-exec";
import { withSpecifiers } from "./systemd-specifiers";
import { type Unit, unitList } from "./systemd-unit";
import { wordsOf } from "./systemd-words";
import { HOLE, type Word, word } from "./word";

/** A variable that a service has, where it was set. */
export interface UnitVariable {
    readonly value: Word;
    readonly line: number;
    /** The unit, the drop-in or the environment file. */
    readonly source: string;
}

/** An `EnvironmentFile=` that is not here, or cannot be read. */
export interface UnreadEnvironment {
    /** As the unit names it, without the dash; with a `HOLE` where only the machine knows it. */
    readonly path: Word;
    /** The service starts without it (`-`). */
    readonly isOptional: boolean;
    readonly reason: string;
    readonly line: number;
    readonly source: string;
}

export interface UnitEnvironment {
    readonly variables: ReadonlyMap<string, UnitVariable>;
    readonly unread: readonly UnreadEnvironment[];
    /** For `expandExec`. A variable that nothing here sets is not set; where a file could not be read it is not known. */
    readonly lookup: Variables;
}

/** An environment file's text as far as it is known, and what to call it in a message. */
export interface EnvironmentText {
    readonly text: string;
    readonly source: string;
}

/**
 * The variables that a unit gives its commands: `PassEnvironment=`, then `Environment=`, then the files of `EnvironmentFile=`, whichever line
 * is first (systemd.exec(5)); `UnsetEnvironment=` takes away at the end.
 *
 * @param fileAt the file of a path or pattern; undefined where it is not known
 */
export function unitEnvironment(
    unit: Unit,
    fileAt: (path: string) => EnvironmentText | undefined,
    unitName?: string,
): UnitEnvironment {
    const variables = new Map<string, UnitVariable>();
    const unread: UnreadEnvironment[] = [];
    const settings = (key: string) =>
        unitList(unit, "Service", key).flatMap(({ value, line, source }) => {
            const parts = wordsOf(value);
            // A line with a quote that does not end counts for nothing; systemd warns of it.
            return (parts.ok ? parts.value : []).map((part) => ({ text: withSpecifiers(part, unitName), line, source }));
        });
    for (const { text, line, source } of settings("PassEnvironment")) variables.set(text, { value: word(HOLE), line, source });
    for (const { text, line, source } of settings("Environment")) {
        const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? [];
        if (name !== undefined) variables.set(name, { value: word(value!), line, source });
    }
    for (const { value, line, source } of unitList(unit, "Service", "EnvironmentFile")) {
        const isOptional = value.startsWith("-");
        const path = word(withSpecifiers(isOptional ? value.slice(1) : value, unitName));
        if (!path.text.startsWith("/") && !path.text.startsWith(HOLE)) continue;
        const note = (reason: string) => void unread.push({ path, isOptional, reason, line, source });
        const file = path.isLiteral ? fileAt(path.text) : undefined;
        if (file === undefined) {
            note("is a file that is not here");
            continue;
        }
        const entries = environmentFile(file.text);
        if (!entries.ok) note(entries.reason);
        else for (const entry of entries.value) variables.set(entry.name, variableOf(entry, file.source));
    }
    for (const { text } of settings("UnsetEnvironment")) {
        const equals = text.indexOf("=");
        const name = equals < 0 ? text : text.slice(0, equals);
        if (equals < 0 || variables.get(name)?.value.text === text.slice(equals + 1)) variables.delete(name);
    }
    const absent = unread.length > 0 ? HOLE : undefined;
    return { variables, unread, lookup: (name) => variables.get(name)?.value.text ?? absent };
}

const variableOf = ({ value, line }: EnvironmentLine, source: string): UnitVariable => ({ value: word(value), line, source });
