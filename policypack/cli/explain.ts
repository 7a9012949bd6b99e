import type * as Yaml from "yaml";
import type { Example, Policy } from "../lib/define-policy";
import { lazy } from "../parse/lazy";
import { policies } from "../policies";
import { nearest } from "../settings/nearest";
import type { Io } from "./io";
import { optionsOf } from "./options";
import { UsageError } from "./usage-error";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- by this command alone
const yaml = lazy(() => require("yaml") as typeof Yaml);

/** `explain POLICY`: all that there is to know of one. */
export async function explain(args: readonly string[], io: Io): Promise<number> {
    const { positionals } = optionsOf(args, {});
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) {
        throw new UsageError("explain takes one policy. `kube-bypass-guard policies` lists them");
    }
    const policy = policies.find((one) => one.name === name);
    if (policy !== undefined) {
        await io.out(explained(policy));
        return 0;
    }
    const all = policies.map((one) => one.name);
    // Whoever writes a few words of a name means those that have all of them.
    const having = all.filter((one) => name.split("-").every((part) => one.includes(part)));
    const near = nearest(name, all) ?? (having.length === 1 ? having[0] : undefined);
    const others =
        having.length > 1 ? `; it could be ${having.join(", ")}` : ". `kube-bypass-guard policies` lists those there are";
    throw new UsageError(`no policy is named ${JSON.stringify(name)}${near === undefined ? others : `; did you mean ${near}?`}`);
}

function explained(policy: Policy): string {
    const { name, displayName, description, mitigation, severity, enforcementLevel, attack, remediationSteps } = policy;
    const frameworks = Object.entries(policy.frameworks).map(([framework, ids]) => `  ${framework}: ${ids.join(", ")}`);
    const settings = Object.entries(policy.settings).map(([key, { schema }]) => `  ${key}: ${schema.description}`);
    const parts: [string, readonly string[]][] = [
        ["What must hold", [`  ${description}`]],
        ["What it stops", [`  ${attack}`]],
        ["How to mend it", [`  ${remediationSteps}`]],
        ["Settings", settings],
        ["Benchmarks", frameworks],
        ["Reads", policy.reads.length === 0 ? ["  the stack as a whole"] : policy.reads.map((type) => `  ${type}`)],
        ["Is reported", exampleLines(policy.examples.bad)],
        ["Passes", exampleLines(policy.examples.good)],
    ];
    const body = parts.filter(([, lines]) => lines.length > 0).map(([title, lines]) => `${title}:\n${lines.join("\n")}\n`);
    return `${name}: ${displayName}\n${mitigation}, ${severity}, ${enforcementLevel} without configuration\n\n${body.join("\n")}`;
}

const exampleLines = ({ type, props, beside = [] }: Example): string[] => [
    `  ${type}`,
    ...yaml()
        .stringify(props, { lineWidth: 0 })
        .trimEnd()
        .split("\n")
        .map((line) => `    ${line}`),
    ...beside.flatMap(exampleLines),
];
