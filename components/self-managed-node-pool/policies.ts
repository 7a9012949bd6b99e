import type { Here } from "../lib/here";
import { policyDocument, type Statement } from "../lib/policy-document";

/** AWS adds a hyphen and six characters to a secret's name. */
const secretArn = ({ partition, account, region }: Here, secret: string): string =>
    `arn:${partition}:secretsmanager:${region}:${account}:secret:${secret}-??????`;

const sendsRecord = ({ partition, account, region }: Here, logGroup: string): Statement => ({
    Sid: "SendAuditRecord",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    Resource: `arn:${partition}:logs:${region}:${account}:log-group:${logGroup}:*`,
});

/** What a machine of a control plane may do beside reading its keys: send its audit record away, and hand workers their token. */
export const controlPlanePolicy = (here: Here, logGroup: string, joinSecret: string): string =>
    policyDocument([
        sendsRecord(here, logGroup),
        {
            Sid: "HandOutToken",
            Effect: "Allow",
            Action: "secretsmanager:PutSecretValue",
            Resource: secretArn(here, joinSecret),
        },
    ]);

/** What a worker may do: send its audit record away, and read the token by which it joins. */
export const workerPolicy = (here: Here, logGroup: string, joinSecret: string): string =>
    policyDocument([
        sendsRecord(here, logGroup),
        {
            Sid: "ReadToken",
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: secretArn(here, joinSecret),
        },
    ]);
