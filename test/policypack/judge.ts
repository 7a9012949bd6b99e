import type { Policy } from "../../policypack/lib/define-policy";
import { resourcesOf } from "../../policypack/lib/stack";
import type { StackResource } from "../../policypack/lib/subject";
import * as withoutEngine from "../../policypack/lib/without-engine";

/** A deep copy in the test's own realm: the SDK's proxy asks `instanceof Object`, which `structuredClone` fails under jest. */
const copied = <T extends object>(props: T): T => JSON.parse(JSON.stringify(props)) as T;

/** Put in a resource's properties where the engine would have an unknown value. */
export const UNKNOWN: any = withoutEngine.unknownValue();

/** A resource as a test writes it. */
export interface Given {
    readonly type: string;
    readonly name?: string;
    readonly props: object;
    /** The policy's configured properties. */
    readonly config?: Readonly<Record<string, unknown>>;
}

/** A resource of a stack; edges are given by name. */
export interface GivenInStack extends Given {
    readonly parent?: string;
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** One reported line, as the user sees it below the policy's description. */
export interface Reported {
    readonly message: string;
    /** Set where the finding has a level of its own. */
    readonly level?: string;
    /** Set where the finding has a severity of its own. */
    readonly severity?: string;
    readonly urn?: string;
}

export interface Answer {
    readonly reported: readonly Reported[];
    /** The path of the unknown value that kept the policy from judging everything; the engine shows one advisory line for it. */
    readonly unknown?: string;
    /** The policy reads no resource of this type. */
    readonly notApplicable?: true;
}

const urnOf = ({ type, name }: Given) => `urn:pulumi:test::test::${type}::${name ?? "it"}`;

/** Judges one resource as the SDK would: through its proxy, in which reading an unknown throws. */
export function judge(policy: Policy, given: Given): Answer {
    const { type, name = "it", config = {} } = given;
    const resource = { type, name, urn: urnOf(given), props: copied(given.props) };
    return answer(policy, (tell) => withoutEngine.judgeResource(policy, resource, config, tell));
}

/** The resources of a stack as the SDK hands them to a policy. */
function sdkResourcesOf(given: readonly GivenInStack[]) {
    const urns = new Map(given.map((one) => [one.name ?? "it", urnOf(one)]));
    const named = (name: string) => urns.get(name) ?? raise(`the test names no resource ${name}`);
    return withoutEngine.stackOf(
        given.map((one) => {
            const edges = Object.entries(one.propertyDependencies ?? {}).map(([key, names]) => [key, names.map(named)] as const);
            const before = [...(one.dependencies ?? []).map(named), ...edges.flatMap(([, from]) => from)];
            return {
                type: one.type,
                name: one.name ?? "it",
                urn: urnOf(one),
                props: copied(one.props),
                parent: one.parent === undefined ? undefined : named(one.parent),
                dependencies: [...new Set(before)],
                propertyDependencies: Object.fromEntries(edges),
            };
        }),
    );
}

/** A stack as stack subjects see it. */
export const stackOf = (given: readonly GivenInStack[]): readonly StackResource[] =>
    resourcesOf({ resources: [...sdkResourcesOf(given)] });

/** Judges a whole stack with the policy's stack side. `config` is taken from the first resource that has one. */
export function judgeStack(policy: Policy, given: readonly GivenInStack[]): Answer {
    const config = given.find((one) => one.config !== undefined)?.config ?? {};
    if (policy.validateStack === undefined) raise(`${policy.name} has no stack side`);
    return answer(policy, (tell) => withoutEngine.judgeStack(policy, sdkResourcesOf(given), config, tell));
}

function raise(message: string): never {
    throw new Error(message);
}

function answer(policy: Policy, run: (tell: (said: withoutEngine.Said) => void) => withoutEngine.Ending): Answer {
    const reported: Reported[] = [];
    const ending = run(({ text, level, severity, urn }) =>
        reported.push({
            message: text,
            ...(level !== undefined && { level }),
            ...(severity !== undefined && severity !== policy.severity && { severity }),
            ...(urn !== undefined && { urn }),
        }),
    );
    return { reported, ...ending };
}
