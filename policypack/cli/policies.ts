import type { Policy } from "../lib/define-policy";
import { policies as catalogue } from "../policies";
import type { Io } from "./io";
import { oneOf, optionsOf } from "./options";
import { UsageError } from "./usage-error";

function text(all: readonly Policy[]): string {
    const width = Math.max(...all.map(({ name }) => name.length));
    return all
        .map(
            ({ name, mitigation, severity, displayName }) =>
                `${name.padEnd(width)}  ${mitigation.padEnd(3)}  ${String(severity).padEnd(8)}  ${displayName}\n`,
        )
        .join("");
}

/** What the reference has of a policy, without its examples. */
const json = (all: readonly Policy[]): string =>
    `${JSON.stringify(
        all.map(
            ({
                name,
                displayName,
                description,
                mitigation,
                severity,
                enforcementLevel,
                attack,
                remediationSteps,
                frameworks,
                settings,
                reads,
            }) => ({
                name,
                displayName,
                description,
                mitigation,
                severity,
                enforcementLevel,
                attack,
                remediationSteps,
                frameworks,
                settings: Object.fromEntries(Object.entries(settings).map(([key, { schema }]) => [key, schema])),
                reads,
            }),
        ),
        undefined,
        2,
    )}\n`;

const cell = (value: string): string => value.replace(/\|/g, "\\|");
const markdown = (all: readonly Policy[]): string =>
    `| Policy | Mitigation | Severity | What must hold |\n| --- | --- | --- | --- |\n${all
        .map(
            ({ name, mitigation, severity, description }) =>
                `| \`${name}\` | ${mitigation} | ${String(severity)} | ${cell(description)} |\n`,
        )
        .join("")}`;

const RENDERINGS = { text, json, markdown };

/** `policies`: the catalogue. */
export async function policies(args: readonly string[], io: Io): Promise<number> {
    const { values, positionals } = optionsOf(args, { format: { type: "string", default: "text" } });
    if (positionals.length > 0) throw new UsageError("policies takes no names. Write explain before one");
    const format = oneOf("--format", values.format, Object.keys(RENDERINGS) as (keyof typeof RENDERINGS)[]);
    await io.out(RENDERINGS[format](catalogue));
    return 0;
}
