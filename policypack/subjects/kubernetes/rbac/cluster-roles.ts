import type { StackResource } from "../../../lib/subject";
import { subject, type Thunk } from "../../../lib/subject";
import { type LabelSelector, selects } from "../../../model/label-selector";
import type { NodeSubresourceGrant, RoleGrant } from "../../../model/node-subresource-grant";
import type { RbacRule, RoleRule } from "../../../model/rbac-rule";
import type { Cursor } from "../../../parse/cursor";
import { readAll } from "../../../lib/read-all";
import { BUILT_IN_ROLES } from "./built-in-cluster-roles";
import { aggregationOf, type ClusterRole, everyClusterRole, grantsOf, labelsOf, rulesIn } from "./cluster-role";

/** One object that writes a role; a role may have several (a Patch adds to it). */
interface WrittenRole {
    readonly name: string;
    readonly urn: string | undefined;
    readonly labels: ReadonlyMap<string, string>;
    readonly aggregation: readonly LabelSelector[] | undefined;
    readonly grants: readonly NodeSubresourceGrant[];
    readonly rules: readonly RbacRule[];
    /** Whether it has any rule, also one about other things. */
    readonly hasRules: boolean;
}

/** What a role comes to. */
type Collected = Pick<WrittenRole, "hasRules"> & { readonly grants: readonly RoleGrant[]; readonly rules: readonly RoleRule[] };

const clusterRole = subject<Cursor<ClusterRole>>(
    ...everyClusterRole(function* (role): Generator<Thunk<Cursor<ClusterRole>>> {
        yield () => role;
    }),
);

/** The ClusterRoles of a stack and those that Kubernetes brings, with what each comes to once the API server has put it together. */
export class ClusterRoles {
    private readonly byName = new Map<string, WrittenRole[]>();
    private readonly all: readonly WrittenRole[];
    private readonly asked = new Map<string, Collected>();
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

    /**
     * What a role grants on the sub-resources of nodes. One that aggregates has the rules of all roles that its selectors name instead of its
     * own, which the controller writes over; where those have none it writes nothing, and the role keeps its own
     * (pkg/controller/clusterroleaggregation, a server-side apply without the field).
     */
    grantsOf(name: string): readonly RoleGrant[] {
        return this.cameTo(name).grants;
    }

    /** Every rule that a role comes to, put together in the same way. */
    rulesOf(name: string): readonly RoleRule[] {
        return this.cameTo(name).rules;
    }

    private cameTo(name: string): Collected {
        let known = this.asked.get(name);
        if (known === undefined) this.asked.set(name, (known = this.collected(name, new Set())));
        return known;
    }

    /** The roles of the stack that no other role collects. */
    *uncollected(): Generator<{ readonly name: string; readonly urn: string }> {
        const selectors = this.all.flatMap(({ name, aggregation = [] }) => aggregation.map((selector) => ({ name, selector })));
        for (const { name, urn, labels } of this.all) {
            const isCollected = selectors.some((one) => one.name !== name && selects(one.selector, labels));
            if (urn !== undefined && !isCollected) yield { name, urn };
        }
    }

    private collected(name: string, entered: ReadonlySet<string>): Collected {
        const parts = this.byName.get(name) ?? [];
        const own: Collected = {
            hasRules: parts.some(({ hasRules }) => hasRules),
            grants: parts.flatMap(({ grants, urn }) => grants.map((grant) => ({ grant, role: name, urn }))),
            rules: parts.flatMap(({ rules, urn }) => rules.map((rule) => ({ rule, role: name, urn }))),
        };
        const selectors = parts.flatMap(({ aggregation }) => aggregation ?? []);
        // Of roles that collect each other, each may still have what it was written with.
        if (selectors.length === 0 || entered.has(name)) return own;
        const inside = new Set([...entered, name]);
        const others = this.all.filter((role) => role.name !== name && selectors.some((one) => selects(one, role.labels)));
        const taken = [...new Set(others.map((role) => role.name))].map((other) => this.collected(other, inside));
        if (!taken.some(({ hasRules }) => hasRules)) return own;
        return {
            hasRules: true,
            grants: taken.flatMap(({ grants }) => grants),
            rules: taken.flatMap(({ rules }) => rules),
        };
    }
}

function written(role: Cursor<ClusterRole>, urn: string): { readonly role: WrittenRole; readonly faults: readonly unknown[] } {
    const { known, faults } = readAll(
        () => grantsOf(role),
        (thunk) => thunk(),
    );
    // What keeps a rule from being read keeps one of its grants, too.
    const rules = readAll(
        () => rulesIn(role.field("rules")),
        (thunk) => thunk(),
    ).known;
    return {
        role: {
            name: role.field("metadata").field("name").text() ?? "",
            urn,
            labels: labelsOf(role),
            aggregation: aggregationOf(role),
            grants: known,
            rules,
            hasRules: [...role.field("rules").items()].length > 0,
        },
        faults,
    };
}
