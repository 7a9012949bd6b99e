import { Unreadable } from "../../../model/unreadable";
import type { Cursor } from "../../../parse/cursor";
import { iamPolicy, type Statement } from "../../../parse/iam-policy";
import type { StackResource } from "../../../lib/subject";
import { type Bucket, givenProperty } from "./buckets";

/** A policy of a bucket, and the resource that it stands in. */
export interface PlacedPolicy {
    readonly resource: StackResource;
    /** `policy`. */
    readonly place: string;
    /** @throws what is thrown for an unknown policy, and Unreadable */
    statements(): readonly Statement[];
}

/** Every policy that a stack gives a bucket: resources of their own, or, where there are none, the bucket's own property. */
export function policiesOf(bucket: Bucket): PlacedPolicy[] {
    const own = bucket
        .parts("policy")
        .map((resource) => placed(resource, resource.type.startsWith("aws-native") ? "policyDocument" : "policy"));
    const inline = bucket.resource === undefined ? [] : [placed(bucket.resource, "policy")];
    return (own.length > 0 ? own : inline).filter((policy) => policy !== undefined);
}

function placed(resource: StackResource, property: string): PlacedPolicy | undefined {
    const place = givenProperty(resource, property);
    if (place === undefined) return undefined;
    return { resource, place: place.path, statements: () => statementsAt(place) };
}

function statementsAt(place: Cursor<unknown>): readonly Statement[] {
    const value = place.raw();
    if (value === "") return [];
    const policy = iamPolicy(value);
    if (!policy.ok) throw new Unreadable(place.path, policy.reason);
    return policy.value;
}
