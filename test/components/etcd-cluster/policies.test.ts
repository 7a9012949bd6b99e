import { etcdKeyPolicy, memberPolicy, readingPolicy, secretPolicy } from "../../../components/etcd-cluster/policies";
import { etcdAuditRules, WATCHED } from "../../../components/etcd-cluster/audit-rules";

const here = { partition: "aws", account: "123456789012", region: "eu-west-1" };
const statements = (text: string): any[] => JSON.parse(text).Statement;
const READER = "arn:aws:iam::123456789012:role/shop-etcd-0";
const DEPLOY = "arn:aws:iam::123456789012:role/deploy";

test("a role reads one secret, whatever the six characters are that AWS adds, and no other whose name begins alike", () => {
    const [{ Action, Resource }] = statements(readingPolicy(here, "shop/etcd/etcd-0"));
    expect(Action).toBe("secretsmanager:GetSecretValue");
    const pattern = new RegExp(`^${Resource.replaceAll("?", ".")}$`);
    const arn = (secret: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${secret}`;
    expect(
        [arn("shop/etcd/etcd-0-AbCdEf"), arn("shop/etcd/etcd-01-AbCdEf"), arn("shop/etcd/etcd-1-AbCdEf")].map((one) =>
            pattern.test(one),
        ),
    ).toEqual([true, false, false]);
});

test("with administrators a secret is denied to all but them and its reader", () => {
    expect(statements(secretPolicy(READER, [DEPLOY]))).toEqual([
        {
            Sid: "NobodyElseReads",
            Effect: "Deny",
            Principal: "*",
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:PrincipalArn": [READER, DEPLOY] } },
        },
    ]);
});

test("readers decrypt through Secrets Manager alone", () => {
    expect(statements(etcdKeyPolicy(here, [READER]))[1]).toMatchObject({
        Principal: { AWS: [READER] },
        Action: "kms:Decrypt",
        Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
    });
});

test("a member sends its record to one log group, and deletes nothing", () => {
    expect(statements(memberPolicy(here, "/shop/nodes"))).toEqual([
        {
            Sid: "SendAuditRecord",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: "arn:aws:logs:eu-west-1:123456789012:log-group:/shop/nodes:*",
        },
    ]);
});

test("rules take away what was there, watch each folder, and are locked last", () => {
    const lines = etcdAuditRules()
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines[0]).toBe("-D");
    expect(lines.at(-1)).toBe("-e 2");
    for (const folder of WATCHED) expect(lines.filter((line) => line.split(/[ =]/).includes(folder))).toHaveLength(1);
    // etcd reads its keys for every connection, and writes its store all the time.
    expect(lines).toContain("-a always,exit -F dir=/etc/etcd -F perm=rwa -F uid!=etcd -k etcd");
});
