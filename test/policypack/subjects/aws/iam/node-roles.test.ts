import { NodeRoles } from "../../../../../policypack/subjects/aws/iam/node-roles";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const ARN = "arn:aws:iam::123456789012:role/nodes";
const WORKER = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";

const attached = (policyArn: unknown, role: unknown = "nodes"): GivenInStack => ({
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: "attachment",
    props: { policyArn, role },
});
const role: GivenInStack = { type: "aws:iam/role:Role", name: "role", props: { arn: ARN, name: "nodes", id: "nodes" } };
const group = (nodeRoleArn: unknown): GivenInStack => ({
    type: "aws:eks/nodeGroup:NodeGroup",
    name: "group",
    props: { nodeRoleArn },
});

/** The same while a property of it is made from the role. */
const from = (one: GivenInStack, property: string): GivenInStack => ({
    ...one,
    propertyDependencies: { [property]: ["role"] },
});

function isOfNodes(given: readonly GivenInStack[], arn = ARN, isMachine = (_name: string) => false): boolean {
    const stack = stackOf([...given]);
    return new NodeRoles(
        stack,
        stack.filter(({ name }) => isMachine(name)),
    ).has(arn);
}

/** What makes a role a node's. */
test.each<[reason: string, given: GivenInStack[], isOfNodes: boolean]>([
    ["every worker has this policy", [attached(WORKER)], true],
    ["workers with less have the minimal one", [attached("arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy")], true],
    ["the network plugin's policy is for nodes", [attached("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy")], true],
    ["in China the policy has another partition", [attached("arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy")], true],
    ["the control plane's policy is not", [attached("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy")], false],
    ["a policy that only begins with the name", [attached(`${WORKER}Readers`)], false],
    ["a policy that only ends with the name", [attached("arn:aws:iam::1:policy/MyAmazonEKSWorkerNodePolicy")], false],
    ["an unknown policy tells nothing", [attached(UNKNOWN)], false],
    ["an unknown role tells nothing", [attached(WORKER, UNKNOWN), role], false],
    ["another role has the policy", [attached(WORKER, "others"), role], false],
    ["the role is attached by its ARN", [attached(WORKER, ARN), role], true],
    ["a node group has it", [group(ARN)], true],
    ["a node group has another", [group("arn:aws:iam::123456789012:role/others"), role], false],
    ["a role that nothing uses", [role], false],
    ["a role whose name is not known yet is that of the attachment", [from(attached(WORKER, UNKNOWN), "role"), role], true],
    ["another property of an attachment is made from it", [from(attached(WORKER, UNKNOWN), "policyArn"), role], false],
    ["a node group that is not known yet is made from it", [from(group(UNKNOWN), "nodeRoleArn"), role], true],
    ["a role that is known by its ARN alone", [from(group(UNKNOWN), "nodeRoleArn"), { ...role, props: { arn: ARN } }], true],
    [
        "a role that is known by its name alone",
        [from(group(UNKNOWN), "nodeRoleArn"), { ...role, props: { name: "nodes" } }],
        true,
    ],
    ["a role that is known by its id alone", [from(group(UNKNOWN), "nodeRoleArn"), { ...role, props: { id: "nodes" } }], true],
    ["what is no role, but called so", [from(group(UNKNOWN), "nodeRoleArn"), { ...role, type: "aws:iam/user:User" }], false],
    ["an attachment to users", [{ ...attached(WORKER), type: "aws:iam/userPolicyAttachment:UserPolicyAttachment" }], false],
    ["a node group of another provider", [{ ...group(ARN), type: "my-aws:eks/nodeGroup:NodeGroup" }], false],
    ["a Fargate profile", [{ ...group(ARN), type: "aws:eks/fargateProfile:FargateProfile" }], false],
])("%s", (_reason, given, expected) => {
    expect(isOfNodes(given)).toBe(expected);
});

/** How a policy of a bucket names the role. */
test.each<[reason: string, arn: string, isOfNodes: boolean]>([
    ["below a path", "arn:aws:iam::123456789012:role/teams/platform/nodes", true],
    ["a session", "arn:aws:sts::123456789012:assumed-role/nodes/i-0123456789abcdef0", true],
    ["another role", "arn:aws:iam::123456789012:role/others", false],
    ["a session of another role that has the name", "arn:aws:sts::123456789012:assumed-role/others/nodes", false],
    ["another role below a path of the name", "arn:aws:iam::123456789012:role/nodes/others", false],
    ["every session", "arn:aws:sts::123456789012:assumed-role/nodes/*", true],
    ["a user of the same name", "arn:aws:iam::123456789012:user/nodes", false],
    ["longer than an ARN can be", `arn:aws:iam::123456789012:role/${"a/".repeat(1024)}nodes`, false],
])("%s", (_reason, arn, expected) => {
    expect(isOfNodes([attached(WORKER)], arn)).toBe(expected);
});

/** A machine's profile says its role, where the machine is a node's. */
test.each<[reason: string, profile: GivenInStack["type"], isMachine: boolean, isOfNodes: boolean]>([
    ["the profile of a node", "aws:iam/instanceProfile:InstanceProfile", true, true],
    ["the profile of a machine that is no node", "aws:iam/instanceProfile:InstanceProfile", false, false],
])("%s", (_reason, type, isMachine, expected) => {
    const given: GivenInStack[] = [
        { type, name: "profile", props: { id: "nodes-profile", role: "nodes" } },
        { type: "aws:ec2/instance:Instance", name: "machine", props: { iamInstanceProfile: "nodes-profile" } },
    ];
    expect(isOfNodes(given, ARN, (name) => isMachine && name === "machine")).toBe(expected);
});

/** How a machine names its profile, and a profile its role. */
test.each<[reason: string, profile: object, machine: Partial<GivenInStack>, isOfNodes: boolean]>([
    [
        "by its ARN",
        { arn: "arn:aws:iam::123456789012:instance-profile/p", role: "nodes" },
        { props: { iamInstanceProfile: "arn:aws:iam::123456789012:instance-profile/p" } },
        true,
    ],
    [
        "within an object, as launch templates have it",
        { arn: "arn:p", role: "nodes" },
        { props: { iamInstanceProfile: { arn: "arn:p" } } },
        true,
    ],
    [
        "by what it is made from",
        { role: "nodes" },
        { props: { iamInstanceProfile: UNKNOWN }, propertyDependencies: { iamInstanceProfile: ["profile"] } },
        true,
    ],
    ["in another property", { id: "p", role: "nodes" }, { props: { keyName: "p" } }, false],
    ["which has another role", { id: "p", role: "others" }, { props: { iamInstanceProfile: "p" } }, false],
    ["of which nothing is known", { id: "p", role: UNKNOWN }, { props: { iamInstanceProfile: "p" } }, false],
])("a node's profile %s", (_reason, profile, machine, expected) => {
    const given: GivenInStack[] = [
        role,
        { type: "aws:iam/instanceProfile:InstanceProfile", name: "profile", props: profile },
        { type: "aws:ec2/instance:Instance", name: "machine", props: {}, ...machine },
    ];
    expect(isOfNodes(given, ARN, (name) => name === "machine")).toBe(expected);
});

test("a machine that is made from a role itself has no profile", () => {
    const machine: GivenInStack = {
        type: "aws:ec2/instance:Instance",
        name: "machine",
        props: { iamInstanceProfile: UNKNOWN, role: "nodes" },
        propertyDependencies: { iamInstanceProfile: ["role"] },
    };
    expect(isOfNodes([role, machine], ARN, (name) => name === "machine")).toBe(false);
});
