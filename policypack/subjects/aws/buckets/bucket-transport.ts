import type { Located, StackResource, Thunk } from "../../../lib/subject";
import type { BucketTransport } from "../../../model/bucket-state";
import { isAboutAction, isAboutAllOf, type Statement } from "../../../parse/iam-policy";
import { placeOf } from "./bucket-grants";
import { toldOf, type Views } from "./hosting";
import { type Declared, type HostingBucket, nodeBucketsOf } from "./node-buckets";
import { policiesOf } from "./policy-places";

const READ = ["s3:GetObject"];
const WRITE = ["s3:PutObject", "s3:DeleteObject"];

/** Whether plain HTTP reaches what nodes take from their buckets. S3 takes it unless the bucket's policy denies it. */
export function* bucketTransport(stack: readonly StackResource[], declared: Declared): Views<BucketTransport> {
    for (const one of nodeBucketsOf(stack, declared).hosting) yield* toldOf(one.view, () => transportOf(one));
}

function* transportOf(one: HostingBucket): Generator<Thunk<Located<BucketTransport>>> {
    const policies = policiesOf(one.bucket);
    const [first] = policies;
    const where = first?.resource ?? one.bucket.resource;
    // What another stack's bucket has is said there.
    if (where === undefined) return;
    const denials = policies.flatMap((policy) => policy.statements()).filter(deniesPlain);
    const isRefused = (action: string) =>
        arnsOf(one).every((forms) =>
            denials.some((denial) => isAboutAction(denial, action) && forms.some((arn) => isAboutAllOf(denial, arn))),
        );
    const plain = [...(READ.every(isRefused) ? [] : ["reads" as const]), ...(WRITE.every(isRefused) ? [] : ["writes" as const])];
    const at = first === undefined ? "" : first.place;
    yield () => ({ urn: where.urn, view: { bucket: one.view, at, hasPolicy: first !== undefined, plain } });
}

/** Of each key its ARN in every partition. */
function arnsOf(one: HostingBucket): string[][] {
    const { name, keys } = placeOf(one);
    return keys.map((key) => ["aws", "aws-cn", "aws-us-gov"].map((partition) => `arn:${partition}:s3:::${name}/${key}`));
}

/** Denies everybody what is not sent over TLS, and nothing else narrows it. `s3:TlsVersion` is absent from plain HTTP, so that a test of it passes. */
function deniesPlain({ effect, principals, conditions }: Statement): boolean {
    const isForAll = principals?.allBut === false && principals.list.some(({ kind }) => kind === "anybody");
    const [test] = conditions;
    return (
        effect === "Deny" &&
        isForAll &&
        conditions.length === 1 &&
        test!.key === "aws:securetransport" &&
        test!.operator === "bool" &&
        test!.values.some((value) => value.toLowerCase() === "false")
    );
}
