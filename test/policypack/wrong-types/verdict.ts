import type { Policy } from "../../../policypack/lib/define-policy";
import * as withoutEngine from "../../../policypack/lib/without-engine";
import type { Given, GivenInStack } from "../judge";

/** What a policy says of something. */
export interface Verdict {
    /** Every line, whatever its level. */
    readonly lines: readonly string[];
    /** Those at the policy's own level. */
    readonly certain: readonly string[];
    /** The path of an unknown value that kept it from judging everything. */
    readonly unknown?: string;
}

const urnOf = ({ type, name }: Given) => `urn:pulumi:test::test::${type}::${name ?? "it"}`;
const named = (given: Given, props: object) => ({ type: given.type, name: given.name ?? "it", urn: urnOf(given), props });

function verdict(run: (tell: (said: withoutEngine.Said) => void) => withoutEngine.Ending): Verdict {
    const lines: string[] = [];
    const certain: string[] = [];
    const { unknown } = run(({ text, level }) => {
        lines.push(text);
        if (level === undefined) certain.push(text);
    });
    return { lines, certain, ...(unknown !== undefined && { unknown }) };
}

/** Judges one resource with these properties, which are taken as they are: not copied, as `judge` does. */
export const ofResource = (policy: Policy, given: Given, props: object): Verdict =>
    verdict((tell) => withoutEngine.judgeResource(policy, named(given, props), given.config ?? {}, tell));

/** Judges a stack with the policy's stack side. @param propsOf each resource's properties, in their order */
export function ofStack(policy: Policy, given: readonly GivenInStack[], propsOf: readonly object[]): Verdict {
    const urns = new Map(given.map((one) => [one.name ?? "it", urnOf(one)]));
    const all = (names: readonly string[]) => names.map((name) => urns.get(name)!);
    const resources = withoutEngine.stackOf(
        given.map((one, i) => ({
            ...named(one, propsOf[i]!),
            parent: one.parent === undefined ? undefined : urns.get(one.parent),
            dependencies: [...(one.dependencies ?? []), ...Object.values(one.propertyDependencies ?? {}).flat()].map((name) =>
                urns.get(name)!,
            ),
            propertyDependencies: Object.fromEntries(
                Object.entries(one.propertyDependencies ?? {}).map(([key, names]) => [key, all(names)]),
            ),
        })),
    );
    const config = given.find((one) => one.config !== undefined)?.config ?? {};
    return verdict((tell) => withoutEngine.judgeStack(policy, resources, config, tell));
}

/** Whether one says something that the other does not. */
export const saysMore = (now: Verdict, before: Verdict): boolean =>
    (now.unknown !== undefined && now.unknown !== before.unknown) || now.lines.some((line) => !before.lines.includes(line));
