import { policies } from "../../policypack/policies";
import { judge, judgeStack, type Answer, type GivenInStack } from "../policypack/judge";

/** Settings of policies by the policy's name. */
export type SettingsByPolicy = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The most that the pack can be set to ask. Settings that it does not name are lists of what is allowed beside what is right, and empty
 * by default; nothing is stricter than that. The preset `strict` has them.
 */
export const STRICTEST: SettingsByPolicy = {
    "cluster-endpoint-restricted": { requirePrivateEndpoint: true },
    "node-audit-covers-kubernetes-files": { onEveryNode: true },
    "node-audit-log-kept": { minimumRetentionDays: 365 },
    "node-audit-log-shipped": { onEveryNode: true },
};

/** What one policy says of one resource, or (without a resource) of the whole stack. */
export interface Violation {
    readonly policy: string;
    readonly resource?: string;
    /** Whole, or for what could not be judged the path of the unknown value. */
    readonly message: string;
}

/** What the whole pack says of a program. */
export interface Verdict {
    readonly violations: readonly Violation[];
    /** What a value that is not known kept policies from judging. */
    readonly unknown: readonly Violation[];
}

/**
 * Judges every resource of a program with every policy, alone and as a stack, at the strictest settings.
 * @param resources those that a component registered, as `recorded` returns them
 * @param more settings that are added to the strictest, such as who is meant to administer a cluster
 */
export function atTheStrictest(resources: readonly GivenInStack[], more: SettingsByPolicy = {}): Verdict {
    const violations: Violation[] = [];
    const unknown: Violation[] = [];
    const note = (policy: string, resource: string | undefined, answer: Answer) => {
        const whose = { policy, ...(resource !== undefined && { resource }) };
        for (const { message, urn } of answer.reported) {
            violations.push({ ...whose, ...(urn !== undefined && { resource: urn.split("::").at(-1)! }), message });
        }
        if (answer.unknown !== undefined) unknown.push({ ...whose, message: answer.unknown });
    };
    for (const policy of policies) {
        const config = { ...STRICTEST[policy.name], ...more[policy.name] };
        for (const resource of resources) note(policy.name, resource.name, judge(policy, { ...resource, config }));
        if (policy.validateStack !== undefined) {
            note(policy.name, undefined, judgeStack(policy, inOneStack(resources, config)));
        }
    }
    return { violations, unknown };
}

/** The names of the policies that report something, each once and in order of the alphabet. */
export const raised = ({ violations }: Verdict): string[] => [...new Set(violations.map(({ policy }) => policy))].sort();

/** In a stack a name is one resource's; in a program it may be several types'. */
function inOneStack(resources: readonly GivenInStack[], config: Readonly<Record<string, unknown>>): GivenInStack[] {
    const seen = new Map<string, number>();
    return resources.map((resource) => {
        const name = resource.name ?? "it";
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        return { ...resource, name: count === 1 ? name : `${name}~${count}`, config };
    });
}
