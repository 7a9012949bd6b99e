import type { BootText, NodeBoot } from "../model/node-boot";
import { remembered } from "../parse/remembered";
import { word } from "../parse/word";
import { BootReader } from "./boot-reader";

/** A shell script that something runs on a machine. */
export interface ScriptOnMachine {
    /** Its lines, each with the place where it stands. One may hold several. */
    readonly lines: readonly { readonly text: string; readonly at: string }[];
    /** Where the whole of it stands. */
    readonly at: string;
    readonly variables?: ReadonlyMap<string, string>;
    readonly stdin?: string;
}

/** What a machine does when these scripts run on it, one after the other. Never throws. */
export function bootOfScripts(scripts: readonly ScriptOnMachine[]): NodeBoot {
    return bootOf(JSON.stringify(scripts.map((script) => ({ ...script, variables: [...(script.variables ?? [])] }))));
}

interface Written extends Omit<ScriptOnMachine, "variables"> {
    readonly variables: readonly [string, string][];
}

const bootOf = remembered((written) => {
    const reader = new BootReader();
    for (const { lines, at, variables, stdin } of JSON.parse(written!) as Written[]) {
        const starts: number[] = [];
        const texts: string[] = [];
        for (const { text } of lines) {
            starts.push(texts.length + 1);
            texts.push(...text.split("\n"));
        }
        const given: { variables: Map<string, string>; stdin?: BootText } = { variables: new Map(variables) };
        if (stdin !== undefined) given.stdin = word(stdin);
        const lineAt = (line: number): string => {
            const i = Math.max(
                0,
                starts.findLastIndex((start) => start <= line),
            );
            const place = lines[i]?.at ?? at;
            return lines[i]?.text.includes("\n") === true ? `${place} › line ${line - starts[i]! + 1}` : place;
        };
        reader.script(texts.join("\n"), at, lineAt, given);
    }
    return reader.boot();
});
