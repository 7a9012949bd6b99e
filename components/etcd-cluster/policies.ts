import type { Here } from "../lib/here";
import { keyAdministration, policyDocument } from "../lib/policy-document";

/** Lets a role read one secret: AWS adds a hyphen and six characters to its name. */
export const readingPolicy = ({ partition, account, region }: Here, secret: string): string =>
    policyDocument([
        {
            Sid: "ReadKeys",
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: `arn:${partition}:secretsmanager:${region}:${account}:secret:${secret}-??????`,
        },
    ]);

/**
 * The policy of one secret: nobody reads it but its reader and the administrators, whatever IAM says.
 *
 * @param reader the ARN of the role
 * @param administrators the ARNs of those who run the program, which reads what it wrote
 */
export const secretPolicy = (reader: string, administrators: readonly string[]): string =>
    policyDocument([
        {
            Sid: "NobodyElseReads",
            Effect: "Deny",
            Principal: "*",
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:PrincipalArn": [reader, ...administrators] } },
        },
    ]);

/** The policy of the key that encrypts secrets and volumes: who reads a secret decrypts it through Secrets Manager. */
export const etcdKeyPolicy = ({ partition, account, region }: Here, readers: readonly string[]): string =>
    policyDocument([
        keyAdministration(partition, account),
        {
            Sid: "ReadersDecrypt",
            Effect: "Allow",
            Principal: { AWS: [...readers] },
            Action: "kms:Decrypt",
            Resource: "*",
            Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
        },
    ]);

/** What a member may do beyond reading its secret: send its audit record away. */
export const memberPolicy = ({ partition, account, region }: Here, logGroup: string): string =>
    policyDocument([
        {
            Sid: "SendAuditRecord",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: `arn:${partition}:logs:${region}:${account}:log-group:${logGroup}:*`,
        },
    ]);
