import { nodeIdentityReserved } from "../../../../policypack/policies/runtime-socket/node-identity-reserved";
import {
    ACCESS_ENTRY,
    association,
    awsAuth,
    CLUSTER,
    entry,
    everyGroup,
    mapRoles,
    NATIVE_ENTRY,
    ROLE,
    USER,
} from "../../cluster-entries";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const FIX =
    "Map node roles as EKS does (username system:node:{{EC2PrivateDNSName}}, or an access entry of a node type), and people to groups of " +
    "their own.";
const nobody = (by: string, who = ROLE) => `makes ${who} a node (${by}), though its name is no node's. ${FIX}`;
const chosen = (by: string) => `makes ${ROLE} a node (${by}), and whoever has the role says which one. ${FIX}`;
const user = (by: string) => `makes ${USER} a node (${by}), and that is an IAM user. ${FIX}`;
const taken = (taker: string, by: string, who = ROLE) =>
    `makes ${who} a node (${by}), and who may take the role is ${taker}. ${FIX}`;

const NODE_NAME = "system:node:{{EC2PrivateDNSName}}";
const NODE_GROUPS = ["system:bootstrappers", "system:nodes"];
const role = (principal: object | string, props: object = {}) => ({
    type: "aws:iam/role:Role",
    name: "ops",
    props: {
        arn: ROLE,
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal },
        }),
        ...props,
    },
});
const PEOPLE = { AWS: "arn:aws:iam::123456789012:root" };
const nodeEntry = { ...entry({ type: "EC2_LINUX" }), name: "entry" };

policyTable(nodeIdentityReserved, {
    fails: {
        ...everyGroup(nodeIdentityReserved, "system:nodes", nobody("group system:nodes")),
        "nodes that are still to be": {
            ...mapRoles({ rolearn: ROLE, username: "ops", groups: ["team", "system:bootstrappers"] }),
            reports: [`data.mapRoles › [0].groups[1]: ${nobody("group system:bootstrappers")}`],
        },
        "a role of one node's name": {
            ...mapRoles({ rolearn: ROLE, username: "system:node:ip-10-0-0-1.ec2.internal", groups: ["system:nodes"] }),
            reports: [`data.mapRoles › [0].username: ${chosen("user system:node:ip-10-0-0-1.ec2.internal")}`],
        },
        "a role whose session says the name": {
            ...mapRoles({ rolearn: ROLE, username: "system:node:{{SessionName}}", groups: NODE_GROUPS }),
            reports: [`data.mapRoles › [0].username: ${chosen("user system:node:{{SessionName}}")}`],
        },
        "an IAM user, though mapped as nodes are": {
            ...awsAuth({ mapUsers: JSON.stringify([{ userarn: USER, username: NODE_NAME, groups: NODE_GROUPS }]) }),
            reports: [`data.mapUsers › [0].username: ${user(`user ${NODE_NAME}`)}`],
        },
        "an IAM user in a group of nodes": {
            ...awsAuth({ mapUsers: JSON.stringify([{ userarn: USER, username: "eve", groups: NODE_GROUPS }]) }),
            reports: [
                `data.mapUsers › [0].groups[0]: ${user("group system:bootstrappers")}`,
                `data.mapUsers › [0].groups[1]: ${user("group system:nodes")}`,
            ],
        },
        "an access entry of a node's type for an IAM user": {
            ...entry({ principalArn: USER, type: "EC2_LINUX" }),
            reports: [`type: ${user("type EC2_LINUX")}`],
        },
        "an access entry that names a node": {
            type: NATIVE_ENTRY,
            props: { principalArn: ROLE, username: "system:node:one" },
            reports: [`username: ${chosen("user system:node:one")}`],
        },
        "an access entry of the component that names a node": {
            type: CLUSTER,
            props: { accessEntries: { ops: { principalArn: ROLE, username: "system:node:one" } } },
            reports: [`accessEntries.ops.username: ${chosen("user system:node:one")}`],
        },
        "a node's name with something behind it": {
            ...mapRoles({ rolearn: ROLE, username: `${NODE_NAME}.x`, groups: [] }),
            reports: [`data.mapRoles › [0].username: ${chosen(`user ${NODE_NAME}.x`)}`],
        },
        "the group of Fargate's nodes beside another name": {
            ...mapRoles({ rolearn: ROLE, username: "system:node:one", groups: ["system:node-proxier"] }),
            reports: [`data.mapRoles › [0].username: ${chosen("user system:node:one")}`],
        },
        "Cloud Control's entry of a node's type for an IAM user": {
            type: NATIVE_ENTRY,
            props: { principalArn: USER, type: "EC2_LINUX" },
            reports: [`type: ${user("type EC2_LINUX")}`],
        },
        "an access entry of the component of a node's type, in a group of nodes": {
            type: CLUSTER,
            props: { accessEntries: { ops: { principalArn: USER, type: "ec2_linux", kubernetesGroups: ["system:nodes"] } } },
            reports: [
                `accessEntries.ops.type: ${user("type EC2_LINUX")}`,
                `accessEntries.ops.kubernetesGroups[0]: ${user("group system:nodes")}`,
            ],
        },
        "a role of the component that names a node": {
            type: CLUSTER,
            props: { roleMappings: [{ roleArn: ROLE, username: "system:node:one", groups: [] }] },
            reports: [`roleMappings[0].username: ${chosen("user system:node:one")}`],
        },
        "a user of the component, who may not be known yet": {
            type: CLUSTER,
            props: { userMappings: [{ userArn: UNKNOWN, username: NODE_NAME, groups: [] }] },
            reports: [
                `userMappings[0].username: makes a principal of IAM a node (user ${NODE_NAME}), and that is an IAM user. ${FIX}`,
            ],
        },
        "who it is may not be known yet": {
            ...entry({ principalArn: UNKNOWN, kubernetesGroups: ["system:nodes"] }),
            reports: [`kubernetesGroups[0]: ${nobody("group system:nodes", "a principal of IAM")}`],
        },
    },
    passes: {
        "nodes, as EKS maps them": mapRoles({ rolearn: ROLE, username: NODE_NAME, groups: NODE_GROUPS }),
        "nodes of Windows": mapRoles({ rolearn: ROLE, username: NODE_NAME, groups: ["eks:kube-proxy-windows", ...NODE_GROUPS] }),
        "Fargate, as EKS maps it": mapRoles({
            rolearn: ROLE,
            username: "system:node:{{SessionName}}",
            groups: [...NODE_GROUPS, "system:node-proxier"],
        }),
        "an access entry of nodes": nodeEntry,
        "types that only look like a node's": entry({ type: "EC2_OTHER" }),
        "and those that end like one": entry({ type: "NO_EC2" }),
        "names and groups that only look like a node's": mapRoles(
            { rolearn: ROLE, username: "ops:system:node:one", groups: ["ops:system:nodes", "system:nodes:ops"] },
            { rolearn: ROLE, username: `ops:${NODE_NAME}`, groups: [] },
        ),
        "an access policy": association("AmazonEKSViewPolicy"),
        "an access entry of people": entry({ type: "STANDARD", kubernetesGroups: ["team"], userName: "ops" }),
        "an administrator is another policy's finding": mapRoles({
            rolearn: ROLE,
            username: "admin",
            groups: ["system:masters"],
        }),
        "another ConfigMap": awsAuth({ mapRoles: '[{"groups":["system:nodes"]}]' }, { name: "auth", namespace: "kube-system" }),
    },
    unknowns: {
        "text that is not known yet": { ...awsAuth({ mapRoles: UNKNOWN }), unknown: "data.mapRoles" },
        "a name that is not known yet decides what the group beside it is": {
            ...entry({ userName: UNKNOWN, kubernetesGroups: ["system:nodes"] }),
            unknown: "userName",
        },
        "a type that is not known yet": { ...entry({ type: UNKNOWN }), unknown: "type" },
    },
    cannotFail: { "an access policy makes nobody a node": new RegExp(association("").type) },
    stacks: {
        "an access entry of nodes, for a role that people take": {
            resources: [role(PEOPLE), nodeEntry],
            reports: [`type: ${taken(PEOPLE.AWS, "type EC2_LINUX")} @entry`],
        },
        "the role's ARN is not known yet": {
            resources: [
                role(PEOPLE, { arn: UNKNOWN }),
                {
                    ...entry({ principalArn: UNKNOWN, type: "EC2_LINUX" }),
                    name: "entry",
                    propertyDependencies: { principalArn: ["ops"] },
                },
            ],
            reports: [`type: ${taken(PEOPLE.AWS, "type EC2_LINUX", "a principal of IAM")} @entry`],
        },
        "aws-auth maps it as nodes are": {
            resources: [
                role({ Federated: "cognito-identity.amazonaws.com" }),
                { ...mapRoles({ rolearn: ROLE, username: NODE_NAME, groups: NODE_GROUPS }), name: "auth" },
            ],
            reports: [`data.mapRoles › [0].username: ${taken("cognito-identity.amazonaws.com", `user ${NODE_NAME}`)} @auth`],
        },
        "roles that machines take": {
            resources: [role({ Service: "ec2.amazonaws.com", ...PEOPLE }), nodeEntry],
            reports: [],
        },
        "a role whose trust is not known yet": {
            resources: [role(PEOPLE, { assumeRolePolicy: UNKNOWN }), nodeEntry],
            reports: [],
        },
        "what its own resource shows is not told twice": {
            resources: [role(PEOPLE), { ...mapRoles({ rolearn: ROLE, username: "ops", groups: NODE_GROUPS }), name: "auth" }],
            reports: [],
        },
        "an entry of people": {
            resources: [role(PEOPLE), { type: ACCESS_ENTRY, name: "entry", props: { principalArn: ROLE, type: "STANDARD" } }],
            reports: [],
        },
    },
});
