import type { RoleArgs } from "@pulumi/kubernetes/rbac/v1/role";
import { type Props, type StackResource, subject, type Thunk } from "../../../lib/subject";
import type { RoleRule } from "../../../model/rbac-rule";
import type { Cursor } from "../../../parse/cursor";
import { readAll } from "../../../lib/read-all";
import { everyFormOf } from "../objects";
import { type ClusterRole, RBAC_VERSIONS, rulesIn } from "./cluster-role";
import { ClusterRoles } from "./cluster-roles";

type Role = Props<RoleArgs>;

const role = subject<Cursor<Role>>(
    ...everyFormOf<Role>(
        "Role",
        RBAC_VERSIONS,
    )(function* (object): Generator<Thunk<Cursor<Role>>> {
        yield () => object;
    }),
);

/** One object that writes a Role; a Role may have several (a Patch adds to it). */
interface WrittenRole {
    readonly name: string;
    readonly namespace: string;
    readonly urn: string;
    readonly rules: readonly RoleRule[];
}

/** A role of either kind that a stack writes and that no other collects. */
export interface OwnRole {
    readonly kind: "Role" | "ClusterRole";
    readonly name: string;
    readonly namespace: string | undefined;
    readonly urn: string;
}

/** The roles of a stack, those of namespaces too, and those that Kubernetes brings for whole clusters. */
export class Roles {
    private readonly clusterRoles: ClusterRoles;
    private readonly namespaced: readonly WrittenRole[];
    private readonly byPlace = new Map<string, WrittenRole[]>();
    /** What kept a role of the stack from being read. */
    readonly faults: readonly unknown[];

    constructor(stack: readonly StackResource[]) {
        this.clusterRoles = new ClusterRoles(stack);
        const places = stack.flatMap((resource) =>
            [...(role.rows.get(resource.type)?.(resource) ?? [])].map((thunk) => ({ urn: resource.urn, thunk })),
        );
        const { known, faults } = readAll(
            () => places,
            ({ urn, thunk }) => written(thunk(), urn),
        );
        this.namespaced = known.map((one) => one.role);
        for (const one of this.namespaced) {
            const place = `${one.namespace}/${one.name}`;
            const others = this.byPlace.get(place);
            if (others === undefined) this.byPlace.set(place, [one]);
            else others.push(one);
        }
        this.faults = [...this.clusterRoles.faults, ...faults, ...known.flatMap((one) => one.faults)];
    }

    /**
     * Every rule that a role comes to.
     * @param namespace of the binding, in which a Role is looked for
     */
    rulesOf(kind: string, name: string, namespace: string | undefined): readonly RoleRule[] {
        if (kind !== "Role") return this.clusterRoles.rulesOf(name);
        return (this.byPlace.get(`${namespace}/${name}`) ?? []).flatMap(({ rules }) => rules);
    }

    /** The roles that the stack writes, without those that another role collects. */
    *own(): Generator<OwnRole> {
        for (const { name, namespace, urn } of this.namespaced) yield { kind: "Role", name, namespace, urn };
        for (const one of this.clusterRoles.uncollected()) yield { kind: "ClusterRole", namespace: undefined, ...one };
    }
}

/** A Role that names no namespace is in `default`. */
function written(object: Cursor<Role>, urn: string): { readonly role: WrittenRole; readonly faults: readonly unknown[] } {
    const metadata = object.field("metadata");
    const name = metadata.field("name").text() ?? "";
    const { known, faults } = readAll(
        () => rulesIn(object.field("rules") as Cursor<ClusterRole["rules"]>),
        (thunk) => thunk(),
    );
    return {
        role: {
            name,
            namespace: metadata.field("namespace").text() ?? "default",
            urn,
            rules: known.map((rule) => ({ rule, role: name, urn })),
        },
        faults,
    };
}
