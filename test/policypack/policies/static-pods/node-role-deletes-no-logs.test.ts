import { nodeRoleDeletesNoLogs } from "../../../../policypack/policies/static-pods/node-role-deletes-no-logs";
import { allow, attachment, document, managed, role, rolePolicy, TRUST, WORKER, workers } from "../../iams";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const ROLE = "aws:iam/role:Role";
const FIX =
    "Give nodes CloudWatchAgentServerPolicy, or logs:CreateLogStream and logs:PutLogEvents on their own groups, or name the role in allowedRoles.";
const worker = (props: object) => ({ type: ROLE, name: "node", props: { assumeRolePolicy: TRUST.ec2, ...props } });
const inline = (...statements: object[]) =>
    worker({ managedPolicyArns: [WORKER], inlinePolicies: [{ name: "own", policy: document(...statements) }] });
const to = 'to role "node" of Kubernetes nodes';
const at = "inlinePolicies[0].policy › Statement[0]";
const by = (pattern: string) => `logs:DeleteLogGroup and logs:DeleteLogStream (by ${pattern})`;

policyTable(nodeRoleDeletesNoLogs, {
    fails: {
        "every group of the account": {
            ...inline(allow("logs:DeleteLogGroup")),
            reports: [`${at}: allows logs:DeleteLogGroup on * ${to}. ${FIX}`],
        },
        "every group of a region, by a pattern": {
            ...inline(allow("logs:*", "arn:aws:logs:eu-west-1:123456789012:*")),
            reports: [`${at}: allows ${by("logs:*")} on arn:aws:logs:eu-west-1:123456789012:* ${to}. ${FIX}`],
        },
        "AWS's own policies with Full in their names": {
            ...worker({ managedPolicyArns: [WORKER, managed("CloudWatchLogsFullAccess"), managed("CloudWatchFullAccess")] }),
            reports: [
                `managedPolicyArns[1]: attaches CloudWatchLogsFullAccess, which allows ${by("logs:*")} on * ${to}. ${FIX}`,
                `managedPolicyArns[2]: attaches CloudWatchFullAccess, which allows ${by("logs:*")} on * ${to}. ${FIX}`,
            ],
        },
        "the same role of AWS's own provider": {
            type: "aws-native:iam:Role",
            name: "node",
            props: {
                assumeRolePolicyDocument: JSON.parse(TRUST.ec2),
                managedPolicyArns: [WORKER, managed("CloudWatchFullAccessV2")],
            },
            reports: [`managedPolicyArns[1]: attaches CloudWatchFullAccessV2, which allows ${by("logs:*")} on * ${to}. ${FIX}`],
        },
        "what another condition narrows": {
            ...inline(allow("logs:DeleteLogStream", "*", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })),
            reports: [`(advisory) ${at}: allows logs:DeleteLogStream on * ${to}. ${FIX}`],
        },
    },
    passes: {
        "what the agent needs": worker({ managedPolicyArns: [WORKER, managed("CloudWatchAgentServerPolicy")] }),
        "what writes logs": inline(
            allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:PutRetentionPolicy"]),
        ),
        "an application's own groups": inline(allow("logs:*", "arn:aws:logs:*:*:log-group:/shop/*")),
        "an administrator is told of elsewhere": worker({ managedPolicyArns: [WORKER, managed("AdministratorAccess")] }),
        "a role that is named": {
            ...inline(allow("logs:*")),
            config: { allowedRoles: [{ name: "node", reason: "cleans up after tests" }] },
        },
        "a function": worker({ assumeRolePolicy: TRUST.lambda, managedPolicyArns: [managed("CloudWatchLogsFullAccess")] }),
    },
    unknowns: {
        "a policy that is not known yet": {
            ...worker({ managedPolicyArns: [WORKER], inlinePolicies: [{ name: "own", policy: UNKNOWN }] }),
            unknown: "inlinePolicies.0.policy",
        },
    },
    stacks: {
        "attached by resources of their own": {
            resources: [
                ...workers,
                attachment("logs", "node", "CloudWatchLogsFullAccess"),
                rolePolicy("own", "node", allow("logs:Delete*")),
            ],
            reports: [
                `policy › Statement[0]: allows ${by("logs:delete*")} on * ${to}. ${FIX} @own`,
                `policyArn: attaches CloudWatchLogsFullAccess, which allows ${by("logs:*")} on * ${to}. ${FIX} @logs`,
            ],
        },
        "a machine that may be a node": {
            resources: [role("eks-machines", TRUST.ec2), rolePolicy("own", "eks-machines", allow("logs:DeleteLogGroup"))],
            reports: [
                `(advisory) policy › Statement[0]: allows logs:DeleteLogGroup on * to role "eks-machines" of EC2 instances. ${FIX} @own`,
            ],
        },
        "a machine of another kind": {
            resources: [role("builders", TRUST.ec2), rolePolicy("own", "builders", allow("logs:DeleteLogGroup"))],
            reports: [],
        },
    },
});
