import { basename, dirname } from "node:path/posix";
import type { BootFile, NodeBoot, UnreadPart } from "../model/node-boot";
import { type DropIn, mergeUnit, readUnit, type Unit } from "../parse/systemd-unit";

/** A unit, a drop-in or an environment file that an image or an installer brings whatever the boot adds. */
export interface BaseFile {
    readonly path: string;
    readonly text: string;
    /** Where what stands in it is configured: `userData › line 3 › --kubelet-extra-args`. */
    readonly at: string;
}

/** One unit with all of its drop-ins, as systemd loads it after the boot. */
export interface LoadedUnit {
    readonly unit: Unit;
    /** Where a line of it was written. */
    lineAt(line: { readonly source: string; readonly line: number }): string;
    /** Files of the unit that could not be read. */
    readonly unread: readonly UnreadPart[];
}

/** Where systemd looks for units, the first wins; `/lib` is `/usr/lib` (systemd.unit(5)). */
export const UNIT_FOLDERS = [
    "/etc/systemd/system",
    "/run/systemd/system",
    "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
];
const UNIT_FILE = /^(?:\/etc|\/run|\/usr\/local\/lib|\/usr\/lib|\/lib)\/systemd\/system\/([^/]+\.service)(?:\.d\/[^/]+\.conf)?$/;

/** Changes of one file one after another; nobody makes more. */
const MAX_EDITS = 50;

/** The services that a boot writes or changes, each once, in the order of its files. */
export const serviceNames = ({ files }: NodeBoot): string[] => [
    ...new Set(files.flatMap(({ path, kind }) => (kind === "file" ? (UNIT_FILE.exec(path)?.[1] ?? []) : []))),
];

/**
 * A service as systemd loads it: the file of the first folder that has one, then the drop-ins of all folders by name. Undefined where
 * there is no such unit, or an empty file masks it, as a link to /dev/null does.
 *
 * @param name with suffix: `kubelet.service`
 * @param base what stands there unless the boot writes another file of that path
 */
export function loadedUnit(boot: NodeBoot, name: string, base: readonly BaseFile[] = []): LoadedUnit | undefined {
    const files = filesOf(boot, base);
    const unread: UnreadPart[] = [];
    const own = ownFile(files, name);
    if (own?.text === "") return undefined;
    const unit = own && unitOf(own, unread);
    const dropIns = [...files.values()].flatMap((file): DropIn[] => {
        if (!isDropInOf(file.path, name)) return [];
        const dropIn = unitOf(file, unread);
        return dropIn === undefined ? [] : [{ path: file.path, unit: dropIn }];
    });
    if (unit === undefined && dropIns.length === 0 && unread.length === 0) return undefined;
    return {
        unit: mergeUnit(unit, dropIns),
        lineAt: ({ source, line }) => files.get(source)?.lineAt(line) ?? source,
        unread,
    };
}

/** Whether an empty file, as which a link to /dev/null counts, keeps a unit from being started. */
export const isMasked = (boot: NodeBoot, name: string): boolean => ownFile(filesOf(boot, []), name)?.text === "";

/** The file of the first folder that has one. */
const ownFile = (files: ReadonlyMap<string, LinedFile>, name: string): LinedFile | undefined =>
    UNIT_FOLDERS.map((folder) => files.get(`${folder}/${name}`)).find((file) => file !== undefined);

/** A file with text in lines, each of which somebody wrote. */
export interface LinedFile {
    readonly path: string;
    readonly text: string;
    /** Why it cannot be read as it is. */
    readonly unread?: string;
    readonly at: string;
    lineAt(line: number): string;
}

/** What stands in each path: the boot's last state of it, below it what the image brings. `/lib` is told as `/usr/lib`. */
export function filesOf(boot: NodeBoot, base: readonly BaseFile[]): ReadonlyMap<string, LinedFile> {
    const files = new Map<string, LinedFile>();
    for (const { path, text, at } of base) files.set(usrPath(path), { path: usrPath(path), text, at, lineAt: () => at });
    const brought = new Map(files);
    for (const file of boot.files) {
        if (file.kind === "folder" || file.isBase) continue;
        const path = usrPath(file.path);
        files.set(path, linedFile(file, path, brought.get(path)));
    }
    return files;
}

const usrPath = (path: string): string => (path.startsWith("/lib/") ? `/usr${path}` : path);

function linedFile(file: BootFile, path: string, base: LinedFile | undefined): LinedFile {
    const { content, at, isAppended, unread } = file;
    const before = isAppended ? base : undefined;
    const start = before === undefined || before.text === "" || before.text.endsWith("\n") ? "" : "\n";
    const text = `${before?.text ?? ""}${start}${content.text}`;
    const first = text.slice(0, text.length - content.text.length).split("\n").length - 1;
    return {
        path,
        text,
        at,
        ...(unread !== undefined && { unread }),
        lineAt: (line) => (line <= first ? before!.lineAt(line) : placeOfLine(file, line - first)),
    };
}

/** Whether a file was found on a machine's disk, and not in what somebody configures one with: its place is its own path. */
export const liesOnMachine = ({ at, path }: Pick<BootFile, "at" | "path">): boolean => at === path;

/**
 * Where a line of a file was written: a change that leaves it as it was is not where. A file whose content stands in one text, as
 * cloud-init's `write_files` have it, or that lies on a machine, names the line too.
 */
export function placeOfLine(file: BootFile, line: number): string {
    const text = file.content.text.split("\n")[line - 1];
    let origin = file;
    let number = line;
    let left = MAX_EDITS;
    for (let before = origin.before; before !== undefined && left > 0; before = before.before, left--) {
        const same = before.content.text.split("\n").indexOf(text ?? "");
        if (same < 0) break;
        origin = before;
        number = same + 1;
    }
    const isLined = (/\bcontent$/.test(origin.at) || liesOnMachine(origin)) && origin.content.text.trimEnd().includes("\n");
    return isLined ? `${origin.at} › line ${number}` : origin.at;
}

function unitOf(file: LinedFile, unread: UnreadPart[]): Unit | undefined {
    const note = (reason: string) => void unread.push({ at: file.at, reason });
    if (file.unread !== undefined) return void note(file.unread);
    const unit = readUnit(file.text, file.path);
    return unit.ok ? unit.value : void note(unit.reason);
}

/** Of `kubelet.service`: `kubelet.service.d/*.conf`, and `service.d/*.conf`, which are for every service. */
function isDropInOf(path: string, name: string): boolean {
    const folder = dirname(path);
    const owner = basename(folder);
    return path.endsWith(".conf") && UNIT_FOLDERS.includes(dirname(folder)) && (owner === `${name}.d` || owner === "service.d");
}
