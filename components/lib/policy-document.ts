/** What a condition compares: an operator, a key and the values. */
export type Conditions = Record<string, Record<string, string | string[]>>;

/** One statement of an IAM policy, as AWS reads it. */
export interface Statement {
    Sid?: string;
    Effect: "Allow" | "Deny";
    Principal?: "*" | { AWS: string | string[] } | { Service: string };
    Action: string | string[];
    /** A trust policy is about the role that it stands in. */
    Resource?: string | string[];
    Condition?: Conditions;
}

/** The text of a policy. */
export const policyDocument = (statements: readonly Statement[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });

/**
 * The text of a role's trust policy for one service of AWS.
 *
 * @param service `cloudtrail.amazonaws.com`
 * @param options on whose behalf it may act (without `condition`, for any resource that names the role), and what it asks for
 */
export const trustOf = (
    service: string,
    { condition, actions = "sts:AssumeRole" }: { condition?: Conditions; actions?: string | string[] } = {},
): string =>
    policyDocument([
        {
            Effect: "Allow",
            Principal: { Service: service },
            Action: actions,
            ...(condition !== undefined && { Condition: condition }),
        },
    ]);

/** Denies a bucket to whoever does not come over TLS. */
export const tlsOnly = (bucketArn: string): Statement => ({
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** Lets the account's own administrators manage a key through IAM, as every key needs somebody who can. */
export const keyAdministration = (partition: string, account: string): Statement => ({
    Sid: "Administration",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
});
