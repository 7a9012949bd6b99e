import type { Resource } from "../../../lib/subject";
import { attachedDocument, writtenDocuments } from "./iam-documents";
import { iamCarriers, isBoundedBy } from "./iam-carriers";
import type { IamRights } from "./iam-grants";
import { holderOf, isWorkerPolicy, takerOfCarrier } from "./iam-holder";
import { ifKnown, readAll } from "../../../lib/read-all";
import { isUnknown } from "../../../lib/unknown";

/** The roles that write policies themselves. */
export const ROLES = ["aws:iam/role:Role", "aws-native:iam:Role"] as const;

/** A role that shows by itself whose it is, with the policies that stand in it. */
export interface RoleAlone extends IamRights {
    /** What reading the others throws. */
    readonly faults: readonly unknown[];
}

/** A role of nodes (a worker's policy is attached in it) or of Pods (its trust policy says so); undefined for every other. */
export function roleAlone(resource: Resource): RoleAlone | undefined {
    const [thunk] = iamCarriers.rows.get(resource.type)?.(resource) ?? [];
    const carrier = thunk?.();
    if (carrier?.self !== "role") return undefined;
    const attached = readAll(carrier.attached, (place) => attachedDocument(place, resource.urn));
    const written = writtenDocuments(carrier.documents, resource.urn);
    const documents = [...attached.known.filter((one) => one !== undefined), ...written.known];
    const kind = documents.some((one) => isWorkerPolicy(one.attached))
        ? "node"
        : ifKnown(() => takerOfCarrier(carrier, "role").kind);
    if (kind !== "node" && kind !== "pods") return undefined;
    // An ARN that is not known yet is most often that of a policy of the program's own, which the stack shows.
    const faults = [...attached.faults.filter((fault) => !isUnknown(fault)), ...written.faults];
    return { holder: holderOf(resource, "role", kind), documents, isBounded: isBoundedBy(carrier), faults };
}
