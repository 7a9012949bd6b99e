import { once } from "../parse/once";
import type { BootFile, NodeBoot } from "../model/node-boot";
import { readShell } from "../parse/shell";
import { execLines } from "../parse/systemd-exec";
import { Disk } from "./disk";
import { applyCommand } from "./disk-commands";
import { linesOf } from "./lines";
import { loadedUnit, serviceNames } from "./units";

const TMPFILES = /^(?:\/etc|\/run|\/usr\/lib|\/usr\/local\/lib)\/tmpfiles\.d\/[^/]+\.conf$/;
const EXEC_KEYS = ["ExecStartPre", "ExecStart", "ExecStartPost"];
const PROGRAM = /^(?:\/usr)?(?:\/bin\/|\/sbin\/)?(?:chmod|chown|chgrp|find|(?:ba|da)?sh)$/;

/** Modes and owners that files get once the machine runs: from systemd-tmpfiles, and from the commands of its services. */
export const laterAttributes = once((boot: NodeBoot): readonly BootFile[] => [...tmpfilesOf(boot), ...changedByServices(boot)]);

/** tmpfiles.d(5): type, path, mode, user, group. */
function tmpfilesOf({ files }: NodeBoot): BootFile[] {
    return files
        .filter(({ path, kind }) => kind === "file" && TMPFILES.test(path))
        .flatMap((file) =>
            linesOf(file).flatMap(({ text, at }): BootFile[] => {
                const [type = "", path = "", mode = "-", owner = "-", group = "-"] = text.trim().split(/\s+/);
                if (!/^[fFdDevqQpcbCzZ][+!=~^-]*$/.test(type) || !path.startsWith("/")) return [];
                const bits = /^[~:]*([0-7]{3,5})$/.exec(mode)?.[1];
                return [
                    {
                        path,
                        kind: /^[dDevqQ]/.test(type) ? "folder" : "file",
                        content: { text: "\ufff9", isLiteral: false },
                        isAppended: false,
                        isBase: true,
                        at,
                        ...(bits !== undefined && { mode: { value: Number.parseInt(bits, 8), at, isDefault: false } }),
                        ...(owner !== "-" && { owner: { value: owner.replace(/^:/, ""), at, isDefault: false } }),
                        ...(group !== "-" && { group: { value: group.replace(/^:/, ""), at, isDefault: false } }),
                    },
                ];
            }),
        );
}

function changedByServices(boot: NodeBoot): readonly BootFile[] {
    const disk = new Disk();
    for (const name of serviceNames(boot)) {
        const loaded = loadedUnit(boot, name);
        if (loaded === undefined) continue;
        for (const key of EXEC_KEYS) {
            for (const line of execLines(loaded.unit, key, name).commands) {
                if (!PROGRAM.test(line.path.text)) continue;
                const words = line.words.map(({ text }) => `'${text.replaceAll("'", "'\\''")}'`);
                for (const command of readShell(words.join(" ")).commands)
                    if (/(?:^|\/)(?:chmod|chown|chgrp|find)$/.test(command.argv[0]!.text))
                        applyCommand(disk, command, { at: loaded.lineAt(line), isConditional: false });
            }
        }
    }
    return disk.files();
}
