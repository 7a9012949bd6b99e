import { nodeRoleReadsNoKeys } from "../../../../../policypack/policies/etcd-api/node-role-reads-no-keys";
import { nodeRoleChangesNoNodes } from "../../../../../policypack/policies/runtime-socket/node-role-changes-no-nodes";
import { nodeSessionsRestricted } from "../../../../../policypack/policies/runtime-socket/node-sessions-restricted";
import { sessionPreferencesRestricted } from "../../../../../policypack/policies/runtime-socket/session-preferences-restricted";
import { nodeConfigurationWritersRestricted } from "../../../../../policypack/policies/static-pods/node-configuration-writers-restricted";
import { allow, document, managed, TRUST, WORKER } from "../../../iams";
import { type GivenInStack, judge, judgeStack, UNKNOWN } from "../../../judge";

/** A stack in which nearly every value matters to one of the policies, and the same with one value after another replaced. */
const data = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });
const STACK: readonly GivenInStack[] = [
    {
        type: "aws:iam/role:Role",
        name: "node",
        props: {
            name: "node",
            arn: "arn:aws:iam::123456789012:role/node",
            assumeRolePolicy: TRUST.ec2,
            managedPolicyArns: [WORKER],
            inlinePolicies: [{ name: "own", policy: document(allow("secretsmanager:GetSecretValue")) }],
        },
    },
    {
        type: "aws-native:iam:Role",
        name: "bot",
        props: {
            roleName: "bot",
            assumeRolePolicyDocument: JSON.parse(TRUST.pods),
            permissionsBoundary: "arn:aws:iam::123456789012:policy/all",
            policies: [
                {
                    policyName: "own",
                    policyDocument: data(
                        allow(["ssm:SendCommand"], "*", { StringLike: { "aws:ResourceTag/eks:cluster-name": ["*"] } }),
                        {
                            Effect: "Deny",
                            NotAction: ["ssm:*"],
                            NotResource: "arn:aws:s3:::a",
                            Condition: { Bool: { "aws:MultiFactorAuthPresent": false } },
                        },
                    ),
                },
            ],
        },
    },
    {
        type: "aws:iam/rolePolicy:RolePolicy",
        name: "templates",
        props: { role: "bot", policy: document(allow("ec2:ModifyLaunchTemplate")) },
        propertyDependencies: { role: ["bot"] },
    },
    {
        type: "aws:iam/policyAttachment:PolicyAttachment",
        name: "all",
        props: { roles: ["bot"], policyArn: managed("AmazonS3FullAccess") },
    },
    {
        type: "aws-native:iam:ManagedPolicy",
        name: "shell",
        props: { roles: ["bot"], policyDocument: data(allow("ssm:StartSession")) },
        propertyDependencies: { roles: ["bot"] },
    },
    {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        name: "nodes",
        props: { id: "lt-0nodes", iamInstanceProfile: { name: "nodes" }, tags: { "eks:cluster-name": "shop" } },
    },
    {
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        name: "ssm",
        props: { role: "node", policyArn: managed("AmazonSSMFullAccess") },
        propertyDependencies: { role: ["node"] },
    },
    { type: "aws:iam/instanceProfile:InstanceProfile", name: "profile", props: { name: "nodes", role: "node" } },
    {
        type: "aws:eks/nodeGroup:NodeGroup",
        name: "workers",
        props: { clusterName: "shop", nodeGroupName: "workers", nodeRoleArn: "arn:aws:iam::123456789012:role/node" },
        propertyDependencies: { launchTemplate: ["nodes"] },
    },
    {
        type: "aws:ssm/document:Document",
        name: "sessions",
        props: { documentType: "Session", content: '{"sessionType": "Standard_Stream", "inputs": {}}' },
    },
    {
        type: "aws-native:ssm:Document",
        name: "commands",
        props: {
            documentType: "Session",
            content: { sessionType: "InteractiveCommands", properties: { linux: { commands: "top", runAsElevated: true } } },
        },
    },
];
const POLICIES = [
    nodeConfigurationWritersRestricted,
    nodeRoleReadsNoKeys,
    nodeSessionsRestricted,
    sessionPreferencesRestricted,
    nodeRoleChangesNoNodes,
];

type Path = readonly string[];
const pathsOf = (value: unknown, at: Path = []): Path[] =>
    typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...pathsOf(inner, [...at, key])])
        : [];

function replaced(value: object, [key, ...rest]: Path, by: unknown): object {
    const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    copy[key!] = rest.length === 0 ? by : replaced(copy[key!] as object, rest, by);
    return copy;
}

const variants = (by: unknown) =>
    STACK.flatMap((one, i) =>
        pathsOf(one.props).map((path) => ({
            at: `${one.name}: ${path.join(".")}`,
            stack: STACK.map((other, j) => (i === j ? { ...other, props: replaced(other.props, path, by) } : other)),
        })),
    );

/** What both sides of a policy say. */
function said(policy: (typeof POLICIES)[number], stack: readonly GivenInStack[]) {
    const answers = [
        ...stack.filter(({ type }) => policy.reads.includes(type)).map((one) => judge(policy, one)),
        ...(policy.validateStack === undefined ? [] : [judgeStack(policy, stack)]),
    ];
    return {
        lines: answers.flatMap(({ reported }) => reported.map(({ message }) => message)),
        isUnknown: answers.some(({ unknown }) => unknown !== undefined),
    };
}

describe.each(POLICIES)("$name", (policy) => {
    const before = said(policy, STACK).lines;

    test("has something to say", () => expect(before).not.toEqual([]));

    test("a value of another type crashes nothing", () => {
        const crashed = [7, null, {}, UNKNOWN].flatMap((value) =>
            variants(value).filter(({ stack }) => said(policy, stack).lines.some((line) => line.includes("failed ("))),
        );
        expect(crashed.map(({ at }) => at)).toEqual([]);
    });

    test("a value that is not known yet is told or hides nothing", () => {
        const open = variants(UNKNOWN).filter(({ stack }) => {
            const { lines, isUnknown } = said(policy, stack);
            return !isUnknown && lines.length < before.length;
        });
        expect(open.map(({ at }) => at)).toEqual([]);
    });
});
