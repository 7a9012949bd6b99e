import { basename } from "node:path/posix";
import { HOLE, type Word, word } from "../parse/word";
import type { Disk } from "./disk";
import { matchesName } from "./glob";

const MAX_PATHS = 200;

/**
 * The commands that `find FOLDER -name PATTERN -exec CHMOD {} ;` runs, with the files that are known to be there, and with a pattern for those
 * that are not. Only tests of names, types and depths are followed; with another test it is not known which files it is about, and there is none.
 *
 * @param args what stands after `find`
 */
export function commandsOfFind(disk: Disk, args: readonly string[]): Word[][] {
    const start = args.findIndex((arg) => /^[-(!]/.test(arg));
    if (start < 0) return [];
    const folders = (start === 0 ? ["."] : args.slice(0, start)).filter((folder) => !folder.includes(HOLE));
    const names: string[] = [];
    let depth = Infinity;
    let type = "";
    const commands: string[][] = [];
    for (let i = start; i < args.length; i++) {
        const arg = args[i]!;
        if (arg === "-name" || arg === "-iname") names.push(args[++i] ?? "");
        else if (arg === "-maxdepth") depth = Number(args[++i]);
        else if (arg === "-type") type = args[++i] ?? "";
        else if (arg === "-exec" || arg === "-execdir") {
            const words = args.slice(i + 1);
            const length = words.findIndex((one, j) => one === ";" || (one === "+" && words[j - 1] === "{}"));
            if (length <= 0) return [];
            commands.push(words.slice(0, length));
            i += length + 1;
        } else if (!/^-(?:print|o|a|follow|xdev)$/.test(arg)) return [];
    }
    const isOfType = (path: string) => type === "" || type === (disk.isFolder(path) ? "d" : "f");
    const levels = (path: string) => path.split("/").filter((part) => part !== "").length;
    const paths = folders.flatMap((folder) => [
        ...names.filter(() => type !== "d").map((name) => `${folder.replace(/(?<!\/)\/+$/, "")}/${name}`),
        ...disk
            .below(folder)
            .filter((path) => isOfType(path) && levels(path) - levels(disk.path(folder)) <= depth)
            .filter((path) => names.length === 0 || names.some((name) => matchesName(name, basename(path)))),
    ]);
    return commands.flatMap((command) =>
        paths.slice(0, MAX_PATHS).map((path) => command.map((part) => word(part.replaceAll("{}", path)))),
    );
}
