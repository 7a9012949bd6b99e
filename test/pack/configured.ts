import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Written } from "./misconfigurations";

interface Asked {
    readonly written: Written;
    /** Judged one by one, and then as a stack. */
    readonly resources?: readonly { readonly type: string; readonly name: string; readonly props: object }[];
}
export interface Answered {
    /** What the pack answered the engine; the engine prints it and stops. */
    readonly refused?: string;
    readonly reported?: readonly {
        readonly policy: string;
        readonly level: string;
        readonly message: string;
        readonly urn: string;
    }[];
}

/**
 * Boots the built pack once and configures it as the engine does, with one configuration after another.
 *
 * @param preload a script of this folder that the pack's process runs first
 */
export function configured(asked: readonly Asked[], preload?: string): Answered[] {
    const script = [join(__dirname, "ask.mjs"), ...(preload === undefined ? [] : [join(__dirname, preload)])];
    return JSON.parse(
        execFileSync(process.execPath, script, {
            input: JSON.stringify(asked),
            encoding: "utf8",
            maxBuffer: 1 << 28,
        }),
    ) as Answered[];
}
