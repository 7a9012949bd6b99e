import type { Here } from "../lib/here";
import { keyAdministration, policyDocument, tlsOnly } from "../lib/policy-document";

/** Who uses a store of manifests, and where it is. */
export interface Store {
    readonly here: Here;
    readonly bucket: string;
    /** The ARN of the one role or user that writes. */
    readonly publisher: string;
    /** The ARNs of the roles that read. */
    readonly nodeRoles: readonly string[];
}

/**
 * The policy of the bucket. Rights are given to the publisher and the nodes, and denied to everybody else, administrators with rights of IAM
 * among them: who wants to write must change this policy first, which the account's own trail records. Old versions are deleted by nobody.
 */
export function storePolicy({ here, bucket, publisher, nodeRoles }: Store): string {
    const arn = `arn:${here.partition}:s3:::${bucket}`;
    const objects = `${arn}/*`;
    return policyDocument([
        {
            Sid: "PublisherPublishes",
            Effect: "Allow",
            Principal: { AWS: publisher },
            Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
            Resource: objects,
        },
        { Sid: "NodesRead", Effect: "Allow", Principal: { AWS: [...nodeRoles] }, Action: "s3:GetObject", Resource: objects },
        {
            Sid: "BothList",
            Effect: "Allow",
            Principal: { AWS: [publisher, ...nodeRoles] },
            Action: "s3:ListBucket",
            Resource: arn,
        },
        {
            Sid: "NobodyElseWrites",
            Effect: "Deny",
            Principal: "*",
            Action: ["s3:PutObject*", "s3:DeleteObject*", "s3:RestoreObject", "s3:ReplicateObject", "s3:ReplicateDelete"],
            Resource: objects,
            Condition: { StringNotEquals: { "aws:PrincipalArn": publisher } },
        },
        {
            Sid: "NobodyElseReads",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:GetObject*",
            Resource: objects,
            Condition: { StringNotEquals: { "aws:PrincipalArn": [publisher, ...nodeRoles] } },
        },
        {
            Sid: "NobodyDeletesVersions",
            Effect: "Deny",
            Principal: "*",
            Action: ["s3:DeleteObjectVersion", "s3:DeleteObjectVersionTagging", "s3:PutObjectVersionAcl"],
            Resource: objects,
        },
        {
            // A request may ask for another encryption than the bucket's. Where it asks for none the header is absent, and `Null` says so.
            Sid: "NoOtherEncryption",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: objects,
            Condition: {
                StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
                Null: { "s3:x-amz-server-side-encryption": "false" },
            },
        },
        tlsOnly(arn),
    ]);
}

/** The policy of the key: through S3 the publisher encrypts and the nodes decrypt. */
export function storeKeyPolicy({ here, publisher, nodeRoles }: Store): string {
    const throughS3 = { StringEquals: { "kms:ViaService": `s3.${here.region}.amazonaws.com` } };
    return policyDocument([
        keyAdministration(here.partition, here.account),
        {
            Sid: "PublisherEncrypts",
            Effect: "Allow",
            Principal: { AWS: publisher },
            Action: ["kms:GenerateDataKey", "kms:Decrypt"],
            Resource: "*",
            Condition: throughS3,
        },
        {
            Sid: "NodesDecrypt",
            Effect: "Allow",
            Principal: { AWS: [...nodeRoles] },
            Action: "kms:Decrypt",
            Resource: "*",
            Condition: throughS3,
        },
    ]);
}
