import { nodeSessionsRestricted } from "../../../../policypack/policies/runtime-socket/node-sessions-restricted";
import { allow, attachment, document, managed, nodes, role, rolePolicy, TRUST, workers } from "../../iams";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const fix =
    "Limit it to instances that are no nodes (a condition on aws:ResourceTag), or name who operates nodes in the setting operators.";
const pods = (...statements: object[]) => ({
    type: "aws:iam/role:Role",
    name: "bot",
    props: { assumeRolePolicy: TRUST.irsa, inlinePolicies: [{ name: "own", policy: document(...statements) }] },
});
const at = "inlinePolicies[0].policy › Statement[0]";
const group = (...statements: object[]) => ({
    type: "aws:iam/groupPolicy:GroupPolicy",
    name: "sre",
    props: { group: "sre", policy: document(...statements) },
});
const clusterTag = { StringEquals: { "aws:ResourceTag/eks:cluster-name": "shop" } };
const gpu = { type: "aws:ec2/instance:Instance", name: "gpu", props: { id: "i-0gpu", tags: { "eks:cluster-name": "shop" } } };
const onGpu = "arn:aws:ec2:us-west-2:123456789012:instance/i-0gpu";
const named = { operators: [{ name: "break-glass", reason: "on call" }] };

const provider = (name: string, url: string, from?: string) => ({
    type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    name,
    props: { url },
    propertyDependencies: from === undefined ? {} : { url: [from] },
});
/** A role whose trust policy is not known yet, and its policy. */
const trusting = (name: string) => [
    {
        type: "aws:iam/role:Role",
        name: "bot",
        props: { assumeRolePolicy: UNKNOWN },
        propertyDependencies: { assumeRolePolicy: [name] },
    },
    { ...rolePolicy("commands", UNKNOWN, allow("ssm:SendCommand")), propertyDependencies: { role: ["bot"] } },
];

policyTable(nodeSessionsRestricted, {
    fails: {
        "Pods that run commands on every machine": {
            ...pods(allow(["ssm:SendCommand", "ssm:GetCommandInvocation"])),
            reports: [`${at}: allows ssm:SendCommand on * to role "bot" of Pods. ${fix}`],
        },
        "a password of Windows, where it is asked for by name": {
            ...pods(allow(["ec2:GetPasswordData"]), allow(["ec2:Get*"])),
            reports: [`${at}: allows ec2:GetPasswordData on * to role "bot" of Pods. ${fix}`],
        },
        "an association runs commands too": {
            ...pods(allow("ssm:CreateAssociation")),
            reports: [`${at}: allows ssm:CreateAssociation on * to role "bot" of Pods. ${fix}`],
        },
        "a key for a minute lets in as well": {
            ...pods(allow("ec2-instance-connect:SendSSHPublicKey", "arn:aws:ec2:us-west-2:123456789012:instance/*")),
            reports: [
                `${at}: allows ec2-instance-connect:SendSSHPublicKey on arn:aws:ec2:us-west-2:123456789012:instance/* to role "bot" of Pods. ${fix}`,
            ],
        },
        "the same role of AWS's own provider": {
            type: "aws-native:iam:Role",
            name: "bot",
            props: {
                assumeRolePolicyDocument: JSON.parse(TRUST.pods),
                policies: [{ policyName: "own", policyDocument: JSON.parse(document(allow("ssm:StartSession"))) }],
            },
            reports: [`policies[0].policyDocument.Statement[0]: allows ssm:StartSession on * to role "bot" of Pods. ${fix}`],
        },
        "a policy that is larger than any": {
            ...pods(...Array.from({ length: 10_000 }, (_, i) => allow("ssm:*", `arn:aws:ec2:*:*:instance/i-${i}*`))),
            reports: ["inlinePolicies[0].policy: is larger than IAM takes, so it could not be judged. Correct it."],
        },
        "the same as data": {
            type: "aws-native:iam:Role",
            props: {
                assumeRolePolicyDocument: JSON.parse(TRUST.pods),
                policies: [{ policyDocument: { Statement: Array.from({ length: 501 }, () => allow("ssm:*")) } }],
            },
            reports: ["policies[0].policyDocument: is larger than IAM takes, so it could not be judged. Correct it."],
        },
        "an address narrows who it is, which may be enough": {
            ...pods(allow("ssm:StartSession", "*", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })),
            reports: [`(advisory) [medium] ${at}: allows ssm:StartSession on * to role "bot" of Pods. ${fix}`],
        },
    },
    passes: {
        "one instance that is no node's": pods(allow("ssm:StartSession", onGpu)),
        "instances of one team": pods(allow("ssm:*", "*", { StringEquals: { "ssm:resourceTag/team": "web" } })),
        "one's own sessions": pods(allow("ssm:ResumeSession", "arn:aws:ssm:*:*:session/${aws:username}-*")),
        "a document that runs one thing": pods(
            allow("ssm:SendCommand", ["arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:*:*:document/AWS-RunPatchBaseline"]),
        ),
        "documents without instances": pods(allow("ssm:SendCommand", "arn:aws:ssm:*:*:document/*")),
        "everything, which is judged by what else it allows": pods(allow("*")),
        "a role of a service is judged with the stack": {
            type: "aws:iam/role:Role",
            props: { assumeRolePolicy: TRUST.lambda, managedPolicyArns: [managed("AmazonSSMFullAccess")] },
        },
        "Pods that are named": {
            ...pods(allow("ssm:SendCommand")),
            config: { operators: [{ name: "bot", reason: "node maintenance" }] },
        },
    },
    unknowns: {
        "a policy of Pods that is made of an output": {
            type: "aws:iam/role:Role",
            props: { assumeRolePolicy: TRUST.pods, inlinePolicies: [{ name: "own", policy: UNKNOWN }] },
            unknown: "inlinePolicies.0.policy",
        },
    },
    stacks: {
        "a policy of Pods in a resource of its own": {
            resources: [role("bot", TRUST.irsa), rolePolicy("commands", "bot", allow("ssm:SendCommand"))],
            reports: [`policy › Statement[0]: allows ssm:SendCommand on * to role "bot" of Pods. ${fix} @commands`],
        },
        "Pods of a cluster in the same stack, at a preview": {
            resources: [
                { type: "aws:eks/cluster:Cluster", name: "shop", props: {} },
                provider("oidc", UNKNOWN, "shop"),
                ...trusting("oidc"),
            ],
            reports: [`policy › Statement[0]: allows ssm:SendCommand on * to role "bot" of Pods. ${fix} @commands`],
        },
        "Pods of a cluster that is known": {
            resources: [provider("oidc", "https://oidc.eks.us-west-2.amazonaws.com/id/A"), ...trusting("oidc")],
            reports: [`policy › Statement[0]: allows ssm:SendCommand on * to role "bot" of Pods. ${fix} @commands`],
        },
        "CI, whose identity provider the stack makes, at a preview": {
            resources: [provider("github", "https://token.actions.githubusercontent.com"), ...trusting("github")],
            reports: [`(advisory) [medium] policy › Statement[0]: allows ssm:SendCommand on * to role "bot". ${fix} @commands`],
        },
        "an identity provider that tells nothing yet": {
            resources: [provider("other", UNKNOWN), ...trusting("other")],
            reports: [`(advisory) [medium] policy › Statement[0]: allows ssm:SendCommand on * to role "bot". ${fix} @commands`],
        },
        "a role that anybody may take": {
            resources: [role("open", TRUST.anybody), attachment("ssm", "open", "AmazonSSMMaintenanceWindowRole")],
            reports: [
                'policyArn: attaches AmazonSSMMaintenanceWindowRole, which allows ssm:SendCommand on * to role "open", which anybody ' +
                    `may take. ${fix} @ssm`,
            ],
        },
        "people who may enter every machine": {
            resources: [...nodes, gpu, group(allow(["ssm:StartSession", "ssm:ResumeSession"]))],
            reports: [
                `(advisory) [medium] policy › Statement[0]: allows ssm:StartSession and ssm:ResumeSession on * to group "sre", which reaches instance "gpu". ${fix} @sre`,
            ],
        },
        "nodes alone, by the tag of their cluster": {
            resources: [group(allow("ssm:StartSession", "*", clusterTag))],
            reports: [
                `(advisory) [medium] policy › Statement[0]: allows ssm:StartSession on * with tag eks:cluster-name to group "sre". ${fix} @sre`,
            ],
        },
        "nodes alone, by somebody who is not among the operators": {
            resources: [{ ...group(allow("ssm:StartSession", "*", clusterTag)), config: named }],
            reports: [
                `policy › Statement[0]: allows ssm:StartSession on * with tag eks:cluster-name to group "sre". ${fix} @sre`,
            ],
        },
        "a node of the stack, by a function": {
            resources: [gpu, role("fn", TRUST.lambda), rolePolicy("enter", "fn", allow("ssm:StartSession", onGpu))],
            reports: [
                `policy › Statement[0]: allows ssm:StartSession on ${onGpu} to role "fn" of lambda.amazonaws.com, which reaches instance "gpu". ${fix} @enter`,
            ],
        },
        "a policy that nobody of the stack has": {
            resources: [
                {
                    type: "aws:iam/policy:Policy",
                    name: "shell",
                    props: { policy: document(allow("ssm:StartSession", "arn:aws:ec2:*:*:instance/*")) },
                },
            ],
            reports: [
                `(advisory) [medium] policy › Statement[0]: allows ssm:StartSession on arn:aws:ec2:*:*:instance/* to whoever has policy "shell". ${fix} @shell`,
            ],
        },
        "operators that are named": {
            resources: [
                { ...role("break-glass", TRUST.account), config: named },
                rolePolicy("enter", "break-glass", allow("ssm:StartSession")),
            ],
            reports: [],
        },
        "administrators, and those who have the whole of EC2": {
            resources: [
                role("ops", TRUST.account),
                attachment("a", "ops", "AdministratorAccess"),
                attachment("b", "ops", "AmazonEC2FullAccess"),
            ],
            reports: [],
        },
        "a node's role is judged by itself": {
            resources: [...workers, rolePolicy("own", "node", allow("ssm:SendCommand"))],
            reports: [],
        },
        "what Pods' role shows by itself is not told again": {
            resources: [{ ...pods(allow("ssm:SendCommand")), name: "bot" }],
            reports: [],
        },
    },
});
