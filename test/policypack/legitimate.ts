import { policies } from "../../policypack/policies/index";
import { given, type Written } from "../corpora/written";
import { type Answer, type GivenInStack, judge, judgeStack } from "./judge";

/** One finding of the pack: where it was found, and the whole line that the user reads. */
export interface Found {
    /** `policy @resource` */
    readonly at: string;
    readonly mandatory: boolean;
    readonly line: string;
}

/** What the policies are configured with: every policy that takes a key, or each policy by its name. */
export type Configured = Readonly<Record<string, unknown>> | ((policy: string) => Readonly<Record<string, unknown>> | undefined);

/**
 * What the pack says to a stack: of each resource alone, and of all of them together. What is unknown is no finding.
 */
export function found(written: readonly Written[], config?: Configured): Found[] {
    return policies.flatMap((policy) => {
        const own = typeof config === "function" ? config(policy.name) : config;
        const resources = written.map((resource) => given(resource, own));
        const told = ({ reported }: Answer, at?: GivenInStack): Found[] =>
            reported.map(({ message, level, urn }) => ({
                at: `${policy.name} @${at?.name ?? urn?.split("::").at(-1) ?? "stack"}`,
                mandatory: (level ?? policy.enforcementLevel) === "mandatory",
                line: message,
            }));
        const single = resources.flatMap((one) => (policy.reads.includes(one.type) ? told(judge(policy, one), one) : []));
        return [...single, ...(policy.validateStack === undefined ? [] : told(judgeStack(policy, resources)))];
    });
}

/** `policy @resource` of each finding once, with how often where it is more than once. */
export function counted(findings: readonly Found[]): string[] {
    const times = new Map<string, number>();
    for (const { at } of findings) times.set(at, (times.get(at) ?? 0) + 1);
    return [...times].map(([at, count]) => (count === 1 ? at : `${at} ×${count}`)).sort();
}
