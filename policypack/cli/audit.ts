import { availableParallelism } from "node:os";
import { tallySeen } from "../lib/tally";
import { isPicture } from "./formats";
import { filesBelow, isFolder, isStateFile, stacksOfBackend } from "./inputs/find-files";
import { nodeRootOf } from "./inputs/node-root";
import { readAhead } from "./inputs/read-ahead";
import { type FileToJudge, read, type ReadFile } from "./inputs/read-content";
import { isStdin, STDIN } from "./inputs/read-input";
import type { Io } from "./io";
import { type Configured, configuredPolicies, isOfCatalogue } from "./judging/configured";
import { judgedFiles, judgedNode } from "./judging/judge-files";
import { judgedInParallel } from "./judging/pool";
import { optionsOf } from "./options";
import { Progress } from "./progress";
import { REPORT_OPTIONS, writeReport } from "./report-writer";
import { canWorkInParallel } from "./threads";
import { UsageError } from "./usage-error";
import type { Unreadable, Verdict } from "./verdict";

const OPTIONS = {
    ...REPORT_OPTIONS,
    config: { type: "string" },
    jobs: { type: "string" },
    "node-root": { type: "string", multiple: true },
    progress: { type: "boolean", default: false },
} as const;

/** How it is judged. */
interface Judging {
    readonly policies: readonly Configured[];
    readonly config: string | undefined;
    readonly jobs: number;
    readonly isTallied: boolean;
    readonly onFile: () => void;
}

/** `audit FILE…` and `audit --node-root DIR`: judges what is in files, without an engine. */
export async function audit(args: readonly string[], io: Io): Promise<number> {
    const { values, positionals } = optionsOf(args, OPTIONS);
    const roots = [...new Set((values["node-root"] ?? []).map((folder) => folder.replace(/(?<=.)\/+$/, "")))];
    if (positionals.length === 0 && roots.length === 0)
        throw new UsageError("audit has nothing to judge. Name files or folders after it");
    if (roots.includes("")) throw new UsageError("--node-root is empty. Write the folder that has the node's /etc");
    if (positionals.includes("")) throw new UsageError("a name of a file is empty. Name a file or a folder");
    const policies = configuredPolicies(values.config);
    const jobs = jobsOf(values.jobs);
    const progress = new Progress(io, values.progress);
    const isTallied = isPicture(values.format);
    tallySeen(isTallied);
    const judging: Judging = { policies, config: values.config, jobs, isTallied, onFile: () => progress.step() };
    const asked = policies.map(({ policy }) => policy).filter(isOfCatalogue);
    try {
        return await writeReport(values, asked, io, async function* () {
            yield* judged([...new Set(positionals.map((path) => (isStdin(path) ? STDIN : path)))], judging);
            yield* judgedNodes(roots, judging);
        });
    } finally {
        progress.end();
    }
}

/** More threads than that wait for the disk. */
const MAX_JOBS = 64;

function jobsOf(value: string | undefined): number {
    if (value === undefined) return Math.min(availableParallelism(), MAX_JOBS);
    const jobs = Number(value);
    if (Number.isInteger(jobs) && jobs >= 1 && jobs <= MAX_JOBS) return jobs;
    throw new UsageError(`--jobs is ${JSON.stringify(value)}. Write a number from 1 to ${MAX_JOBS}`);
}

/** Each node by itself, so that the files of one are held at a time. */
function* judgedNodes(folders: readonly string[], { policies, onFile }: Judging): Generator<Verdict> {
    for (const folder of folders) {
        const root = nodeRootOf(folder);
        yield root.ok
            ? judgedNode(root.value, policies)
            : { violations: [], unreadable: [{ file: folder, reason: root.reason }], resources: 0 };
        onFile();
    }
}

/** The files that were named are one stack, and what is below each folder is one; a backend has many. */
async function* judged(paths: readonly string[], judging: Judging): AsyncGenerator<Verdict> {
    const { policies, jobs, onFile } = judging;
    const readAll = (files: Iterable<FileToJudge>): Iterable<ReadFile> =>
        jobs > 1 && canWorkInParallel() ? readAhead(files) : read(files);
    const named = paths.filter((path) => !isFolder(path)).map((file): FileToJudge => ({ file, isNamed: true }));
    if (named.length > 0) yield* judgedFiles(readAll(named), policies, named[0]!.file, onFile);
    for (const folder of paths.filter(isFolder)) {
        const unreadable: Unreadable[] = [];
        const onUnreadable = (file: string) => unreadable.push({ file, reason: "may not be read. Run as somebody who may" });
        const stacks = stacksOfBackend(folder);
        if (stacks !== undefined) yield* judgedBackend([...filesBelow(stacks, onUnreadable)].filter(isStateFile), judging);
        else {
            const files = function* (): Generator<FileToJudge> {
                for (const file of filesBelow(folder, onUnreadable)) yield { file, isNamed: false };
            };
            yield* judgedFiles(readAll(files()), policies, folder, onFile);
        }
        if (unreadable.length > 0) yield { violations: [], unreadable, resources: 0 };
    }
}

/** So few stacks are judged before a thread has started. */
const FEW = 8;

/** Each state is a stack. */
async function* judgedBackend(
    files: readonly string[],
    { policies, config, jobs, isTallied, onFile }: Judging,
): AsyncGenerator<Verdict> {
    if (jobs > 1 && files.length > FEW && canWorkInParallel()) {
        return yield* judgedInParallel(files, { config, isTallied }, Math.min(jobs, files.length), onFile);
    }
    for (const file of files) yield* judgedFiles(read([{ file, isNamed: true }]), policies, file, onFile);
}
