import { etcdPortNotReachable } from "../../../../../policypack/policies/etcd-api/etcd-port-not-reachable";
import { kubeletPortNotReachable } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { type GivenInStack, judge, judgeStack, UNKNOWN } from "../../../judge";
import { CLUSTER, made, resource } from "../../../paths";

const lb = (name: string, props: object, more?: Partial<GivenInStack>) => resource("front", `aws:lb/${name}`, props, more);
const balancer = (props: object = {}) => lb("loadBalancer:LoadBalancer", { arn: "lb-1", loadBalancerType: "network", ...props });
const listener = (props: object = {}) => ({
    ...lb("listener:Listener", {
        loadBalancerArn: "lb-1",
        port: 443,
        defaultActions: [{ type: "forward", targetGroupArn: "tg-1" }],
        ...props,
    }),
    name: "door",
});
const targets = (port: unknown, props: object = {}) => ({
    ...lb("targetGroup:TargetGroup", { arn: "tg-1", port, protocol: "TCP", ...props }),
    name: "targets",
});
const node = (props: object = {}) => resource("node", "aws:ec2/instance:Instance", { id: "i-1", tags: CLUSTER, ...props });
const member = (props: object = {}) => ({
    ...lb("targetGroupAttachment:TargetGroupAttachment", { targetGroupArn: "tg-1", targetId: "i-1", ...props }),
    name: "member",
});

const fix = "Forward only to the ports that clients need: the kubelet's are for the control plane alone.";
const etcdFix = fix.replace("the kubelet's", "etcd's");
const way = (...parts: readonly string[]) => `(${[...parts, "kubelet 10250"].join(" → ")})`;
const DOOR = 'port 443 of load balancer "front"';
const TARGETS = 'target group "targets"';

function told(
    resources: readonly GivenInStack[],
    policy = kubeletPortNotReachable,
    config: Record<string, unknown> = {},
): string[] {
    const given = resources.map((one, i) => (i === 0 ? { ...one, config } : one));
    const { reported, unknown } = judgeStack(policy, given);
    return [
        ...reported.map(({ level, severity, message, urn }) =>
            [level && `(${level})`, severity && `[${severity}]`, message, `@${urn?.split("::").at(-1)}`]
                .filter(Boolean)
                .join(" "),
        ),
        ...(unknown === undefined ? [] : [`unknown ${unknown}`]),
    ];
}

describe("a load balancer that leads to a kubelet", () => {
    const internet = (...parts: readonly string[]) => `forwards the internet to kubelet port 10250 ${way(...parts)}. ${fix}`;

    test.each<[string, readonly GivenInStack[], readonly string[]]>([
        [
            "on the internet, to a known node",
            [balancer(), listener(), targets(10250), node(), member()],
            [`port: ${internet(DOOR, TARGETS, 'instance "node"')} @targets`],
        ],
        [
            "while ids are unknown",
            [
                balancer({ arn: UNKNOWN }),
                {
                    ...listener({ loadBalancerArn: UNKNOWN, defaultActions: [{ type: "forward", targetGroupArn: UNKNOWN }] }),
                    propertyDependencies: { loadBalancerArn: ["front"], defaultActions: ["targets"] },
                },
                targets(10250, { arn: UNKNOWN }),
                node({ id: UNKNOWN }),
                {
                    ...member({ targetGroupArn: UNKNOWN, targetId: UNKNOWN }),
                    propertyDependencies: { targetGroupArn: ["targets"], targetId: ["node"] },
                },
            ],
            [`port: ${internet(DOOR, TARGETS, 'instance "node"')} @targets`],
        ],
        [
            "to a port that says by itself what listens there",
            [balancer(), listener(), targets(10250)],
            [`port: ${internet(DOOR, TARGETS)} @targets`],
        ],
        [
            "to the port of one member alone",
            [balancer(), listener(), targets(443), node(), member({ port: 10250 })],
            [`port: ${internet(DOOR, TARGETS, 'instance "node"')} @member`],
        ],
        [
            "to an auto scaling group with its template",
            [
                balancer(),
                listener(),
                targets("10250"),
                resource("workers", "aws:ec2/launchTemplate:LaunchTemplate", {
                    id: "lt-1",
                    tagSpecifications: [{ resourceType: "instance", tags: CLUSTER }],
                }),
                resource("fleet", "aws:autoscaling/group:Group", { targetGroupArns: ["tg-1"], launchTemplate: { id: "lt-1" } }),
            ],
            [`port: ${internet(DOOR, TARGETS, 'auto scaling group "fleet"', 'launch template "workers"')} @targets`],
        ],
        [
            "to an auto scaling group that a resource of its own attaches",
            [
                balancer(),
                listener(),
                targets(10250),
                resource("fleet", "aws:autoscaling/group:Group", {
                    name: "fleet-1",
                    tags: [{ key: "kubernetes.io/cluster/prod", value: "owned", propagateAtLaunch: true }],
                }),
                resource("joint", "aws:autoscaling/attachment:Attachment", {
                    autoscalingGroupName: "fleet-1",
                    lbTargetGroupArn: "tg-1",
                }),
            ],
            [`port: ${internet(DOOR, TARGETS, 'auto scaling group "fleet"')} @targets`],
        ],
        [
            "by a rule of a listener",
            [
                balancer(),
                listener({ arn: "door-1", defaultActions: [{ type: "fixed-response" }] }),
                resource("rule", "aws:lb/listenerRule:ListenerRule", {
                    listenerArn: "door-1",
                    actions: [{ type: "forward", forward: { targetGroups: [{ arn: "tg-1", weight: 1 }] } }],
                }),
                targets(10250),
            ],
            [`port: ${internet(DOOR, TARGETS)} @targets`],
        ],
        [
            "under its older names",
            [
                { ...balancer(), type: "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer" },
                { ...listener(), type: "aws:elasticloadbalancingv2/listener:Listener" },
                { ...targets(10250), type: "aws:alb/targetGroup:TargetGroup" },
            ],
            [`port: ${internet(DOOR, TARGETS)} @targets`],
        ],
        [
            "of aws-native",
            [
                resource("front", "aws-native:elasticloadbalancingv2:LoadBalancer", {
                    loadBalancerArn: "lb-1",
                    scheme: "internet-facing",
                }),
                resource("door", "aws-native:elasticloadbalancingv2:Listener", {
                    loadBalancerArn: "lb-1",
                    port: 443,
                    defaultActions: [{ type: "forward", forwardConfig: { targetGroups: [{ targetGroupArn: "tg-1" }] } }],
                }),
                resource("targets", "aws-native:elasticloadbalancingv2:TargetGroup", {
                    targetGroupArn: "tg-1",
                    port: 443,
                    targets: [{ id: "i-1", port: 10250 }],
                }),
                node(),
            ],
            [`targets[0].port: ${internet(DOOR, TARGETS, 'instance "node"')} @targets`],
        ],
        [
            "of the first generation",
            [
                resource("front", "aws:elb/loadBalancer:LoadBalancer", {
                    listeners: [
                        { instancePort: 443, lbPort: 443 },
                        { instancePort: 10250, lbPort: 8443 },
                    ],
                    instances: ["i-1"],
                }),
                node(),
            ],
            [`listeners[1].instancePort: ${internet('port 8443 of load balancer "front"', 'instance "node"')} @front`],
        ],
        [
            "of the first generation of aws-native, joined by an auto scaling group",
            [
                resource("front", "aws-native:elasticloadbalancing:LoadBalancer", {
                    loadBalancerName: "front-1",
                    listeners: [{ instancePort: "10250", loadBalancerPort: "8443" }],
                }),
                resource("fleet", "aws-native:autoscaling:AutoScalingGroup", {
                    loadBalancerNames: ["front-1"],
                    tags: [{ key: "kubernetes.io/cluster/prod", value: "owned" }],
                }),
            ],
            [`listeners[0].instancePort: ${internet('port 8443 of load balancer "front"', 'auto scaling group "fleet"')} @front`],
        ],
        [
            "of another stack, in front of a known node",
            [listener({ loadBalancerArn: "arn:lb" }), targets(10250), node(), member()],
            [
                `(advisory) port: forwards whoever reaches a load balancer of another stack to kubelet port 10250 ` +
                    `${way("port 443 of a load balancer of another stack", TARGETS, 'instance "node"')}. ${fix} @targets`,
            ],
        ],
        [
            "within the network",
            [balancer({ internal: true }), listener(), targets(10250)],
            [
                `(advisory) [medium] port: forwards everything that reaches an internal load balancer to kubelet port 10250 ` +
                    `${way(DOOR, TARGETS)}. ${fix} @targets`,
            ],
        ],
        [
            "that has no listener yet",
            [balancer(), targets(10250)],
            [
                `(advisory) [medium] port: forwards whoever reaches a listener that takes it to kubelet port 10250 ${way(TARGETS)}. ${fix} @targets`,
            ],
        ],
        [
            "to addresses, which may be Pods'",
            [balancer(), listener(), targets(10250, { targetType: "ip" })],
            [
                `(advisory) port: forwards the internet to kubelet port 10250 (${DOOR} → ${TARGETS}; nothing tells whether that is a ` +
                    `Kubernetes node). ${fix} @targets`,
            ],
        ],
        [
            "to addresses, from within the network",
            [balancer({ internal: true }), listener(), targets(10250, { targetType: "ip" })],
            [
                `(advisory) [medium] port: forwards everything that reaches an internal load balancer to kubelet port 10250 (${DOOR} → ` +
                    `${TARGETS}; nothing tells whether that is a Kubernetes node). ${fix} @targets`,
            ],
        ],
        [
            "to addresses, with no listener yet",
            [targets(10250, { targetType: "ip" })],
            [
                "(advisory) [medium] port: forwards whoever reaches a listener that takes it to kubelet port 10250 " +
                    `(${TARGETS}; nothing tells whether that is a Kubernetes node). ${fix} @targets`,
            ],
        ],
        [
            "to an address, at another port than the group's",
            [targets(443, { targetType: "ip" }), member({ targetId: "10.20.3.17", port: 10250 })],
            [
                "(advisory) [medium] port: forwards whoever reaches a listener that takes it to kubelet port 10250 " +
                    `(${TARGETS}; nothing tells whether that is a Kubernetes node). ${fix} @member`,
            ],
        ],
        [
            "to addresses, for a load balancer of another stack",
            [listener({ loadBalancerArn: "lb-9" }), targets(10250, { targetType: "ip" })],
            [
                "(advisory) port: forwards whoever reaches a load balancer of another stack to kubelet port 10250 (port 443 of a load balancer of " +
                    `another stack → ${TARGETS}; nothing tells whether that is a Kubernetes node). ${fix} @targets`,
            ],
        ],
        ["to another port", [balancer(), listener(), targets(443), node(), member()], []],
        ["by UDP", [balancer(), listener({ protocol: "UDP" }), targets(10250, { protocol: "UDP" }), node(), member()], []],
        [
            "where the program makes of something unknown whether it is internal",
            [{ ...balancer({ internal: UNKNOWN }), ...made({ internal: "door" }) }, listener(), targets(10250)],
            ["unknown internal"],
        ],
        [
            "where nobody says that it is internal, and AWS has yet to say that it is not",
            [balancer({ internal: UNKNOWN }), listener(), targets(10250)],
            [`port: ${internet(DOOR, TARGETS)} @targets`],
        ],
        ["at a port that is unknown", [balancer(), listener(), targets(UNKNOWN)], ["unknown port"]],
    ])("%s", (_, resources, lines) => expect(told(resources)).toEqual(lines));

    test("both load balancers of one target group are told", () => {
        const inner = { ...balancer({ arn: "lb-2", internal: true }), name: "inner" };
        const door = { ...listener({ loadBalancerArn: "lb-2", port: 8443 }), name: "inner-door" };
        expect(told([balancer(), listener(), listener({ port: 80 }), inner, door, targets(10250)])).toEqual([
            `port: ${internet(DOOR, TARGETS)} @targets`,
            expect.stringContaining("(advisory) [medium] port: forwards everything that reaches an internal load balancer"),
        ]);
    });
});

describe("whom the load balancer's own groups let in", () => {
    const group = (cidrBlocks: unknown, more: object = {}) =>
        resource("front-group", "aws:ec2/securityGroup:SecurityGroup", {
            id: "sg-1",
            ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks, ...more }],
        });
    const stack = (one: GivenInStack) => [one, balancer({ securityGroups: ["sg-1"] }), listener(), targets(10250)];
    const from = (whom: string) => `forwards ${whom} to kubelet port 10250 ${way(DOOR, TARGETS)}. ${fix} @targets`;

    test.each<[string, GivenInStack, readonly string[]]>([
        ["everybody", group(["0.0.0.0/0"]), [`port: ${from("0.0.0.0/0")}`]],
        ["private addresses", group(["10.0.0.0/8"]), [`(advisory) [medium] port: ${from("10.0.0.0/8")}`]],
        ["trusted addresses", group(["203.0.113.0/24"]), []],
        ["other groups", group([], { securityGroups: ["sg-2"] }), []],
        ["another port", group(["0.0.0.0/0"], { fromPort: 80, toPort: 80 }), []],
        ["unknown addresses narrow nothing", group(UNKNOWN), [`port: ${from("the internet")}`]],
        ["an unresolved prefix list narrows nothing", group([], { prefixListIds: ["pl-1"] }), [`port: ${from("the internet")}`]],
        ["what is no address narrows nothing", group(["10.0.0.0/33"]), [`port: ${from("the internet")}`]],
    ])("%s", (_, one, lines) =>
        expect(
            told(stack(one), kubeletPortNotReachable, { trustedCidrs: ["203.0.113.0/24"] }).filter((line) =>
                line.includes("forwards"),
            ),
        ).toEqual(lines),
    );

    test("groups of another stack narrow nothing", () => {
        const mixed = balancer({ securityGroups: ["sg-1", "sg-other"] });
        expect(told([group(["203.0.113.7/32"]), mixed, listener(), targets(10250)])).toEqual([`port: ${from("the internet")}`]);
    });
});

describe("an endpoint service carries a load balancer to other accounts", () => {
    const service = (props: object) =>
        resource("service", "aws:ec2/vpcEndpointService:VpcEndpointService", {
            id: "vpce-1",
            networkLoadBalancerArns: ["lb-1"],
            ...props,
        });
    const ARN = "arn:aws:elasticloadbalancing:us-west-2:111111111111:loadbalancer/net/front/1";
    const told1 = (one: GivenInStack, arn = "lb-1", ...more: readonly GivenInStack[]) =>
        told([
            balancer({ internal: true, arn }),
            listener({ loadBalancerArn: arn }),
            targets(10250),
            { ...one, props: { ...one.props, networkLoadBalancerArns: [arn] } },
            ...more,
        ]).filter((line) => line.endsWith("@service"));
    const line = (whom: string) =>
        `forwards ${whom} to kubelet port 10250 ${way('VPC endpoint service "service"', DOOR, TARGETS)}. ${fix} @service`;
    const other = "arn:aws:iam::222222222222:root";

    test.each<[string, readonly string[], readonly string[]]>([
        [
            "every account, and nobody is asked",
            told1(service({ acceptanceRequired: false, allowedPrincipals: ["*"] })),
            [`allowedPrincipals: ${line("every AWS account")}`],
        ],
        [
            "every account that is accepted",
            told1(service({ acceptanceRequired: true, allowedPrincipals: ["*"] })),
            [`(advisory) [medium] allowedPrincipals: ${line("every AWS account, once accepted,")}`],
        ],
        [
            "another account",
            told1(service({ acceptanceRequired: false, allowedPrincipals: [other] }), ARN),
            [`(advisory) [medium] allowedPrincipals: ${line(other)}`],
        ],
        [
            "its own account",
            told1(service({ acceptanceRequired: true, allowedPrincipals: ["arn:aws:iam::111111111111:root"] }), ARN),
            [],
        ],
        [
            "nobody by name, and nobody is asked",
            told1(service({ acceptanceRequired: false })),
            [`(advisory) [medium] acceptanceRequired: ${line("endpoints that nobody accepts")}`],
        ],
        ["nobody by name", told1(service({ acceptanceRequired: true })), []],
        [
            "by a resource of its own",
            told1(
                service({ acceptanceRequired: false }),
                "lb-1",
                resource("all", "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple", {
                    vpcEndpointServiceId: "vpce-1",
                    principalArn: "*",
                }),
            ),
            [line("every AWS account")],
        ],
        [
            "by the permissions of aws-native",
            told1(
                { ...service({ acceptanceRequired: false }), type: "aws-native:ec2:VpcEndpointService" },
                "lb-1",
                resource("all", "aws-native:ec2:VpcEndpointServicePermissions", {
                    serviceId: "vpce-1",
                    allowedPrincipals: ["*"],
                }),
            ),
            [line("every AWS account")],
        ],
    ])("%s", (_, lines, expected) => expect(lines).toEqual(expected));
});

describe("etcd behind a load balancer", () => {
    const etcd = (name = "etcd-1") => resource(name, "aws:ec2/instance:Instance", { id: "i-1" });
    test("on the internet", () => {
        expect(told([balancer(), listener(), targets(2379), etcd(), member()], etcdPortNotReachable)).toEqual([
            `port: forwards the internet to etcd port 2379 (${DOOR} → ${TARGETS} → etcd 2379). ${etcdFix} @targets`,
        ]);
    });
    test("within the network, as the members of an external etcd may have it", () => {
        expect(told([balancer({ internal: true }), listener(), targets(2379), etcd(), member()], etcdPortNotReachable)).toEqual([
            `(advisory) [medium] port: forwards everything that reaches an internal load balancer to etcd port 2379 (${DOOR} → ${TARGETS} → ` +
                `etcd 2379). ${etcdFix} @targets`,
        ]);
    });
    test("is nothing to the kubelet's policy", () => {
        expect(told([balancer(), listener(), targets(2379), etcd(), member()])).toEqual([]);
    });
});

test("ordinary load balancers say nothing to either policy", () => {
    const stack = [
        balancer(),
        listener(),
        targets(30080),
        node(),
        member(),
        { ...targets(8080, { arn: "tg-2", targetType: "ip" }), name: "pods" },
        { ...targets(undefined, { arn: "tg-3", targetType: "lambda" }), name: "function" },
        resource("classic", "aws:elb/loadBalancer:LoadBalancer", {
            listeners: [{ instancePort: 80, lbPort: 80 }],
            instances: ["i-1"],
        }),
    ];
    for (const policy of [kubeletPortNotReachable, etcdPortNotReachable]) {
        expect(told(stack, policy)).toEqual([]);
        for (const one of stack) expect(judge(policy, one).reported).toEqual([]);
    }
});
