import { basename, extname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Baseline, BaselineWriter } from "./baseline";
import { FORMATS } from "./formats";
import type { FormatContext } from "./formats/format";
import type { Io } from "./io";
import { oneOf } from "./options";
import type { Policy } from "../lib/define-policy";
import { SEVERITIES, type Severity } from "../model/finding";
import type { Verdict, Violation } from "./verdict";

/** The options of every command that writes a report. */
export const REPORT_OPTIONS = {
    format: { type: "string", default: "text" },
    "fail-on": { type: "string" },
    baseline: { type: "string" },
    "write-baseline": { type: "string" },
} as const;

export interface ReportValues {
    readonly format: string;
    readonly "fail-on"?: string | undefined;
    readonly baseline?: string | undefined;
    readonly "write-baseline"?: string | undefined;
}

/**
 * Writes a report as the verdicts come.
 *
 * @param policies those that were asked
 * @param judge starts the judging; called once the options are known to be right
 * @returns the exit code: 2 where something could not be read, 1 where something fails, 0 otherwise
 * @throws UsageError before anything is written
 */
export async function writeReport(
    values: ReportValues,
    policies: readonly Policy[],
    io: Io,
    judge: () => AsyncIterable<Verdict> | Iterable<Verdict>,
): Promise<number> {
    const make = FORMATS[oneOf("--format", values.format, Object.keys(FORMATS))]!;
    const failOn = values["fail-on"] === undefined ? undefined : oneOf("--fail-on", values["fail-on"], SEVERITIES);
    const baseline = values.baseline === undefined ? undefined : Baseline.read(values.baseline);
    const writer = values["write-baseline"] === undefined ? undefined : new BaselineWriter();
    const context: FormatContext = {
        policies,
        isFailure: (violation) => writer === undefined && isFailure(violation, failOn),
    };
    const format = make(context);

    let [violations, mandatory, unreadable, resources] = [0, 0, 0, 0];
    const passedOver = new Map<string, number>();
    let fails = false;
    await io.out(format.begin());
    for await (const given of judge()) {
        writer?.add(given);
        const verdict = baseline?.applied(given) ?? given;
        violations += verdict.violations.length;
        mandatory += verdict.violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").length;
        unreadable += verdict.unreadable.length;
        resources += verdict.resources;
        for (const file of verdict.passedOver ?? []) {
            const ending = endingOf(file);
            passedOver.set(ending, (passedOver.get(ending) ?? 0) + 1);
        }
        fails ||= verdict.violations.some(context.isFailure);
        await io.out(format.verdict(verdict));
        // What is kept for the turn in which a stack is judged goes now, before the next one is read.
        await setImmediate();
        // Not all was judged, so that it is no success; a baseline is written all the same.
        if (io.isGone?.() === true && writer === undefined) return fails ? 1 : 2;
    }
    await io.out(format.end({ violations, mandatory, unreadable, resources, passedOver, gone: baseline?.gone() }));
    if (writer !== undefined) writer.write(values["write-baseline"]!);
    return unreadable > 0 ? 2 : fails ? 1 : 0;
}

/** What files of a kind are called alike: `*.tf`, and one without an ending by its whole name. */
const endingOf = (file: string): string => (extname(file) === "" ? basename(file) : `*${extname(file)}`);

/** Without a severity what blocks, as it would at the engine; with one what is as bad, whatever its level. Never what the baseline has. */
const isFailure = ({ enforcementLevel, severity, inBaseline }: Violation, failOn: Severity | undefined): boolean =>
    inBaseline !== true &&
    (failOn === undefined ? enforcementLevel === "mandatory" : SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn));
