import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "../..");

/** Every page of the documentation, by its path from the root. */
const pages = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        if (statSync(path).isDirectory()) return pages(path);
        return name.endsWith(".md") ? [path] : [];
    });

interface Block {
    readonly page: string;
    readonly line: number;
    readonly text: string;
}

/** The blocks of TypeScript in a page. */
function blocksOf(page: string): Block[] {
    const text = readFileSync(page, "utf8");
    return [...text.matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```$/gm)].map((match) => ({
        page: relative(ROOT, page),
        line: text.slice(0, match.index).split("\n").length,
        text: match[1]!,
    }));
}

/** Where a program stands: where a comment in its first line says, or else beside the programs of users. */
const placeOf = ({ text }: Block, index: number): string =>
    join(ROOT, /^\/\/ (\S+\.ts)\n/.exec(text)?.[1] ?? `stacks/hardened-eks/docs-example-${index}.ts`);

/** What TypeScript says of programs, each a module of its own, as one check. */
function complaints(blocks: readonly Block[]): string[] {
    const files = new Map(blocks.map((block, index) => [placeOf(block, index), block]));
    const options: ts.CompilerOptions = {
        noEmit: true,
        strict: true,
        skipLibCheck: true,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        target: ts.ScriptTarget.ES2022,
        types: ["node", "jest"],
        paths: { "@kube-bypass-guard/kube-bypass-guard": [join(ROOT, "components/index.ts")] },
    };
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (path) => files.has(path) || fileExists(path);
    host.readFile = (path) => files.get(path)?.text ?? readFile(path);
    host.getSourceFile = (path, ...rest) =>
        files.has(path) ? ts.createSourceFile(path, files.get(path)!.text, ts.ScriptTarget.ES2022) : getSourceFile(path, ...rest);
    const program = ts.createProgram([...files.keys()], options, host);
    return [...files].flatMap(([path, block]) => {
        const file = program.getSourceFile(path)!;
        return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((one) => {
            const line = block.line + 1 + file.getLineAndCharacterOfPosition(one.start ?? 0).line;
            return `${block.page}:${line}: ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`;
        });
    });
}

const BLOCKS = [...pages(join(ROOT, "docs")), join(ROOT, "README.md")].flatMap(blocksOf);

test("every program in the documentation compiles against the providers' types", () => {
    expect(BLOCKS.length).toBeGreaterThan(150);
    expect(complaints(BLOCKS)).toEqual([]);
}, 300_000);

test("one that has a misspelt property does not", () => {
    const text = 'import * as k8s from "@pulumi/kubernetes";\nnew k8s.core.v1.Pod("example", { spec: { contaners: [] } });\n';
    expect(complaints([{ page: "a page", line: 1, text }])).toEqual([expect.stringMatching(/^a page:3: .*contaners/)]);
}, 300_000);
