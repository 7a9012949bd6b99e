import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Policy } from "../../lib/define-policy";
import { levelOf } from "../../lib/define-policy";
import type { Severity } from "../../model/finding";
import type { BaselineEntry } from "../baseline";
import type { Unreadable, Violation } from "../verdict";
import { version } from "../version";
import { type Format, type FormatContext, placeOf } from "./format";

const REPOSITORY = "https://github.com/kube-bypass-guard/kube-bypass-guard";

/** What GitHub sorts security findings by, in the ranges that it documents for critical, high, medium and low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };
const LEVELS = { mandatory: "error", advisory: "warning" } as const;

/**
 * SARIF 2.1.0, for code scanning. A resource is a logical location by its URN, its file a physical one. What could not be read is a
 * notification of the run, which then was not successful; what the baseline has and is gone is an absent result.
 */
export function sarifFormat({ policies }: FormatContext): Format {
    const unreadable: Unreadable[] = [];
    const indices = new Map(policies.map(({ name }, i) => [name, i]));
    let isFirst = true;
    const entry = (result: object): string => {
        const text = `${isFirst ? "" : ","}\n${JSON.stringify(result)}`;
        isFirst = false;
        return text;
    };
    const rule = (name: string) => ({ ruleId: name, ...(indices.has(name) && { ruleIndex: indices.get(name) }) });
    return {
        begin() {
            const driver = {
                name: "kube-bypass-guard",
                version: version(),
                informationUri: REPOSITORY,
                rules: policies.map(ruleOf),
            };
            return `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${JSON.stringify({ driver })},"columnKind":"utf16CodeUnits","results":[`;
        },
        verdict(verdict) {
            unreadable.push(...verdict.unreadable);
            return verdict.violations.map((violation) => entry({ ...rule(violation.policy), ...resultOf(violation) })).join("");
        },
        end({ gone }) {
            const absent = (gone ?? []).map((one) => entry({ ...rule(one.policy), ...absentResult(one) })).join("");
            const invocations = [
                { executionSuccessful: unreadable.length === 0, toolExecutionNotifications: unreadable.map(notificationOf) },
            ];
            return `${absent}],"invocations":${JSON.stringify(invocations)}}]}\n`;
        },
    };
}

function ruleOf(policy: Policy): object {
    const { name, displayName, description, remediationSteps, severity, mitigation, attack, frameworks } = policy;
    const ids = Object.entries(frameworks).map(([framework, own]) => `${framework}: ${own.join(", ")}`);
    const text = [description, attack, remediationSteps, ...ids].join("\n");
    return {
        id: name,
        name: displayName ?? name,
        shortDescription: { text: displayName ?? name },
        fullDescription: { text: description },
        help: { text, markdown: text.replace(/\n/g, "\n\n") },
        helpUri: `${REPOSITORY}/blob/main/docs/policies/${name}.md`,
        defaultConfiguration: { level: LEVELS[levelOf(severity as Severity) === "mandatory" ? "mandatory" : "advisory"] },
        properties: {
            tags: ["security", "kubernetes", mitigation],
            "security-severity": SECURITY_SEVERITY[severity as Severity],
            precision: "high",
        },
    };
}

function resultOf(violation: Violation): object {
    const { enforcementLevel, severity, at, message, file, line, urn, name, type, inBaseline } = violation;
    const resource = { fullyQualifiedName: urn, name, kind: "resource", properties: { type } };
    return {
        level: LEVELS[enforcementLevel],
        message: { text: at === "" ? message : `${at}: ${message}` },
        locations: [
            {
                physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line ?? 1 } },
                ...(urn !== "" && { logicalLocations: [resource] }),
            },
        ],
        partialFingerprints: { "policyResourcePath/v1": fingerprintOf(violation) },
        ...(inBaseline !== undefined && { baselineState: inBaseline ? "unchanged" : "new" }),
        properties: { severity, place: placeOf(violation) },
    };
}

const absentResult = (entry: BaselineEntry): object => ({
    kind: "pass",
    level: "none",
    message: { text: `${entry.at === "" ? "" : `${entry.at}: `}is gone since the baseline was written` },
    ...(entry.urn !== "" && { locations: [{ logicalLocations: [{ fullyQualifiedName: entry.urn, kind: "resource" }] }] }),
    partialFingerprints: { "policyResourcePath/v1": fingerprintOf(entry) },
    baselineState: "absent",
});

const notificationOf = ({ file, reason }: Unreadable): object => ({
    level: "error",
    message: { text: `${file}: ${reason}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
});

const fingerprintOf = ({ policy, urn, at }: BaselineEntry): string =>
    createHash("sha256").update([policy, urn, at].join("\0")).digest("hex");

/** Relative where the path is: code scanning finds the file in the repository by it. */
function uriOf(path: string): string {
    if (isAbsolute(path)) return pathToFileURL(path).href;
    const parts = path.replaceAll("\\", "/").replace(/^\.\//, "").split("/");
    return parts.map((part) => (part === ".." ? part : encodeURIComponent(part))).join("/");
}
