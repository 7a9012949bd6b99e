import { nodeThingsOf } from "../../../../../policypack/subjects/aws/iam/node-things";
import type { NodeThing } from "../../../../../policypack/subjects/aws/iam/iam-grants";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const named = (name: string, type: string, props: object, more: Partial<GivenInStack> = {}): GivenInStack => ({
    name,
    type,
    props,
    ...more,
});
/** What a stack shows of things that nodes boot from: the ARN of each, with a question mark where that names more than it. */
const thingsOf = (...given: readonly GivenInStack[]) =>
    nodeThingsOf(stackOf(given)).map(({ words, arn, isNamed }) => `${words}: ${arn}${isNamed ? "" : " ?"}`);

const MARK = { "eks:cluster-name": "shop" };
const LISTED = [{ key: "eks:cluster-name", value: "shop" }];
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const NATIVE_TEMPLATE = "aws-native:ec2:LaunchTemplate";
const INSTANCE = "aws:ec2/instance:Instance";
const GROUP = "aws:autoscaling/group:Group";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const template = (props: object) => named("t", TEMPLATE, { id: "lt-1", name: "template", ...props });

test("each thing is of a kind that rights are asked about", () => {
    const things: readonly NodeThing[] = nodeThingsOf(
        stackOf([
            named("workers", NODE_GROUP, { clusterName: "shop", nodeGroupName: "workers" }),
            template({ tags: MARK }),
            named("i", INSTANCE, { id: "i-1", tags: MARK }),
            named("g", GROUP, { name: "g-1", tags: LISTED }),
            named("p", "aws:ssm/parameter:Parameter", {
                name: "/shop/kubelet",
                value: "#!/bin/sh\nkubeadm join 10.0.0.1:6443\n",
            }),
            named("o", "aws:s3/bucketObject:BucketObject", { bucket: "b", key: "kubelet-config.yaml" }),
            named("recipe", "aws:imagebuilder/imageRecipe:ImageRecipe", { arn: "arn:r", parentImage: "amazon-eks-node-1.33" }),
            named("pipeline", "aws:imagebuilder/imagePipeline:ImagePipeline", { name: "images", imageRecipeArn: "arn:r" }),
        ]),
    );
    expect(things.map(({ kind, words }) => `${kind}: ${words}`).sort()).toEqual([
        'auto scaling group: auto scaling group "g"',
        'image pipeline: image pipeline "pipeline"',
        'instance: instance "i"',
        'launch template: launch template "t"',
        'node group: node group "workers"',
        'object: object "o"',
        'parameter: parameter "p"',
    ]);
});

/** Machines that something shows to be nodes, and what starts them. */
test.each<[reason: string, given: GivenInStack[], things: string[]]>([
    [
        "a node group",
        [named("workers", NODE_GROUP, { clusterName: "shop", nodeGroupName: "big" })],
        ['node group "workers": arn:*:eks:*:*:nodegroup/shop/big/*'],
    ],
    [
        "Cloud Control's node group",
        [named("workers", "aws-native:eks:Nodegroup", { clusterName: "shop", nodegroupName: "big" })],
        ['node group "workers": arn:*:eks:*:*:nodegroup/shop/big/*'],
    ],
    [
        "a node group whose name AWS makes is still one of its cluster's",
        [named("workers", NODE_GROUP, { clusterName: "shop", nodeGroupName: UNKNOWN })],
        ['node group "workers": arn:*:eks:*:*:nodegroup/shop/*/*'],
    ],
    [
        "a node group of a cluster that is not known yet",
        [named("workers", NODE_GROUP, { clusterName: UNKNOWN, nodeGroupName: "big" })],
        ['node group "workers": arn:*:eks:*:*:nodegroup/*/big/* ?'],
    ],
    ["a template with a cluster's tag", [template({ tags: MARK })], ['launch template "t": arn:*:ec2:*:*:launch-template/lt-1']],
    [
        "a template whose machines have the tag",
        [template({ tagSpecifications: [{ resourceType: "instance", tags: MARK }] })],
        ['launch template "t": arn:*:ec2:*:*:launch-template/lt-1'],
    ],
    [
        "a new template, whose id is not known yet",
        [template({ id: UNKNOWN, tags: MARK })],
        ['launch template "t": arn:*:ec2:*:*:launch-template/* ?'],
    ],
    [
        "Cloud Control's template, which has its id under another name",
        [named("t", NATIVE_TEMPLATE, { launchTemplateId: "lt-2", launchTemplateData: { imageId: "amazon-eks-node-1.33" } })],
        ['launch template "t": arn:*:ec2:*:*:launch-template/lt-2'],
    ],
    [
        "a template that a node group starts from",
        [
            template({}),
            named("workers", NODE_GROUP, { clusterName: "shop", nodeGroupName: "big", launchTemplate: { id: "lt-1" } }),
        ],
        ['launch template "t": arn:*:ec2:*:*:launch-template/lt-1', 'node group "workers": arn:*:eks:*:*:nodegroup/shop/big/*'],
    ],
    ["a template of machines of unknown use", [template({})], []],
    [
        "a template that a node group names elsewhere than as its own",
        [template({}), named("workers", NODE_GROUP, { clusterName: "shop", nodeGroupName: "big", labels: { template: "lt-1" } })],
        ['node group "workers": arn:*:eks:*:*:nodegroup/shop/big/*'],
    ],
    ["an instance of workers", [named("i", INSTANCE, { id: "i-1", tags: MARK })], ['instance "i": arn:*:ec2:*:*:instance/i-1']],
    [
        "an instance of a control plane",
        [named("i", INSTANCE, { id: "i-1", userData: "#!/bin/sh\nkubeadm init\n" })],
        ['instance "i": arn:*:ec2:*:*:instance/i-1'],
    ],
    [
        "an instance of a cluster, of which nothing tells whether it is a worker",
        [named("i", INSTANCE, { id: "i-1", tags: { "kubernetes.io/cluster/shop": "owned" } })],
        ['instance "i": arn:*:ec2:*:*:instance/i-1'],
    ],
    [
        "Cloud Control's instance, which has its id under another name",
        [named("i", "aws-native:ec2:Instance", { instanceId: "i-2", tags: LISTED })],
        ['instance "i": arn:*:ec2:*:*:instance/i-2'],
    ],
    [
        "a new instance, whose id is not known yet",
        [named("i", INSTANCE, { id: UNKNOWN, tags: MARK })],
        ['instance "i": arn:*:ec2:*:*:instance/* ?'],
    ],
    ["an instance of unknown use", [named("i", INSTANCE, { id: "i-1", tags: { team: "web" } })], []],
    ["an instance whose name speaks of a control plane", [named("etcd", INSTANCE, { id: "i-1" })], []],
    [
        "an auto scaling group with a cluster's tag",
        [named("g", GROUP, { name: "g-1", tags: LISTED })],
        ['auto scaling group "g": arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/g-1'],
    ],
    [
        "Cloud Control's group, whose name is another property",
        [named("g", "aws-native:autoscaling:AutoScalingGroup", { autoScalingGroupName: "g-2", tags: LISTED })],
        ['auto scaling group "g": arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/g-2'],
    ],
    [
        "a new group, whose name is not known yet",
        [named("g", GROUP, { name: UNKNOWN, tags: LISTED })],
        ['auto scaling group "g": arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/* ?'],
    ],
    ["an auto scaling group of unknown use", [named("g", GROUP, { name: "g-1" })], []],
    [
        "an auto scaling group of machines of unknown use",
        [template({}), named("g", GROUP, { name: "g-1", launchTemplate: { id: "lt-1" } })],
        [],
    ],
    [
        "a group whose version of a template is made from a cluster's",
        [
            named("cluster", "aws:eks/cluster:Cluster", { name: "shop", version: "1.33" }),
            named(
                "g",
                GROUP,
                { name: "g-1", launchTemplate: { id: "lt-9", version: UNKNOWN } },
                { propertyDependencies: { launchTemplate: ["cluster"] } },
            ),
        ],
        [],
    ],
    [
        "a group that has a node's template in a tag",
        [
            template({ userData: "#!/bin/sh\nkubeadm join\n" }),
            named("g", GROUP, {
                name: "g-1",
                my_launchTemplate: "lt-1",
                launchTemplateX: "lt-1",
                tags: [{ key: "from", value: "lt-1" }],
            }),
        ],
        ['launch template "t": arn:*:ec2:*:*:launch-template/lt-1'],
    ],
    ...[
        { launchTemplate: { id: "lt-1" } },
        { launchTemplate: { name: "template" } },
        { mixedInstancesPolicy: { launchTemplate: { spec: { launchTemplateId: "lt-1" } } } },
    ].map((how): [string, GivenInStack[], string[]] => [
        `a group that starts nodes by ${JSON.stringify(how)}`,
        [template({ userData: "#!/bin/sh\nkubeadm join\n" }), named("g", GROUP, { name: "g-1", ...how })],
        [
            'auto scaling group "g": arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/g-1',
            'launch template "t": arn:*:ec2:*:*:launch-template/lt-1',
        ],
    ]),
])("%s", (_, given, things) => expect(thingsOf(...given)).toEqual(things));

/** The types that are such things, and others that are called alike. */
test.each<[type: string, props: object, isThing: boolean]>([
    [NATIVE_TEMPLATE, { launchTemplateData: { tagSpecifications: [{ tags: LISTED }] } }, true],
    ["aws-native:ec2:LaunchTemplateX", { launchTemplateData: { tagSpecifications: [{ tags: LISTED }] } }, false],
    ["my-aws:ec2/launchTemplate:LaunchTemplate", { tags: MARK }, false],
    ["my-aws:ec2/instance:Instance", { tags: MARK }, false],
    ["aws-native:ec2:InstanceX", { tags: LISTED }, false],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", { tags: MARK }, false],
    ["my-aws:autoscaling/group:Group", { tags: LISTED }, false],
    ["aws-native:autoscaling:AutoScalingGroupX", { tags: LISTED }, false],
    ["my-aws:eks/nodeGroup:NodeGroup", {}, false],
    ["aws-native:eks:NodegroupX", {}, false],
    ["aws:eks/cluster:Cluster", { tags: MARK }, false],
])("%s with %j is one: %s", (type, props, isThing) => expect(thingsOf(named("it", type, props)).length > 0).toBe(isThing));
