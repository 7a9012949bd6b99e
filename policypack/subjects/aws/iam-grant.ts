import type { Located, StackResource, StackSubject, Thunk } from "../../lib/subject";
import type { HolderKind, IamGrant, IamRight } from "../../model/iam-grant";
import { grantsOf } from "./iam-grants";
import { identitiesOf } from "./iam-stack";
import { nodeThingsOf } from "./node-things";

/**
 * What the identity policies of a stack allow, for each who has them. Who that is, and what the things are, only the whole stack shows.
 *
 * Policies that are not known yet are left out, but for those of nodes and Pods: nearly every program has some, and `up` judges them. One
 * that is no policy is AWS's to refuse.
 *
 * @param rights what is asked about
 * @param whose the kinds of holders that it is asked for
 */
export const iamGrantsInStack = (rights: readonly IamRight[], whose: (kind: HolderKind) => boolean): StackSubject<IamGrant> =>
    function* (stack: readonly StackResource[]): Generator<Thunk<Located<IamGrant>>> {
        const things = nodeThingsOf(stack);
        for (const identity of identitiesOf(stack)) {
            const { kind } = identity.holder;
            if (!whose(kind)) continue;
            for (const { urn, grant } of grantsOf(identity, rights, things)) yield () => ({ urn, view: grant });
            if (kind !== "node" && kind !== "pods") continue;
            for (const fault of identity.faults) {
                yield () => {
                    throw fault;
                };
            }
        }
    };
