import type { PolicyResource, StackValidationArgs } from "@pulumi/policy";
import { Cursor } from "../parse/cursor";
import { once } from "../parse/once";
import { outputsOrInputs } from "./inputs";
import { isSameData } from "./same-data";
import type { StackResource } from "./subject";

interface Seen {
    readonly sources: readonly PolicyResource[];
    readonly resources: readonly StackResource[];
}
let lastSeen: Seen | undefined;

/**
 * The stack's resources with their edges, as stack subjects see them: one list for all policies that judge the same stack, so that
 * `oncePerStack` can keep what they compute over it.
 *
 * Where they are not read once for all policies (`sdk/read-stack-once.ts`), the SDK (1.21, server.js) makes the resources anew for each, one
 * policy after another in one turn of the event loop. What was seen last is therefore the same stack if everything in it is the same, and is
 * forgotten when the turn ends.
 */
export function resourcesOf(args: Pick<StackValidationArgs, "resources">): readonly StackResource[] {
    if (lastSeen !== undefined && isSameStack(lastSeen.sources, args.resources)) return lastSeen.resources;
    const made = new Map<PolicyResource, StackResource>();
    for (const resource of inOrder(args.resources)) made.set(resource, new Linked(resource, made));
    const seen: Seen = { sources: args.resources, resources: [...made.values()] };
    lastSeen = seen;
    setImmediate(() => {
        if (lastSeen === seen) lastSeen = undefined;
    }).unref();
    return seen.resources;
}

/** No component is deeper; a state that somebody wrote by hand may have a resource that is its own parent. */
const DEEPEST_PARENT = 20;

/** The components that made a resource, the nearest first. */
export function parentsOf({ parent }: StackResource): readonly StackResource[] {
    const parents: StackResource[] = [];
    for (let one = parent; one !== undefined && parents.length < DEEPEST_PARENT; one = one.parent) parents.push(one);
    return parents;
}

/** `make`, but made once for all policies that judge the same stack. */
export const oncePerStack = <V>(make: (stack: readonly StackResource[]) => V): ((stack: readonly StackResource[]) => V) =>
    once(make);

/** By URN: the engine lists resources as they came, which differs from run to run, and what is said of them must not. */
const inOrder = (resources: readonly PolicyResource[]): PolicyResource[] =>
    [...resources].sort((one, other) => (one.urn < other.urn ? -1 : one.urn > other.urn ? 1 : 0));

function isSameStack(before: readonly PolicyResource[], now: readonly PolicyResource[]): boolean {
    return before === now || (before.length === now.length && before.every((one, i) => isSameResource(one, now[i]!)));
}

function isSameResource(one: PolicyResource, other: PolicyResource): boolean {
    if (one === other) return true;
    return (
        one.urn === other.urn &&
        one.type === other.type &&
        one.parent?.urn === other.parent?.urn &&
        isSameData(urnsOf(one.dependencies), urnsOf(other.dependencies)) &&
        isSameData(edgesOf(one), edgesOf(other)) &&
        isSameData(one.props, other.props)
    );
}

const urnsOf = (resources: readonly PolicyResource[]): string[] => resources.map(({ urn }) => urn);
const edgesOf = ({ propertyDependencies }: PolicyResource) =>
    Object.entries(propertyDependencies).map(([property, from]) => [property, ...urnsOf(from)]);

/** Edges are looked up when asked for, so that cycles and order do not matter. */
class Linked implements StackResource {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    readonly props: Cursor<unknown>;

    constructor(
        private readonly source: PolicyResource,
        private readonly all: ReadonlyMap<PolicyResource, StackResource>,
    ) {
        this.type = source.type;
        this.name = source.name;
        this.urn = source.urn;
        this.props = Cursor.of(outputsOrInputs(source.urn, source.props));
    }

    get parent(): StackResource | undefined {
        return this.source.parent && this.all.get(this.source.parent);
    }

    get dependencies(): readonly StackResource[] {
        return this.linked(this.source.dependencies);
    }

    get propertyDependencies(): Readonly<Record<string, readonly StackResource[]>> {
        const edges = Object.entries(this.source.propertyDependencies);
        return Object.fromEntries(edges.map(([property, from]) => [property, this.linked(from)]));
    }

    private linked(sources: readonly PolicyResource[]): readonly StackResource[] {
        return sources.flatMap((source) => this.all.get(source) ?? []);
    }
}
