import { type Dirent, existsSync, opendirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";

/** Folders in which nobody keeps what they deploy. */
const PASSED_OVER = new Set([".git", ".hg", ".svn", "node_modules", ".terraform"]);

/** Every file below a folder, in order of path. Links are followed to files, not to folders: these could lead around in a circle. */
export function* filesBelow(folder: string, onUnreadable: (folder: string) => void): Generator<string> {
    let entries: Dirent[];
    try {
        entries = sorted(folder);
    } catch {
        return onUnreadable(folder);
    }
    for (const entry of entries) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
            if (!PASSED_OVER.has(entry.name)) yield* filesBelow(path, onUnreadable);
        } else if (entry.isFile() || (entry.isSymbolicLink() && isFile(path))) yield path;
    }
}

function sorted(folder: string): Dirent[] {
    const directory = opendirSync(folder);
    const entries: Dirent[] = [];
    try {
        for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) entries.push(entry);
    } finally {
        directory.closeSync();
    }
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

const isFile = (path: string): boolean => statusOf(path)?.isFile() === true;

/** Whether it is a folder; what cannot be told is left to whoever reads it as a file. */
export const isFolder = (path: string): boolean => statusOf(path)?.isDirectory() === true;

/** Undefined for what leads nowhere or around in a circle, or may not be looked at. */
function statusOf(path: string): Stats | undefined {
    try {
        return statSync(path);
    } catch {
        return undefined;
    }
}

/** Where a self-managed backend keeps its stacks (`PULUMI_BACKEND_URL=file://…`); undefined for a folder that is none. */
export function stacksOfBackend(folder: string): string | undefined {
    return [join(folder, ".pulumi", "stacks"), join(folder, "stacks")].find(
        (path, i) => existsSync(path) && (i === 0 || /(?:^|[\\/])\.pulumi[\\/]?$/.test(folder)),
    );
}

/** A state and not what lies beside it: `NAME.json.bak`, attributes. */
export const isStateFile = (path: string): boolean => /\.json(?:\.gz)?$/.test(path);
