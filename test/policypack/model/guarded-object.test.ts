import fc from "fast-check";
import { BOOT_OBJECTS, IDENTITY_OBJECTS } from "../../../policypack/model/boot-objects";
import { type GuardedObject, writtenBy } from "../../../policypack/model/guarded-object";
import { accessAllows, type RbacAccess } from "../../../policypack/model/rbac-access";
import { rbacAccesses } from "../../../policypack/subjects/kubernetes/rbac/rbac-access";
import { type AskedObject, NAMES, rbacObjectCase, RESOURCES } from "../../daemons/rbac-object-cases";
import { stackOf } from "../judge";

/** The requests, as the differential test asks them of a real API server, that are about an object. */
function about({ group, resources, namespace, name }: GuardedObject, access: RbacAccess): readonly AskedObject[] {
    const where = namespace === "any" ? (access.namespace ?? "clusters") : namespace;
    const named = [undefined, ...NAMES].filter((one) => one === undefined || name === undefined || name.test(one));
    return RESOURCES.filter((one) => resources.test(one)).flatMap((resource) =>
        named.map((one) => ({ request: { group, resource, ...(one !== undefined && { name: one }) }, namespace: where })),
    );
}

/** Whether a binding lets one change an object: as it is, by making it, or by making it in another's place. */
function changes(access: RbacAccess, object: GuardedObject): boolean {
    const can = (verb: string, { request, namespace }: AskedObject) => accessAllows(access, { ...request, verb }, namespace);
    return about(object, access).some((asked) => {
        const { name: _, ...unnamed } = asked.request;
        const anew = { ...asked, request: unnamed };
        const isThere = can("update", asked) || can("patch", asked);
        const isMade = can("create", anew);
        const isTaken = can("delete", asked) || can("deletecollection", anew);
        return isThere || (isMade && (object.isMadeAnew || isTaken));
    });
}

const objects = [...BOOT_OBJECTS, ...IDENTITY_OBJECTS];

test("what the API server would let a binding change is reported, and nothing else", () => {
    let [told, untold] = [0, 0];
    fc.assert(
        fc.property(rbacObjectCase("case"), ({ resources }) => {
            for (const { view } of rbacAccesses(stackOf(resources)).known) {
                // Told by others: everything in the whole cluster, and what somebody may do in a namespace of no known use.
                const isOfOthers = view.rules.some(({ rule }) => rule.resources.includes("*"));
                if (isOfOthers) continue;
                const found = new Set(writtenBy(view, objects).map(({ object }) => object));
                for (const object of objects) {
                    if (found.has(object) !== changes(view, object)) throw new Error(`${object.words}: ${JSON.stringify(view)}`);
                    if (found.has(object)) told++;
                    else untold++;
                }
            }
        }),
        { numRuns: 100, seed: 20261126 },
    );
    expect(Math.min(told, untold)).toBeGreaterThan(100);
});
