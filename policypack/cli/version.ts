import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The version of the installed pack: that of the nearest package.json above this file, which is built into a folder of it. */
export function version(): string {
    for (let folder = __dirname; ; folder = dirname(folder)) {
        try {
            return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
        } catch {
            if (folder === dirname(folder)) return "0.0.0";
        }
    }
}
