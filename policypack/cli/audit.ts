import { statSync } from "node:fs";
import { filesBelow, isStateFile, stacksOfBackend } from "./inputs/find-files";
import type { Io } from "./io";
import { type Configured, configuredPolicies } from "./judging/configured";
import { type FileToJudge, judgedFiles } from "./judging/judge-files";
import { optionsOf } from "./options";
import { Progress } from "./progress";
import { REPORT_OPTIONS, writeReport } from "./report-writer";
import { UsageError } from "./usage-error";
import type { Unreadable, Verdict } from "./verdict";

const OPTIONS = { ...REPORT_OPTIONS, config: { type: "string" }, progress: { type: "boolean", default: false } } as const;

/** `audit FILE…`: judges what is in files, without an engine. */
export async function audit(args: readonly string[], io: Io): Promise<number> {
    const { values, positionals } = optionsOf(args, OPTIONS);
    if (positionals.length === 0) throw new UsageError("audit has nothing to judge. Name files or folders after it");
    const configured = configuredPolicies(values.config);
    const progress = new Progress(io, values.progress);
    const asked = configured.map(({ policy }) => policy);
    try {
        return await writeReport(values, asked, io, () => judged(positionals, configured, progress));
    } finally {
        progress.end();
    }
}

/** The files that were named are one stack, and what is below each folder is one; a backend has many. */
function* judged(paths: readonly string[], policies: readonly Configured[], progress: Progress): Generator<Verdict> {
    const named: FileToJudge[] = [];
    const folders: string[] = [];
    for (const path of paths) {
        if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) folders.push(path);
        else named.push({ file: path, isNamed: true });
    }
    const onFile = () => progress.step();
    if (named.length > 0) yield* judgedFiles(named, policies, named[0]!.file, onFile);
    for (const folder of folders) {
        const unreadable: Unreadable[] = [];
        const onUnreadable = (file: string) => unreadable.push({ file, reason: "may not be read. Run as somebody who may" });
        const backend = stacksOfBackend(folder);
        const files = function* (): Generator<FileToJudge> {
            for (const file of filesBelow(backend ?? folder, onUnreadable)) {
                if (backend === undefined || isStateFile(file)) yield { file, isNamed: backend !== undefined };
            }
        };
        yield* judgedFiles(files(), policies, folder, onFile);
        if (unreadable.length > 0) yield { violations: [], unreadable, resources: 0 };
    }
}
