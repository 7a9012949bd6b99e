import type { PolicyResource, ReportViolation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { lazy } from "../parse/lazy";
import type { Policy } from "./define-policy";
import { type LineParts, partsOf } from "./line";
import { isUnknown } from "./unknown";

interface Proxies {
    unknownCheckingProxy<T extends object>(props: T): T;
    readonly unknownStringValue: string;
}

// The SDK's own proxy, alone: its types are internal, and the rest of the SDK takes 0.6 s to load.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
const proxies = lazy(() => require("@pulumi/policy/proxy") as Proxies);

/** What stands in a resource's properties where the value is unknown: reading it throws. */
export const unknownValue = (): string => proxies().unknownStringValue;

/** A resource that no engine handed over. */
export interface Given {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    /** Its inputs, for a policy about one resource; its outputs, for one about a stack. */
    readonly props: object;
    /** Nothing of it is unknown, so that policies get it as it is: each place below the proxy is slower by far. */
    readonly isKnown?: boolean | undefined;
}

/** What is judged by: a policy, or that of the pack itself. */
export type Judge = Pick<Policy, "description" | "validateResource"> & Partial<Pick<Policy, "validateStack">>;

const NO_OPTIONS = { protect: false, ignoreChanges: [], aliases: [], customTimeouts: {}, additionalSecretOutputs: [] };
const NO_TAGS: ReadonlyMap<string, string> = new Map();

const shown = ({ props, isKnown }: Given): object => (isKnown === true ? props : proxies().unknownCheckingProxy(props));

/** A resource of a stack with its edges, each a URN; what names no resource of the stack is left out. */
export interface GivenInStack extends Given {
    readonly parent?: string | undefined;
    readonly dependencies?: readonly string[] | undefined;
    readonly propertyDependencies?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** One thing that a policy said. */
export interface Said extends LineParts {
    /** The whole line, `at` and message. */
    readonly text: string;
    /** The resource that it is about, where the policy names one. */
    readonly urn?: string;
    /** Set where the finding has a level or severity of its own. */
    readonly level?: string;
    readonly severity?: string;
}

/** How a policy ended: it judged everything, or it met something unknown, or it reads nothing of the kind. */
export interface Ending {
    readonly unknown?: string;
    readonly notApplicable?: true;
}

type Configuration = Readonly<Record<string, unknown>>;
type Tell = (said: Said) => void;

/** Thrown for every resource that some policy does not read: always the same, as an error takes long to make. */
const NOT_APPLICABLE = new Error("not applicable");
const notApplicable = (): never => {
    throw NOT_APPLICABLE;
};

/**
 * Judges one resource as the SDK would, behind its proxy, in which reading an unknown throws.
 *
 * @param config the policy's configured properties
 * @param tell is called with everything that the policy says
 */
export function judgeResource(policy: Judge, given: Given, config: Configuration, tell: Tell): Ending {
    const { type, name, urn } = given;
    const args = {
        type,
        name,
        urn,
        props: shown(given),
        opts: NO_OPTIONS,
        stackTags: NO_TAGS,
        getConfig: () => config,
        isType: notApplicable,
        asType: notApplicable,
        notApplicable,
    };
    return ending(policy, tell, (report) =>
        (policy.validateResource as (args: ResourceValidationArgs, report: ReportViolation) => void)(args as never, report),
    );
}

/** A stack as the SDK hands it to policies: made once, for all of them. */
export function stackOf(given: readonly GivenInStack[]): readonly PolicyResource[] {
    const resources = given.map((one) => ({
        type: one.type,
        name: one.name,
        urn: one.urn,
        props: shown(one),
        dependencies: [] as unknown[],
        propertyDependencies: {} as Record<string, unknown[]>,
        parent: undefined as unknown,
    }));
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const named = (urns: readonly string[]) => urns.flatMap((urn) => byUrn.get(urn) ?? []);
    given.forEach(({ parent, dependencies, propertyDependencies }, i) => {
        const resource = resources[i]!;
        resource.parent = parent === undefined ? undefined : byUrn.get(parent);
        resource.dependencies = named(dependencies ?? []);
        for (const [property, urns] of Object.entries(propertyDependencies ?? {})) {
            resource.propertyDependencies[property] = named(urns);
        }
    });
    return resources as unknown as readonly PolicyResource[];
}

/**
 * Judges a whole stack with the policy's stack side; nothing for a policy that has none.
 *
 * @param resources of `stackOf`
 */
export function judgeStack(policy: Judge, resources: readonly PolicyResource[], config: Configuration, tell: Tell): Ending {
    const { validateStack } = policy;
    if (validateStack === undefined) return { notApplicable: true };
    const args = { resources, getConfig: () => config, stackTags: NO_TAGS, notApplicable };
    return ending(policy, tell, (report) =>
        (validateStack as (args: StackValidationArgs, report: ReportViolation) => void)(args as never, report),
    );
}

function ending({ description }: Judge, tell: Tell, run: (report: ReportViolation) => void): Ending {
    const report = (message: string | object, urn?: string) => {
        const own = typeof message === "string" ? { message } : (message as Own);
        const prefix = typeof message === "string" ? "" : `${description}\n`;
        // The SDK prints the one form below the description and the other as it is.
        if (!own.message.startsWith(prefix)) throw new Error("a finding with its own level must repeat the description");
        const text = own.message.slice(prefix.length);
        const about = own.urn ?? urn;
        tell({
            text,
            ...partsOf(text),
            ...(about !== undefined && { urn: about }),
            ...(own.enforcementLevel !== undefined && { level: own.enforcementLevel }),
            ...(own.severity !== undefined && { severity: own.severity }),
        });
    };
    try {
        run(report as ReportViolation);
        return {};
    } catch (error) {
        if (error === NOT_APPLICABLE) return { notApplicable: true };
        if (isUnknown(error)) return { unknown: (error as Error & { props: string[] }).props.join(".") };
        throw error;
    }
}

/** The object form of a report (`judgement.ts`). */
interface Own {
    readonly message: string;
    readonly enforcementLevel?: string;
    readonly severity?: string;
    readonly urn?: string;
}
