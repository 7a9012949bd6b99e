import {
    each,
    type Located,
    type Resource,
    type StackResource,
    type StackSubject,
    type Subject,
    type Thunk,
} from "../../../lib/subject";
import type { HolderKind, IamGrant, IamRight } from "../../../model/iam-grant";
import { grantsOf } from "./iam-grants";
import { roleAlone, ROLES } from "./iam-role-alone";
import { identitiesOf, type StackIdentity } from "./iam-stack";
import { nodeThingsOf } from "./node-things";

/** Which grants are asked for. */
export interface Asked {
    readonly rights: readonly IamRight[];
    /** The kinds of holders that it is asked for. */
    readonly whose: readonly HolderKind[];
}

/** What the policies that stand in a role itself allow, where the role shows that it is one of nodes or of Pods. */
export const iamGrant = ({ rights, whose }: Asked): Subject<IamGrant> => ({
    rows: new Map(
        ROLES.map((token) => [
            token,
            function* (resource: Resource) {
                const role = roleAlone(resource);
                if (role === undefined || !whose.includes(role.holder.kind)) return;
                yield* each(grantsOf(role, rights), ({ grant }) => [() => grant]);
                yield* role.faults.map(throwing);
            },
        ]),
    ),
});

/**
 * What the identity policies of a stack allow, for each who has them. Who that is, and what the things are, mostly only the whole stack shows.
 *
 * Policies that are not known yet are left out, but for those of nodes and Pods: nearly every program has some, and `up` judges them. One
 * that is no policy is AWS's to refuse.
 *
 * @param seen what `iamGrant` has been asked for, which is not here again
 */
export const iamGrantsInStack = ({ rights, whose }: Asked, seen?: Asked): StackSubject<IamGrant> =>
    function* (stack: readonly StackResource[]): Generator<Thunk<Located<IamGrant>>> {
        const things = nodeThingsOf(stack);
        for (const identity of identitiesOf(stack)) {
            const { kind } = identity.holder;
            if (!whose.includes(kind)) continue;
            const before = seen === undefined ? undefined : seenAlone(identity, seen);
            for (const { urn, grant } of grantsOf(identity, rights, things)) {
                const left = grant.rights.filter(({ right }) => before?.has(keyOf(urn, grant.at, right)) !== true);
                if (left.length > 0) yield () => ({ urn, view: { ...grant, rights: left } });
            }
            if (kind !== "node" && kind !== "pods") continue;
            for (const { urn, fault } of identity.faults) {
                if (before === undefined || urn !== identity.resource?.urn) yield throwing(fault);
            }
        }
    };

/** What a role has been judged by before; undefined for one that does not show by itself whose it is. */
function seenAlone({ resource }: StackIdentity, { rights, whose }: Asked): ReadonlySet<string> | undefined {
    const role = resource === undefined ? undefined : roleAlone(resource);
    if (role === undefined || !whose.includes(role.holder.kind)) return undefined;
    const keys = [...grantsOf(role, rights)].flatMap(({ urn, grant }) =>
        grant.rights.map(({ right }) => keyOf(urn, grant.at, right)),
    );
    return new Set(keys);
}

const keyOf = (urn: string, at: string, { action }: IamRight) => `${urn}\0${at}\0${action}`;

const throwing =
    (fault: unknown): Thunk<never> =>
    () => {
        throw fault;
    };
