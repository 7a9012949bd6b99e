import type { GivenInStack } from "./judge";

/** Resources of IAM, as the tables of policies about it write them. */

export const allow = (Action: string | string[], Resource: string | string[] = "*", Condition?: object) => ({
    Effect: "Allow",
    Action,
    Resource,
    ...(Condition && { Condition }),
});

export const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const trust = (Principal: unknown, more: object = {}) =>
    document({ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more });

/** Trust policies, by who takes the role. */
export const TRUST = {
    ec2: trust({ Service: "ec2.amazonaws.com" }),
    pods: trust({ Service: "pods.eks.amazonaws.com" }),
    irsa: trust({ Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/ABC" }),
    lambda: trust({ Service: "lambda.amazonaws.com" }),
    eks: trust({ Service: "eks.amazonaws.com" }),
    ci: trust({ Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }),
    account: trust({ AWS: "arn:aws:iam::123456789012:root" }),
    anybody: trust("*"),
} as const;

export const role = (name: string, assumeRolePolicy: string, more: object = {}): GivenInStack => ({
    type: "aws:iam/role:Role",
    name,
    props: { name, assumeRolePolicy, ...more },
});

export const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;

/** A policy of AWS on a role that is named as in the program. */
export const attachment = (name: string, to: string, policy: string): GivenInStack => ({
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name,
    props: { role: to, policyArn: policy.startsWith("arn:") ? policy : managed(policy) },
});

export const rolePolicy = (name: string, to: string, ...statements: object[]): GivenInStack => ({
    type: "aws:iam/rolePolicy:RolePolicy",
    name,
    props: { role: to, policy: document(...statements) },
});

/** The role of workers, as EKS wants it. */
export const workers: readonly GivenInStack[] = [
    role("node", TRUST.ec2),
    attachment("node-worker", "node", "AmazonEKSWorkerNodePolicy"),
];

/** Nodes with a launch template whose id is known. */
export const nodes: readonly GivenInStack[] = [
    { type: "aws:ec2/launchTemplate:LaunchTemplate", name: "nodes", props: { id: "lt-0nodes" } },
    {
        type: "aws:eks/nodeGroup:NodeGroup",
        name: "workers",
        props: { clusterName: "shop", nodeGroupName: "workers", nodeRoleArn: "arn:aws:iam::123456789012:role/node" },
        propertyDependencies: { launchTemplate: ["nodes"] },
    },
];

/** The policy without which EKS takes no node. */
export const WORKER = managed("AmazonEKSWorkerNodePolicy");
