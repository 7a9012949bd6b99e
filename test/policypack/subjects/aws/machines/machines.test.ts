import { knownMachines } from "../../../../../policypack/subjects/aws/machines/machines";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { CLUSTER, made, NATIVE_TAGS, resource } from "../../../paths";

const INSTANCE = "aws:ec2/instance:Instance";
const LT = "aws:ec2/launchTemplate:LaunchTemplate";
const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
type Ask = "hintsOf" | "hintsOfTarget";
/** What the stack says of the resource `it`: each hint with its reason and its way. */
function hintsOf(given: readonly GivenInStack[], ask: Ask = "hintsOf") {
    const stack = stackOf(given);
    return knownMachines(stack)
        [ask](stack.find(({ name }) => name === "it")!)
        .map(({ role, why, through }) => `${role} (${why}) ${through.join(" → ")}`);
}
const it = (type: string, props: object = {}, more: Partial<GivenInStack> = {}) => resource("it", type, props, more);

/** What stands behind a group, by its type. */
test.each<[type: string, hints: string[]]>([
    ["aws:eks/cluster:Cluster", ['kubernetes (cluster "it") cluster "it"']],
    ["aws-native:eks:Cluster", ['kubernetes (cluster "it") cluster "it"']],
    ["eks:index:Cluster", ['kubernetes (cluster "it") cluster "it"']],
    ["aws:eks/nodeGroup:NodeGroup", ['worker (node group "it") node group "it"']],
    ["aws-native:eks:Nodegroup", ['worker (node group "it") node group "it"']],
    ["eks:index:ManagedNodeGroup", ['worker (managed node group "it") managed node group "it"']],
    ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", ['worker (EC2 node class "it") EC2 node class "it"']],
    ["kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachine", ['kubernetes (aws machine "it") aws machine "it"']],
    [
        "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachinePool",
        ['kubernetes (aws machine pool "it") aws machine pool "it"'],
    ],
    [
        "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSManagedMachinePoolPatch",
        ['kubernetes (aws managed machine pool patch "it") aws managed machine pool patch "it"'],
    ],
    ["kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachineTemplateList", []],
    ["kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSCluster", []],
    ["kubernetes:core/v1:Pod", []],
    ["aws:rds/instance:Instance", ['service (instance "it") instance "it"']],
    ["aws-native:lambda:Function", ['service (function "it") function "it"']],
    ["aws:lb/loadBalancer:LoadBalancer", ['service (load balancer "it") load balancer "it"']],
    ["gcp:compute/instance:Instance", []],
    ["my-aws:eks/cluster:Cluster", []],
    ["my-eks:index:Cluster", []],
    ["my-kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", []],
    ["my-kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachine", []],
    [INSTANCE, ['machine () instance "it"']],
    [LT, ['machine () launch template "it"']],
])("%s", (type, hints) => expect(hintsOf([it(type)])).toEqual(hints));

/** What a machine says itself, one mark after another. */
test.each<[reason: string, given: GivenInStack, hints: string[]]>([
    ["its tags", it(INSTANCE, { tags: CLUSTER }), ['kubernetes (tag kubernetes.io/cluster/prod) instance "it"']],
    [
        "its user data",
        it(INSTANCE, { userData: "#!/bin/sh\nkubeadm join\n" }),
        ['worker (user data that runs kubeadm join) instance "it"'],
    ],
    [
        "its boot, where it has no mark",
        it(INSTANCE, { userData: "#!/bin/sh\nk3s agent\n" }),
        ['kubernetes (user data that runs k3s) instance "it"'],
    ],
    [
        "its boot, where it has a mark",
        it(INSTANCE, { tags: { "eks:cluster-name": "x" }, userData: "#!/bin/sh\nk3s agent\n" }),
        ['worker (tag eks:cluster-name) instance "it"'],
    ],
    ["its image", it(INSTANCE, { ami: "amazon-eks-node-1.33" }), ['worker (an EKS image) instance "it"']],
    [
        "its name beside nothing else",
        resource("it", INSTANCE, { tags: { Name: "bastion" } }),
        ['machine () instance "it"', 'bastion by name (name bastion) instance "it"'],
    ],
])("%s tells of it", (_, given, hints) => expect(hintsOf([given])).toEqual(hints));

/** What starts a machine says what it is. */
const POOL = 'worker (node group "pool") launch template "it" → node group "pool"';
const template = it(LT, { id: "lt-1", name: "workers-1" });
const pool = (props: object, type = "aws:eks/nodeGroup:NodeGroup", more: Partial<GivenInStack> = {}) =>
    resource("pool", type, props, more);
const GROUP = "aws:autoscaling/group:Group";
test.each<[reason: string, given: GivenInStack[], hints: string[]]>([
    ["a node group, by its id", [template, pool({ launchTemplate: { id: "lt-1" } })], [POOL]],
    ["a node group, by its name", [template, pool({ launchTemplate: { name: "workers-1" } })], [POOL]],
    [
        "a node group, by what it is made from",
        [it(LT), pool({ launchTemplate: UNKNOWN }, undefined, made({ launchTemplate: "it" }))],
        [POOL],
    ],
    [
        "a node group of Cloud Control's template, by its id",
        [it("aws-native:ec2:LaunchTemplate", { launchTemplateId: "lt-2" }), pool({ launchTemplate: { id: "lt-2" } })],
        [POOL],
    ],
    [
        "a node group of Cloud Control's template, by its name",
        [it("aws-native:ec2:LaunchTemplate", { launchTemplateName: "w" }), pool({ launchTemplate: { name: "w" } })],
        [POOL],
    ],
    ["a node group, once", [template, pool({ launchTemplate: { id: "lt-1", name: "workers-1" } })], [POOL]],
    [
        "not a node group that speaks of it",
        [template, pool({ labels: { template: "lt-1" }, my_launchTemplate: "lt-1" })],
        ['machine () launch template "it"'],
    ],
    [
        "a group that has the cluster's tags",
        [template, pool({ launchTemplate: { id: "lt-1" }, tags: NATIVE_TAGS }, GROUP)],
        ['kubernetes (tag kubernetes.io/cluster/prod) launch template "it" → auto scaling group "pool"'],
    ],
    [
        "a group of which nothing is known",
        [template, pool({ mixedInstancesPolicy: { launchTemplate: { id: "lt-1" } } }, GROUP)],
        ['machine () launch template "it"'],
    ],
    [
        "AWS Batch",
        [template, pool({ launchTemplate: { id: "lt-1" } }, "aws:batch/computeEnvironment:ComputeEnvironment")],
        ['service (compute environment "pool") launch template "it" → compute environment "pool"'],
    ],
    [
        "ECS",
        [template, pool({ launchTemplate: { id: "lt-1" } }, "aws-native:ecs:CapacityProvider")],
        ['service (capacity provider "pool") launch template "it" → capacity provider "pool"'],
    ],
    [
        "not what is no starter",
        [template, pool({ launchTemplate: { id: "lt-1" }, tags: CLUSTER }, "aws:ssm/parameter:Parameter")],
        ['machine () launch template "it"'],
    ],
    [
        "not what another provider has",
        [template, pool({ launchTemplate: { id: "lt-1" }, tags: CLUSTER }, "my-aws:ec2/fleet:Fleet")],
        ['machine () launch template "it"'],
    ],
    [
        "a machine that is started from it",
        [template, resource("box", INSTANCE, { launchTemplate: { id: "lt-1" }, tags: CLUSTER })],
        ['kubernetes (tag kubernetes.io/cluster/prod) launch template "it" → instance "box"'],
    ],
    [
        "two that start it",
        [template, pool({ launchTemplate: { id: "lt-1" } }), resource("box", INSTANCE, { launchTemplate: { id: "lt-1" } })],
        [POOL, 'machine () launch template "it" → instance "box"'],
    ],
])("%s starts it", (_, given, hints) => expect(hintsOf(given).sort()).toEqual([...hints].sort()));

/** Interfaces and attachments join groups to machines. */
const box = resource("box", INSTANCE, { id: "i-1", tags: CLUSTER });
const IN_BOX = (first: string) => [`kubernetes (tag kubernetes.io/cluster/prod) ${first} "it" → instance "box"`];
test.each<[reason: string, given: GivenInStack[], hints: string[]]>([
    [
        "an interface that says where it is",
        [it(INTERFACE, { attachments: [{ instance: "i-1" }] }), box],
        IN_BOX("network interface"),
    ],
    [
        "an interface that an instance has",
        [
            it(INTERFACE, { id: "eni-1" }),
            { ...box, props: { ...box.props, networkInterfaces: [{ networkInterfaceId: "eni-1" }] } },
        ],
        IN_BOX("network interface"),
    ],
    [
        "an interface that is attached",
        [
            it(INTERFACE, { id: "eni-1" }),
            box,
            resource("joint", "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment", {
                instanceId: "i-1",
                networkInterfaceId: "eni-1",
            }),
        ],
        IN_BOX("network interface"),
    ],
    [
        "Cloud Control's instance",
        [
            it(INTERFACE, { id: "eni-1" }),
            resource("box", "aws-native:ec2:Instance", { instanceId: "i-2", tags: NATIVE_TAGS }),
            resource("joint", "aws-native:ec2:NetworkInterfaceAttachment", { instanceId: "i-2", networkInterfaceId: "eni-1" }),
        ],
        IN_BOX("network interface"),
    ],
    ["an interface that nothing has", [it(INTERFACE, { id: "eni-1" }), box], ['machine () network interface "it"']],
    [
        "an interface that speaks of a machine",
        [it(INTERFACE, { description: "i-1" }), box],
        ['machine () network interface "it"'],
    ],
    [
        "a group that is attached to an interface",
        [
            it("aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment", {
                networkInterfaceId: "eni-1",
            }),
            resource("card", INTERFACE, { id: "eni-1", attachments: [{ instance: "i-1" }] }),
            box,
        ],
        [
            'kubernetes (tag kubernetes.io/cluster/prod) network interface security group attachment "it" → network interface "card" → instance "box"',
        ],
    ],
])("%s", (_, given, hints) => expect(hintsOf(given)).toEqual(hints));

test("machines that start each other are followed to an end", () => {
    const first = resource("it", LT, { id: "lt-1", launchTemplate: "lt-2" });
    const second = resource("more", LT, { id: "lt-2", launchTemplate: "lt-1" });
    expect(hintsOf([first, second])).toEqual([
        'machine () launch template "it" → launch template "more" → launch template "it" → launch template "more"',
    ]);
});

/** What a load balancer leads to. */
test.each<[reason: string, given: GivenInStack[], hints: string[]]>([
    ["a machine", [it(INSTANCE, { tags: CLUSTER })], ['kubernetes (tag kubernetes.io/cluster/prod) instance "it"']],
    [
        "a machine with user data",
        [it(INSTANCE, { userData: "#!/bin/sh\nkubeadm join\n" })],
        ['worker (user data that runs kubeadm join) instance "it"'],
    ],
    [
        "a group with its tags",
        [it(GROUP, { tags: NATIVE_TAGS })],
        ['kubernetes (tag kubernetes.io/cluster/prod) auto scaling group "it"'],
    ],
    [
        "a group with what it starts",
        [it(GROUP, { launchTemplate: { id: "lt-1" } }), resource("t", LT, { id: "lt-1", tags: CLUSTER })],
        ['kubernetes (tag kubernetes.io/cluster/prod) auto scaling group "it" → launch template "t"'],
    ],
    ["a group of which nothing is known", [it(GROUP)], []],
    ["a group whose name speaks", [it(GROUP, { name: "etcd" })], ['control plane by name (name etcd) auto scaling group "it"']],
])("a target that is %s", (_, given, hints) => expect(hintsOf(given, "hintsOfTarget")).toEqual(hints));
