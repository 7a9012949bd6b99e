// Stryker's mutants: every source file of a room with all its mutants in it, each behind a switch, as Stryker's own instrumenter places
// them. A file's work is kept outside the tree by the hash of its text, so that only changed files are done again.
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { transformSync } from "@swc/core";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CACHE } from "../nodes.mjs";

export const ROOT = resolve(import.meta.dirname, "../..");
/** Where a run's work and answers are kept. */
export const HOME = join(CACHE, "mutation");
/** The rooms that are mutated. */
export const ROOMS = ["parse", "node", "policies", "subjects"];
/** What makes old work useless when it changes. */
const FORM = 3;

/**
 * One change of one file. `original` and `context` name it where lines move: the text that is replaced, and the line that it stands on.
 * @typedef {{ id: string, file: string, index: number, mutator: string, original: string, replacement: string, line: number, context: string }} Mutant
 */

export const hashOf = (text) => createHash("sha256").update(text).digest("hex").slice(0, 24);

/** The `.ts` files of a folder of the project, by their path from its root. @returns {string[]} */
export const filesBelow = (folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter(
            (entry) => entry.isFile() && entry.name.endsWith(".ts") && !/\/(?:node_modules|bin)(?:\/|$)/.test(entry.parentPath),
        )
        .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
        .sort();

export const isMutated = (file) => ROOMS.some((room) => file.startsWith(`policypack/${room}/`));

/** Writes at once, so that another run never reads a half. */
export function keep(path, text) {
    mkdirSync(join(path, ".."), { recursive: true });
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, text);
    renameSync(fresh, path);
}

/** The text of a TypeScript file as a CommonJS function's body. */
export function compiled(file, text) {
    const kept = join(HOME, "js", `${hashOf(`${FORM}\0${file}\0${text}`)}.js`);
    if (existsSync(kept)) return readFileSync(kept, "utf8");
    const { code } = transformSync(text, {
        filename: file,
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        swcrc: false,
    });
    keep(kept, code);
    return code;
}

const silent = { debug() {}, info() {}, warn: console.warn, error: console.error, isDebugEnabled: () => false };
const HEADER = "const stryCov_9fa48 = __switches.cover, stryMutAct_9fa48 = __switches.isActive;\n";

/**
 * The mutants of one file, and its text with all of them in it.
 * @param {string} file its path from the project's root
 * @returns {Promise<{ mutants: Mutant[], code: string }>}
 */
export async function mutantsOf(file) {
    const text = readFileSync(join(ROOT, file), "utf8");
    const kept = join(HOME, "mutants", `${hashOf(`${FORM}\0${file}\0${text}`)}.json`);
    if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));
    const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: true };
    const { files, mutants } = await new Instrumenter(silent).instrument([{ name: file, mutate: true, content: text }], options);
    const lines = text.split("\n");
    const made = {
        mutants: mutants.map(({ id, mutatorName, replacement, location: { start, end } }) => ({
            id: `${file}#${id}`,
            file,
            index: Number(id),
            mutator: mutatorName,
            original: between(lines, start, end),
            replacement,
            line: start.line + 1,
            context: lines[start.line].trim(),
        })),
        code: compiled(
            file,
            HEADER + files[0].content.replace(/\b(stry(?:Cov|MutAct)_9fa48)\(("\d+"(?:, ?"\d+")*)\)/g, numbered),
        ),
    };
    keep(kept, JSON.stringify(made));
    return made;
}

const numbered = (_, helper, ids) => `${helper}(${ids.replaceAll('"', "")})`;

function between(lines, start, end) {
    if (start.line === end.line) return lines[start.line].slice(start.column, end.column);
    return [
        lines[start.line].slice(start.column),
        ...lines.slice(start.line + 1, end.line),
        lines[end.line].slice(0, end.column),
    ].join("\n");
}
