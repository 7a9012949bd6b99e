import { namesOf } from "../../../components/node-audit-trail/names";
import {
    auditKeyPolicy,
    deliveryPolicy,
    logBucketPolicy,
    queryPolicy,
    reportPolicy,
} from "../../../components/node-audit-trail/policies";
import { ACCESS_QUERY, scheduledQuery, writesByOthers } from "../../../components/node-audit-trail/report";

const here = { partition: "aws", account: "123456789012", region: "eu-west-1" };
const names = namesOf("audit", here);
const statements = (text: string): any[] => JSON.parse(text).Statement;
const named = (text: string, sid: string) => statements(text).find(({ Sid }) => Sid === sid);

test("names are made of the component's, the account's and the region's, or given", () => {
    expect(names).toMatchObject({
        logBucket: "audit-123456789012-eu-west-1",
        trailArn: "arn:aws:cloudtrail:eu-west-1:123456789012:trail/audit",
        nodeGroup: "/kube-bypass-guard/audit/node-audit",
        queryRoleArn: "arn:aws:iam::123456789012:role/audit-query-eu-west-1",
    });
    expect(namesOf("Audit", here).logBucket).toBe("audit-123456789012-eu-west-1");
    expect(namesOf("audit", here, { logBucket: "records", nodeGroup: "nodes" })).toMatchObject({
        logBucketArn: "arn:aws:s3:::records",
        nodeGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:nodes",
    });
});

test("only CloudTrail, for this trail, adds records, and nobody else changes them", () => {
    const policy = logBucketPolicy(names);
    const allowed = statements(policy).filter(({ Effect }) => Effect === "Allow");
    expect(allowed.map(({ Principal }) => Principal)).toEqual(Array(2).fill({ Service: "cloudtrail.amazonaws.com" }));
    for (const { Condition } of allowed) expect(Condition.StringEquals["aws:SourceArn"]).toBe(names.trailArn);
    expect(named(policy, "NobodyElseChangesRecords")).toMatchObject({
        Effect: "Deny",
        Principal: "*",
        Action: expect.arrayContaining(["s3:PutObject*", "s3:DeleteObject*", "s3:BypassGovernanceRetention"]),
        Resource: "arn:aws:s3:::audit-123456789012-eu-west-1/AWSLogs/*",
        Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } },
    });
    expect(named(policy, "TlsOnly").Resource).toEqual([names.logBucketArn, `${names.logBucketArn}/*`]);
});

test("the report's role writes reports and no records", () => {
    expect(statements(reportPolicy(names))).toEqual([
        {
            Sid: "Report",
            Effect: "Allow",
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::audit-123456789012-eu-west-1/reports/*",
        },
    ]);
    expect(named(logBucketPolicy(names), "NobodyElseChangesReports").Condition).toEqual({
        StringNotEquals: { "aws:PrincipalArn": names.reportRoleArn },
    });
});

test("services use the key for the trail and the two log groups alone", () => {
    const policy = auditKeyPolicy(names);
    expect(named(policy, "CloudTrailEncrypts").Condition).toEqual({ StringEquals: { "aws:SourceArn": names.trailArn } });
    expect(named(policy, "LogsEncrypt")).toMatchObject({
        Principal: { Service: "logs.eu-west-1.amazonaws.com" },
        Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": [names.accessGroupArn, names.nodeGroupArn] } },
    });
});

test("delivery and query are limited to the log group of the records", () => {
    expect(statements(deliveryPolicy(names))[0].Resource).toBe(
        "arn:aws:logs:eu-west-1:123456789012:log-group:/kube-bypass-guard/audit/bucket-access:log-stream:123456789012_CloudTrail_eu-west-1*",
    );
    expect(named(queryPolicy(names), "Query")).toMatchObject({
        Action: "logs:StartQuery",
        Resource: [names.accessGroupArn, `${names.accessGroupArn}:*`],
    });
});

test("a role is known by the issuer of its sessions, a user by itself; who has no such field is not the publisher", () => {
    const role = "arn:aws:iam::123456789012:role/publisher";
    const issuer = "$.userIdentity.sessionContext.sessionIssuer.arn";
    expect(writesByOthers(role)).toBe(
        `{ ($.readOnly IS FALSE) && ((${issuer} NOT EXISTS) || (${issuer} != "arn:aws:iam::123456789012:role/publisher")) }`,
    );
    expect(writesByOthers("arn:aws:iam::123456789012:user/publisher")).toBe(
        '{ ($.readOnly IS FALSE) && (($.userIdentity.arn NOT EXISTS) || ($.userIdentity.arn != "arn:aws:iam::123456789012:user/publisher")) }',
    );
});

test("the report is of the day before, and goes to the log bucket's reports", () => {
    expect(JSON.parse(scheduledQuery(names, "cron(0 6 * * ? *)"))).toEqual({
        Name: "audit-bucket-access",
        Description: "Who read and wrote what nodes boot from, in the last day",
        QueryLanguage: "CWLI",
        QueryString: ACCESS_QUERY,
        LogGroupIdentifiers: [names.accessGroupArn],
        ScheduleExpression: "cron(0 6 * * ? *)",
        StartTimeOffset: 86400,
        ExecutionRoleArn: names.queryRoleArn,
        DestinationConfiguration: {
            S3Configuration: {
                DestinationIdentifier: "s3://audit-123456789012-eu-west-1/reports/",
                RoleArn: names.reportRoleArn,
            },
        },
    });
});
