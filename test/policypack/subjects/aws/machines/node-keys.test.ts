import { isUnknown } from "../../../../../policypack/lib/unknown";
import { nodeKeys, nodeKeysInStack } from "../../../../../policypack/subjects/aws/machines/node-keys";
import type { NodeKey } from "../../../../../policypack/model/node-key";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { CLUSTER, resource } from "../../../paths";

const INSTANCE = "aws:ec2/instance:Instance";
const said = ({ at, kind, shown, name, evidence, path }: NodeKey) => {
    let called: string;
    try {
        called = JSON.stringify(name());
    } catch (fault) {
        if (!isUnknown(fault)) throw fault;
        called = "?";
    }
    return [`${at}: ${kind} ${called}`, shown === undefined ? "not shown" : `shown "${shown}"`, evidence.verdict, ...path].join(
        ", ",
    );
};
/** The keys that one resource puts on nodes. */
const keysOf = (type: string, props: object) => {
    const [one] = stackOf([resource("it", type, props)]);
    return [...(nodeKeys.rows.get(type)?.(one!) ?? [])].map((thunk) => said(thunk()));
};

test.each<[reason: string, props: object, keys: string[]]>([
    ["a key pair", { keyName: "ops" }, ['keyName: key pair "ops", shown "ops", node']],
    ["a key pair that is not known yet", { keyName: UNKNOWN }, ["keyName: key pair ?, not shown, node"]],
    ["an empty name", { keyName: "" }, []],
    ["nothing", {}, []],
    ["a password", { getPasswordData: true }, ['getPasswordData: password "", shown "", node']],
    ["no password", { getPasswordData: false }, []],
    [
        "both",
        { keyName: "ops", getPasswordData: true },
        ['keyName: key pair "ops", shown "ops", node', 'getPasswordData: password "", shown "", node'],
    ],
])("a node has %s", (_, props, keys) => expect(keysOf(INSTANCE, { tags: CLUSTER, ...props })).toEqual(keys));

test("a machine is a node by its boot too, where it has no mark", () =>
    expect(keysOf(INSTANCE, { keyName: "ops", userData: "#!/bin/sh\nk3s agent\n" })).toEqual([
        'keyName: key pair "ops", shown "ops", node',
    ]));

test("a machine that shows no node is not asked alone", () => expect(keysOf(INSTANCE, { keyName: "ops" })).toEqual([]));

test.each<[reason: string, type: string, props: object, keys: string[]]>([
    [
        "a node group whose key is for some",
        "aws:eks/nodeGroup:NodeGroup",
        { remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-1"] } },
        ['remoteAccess.ec2SshKey: key pair "ops", shown "ops", node'],
    ],
    [
        "a node group whose key is for everybody, which is told worse",
        "aws:eks/nodeGroup:NodeGroup",
        { remoteAccess: { ec2SshKey: "ops" } },
        [],
    ],
    [
        "Cloud Control's node group",
        "aws-native:eks:Nodegroup",
        { remoteAccess: { ec2SshKey: "ops", sourceSecurityGroups: ["sg-1"] } },
        ['remoteAccess.ec2SshKey: key pair "ops", shown "ops", node'],
    ],
    ["a component's key pair", "eks:index:NodeGroupV2", { keyName: "ops" }, ['keyName: key pair "ops", shown "ops", node']],
    [
        "a component's public key, which has no name",
        "eks:index:NodeGroupV2",
        { nodePublicKey: "ssh-ed25519 AAAA" },
        ['nodePublicKey: key pair "", shown "", node'],
    ],
    ["a component's empty key", "eks:index:NodeGroupV2", { keyName: "", nodePublicKey: "" }, []],
    [
        "a cluster of kops",
        "kubernetes:kops.k8s.io/v1alpha2:Cluster",
        { spec: { sshKeyName: "ops" } },
        ['spec.sshKeyName: key pair "ops", shown "ops", node'],
    ],
    ["a cluster of kops without one", "kubernetes:kops.k8s.io/v1alpha2:Cluster", { spec: {} }, []],
    [
        "a machine of Cluster API",
        "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachineTemplate",
        { spec: { template: { spec: { sshKeyName: "ops" } } } },
        ['spec.template.spec.sshKeyName: key pair "ops", shown "ops", node'],
    ],
    [
        "a machine of Cluster API with an empty name",
        "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachineTemplate",
        { spec: { template: { spec: { sshKeyName: "" } } } },
        [],
    ],
])("%s", (_, type, props, keys) => expect(keysOf(type, props)).toEqual(keys));

/** What only the stack shows to be a node's. */
describe("in a stack", () => {
    const told = (...given: readonly GivenInStack[]) => [...nodeKeysInStack(stackOf(given))].map((thunk) => said(thunk().view));
    const template = (props: object, more: Partial<GivenInStack> = {}) =>
        resource("it", "aws:ec2/launchTemplate:LaunchTemplate", { id: "lt-1", ...props }, more);
    const pool = resource("pool", "aws:eks/nodeGroup:NodeGroup", { launchTemplate: { id: "lt-1" } });
    const KEY = 'keyName: key pair "ops", shown "ops", node, launch template "it", node group "pool"';
    const group = (type: string, props: object = { instanceType: "m5.large" }) => resource("group", type, props);

    test.each<[reason: string, given: GivenInStack[], keys: string[]]>([
        ["a template of a node group", [template({ keyName: "ops" }), pool], [KEY]],
        ["a template that AWS completes", [template({ keyName: UNKNOWN }), pool], []],
        [
            "a template whose key is made here",
            [template({ keyName: UNKNOWN }, { propertyDependencies: { keyName: ["pool"] } }), pool],
            ['keyName: key pair ?, not shown, node, launch template "it", node group "pool"'],
        ],
        ["a machine of unknown use, which has keys as it likes", [template({ keyName: "ops" })], []],
        [
            "what the EKS component makes, whose inputs say it",
            [group("eks:index:NodeGroupV2"), template({ keyName: "ops" }, { parent: "group" })],
            [],
        ],
        ["what its older component makes", [group("eks:index:NodeGroup"), template({ keyName: "ops" }, { parent: "group" })], []],
        [
            "what the EKS component makes, whose inputs are not seen",
            [group("eks:index:NodeGroupV2", {}), template({ keyName: "ops" }, { parent: "group" })],
            ['keyName: key pair "ops", shown "ops", node, launch template "it"'],
        ],
        [
            "what another component makes",
            [group("eks:index:ManagedNodeGroup"), template({ keyName: "ops" }, { parent: "group" })],
            ['keyName: key pair "ops", shown "ops", node, launch template "it"'],
        ],
        [
            "what is below a component that is only called so",
            [group("my-eks:index:NodeGroupV2"), template({ keyName: "ops" }, { parent: "group" }), pool],
            [KEY],
        ],
    ])("%s", (_, given, keys) => expect(told(...given)).toEqual(keys));
});
