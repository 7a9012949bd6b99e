import { keyAdministration, policyDocument, tlsOnly } from "../lib/policy-document";
import { type Names, REPORTS } from "./names";

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" };
const CHANGES = ["s3:PutObject*", "s3:DeleteObject*", "s3:RestoreObject", "s3:BypassGovernanceRetention"];

/**
 * The policy of the bucket in which the records are: CloudTrail adds to them, the report's role adds reports, and nobody changes either,
 * whatever IAM says. Source: CloudTrail "Amazon S3 bucket policy for CloudTrail".
 */
export function logBucketPolicy({ logBucketArn, trailArn, reportRoleArn, here }: Names): string {
    const records = `${logBucketArn}/AWSLogs/${here.account}/*`;
    return policyDocument([
        {
            Sid: "CloudTrailLooks",
            Effect: "Allow",
            Principal: CLOUDTRAIL,
            Action: "s3:GetBucketAcl",
            Resource: logBucketArn,
            Condition: { StringEquals: { "aws:SourceArn": trailArn } },
        },
        {
            Sid: "CloudTrailWrites",
            Effect: "Allow",
            Principal: CLOUDTRAIL,
            Action: "s3:PutObject",
            Resource: records,
            Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": trailArn } },
        },
        {
            Sid: "NobodyElseChangesRecords",
            Effect: "Deny",
            Principal: "*",
            Action: CHANGES,
            Resource: `${logBucketArn}/AWSLogs/*`,
            Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } },
        },
        {
            Sid: "NobodyElseChangesReports",
            Effect: "Deny",
            Principal: "*",
            Action: CHANGES,
            Resource: `${logBucketArn}/${REPORTS}/*`,
            Condition: { StringNotEquals: { "aws:PrincipalArn": reportRoleArn } },
        },
        tlsOnly(logBucketArn),
    ]);
}

/**
 * The policy of the key that encrypts bucket and log groups. Sources: CloudTrail "Configure AWS KMS key policies for CloudTrail";
 * CloudWatch Logs "Encrypt log data using AWS KMS".
 */
export function auditKeyPolicy(names: Names): string {
    const { here, trailArn, accessGroupArn, nodeGroupArn, queryRoleArn, reportRoleArn } = names;
    const { partition, account, region } = here;
    return policyDocument([
        keyAdministration(partition, account),
        {
            Sid: "CloudTrailEncrypts",
            Effect: "Allow",
            Principal: CLOUDTRAIL,
            Action: ["kms:GenerateDataKey*", "kms:DescribeKey"],
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceArn": trailArn } },
        },
        {
            Sid: "LogsEncrypt",
            Effect: "Allow",
            Principal: { Service: `logs.${region}.amazonaws.com` },
            Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            Resource: "*",
            Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": [accessGroupArn, nodeGroupArn] } },
        },
        {
            Sid: "ReportReads",
            Effect: "Allow",
            Principal: { AWS: queryRoleArn },
            Action: ["kms:Decrypt", "kms:DescribeKey"],
            Resource: "*",
        },
        {
            Sid: "ReportWrites",
            Effect: "Allow",
            Principal: { AWS: reportRoleArn },
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: "*",
            Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
        },
    ]);
}

/** What CloudTrail may do to deliver to the log group. */
export const deliveryPolicy = ({ accessGroupArn, here }: Names): string =>
    policyDocument([
        {
            Sid: "Deliver",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: `${accessGroupArn}:log-stream:${here.account}_CloudTrail_${here.region}*`,
        },
    ]);

/** What the report may read. Source: CloudWatch Logs "Understanding scheduled queries concepts". */
export const queryPolicy = ({ accessGroupArn, here }: Names): string =>
    policyDocument([
        { Sid: "Query", Effect: "Allow", Action: "logs:StartQuery", Resource: [accessGroupArn, `${accessGroupArn}:*`] },
        {
            Sid: "Results",
            Effect: "Allow",
            Action: ["logs:StopQuery", "logs:GetQueryResults", "logs:DescribeLogGroups"],
            Resource: `arn:${here.partition}:logs:${here.region}:${here.account}:log-group:*`,
        },
    ]);

/** Where the report may be written. */
export const reportPolicy = ({ logBucketArn }: Names): string =>
    policyDocument([{ Sid: "Report", Effect: "Allow", Action: "s3:PutObject", Resource: `${logBucketArn}/${REPORTS}/*` }]);
