import { controlPlanePolicy, workerPolicy } from "../../../components/self-managed-node-pool/policies";

const here = { partition: "aws-cn", account: "123456789012", region: "cn-north-1" };
const rightsOf = (text: string) =>
    Object.fromEntries(
        (JSON.parse(text).Statement as { Sid: string; Action: unknown; Resource: string }[]).map(({ Sid, Action, Resource }) => [
            Sid,
            [Action, Resource],
        ]),
    );
const SECRET = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:shop/kubernetes/join-??????";
const SENDS = [
    ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    "arn:aws-cn:logs:cn-north-1:123456789012:log-group:/shop/nodes:*",
];

test("a control plane writes the token of workers and does not read it; a worker reads it and does not write it", () => {
    expect(rightsOf(controlPlanePolicy(here, "/shop/nodes", "shop/kubernetes/join"))).toEqual({
        SendAuditRecord: SENDS,
        HandOutToken: ["secretsmanager:PutSecretValue", SECRET],
    });
    expect(rightsOf(workerPolicy(here, "/shop/nodes", "shop/kubernetes/join"))).toEqual({
        SendAuditRecord: SENDS,
        ReadToken: ["secretsmanager:GetSecretValue", SECRET],
    });
});
