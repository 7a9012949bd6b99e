import { closeSync, constants, fstatSync, lstatSync, opendirSync, openSync, readlinkSync, readSync, type Stats } from "node:fs";
import { join } from "node:path";

/** Something of the root, whatever links led to it. */
export interface Found {
    /** Where it lies, without links. */
    readonly path: string;
    readonly stats: Stats;
}

/** It is there and cannot be read, for a reason in words that follow its name. */
export class Unreached extends Error {
    constructor(readonly reason: string) {
        super(reason);
    }
}

/** As the kernel follows them (MAXSYMLINKS). */
const MAX_LINKS = 40;
/** No folder that a node's configuration stands in has as many. */
const MAX_ENTRIES = 5_000;

/** Neither waits for whoever writes a pipe, nor follows a link that took the place of a file. Windows has neither flag. */
const READ_FLAGS =
    constants.O_RDONLY |
    ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
    ((constants.O_NONBLOCK as number | undefined) ?? 0);

/**
 * A folder that is the root of another machine's file system. A link is followed as that machine would follow it: an absolute one starts at
 * the folder, and nothing leads out of it. Only what is a file is ever opened.
 */
export class RootFolder {
    constructor(readonly folder: string) {}

    /** Where a path of the machine is on this one. */
    placeOf(path: string): string {
        return join(this.folder, ...path.split("/"));
    }

    /** What lies at an absolute path. Undefined where nothing does. @throws Unreached */
    find(path: string): Found | undefined {
        const left = path.split("/").reverse();
        let own: string[] = [];
        let stats = this.statsOf([]);
        for (let links = 0; left.length > 0;) {
            const name = left.pop()!;
            if (name === "" || name === ".") continue;
            if (stats?.isDirectory() !== true) return undefined;
            const next = name === ".." ? own.slice(0, -1) : [...own, name];
            stats = this.statsOf(next);
            if (stats === undefined) return undefined;
            if (!stats.isSymbolicLink()) {
                own = next;
                continue;
            }
            if (++links > MAX_LINKS) throw new Unreached("is a link that leads round in a circle. Remove it");
            const target = this.tried(() => readlinkSync(join(this.folder, ...next)));
            if (target.startsWith("/")) own = [];
            stats = this.statsOf(own);
            left.push(...target.split("/").reverse());
        }
        return stats && { path: `/${own.join("/")}`, stats };
    }

    /** The link at an absolute path itself, as it is written; undefined where there is none. @throws Unreached */
    linkAt(path: string): string | undefined {
        const above = this.find(path.slice(0, path.lastIndexOf("/")) || "/");
        if (above === undefined) return undefined;
        const own = [...above.path.split("/").filter((part) => part !== ""), path.slice(path.lastIndexOf("/") + 1)];
        return this.statsOf(own)?.isSymbolicLink() === true
            ? this.tried(() => readlinkSync(join(this.folder, ...own)))
            : undefined;
    }

    /** The names in a folder that was found, in their order. @throws Unreached */
    namesIn({ path }: Found): readonly string[] {
        return this.tried(() => {
            const folder = opendirSync(this.placeOf(path));
            const names: string[] = [];
            try {
                for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
                    if (names.push(entry.name) > MAX_ENTRIES)
                        throw new Unreached(`has more than ${MAX_ENTRIES} entries. Remove what is not a node's`);
                }
            } finally {
                folder.closeSync();
            }
            return names.sort();
        });
    }

    /** What stands in a file that was found. @throws Unreached also where it is no file, or larger than so many bytes */
    bytesOf({ path, stats }: Found, max: number): Buffer {
        if (!stats.isFile()) throw new Unreached("is no file, and was not opened. Remove it, or put a file there");
        if (stats.size > max) throw new Unreached(`is larger than ${max >> 10} KiB, which nothing of a node's configuration is`);
        const changed = new Unreached("was changed while it was read. Read a copy");
        return this.tried(() => {
            const file = openSync(this.placeOf(path), READ_FLAGS);
            try {
                const opened = fstatSync(file);
                if (!opened.isFile() || opened.ino !== stats.ino || opened.dev !== stats.dev || opened.size > max) throw changed;
                const bytes = Buffer.alloc(opened.size + 1);
                let length = 0;
                for (let count = -1; count !== 0 && length < bytes.length; length += count)
                    count = readSync(file, bytes, length, bytes.length - length, null);
                if (length > opened.size) throw changed;
                return bytes.subarray(0, length);
            } finally {
                closeSync(file);
            }
        });
    }

    private statsOf(parts: readonly string[]): Stats | undefined {
        return this.tried(() => lstatSync(join(this.folder, ...parts), { throwIfNoEntry: false }));
    }

    private tried<T>(step: () => T): T {
        try {
            return step();
        } catch (error) {
            if (error instanceof Unreached) throw error;
            const { code } = error as NodeJS.ErrnoException;
            if (code === "EACCES" || code === "EPERM") throw new Unreached("may not be read. Run as somebody who may");
            throw new Unreached(`cannot be read (${code ?? (error as Error).constructor.name})`);
        }
    }
}
