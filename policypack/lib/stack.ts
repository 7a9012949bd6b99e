import type { PolicyResource, StackValidationArgs } from "@pulumi/policy";
import { Cursor } from "../parse/cursor";
import { outputsOrInputs } from "./inputs";
import type { StackResource } from "./subject";

/** The stack's resources with their edges, as stack subjects see them; made once for each list that the SDK hands out. */
export function resourcesOf(args: Pick<StackValidationArgs, "resources">): readonly StackResource[] {
    const made = new Map<PolicyResource, StackResource>();
    for (const resource of args.resources) made.set(resource, new Linked(resource, made));
    return [...made.values()];
}

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
