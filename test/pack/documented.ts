import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

export const ROOT = resolve(__dirname, "../..");
const GUIDES = ["docs/publishing.md", "docs/ci.md"];
const EXAMPLES = "examples/ci";

/** A command that somebody is told to type, and where. */
export interface Command {
    readonly file: string;
    readonly words: readonly string[];
}

/** The guides about publishing and pipelines, by their paths. */
export const guides: readonly (readonly [path: string, text: string])[] = GUIDES.map((path) => [path, read(path)]);

/** The examples of pipelines, by their paths. */
export const pipelines: readonly (readonly [path: string, text: string])[] = readdirSync(join(ROOT, EXAMPLES))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => [`${EXAMPLES}/${name}`, read(`${EXAMPLES}/${name}`)]);

/** Configurations of the pack, by the file that shows them. */
export const configurations: readonly (readonly [path: string, text: string])[] = [
    [`${EXAMPLES}/guard.json`, read(`${EXAMPLES}/guard.json`)],
    ...guides.flatMap(([path, text]) => fenced(text, "json").map((block): [string, string] => [path, block])),
];

/** Every command of the guides, in blocks and in sentences, and of the examples. */
export const commands: readonly Command[] = [
    ...guides.flatMap(([file, text]) => [...fenced(text, "sh"), ...inline(text)].flatMap((script) => commandsOf(file, script))),
    ...pipelines.flatMap(([file, text]) => scriptsIn(parse(text)).flatMap((script) => commandsOf(file, script))),
];

/** What stands between backquotes in sentences. */
export function inline(text: string): string[] {
    return [...text.replace(/^```[^]*?^```/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
}

function read(path: string): string {
    return readFileSync(join(ROOT, path), "utf8");
}

function fenced(text: string, language: string): string[] {
    return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(([, block]) => block!);
}

/** What a pipeline runs: the `run` of its steps, the `script` and `before_script` of its jobs. */
function scriptsIn(node: unknown): string[] {
    if (Array.isArray(node)) return node.flatMap(scriptsIn);
    if (typeof node !== "object" || node === null) return [];
    return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
        if (key === "run" || key === "script" || key === "before_script") return [value].flat().map(String);
        return scriptsIn(value);
    });
}

/** The simple commands of a script, without redirections and comments. */
function commandsOf(file: string, script: string): Command[] {
    return script
        .split(/\n|&&|\|\|/)
        .map((line) =>
            line
                .replace(/\s>\s*\S+/, "")
                .trim()
                .split(/\s+/),
        )
        .filter(([program = ""]) => ["pulumi", "npm", "npx"].includes(program))
        .map((words) => ({ file, words }));
}
