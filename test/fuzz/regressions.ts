import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "./target";
import { TARGETS } from "./targets";

/** An input that was a failure once: the file that a run wrote of it, kept under a name that says what it was. */
export interface Regression {
    readonly target: Target;
    readonly file: string;
    readonly input: Buffer;
}

const FOLDER = join(__dirname, "regressions");

/** The name of a target in those of files. */
export const slugOf = (target: string): string => target.replace(/\W+/g, "-");

/** @throws Error for a file whose name (`TARGET--WHAT.bin`) begins with no target's */
export function regressions(): readonly Regression[] {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith(".bin"));
    return files.sort().map((file) => {
        const slug = file.split("--")[0]!;
        const target = TARGETS.find(({ name }) => slugOf(name) === slug);
        if (target === undefined) throw new Error(`test/fuzz/regressions/${file} is of no target`);
        return { target, file, input: readFileSync(join(FOLDER, file)) };
    });
}
