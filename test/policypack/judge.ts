import type { ReportViolation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import type { Policy } from "../../policypack/lib/define-policy";
import { resourcesOf } from "../../policypack/lib/stack";
import type { StackResource } from "../../policypack/lib/subject";

// The SDK's own proxy, alone: its types are internal, and the rest of the SDK takes 0.6 s to load.
const { unknownCheckingProxy, unknownStringValue } = require("@pulumi/policy/proxy") as {
    unknownCheckingProxy<T extends object>(props: T): T;
    unknownStringValue: string;
};
/** A deep copy in the test's own realm: the SDK's proxy asks `instanceof Object`, which `structuredClone` fails under jest. */
const copied = <T extends object>(props: T): T => JSON.parse(JSON.stringify(props)) as T;

/** Put in a resource's properties where the engine would have an unknown value. */
export const UNKNOWN: any = unknownStringValue;

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

class NotApplicable extends Error {}
const notApplicable = (): never => {
    throw new NotApplicable();
};
const urnOf = ({ type, name }: Given) => `urn:pulumi:test::test::${type}::${name ?? "it"}`;

/** Judges one resource as the SDK would: through its proxy, in which reading an unknown throws. */
export function judge(policy: Policy, given: Given): Answer {
    const args = {
        type: given.type,
        name: given.name ?? "it",
        urn: urnOf(given),
        props: unknownCheckingProxy(copied(given.props)),
        opts: { protect: false, ignoreChanges: [], aliases: [], customTimeouts: {}, additionalSecretOutputs: [] },
        stackTags: new Map(),
        getConfig: () => given.config ?? {},
        isType: () => notApplicable(),
        asType: () => notApplicable(),
        notApplicable,
    };
    return answer(policy, (report) => (policy.validateResource as Validate<ResourceValidationArgs>)(args as never, report));
}

/** The resources of a stack as the SDK hands them to a policy. */
function sdkResourcesOf(given: readonly GivenInStack[]) {
    const resources = given.map((one) => ({
        type: one.type,
        name: one.name ?? "it",
        urn: urnOf(one),
        props: unknownCheckingProxy(copied(one.props)),
        dependencies: [] as unknown[],
        propertyDependencies: {} as Record<string, unknown[]>,
        parent: undefined as unknown,
    }));
    const byName = new Map(resources.map((resource) => [resource.name, resource]));
    const named = (name: string) => byName.get(name) ?? raise(`the test names no resource ${name}`);
    given.forEach((one, i) => {
        const resource = resources[i]!;
        resource.parent = one.parent === undefined ? undefined : named(one.parent);
        for (const [property, names] of Object.entries(one.propertyDependencies ?? {})) {
            resource.propertyDependencies[property] = names.map(named);
        }
        const edges = [...(one.dependencies ?? []), ...Object.values(one.propertyDependencies ?? {}).flat()];
        resource.dependencies = [...new Set(edges)].map(named);
    });
    return resources;
}

/** A stack as stack subjects see it. */
export const stackOf = (given: readonly GivenInStack[]): readonly StackResource[] =>
    resourcesOf({ resources: sdkResourcesOf(given) } as never);

/** Judges a whole stack with the policy's stack side. `config` is taken from the first resource that has one. */
export function judgeStack(policy: Policy, given: readonly GivenInStack[]): Answer {
    const config = given.find((one) => one.config !== undefined)?.config ?? {};
    const args = { resources: sdkResourcesOf(given), getConfig: () => config, stackTags: new Map(), notApplicable };
    const validate = policy.validateStack ?? raise(`${policy.name} has no stack side`);
    return answer(policy, (report) => (validate as Validate<StackValidationArgs>)(args as never, report));
}

type Validate<Args> = (args: Args, report: ReportViolation) => void;

function raise(message: string): never {
    throw new Error(message);
}

function answer(policy: Policy, run: (report: ReportViolation) => void): Answer {
    const reported: Reported[] = [];
    const report = (message: string | object, urn?: string) => {
        if (typeof message === "string") return reported.push({ message, ...(urn !== undefined && { urn }) });
        const own = message as { message: string; enforcementLevel?: string; severity?: string; urn?: string };
        const prefix = `${policy.description}\n`;
        if (!own.message.startsWith(prefix)) raise("a finding with its own level must repeat the description");
        return reported.push({
            message: own.message.slice(prefix.length),
            ...(own.enforcementLevel !== undefined && { level: own.enforcementLevel }),
            ...(own.severity !== undefined && own.severity !== policy.severity && { severity: own.severity }),
            ...(own.urn !== undefined && { urn: own.urn }),
        });
    };
    try {
        run(report as ReportViolation);
        return { reported };
    } catch (error) {
        if (error instanceof NotApplicable) return { reported, notApplicable: true };
        if (error instanceof Error && error.constructor.name === "UnknownValueError") {
            return { reported, unknown: (error as Error & { props: string[] }).props.join(".") };
        }
        throw error;
    }
}
