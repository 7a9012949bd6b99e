import type { Resource } from "../../../lib/subject";
import type { HolderKind, IamHolder } from "../../../model/iam-grant";
import type { Cursor } from "../../../parse/cursor";
import type { IamCarrier, Identity } from "./iam-carriers";
import { takerOf } from "./iam-trust";
import { ifKnown } from "../../../lib/read-all";

/** What tells that a role is a Kubernetes worker's: the policy without which EKS takes no node. */
const OF_WORKERS = /^AmazonEKSWorkerNode(Minimal)?Policy$/;
export const isWorkerPolicy = (name: string | undefined): boolean => OF_WORKERS.test(name ?? "");

/**
 * Somebody who has policies, by the resource that makes them.
 * @param service the service that takes a role of a service
 */
export function holderOf(resource: Resource, identity: Identity, kind: HolderKind, service = ""): IamHolder {
    return { kind, words: inWords(identity, resource.name, kind, service), names: [resource.name, ...awsNamesOf(resource)] };
}

/** Somebody of whom the program knows the name alone. */
export const holderNamed = (identity: Identity, name: string, kind: HolderKind): IamHolder => ({
    kind,
    words: inWords(identity, name, kind, ""),
    names: [name],
});

/** @throws UnknownValueError where the trust policy is unknown */
export function takerOfCarrier({ trust }: IamCarrier, identity: Identity): { kind: HolderKind; service: string } {
    if (identity !== "role") return { kind: "people", service: "" };
    return takerOf(trust?.raw()) ?? { kind: "unknown", service: "" };
}

function inWords(identity: Identity, name: string, kind: HolderKind, service: string): string {
    const own = `${identity} "${name}"`;
    switch (kind) {
        case "node":
            return `${own} of Kubernetes nodes`;
        case "pods":
            return `${own} of Pods`;
        case "machine":
            return `${own} of EC2 instances`;
        case "service":
            return `${own} of ${service}`;
        case "anybody":
            return `${own}, which anybody may take`;
        case "aws":
        case "deployer":
        case "people":
        case "unknown":
            return own;
        default:
            return kind satisfies never;
    }
}

/** The properties in which a resource has what AWS calls it. */
export const AWS_NAMES = [
    "name",
    "roleName",
    "userName",
    "groupName",
    "instanceProfileName",
    "policyArn",
    "permissionSetArn",
    "arn",
    "id",
] as const;

/** What AWS calls a resource, as far as it is known: its name, its ARN. */
export function awsNamesOf({ props }: Resource): string[] {
    const all = props as Cursor<Record<string, unknown>>;
    return AWS_NAMES.flatMap((property) => ifKnown(() => all.field(property).text()) ?? []);
}
