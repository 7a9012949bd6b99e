import type { BootFile, NodeBoot } from "../model/node-boot";
import { sshdConfig, type SshdLine } from "../parse/sshd-config";
import { SSHD_FILE, SSHD_TEXT } from "./image-files";
import { placeOfLine } from "./units";

/** A setting of sshd that lets in whom its defaults do not. */
export interface SshdOpening {
    readonly at: string;
    /** `PermitRootLogin yes`, with the block's criteria where it stands in one. */
    readonly setting: string;
}

const FOLDER = "/etc/ssh/sshd_config.d/";
/** With more sshd does not start (SERVCONF_MAX_DEPTH). */
const MAX_INCLUDES = 16;
/** What the image itself may say is not the boot's doing, and counts for nothing here but for what it includes. */
const OF_THE_IMAGE = new Set(SSHD_TEXT.split("\n"));

/** By keyword, which values let somebody in (sshd_config(5)); by default root has keys alone, and nobody an empty password. */
const OPENS: ReadonlyMap<string, (values: readonly string[]) => boolean> = new Map([
    ["permitrootlogin", ([value]) => value?.toLowerCase() === "yes"],
    ["passwordauthentication", ([value]) => value?.toLowerCase() === "yes"],
    ["permitemptypasswords", ([value]) => value?.toLowerCase() === "yes"],
    ["hostbasedauthentication", ([value]) => value?.toLowerCase() === "yes"],
    ["trustedusercakeys", ([value]) => value !== undefined && value.toLowerCase() !== "none"],
    ["authorizedkeyscommand", ([value]) => value !== undefined && value.toLowerCase() !== "none"],
]);

interface Placed extends SshdLine {
    readonly at: string;
}

/**
 * What sshd's configuration lets in as the boot leaves it: of each keyword the first value counts, in each `Match` block apart, and
 * `Include` reads other files in its place. Of a file that may be left in several states each is read.
 */
export function sshdOpenings({ files }: Pick<NodeBoot, "files">): SshdOpening[] {
    const own = files.filter(({ isBase }) => !isBase);
    const last = new Map(own.map((file) => [file.path, file]));
    const earlier = own.filter((file) => last.get(file.path) !== file && file.path.startsWith("/etc/ssh/"));
    const found = [...earlier.map((file) => new Map([...last, [file.path, file]])), last].flatMap(openingsOf);
    return [...new Map(found.map((one) => [`${one.at} ${one.setting}`, one])).values()];
}

function openingsOf(files: ReadonlyMap<string, BootFile>): SshdOpening[] {
    const seen = new Set<string>();
    return linesOf(files).flatMap(({ keyword, written, values, match, at }) => {
        const key = `${match ?? ""} ${keyword}`;
        if (seen.has(key)) return [];
        seen.add(key);
        if (OPENS.get(keyword)?.(values) !== true) return [];
        return { at, setting: [written, ...values].join(" ") + (match === undefined ? "" : ` (Match ${match})`) };
    });
}

/** The lines of all files in the order in which sshd reads them. */
function linesOf(files: ReadonlyMap<string, BootFile>): Placed[] {
    const main = files.get(SSHD_FILE);
    // Images include the folder before their own lines.
    if (main === undefined) return included([`${FOLDER}*.conf`], files, new Set());
    const lines = linesIn(main, files, new Set());
    return isEdited(main) ? lines.filter(({ written, values }) => !OF_THE_IMAGE.has([written, ...values].join(" "))) : lines;
}

/** Whether a file is the image's own with changes. */
function isEdited(file: BootFile): boolean {
    let left = 50;
    for (let before = file.before; before !== undefined && left > 0; before = before.before, left--)
        if (before.isBase) return true;
    return false;
}

function linesIn(file: BootFile, files: ReadonlyMap<string, BootFile>, open: ReadonlySet<string>): Placed[] {
    const lines = sshdConfig(file.content.text);
    if (!lines.ok || open.has(file.path) || open.size > MAX_INCLUDES) return [];
    const inside = new Set([...open, file.path]);
    return lines.value.flatMap((line): Placed[] => {
        if (line.keyword !== "include") return [{ ...line, at: placeOfLine(file, line.line) }];
        const match = line.match;
        // What a block includes is of the block.
        return included(line.values, files, inside).map((one) => (match === undefined ? one : { ...one, match }));
    });
}

/** Relative patterns are below /etc/ssh; the files of one pattern come by name. */
function included(patterns: readonly string[], files: ReadonlyMap<string, BootFile>, open: ReadonlySet<string>): Placed[] {
    return patterns.flatMap((pattern) => {
        const path = pattern.startsWith("/") ? pattern : `/etc/ssh/${pattern}`;
        const matches = new RegExp(
            `^${path
                .replace(/[.+^${}()|[\]\\]/g, "\\$&")
                .replaceAll("*", "[^/]*")
                .replaceAll("?", "[^/]")}$`,
        );
        const names = [...files.keys()].filter((name) => matches.test(name)).sort();
        return names.flatMap((name) => linesIn(files.get(name)!, files, open));
    });
}
