import { basename } from "node:path/posix";
import type { BootFile } from "../model/node-boot";
import type { ShellCommand } from "../parse/shell";
import { HOLE } from "../parse/word";
import { inputOf } from "./command-output";
import type { Disk } from "./disk";
import { placeOfLine } from "./units";

/** A script that a command of a boot runs. */
export type StartedScript =
    | {
          readonly kind: "script";
          readonly text: string;
          /** `$0` and the arguments. */
          readonly positional: readonly string[];
          readonly lineAt: (line: number) => string;
          /** It runs in the shell that names it, whose folder and umask it may change. */
          readonly isSourced: boolean;
      }
    /** Why it cannot be followed, third person. */
    | { readonly kind: "unread"; readonly reason: string };

const SHELLS = new Set(["sh", "bash", "dash", "ash", "ksh", "zsh"]);
const FETCHERS = new Set(["curl", "wget", "aws", "gsutil", "s3cmd"]);
const IS_SHELL_SCRIPT = /^#!\s*\S*(?:\/env\s+)?(?:ba|da|a|k|z)?sh\b/;
/** Scripts that install one distribution and do nothing that its own files do not say. */
const INSTALL_SCRIPT = /^https:\/\/(?:get\.k3s\.io|get\.rke2\.io)\/?$/;

/** Whether a command fetches the script that installs k3s or RKE2. */
export const isInstallScript = (argv: ShellCommand["argv"]): boolean => argv.some(({ text }) => INSTALL_SCRIPT.test(text));

/** Whether what a command prints comes from elsewhere. */
export const isFetched = (argv: ShellCommand["argv"]): boolean => FETCHERS.has(basename(argv[0]!.text));

/**
 * The script that a command runs beside what stands in its own text: a file that the boot has written (`bash /opt/setup.sh`, `./setup.sh`,
 * `source`), or what a shell reads from a pipe. Undefined for every other command, and for files of the image.
 */
export function scriptStartedBy(command: ShellCommand, disk: Disk, at: string): StartedScript | undefined {
    const [program, ...args] = command.argv.map(({ text }) => text);
    const name = basename(program!);
    if (SHELLS.has(name)) return pipedInto(command, disk, at);
    const isSourced = program === "source" || program === ".";
    const path = isSourced ? args[0] : program;
    if (path === undefined || path.includes(HOLE) || !path.includes("/")) return undefined;
    const file = disk.at(path).at(-1);
    if (file === undefined || file.kind === "folder" || file.isAppended || (file.isBase && !file.content.isLiteral))
        return undefined;
    const { content, unread } = file;
    if (unread !== undefined && content.text === HOLE)
        return { kind: "unread", reason: `runs ${file.path}, and ${unread.replace(file.path, "it")}` };
    if (!isSourced && !IS_SHELL_SCRIPT.test(content.text) && !isBareScript(file)) return undefined;
    const positional = isSourced ? args : [path, ...args];
    return { kind: "script", text: content.text, positional, lineAt: (line) => placeOfLine(file, line), isSourced };
}

/** `bash FILE` runs a file without a first line of its own; the shell is no longer there to see, so that its name must tell. */
const isBareScript = ({ path, content }: BootFile): boolean => /\.(?:ba)?sh$/.test(path) && !content.text.startsWith("#!");

function pipedInto(command: ShellCommand, disk: Disk, at: string): StartedScript | undefined {
    const { pipedFrom, argv } = command;
    if (pipedFrom === undefined) return undefined;
    const input = inputOf(command, disk);
    if (input.isLiteral) {
        const positional = argv.map(({ text }) => text).filter((text, i) => i === 0 || !text.startsWith("-"));
        return { kind: "script", text: input.text, positional, lineAt: () => at, isSourced: false };
    }
    let first: ShellCommand = pipedFrom;
    for (let i = 0; i < 20 && first.pipedFrom !== undefined; i++) first = first.pipedFrom;
    if (isInstallScript(first.argv)) return undefined;
    return {
        kind: "unread",
        reason: `runs a script that ${isFetched(first.argv) ? "it fetches from elsewhere" : "is not in the text"}`,
    };
}
