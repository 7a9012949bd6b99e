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
