import { KUBELET } from "../../../../../policypack/model/guarded-service";
import { forwardingInStackTo } from "../../../../../policypack/subjects/aws/balancers/forwarding-in-stack";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { CLUSTER, NATIVE_TAGS, resource } from "../../../paths";

/** What stands behind a target group or a load balancer: the part of each way that follows it. */
const behind = (...given: readonly GivenInStack[]) =>
    [...forwardingInStackTo(KUBELET)(stackOf(given))].map((thunk) => {
        const { path, evidence } = thunk().view;
        return [evidence.verdict, ...path.slice(1)].join(" ");
    });
const targets = (props: object = {}, type = "aws:lb/targetGroup:TargetGroup") =>
    resource("targets", type, { arn: "tg-1", port: 10250, targetType: "ip", ...props });
const classic = (props: object = {}, type = "aws:elb/loadBalancer:LoadBalancer") =>
    resource("front", type, { name: "front-1", listeners: [{ instancePort: 10250, lbPort: 443 }], ...props });
const node = resource("node", "aws:ec2/instance:Instance", { id: "i-1", tags: CLUSTER });
const fleet = (props: object = {}) =>
    resource("fleet", "aws:autoscaling/group:Group", { name: "fleet-1", tags: NATIVE_TAGS, ...props });
const native = (props: object = {}) =>
    resource("fleet", "aws-native:autoscaling:AutoScalingGroup", {
        autoScalingGroupName: "fleet-1",
        tags: NATIVE_TAGS,
        ...props,
    });
const joint = (props: object, type = "aws:autoscaling/attachment:Attachment") => resource("joint", type, props);
const NODE = 'node instance "node"';
const FLEET = 'node auto scaling group "fleet"';
const NOBODY = "unsure";

test.each<[reason: string, given: GivenInStack[], who: string]>([
    [
        "an attachment of a machine",
        [node, joint({ targetGroupArn: "tg-1", targetId: "i-1" }, "aws:lb/targetGroupAttachment:TargetGroupAttachment")],
        NODE,
    ],
    [
        "an attachment of another provider's",
        [node, joint({ targetGroupArn: "tg-1", targetId: "i-1" }, "my-aws:lb/targetGroupAttachment:TargetGroupAttachment")],
        NOBODY,
    ],
    ["a group's own list", [fleet({ targetGroupArns: ["tg-1"] })], FLEET],
    ["a group's sources of traffic", [fleet({ trafficSources: [{ identifier: "tg-1" }] })], FLEET],
    ["Cloud Control's group's own list", [native({ targetGroupArns: ["tg-1"] })], FLEET],
    ["an attachment of a group", [fleet(), joint({ autoscalingGroupName: "fleet-1", lbTargetGroupArn: "tg-1" })], FLEET],
    ["an attachment by its older name", [fleet(), joint({ autoscalingGroupName: "fleet-1", albTargetGroupArn: "tg-1" })], FLEET],
    [
        "an attachment of Cloud Control's group",
        [native(), joint({ autoscalingGroupName: "fleet-1", lbTargetGroupArn: "tg-1" })],
        FLEET,
    ],
    ["what speaks of a target group", [fleet({ tags: [...NATIVE_TAGS, { key: "for", value: "tg-1" }] })], NOBODY],
    [
        "what has it in another property",
        [fleet({ myTargetGroupArn: "tg-1", my_targetGroupArn: "tg-1", targetGroupArnsX: ["tg-1"] })],
        NOBODY,
    ],
    [
        "an attachment that speaks of a machine",
        [
            node,
            joint(
                { targetGroupArn: "tg-1", targetId: "10.0.0.1", description: "i-1" },
                "aws:lb/targetGroupAttachment:TargetGroupAttachment",
            ),
        ],
        NOBODY,
    ],
    [
        "a function that is attached, and is no machine",
        [
            resource("fn", "aws:lambda/function:Function", { tags: CLUSTER }),
            {
                ...joint({ targetGroupArn: "tg-1", targetId: UNKNOWN }, "aws:lb/targetGroupAttachment:TargetGroupAttachment"),
                propertyDependencies: { targetId: ["fn"] },
            },
        ],
        NOBODY,
    ],
    [
        "a function that is invoked by it",
        [resource("fn", "aws:lambda/function:Function", { targetGroupArns: ["tg-1"], tags: CLUSTER })],
        NOBODY,
    ],
])("a target group has members by %s", (_, given, who) => {
    const listener = resource("door", "aws:lb/listener:Listener", {
        loadBalancerArn: "x",
        port: 443,
        defaultActions: [{ targetGroupArn: "tg-1" }],
    });
    expect(behind(targets(), listener, ...given).map((way) => way.replace(' target group "targets"', ""))).toEqual([who]);
});

test.each<[reason: string, given: GivenInStack[], who: string]>([
    ["its own list of instances", [classic({ instances: ["i-1"] }), node], NODE],
    ["an attachment", [classic(), node, joint({ elb: "front-1", instance: "i-1" }, "aws:elb/attachment:Attachment")], NODE],
    [
        "an attachment by its older name",
        [classic(), node, joint({ elb: "front-1", instance: "i-1" }, "aws:elasticloadbalancing/attachment:Attachment")],
        NODE,
    ],
    [
        "an attachment of another provider's",
        [classic(), node, joint({ elb: "front-1", instance: "i-1" }, "my-aws:elb/attachment:Attachment")],
        "node",
    ],
    ["a group's own list", [classic(), fleet({ loadBalancers: ["front-1"] })], FLEET],
    ["an attachment of a group", [classic(), fleet(), joint({ autoscalingGroupName: "fleet-1", elb: "front-1" })], FLEET],
    [
        "Cloud Control's group's own list",
        [classic({ loadBalancerName: "front-2" }), native({ loadBalancerNames: ["front-2"] })],
        FLEET,
    ],
    [
        "what has it in another property",
        [classic(), fleet({ my_loadBalancers: ["front-1"], loadBalancersX: ["front-1"] })],
        "node",
    ],
    ["a property that is called almost so", [classic({ my_instances: ["i-1"], instancesX: ["i-1"] }), node], "node"],
])("a classic load balancer has members by %s", (_, given, who) => expect(behind(...given)).toEqual([who]));

test.each<[type: string, isOne: boolean]>([
    ["aws:elb/loadBalancer:LoadBalancer", true],
    ["aws:elasticloadbalancing/loadBalancer:LoadBalancer", true],
    ["aws-native:elasticloadbalancing:LoadBalancer", true],
    ["my-aws:elb/loadBalancer:LoadBalancer", false],
    ["my-aws-native:elasticloadbalancing:LoadBalancer", false],
    ["aws-native:elasticloadbalancing:LoadBalancerX", false],
])("%s is a classic load balancer: %s", (type, isOne) => expect(behind(classic({}, type))).toEqual(isOne ? ["node"] : []));

test("of Cloud Control's classic load balancer each listener has a port of its own", () => {
    const front = classic(
        {
            listeners: [
                { instancePort: "10250", loadBalancerPort: "443" },
                { instancePort: "10255", loadBalancerPort: "80" },
            ],
        },
        "aws-native:elasticloadbalancing:LoadBalancer",
    );
    const [...thunks] = forwardingInStackTo(KUBELET)(stackOf([front]));
    expect(thunks.map((thunk) => thunk().view.path)).toEqual([
        ['port 443 of load balancer "front"'],
        ['port 80 of load balancer "front"'],
    ]);
});
