import type { Unreadable, Violation } from "../verdict";
import { type Format, type FormatContext, placeOf } from "./format";
import { visible } from "../../lib/visible";

/**
 * JUnit's XML, for CI servers: a suite for each file, a case for each violation. One that makes the command end with 1 has failed, another is
 * skipped with its message, what could not be read is an error, and a last case that passes says how much was judged.
 */
export function junitFormat({ isFailure }: FormatContext): Format {
    const caseOf = (violation: Violation): string => {
        const { policy, name, urn, message, severity, mitigation } = violation;
        const title = [name === "" ? urn : name, placeOf(violation)].filter((part) => part !== "").join(", ");
        const body = isFailure(violation)
            ? `<failure message=${quoted(message)} type=${quoted(severity)}>${text(`${mitigation} ${urn}`)}</failure>`
            : `<skipped message=${quoted(message)}/>`;
        return `    <testcase classname=${quoted(policy)} name=${quoted(title)}>${body}</testcase>\n`;
    };
    const suite = (file: string, violations: readonly Violation[]): string => {
        const failures = violations.filter(isFailure).length;
        const counts = `tests="${violations.length}" failures="${failures}" errors="0" skipped="${violations.length - failures}"`;
        return `  <testsuite name=${quoted(file)} ${counts}>\n${violations.map(caseOf).join("")}  </testsuite>\n`;
    };
    return {
        begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="kube-bypass-guard">\n',
        verdict: ({ violations, unreadable }) =>
            byFile(violations)
                .map(([file, own]) => suite(file, own))
                .join("") + unreadable.map(errorSuite).join(""),
        end({ resources, gone }) {
            const note = (gone ?? []).map(({ policy, urn, at }) => `gone since the baseline: ${policy} ${urn} ${at}\n`).join("");
            const out = note === "" ? "/>" : `><system-out>${text(note)}</system-out></testcase>`;
            const judged = `    <testcase classname="kube-bypass-guard" name="${resources} resources judged"${out}\n`;
            return `  <testsuite name="kube-bypass-guard" tests="1" failures="0" errors="0" skipped="0">\n${judged}  </testsuite>\n</testsuites>\n`;
        },
    };
}

const errorSuite = ({ file, reason }: Unreadable): string =>
    `  <testsuite name=${quoted(file)} tests="1" failures="0" errors="1" skipped="0">\n` +
    `    <testcase classname="kube-bypass-guard" name="read"><error message=${quoted(reason)}/></testcase>\n  </testsuite>\n`;

function byFile(violations: readonly Violation[]): [string, Violation[]][] {
    const files = new Map<string, Violation[]>();
    for (const violation of violations) {
        const own = files.get(violation.file);
        if (own === undefined) files.set(violation.file, [violation]);
        else own.push(violation);
    }
    return [...files];
}

/** XML has no form at all for most control characters, so they are shown as on a terminal. */
const text = (value: string): string =>
    value
        .split("\n")
        .map(visible)
        .join("\n")
        .replace(/[\ufffe\uffff]/g, "\ufffd")
        .replace(/&/g, "&amp;")
        .replace(/</g, "&lt;")
        .replace(/>/g, "&gt;");

const quoted = (value: string): string => `"${text(value).replace(/"/g, "&quot;").replace(/\n/g, "&#10;")}"`;
