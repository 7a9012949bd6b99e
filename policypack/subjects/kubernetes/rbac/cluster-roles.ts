import type { StackResource } from "../../../lib/subject";
import { subject, type Thunk } from "../../../lib/subject";
import { type LabelSelector, selects } from "../../../model/label-selector";
import type { NodeSubresourceGrant, RoleGrant } from "../../../model/node-subresource-grant";
import type { Cursor } from "../../../parse/cursor";
import { readAll } from "../../aws/read-all";
import { BUILT_IN_ROLES } from "./built-in-cluster-roles";
import { aggregationOf, type ClusterRole, everyClusterRole, grantsOf, labelsOf } from "./cluster-role";

/** One object that writes a role; a role may have several (a Patch adds to it). */
interface WrittenRole {
    readonly name: string;
    readonly urn: string | undefined;
    readonly labels: ReadonlyMap<string, string>;
    readonly aggregation: readonly LabelSelector[] | undefined;
    readonly grants: readonly NodeSubresourceGrant[];
    /** Whether it has any rule, also one about other things. */
    readonly hasRules: boolean;
}

/** What a role comes to. */
type Collected = Pick<WrittenRole, "hasRules"> & { readonly grants: readonly RoleGrant[] };

const clusterRole = subject<Cursor<ClusterRole>>(
    ...everyClusterRole(function* (role): Generator<Thunk<Cursor<ClusterRole>>> {
        yield () => role;
    }),
);

/** The ClusterRoles of a stack and those that Kubernetes brings, with what each comes to once the API server has put it together. */
export class ClusterRoles {
    private readonly byName = new Map<string, WrittenRole[]>();
    private readonly all: readonly WrittenRole[];
    /** What kept a role of the stack from being read. */
    readonly faults: readonly unknown[];

    constructor(stack: readonly StackResource[]) {
        const places = stack.flatMap((resource) =>
            [...(clusterRole.rows.get(resource.type)?.(resource) ?? [])].map((thunk) => ({ resource, thunk })),
        );
        const { known, faults } = readAll(
            () => places,
            ({ resource, thunk }) => written(thunk(), resource.urn),
        );
        this.all = [
            ...known.map(({ role }) => role),
            ...BUILT_IN_ROLES.map((role) => ({ ...role, urn: undefined, hasRules: true })),
        ];
        this.faults = [...faults, ...known.flatMap((one) => one.faults)];
        for (const role of this.all) this.byName.set(role.name, [...(this.byName.get(role.name) ?? []), role]);
    }

    /** Whether the stack or Kubernetes has a role of that name. */
    has(name: string): boolean {
        return this.byName.has(name);
    }

    /**
     * What a role grants on the sub-resources of nodes. One that aggregates has the rules of all roles that its selectors name instead of its
     * own, which the controller writes over; where those have none it writes nothing, and the role keeps its own
     * (pkg/controller/clusterroleaggregation, a server-side apply without the field).
     */
    grantsOf(name: string): readonly RoleGrant[] {
        return this.collected(name, new Set()).grants;
    }

    private collected(name: string, entered: ReadonlySet<string>): Collected {
        const parts = this.byName.get(name) ?? [];
        const own: Collected = {
            hasRules: parts.some(({ hasRules }) => hasRules),
            grants: parts.flatMap(({ grants, urn }) => grants.map((grant) => ({ grant, role: name, urn }))),
        };
        const selectors = parts.flatMap(({ aggregation }) => aggregation ?? []);
        // Of roles that collect each other, each may still have what it was written with.
        if (selectors.length === 0 || entered.has(name)) return own;
        const inside = new Set([...entered, name]);
        const others = this.all.filter((role) => role.name !== name && selectors.some((one) => selects(one, role.labels)));
        const taken = [...new Set(others.map((role) => role.name))].map((other) => this.collected(other, inside));
        if (!taken.some(({ hasRules }) => hasRules)) return own;
        return { hasRules: true, grants: taken.flatMap(({ grants }) => grants) };
    }
}

function written(role: Cursor<ClusterRole>, urn: string): { readonly role: WrittenRole; readonly faults: readonly unknown[] } {
    const { known, faults } = readAll(
        () => grantsOf(role),
        (thunk) => thunk(),
    );
    return {
        role: {
            name: role.field("metadata").field("name").text() ?? "",
            urn,
            labels: labelsOf(role),
            aggregation: aggregationOf(role),
            grants: known,
            hasRules: [...role.field("rules").items()].length > 0,
        },
        faults,
    };
}
