import { statSync } from "node:fs";
import type { Severity } from "../model/finding";
import { FORMATS } from "./formats";
import { filesBelow, isStateFile, stacksOfBackend } from "./inputs/find-files";
import type { Io } from "./io";
import { type Configured, configuredPolicies } from "./judging/configured";
import { type FileToJudge, judgedFiles } from "./judging/judge-files";
import { oneOf, optionsOf } from "./options";
import { Progress } from "./progress";
import { UsageError } from "./usage-error";
import type { Unreadable, Verdict, Violation } from "./verdict";

const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];

const OPTIONS = {
    format: { type: "string", default: "text" },
    config: { type: "string" },
    "fail-on": { type: "string" },
    progress: { type: "boolean", default: false },
} as const;

/** `audit FILE…`: judges what is in files, without an engine. */
export async function audit(args: readonly string[], io: Io): Promise<number> {
    const { values, positionals } = optionsOf(args, OPTIONS);
    if (positionals.length === 0) throw new UsageError("audit has nothing to judge. Name files or folders after it");
    const format = FORMATS[oneOf("--format", values.format, Object.keys(FORMATS))]!();
    const failOn = values["fail-on"] === undefined ? undefined : oneOf("--fail-on", values["fail-on"], SEVERITIES);
    const policies = configuredPolicies(values.config);
    const progress = new Progress(io, values.progress);

    let [violations, mandatory, unreadable, resources] = [0, 0, 0, 0];
    let fails = false;
    await io.out(format.begin());
    for (const verdict of judged(positionals, policies, progress)) {
        violations += verdict.violations.length;
        mandatory += verdict.violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").length;
        unreadable += verdict.unreadable.length;
        resources += verdict.resources;
        fails ||= verdict.violations.some((violation) => isFailure(violation, failOn));
        await io.out(format.verdict(verdict));
    }
    progress.end();
    await io.out(format.end({ violations, mandatory, unreadable, resources }));
    return unreadable > 0 ? 2 : fails ? 1 : 0;
}

/** Without a severity what blocks, as it would at the engine; with one what is as bad, whatever its level. */
const isFailure = ({ enforcementLevel, severity, inBaseline }: Violation, failOn: Severity | undefined): boolean =>
    inBaseline !== true &&
    (failOn === undefined ? enforcementLevel === "mandatory" : SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn));

/** The files that were named are one stack, and what is below each folder is one; a backend has many. */
function* judged(paths: readonly string[], policies: readonly Configured[], progress: Progress): Generator<Verdict> {
    const named: FileToJudge[] = [];
    const folders: string[] = [];
    for (const path of paths) {
        if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) folders.push(path);
        else named.push({ file: path, isNamed: true });
    }
    const onFile = () => progress.step();
    if (named.length > 0) yield* judgedFiles(named, policies, named.length === 1 ? named[0]!.file : "", onFile);
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
