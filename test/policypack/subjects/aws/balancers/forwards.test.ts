import { isUnknown } from "../../../../../policypack/lib/unknown";
import { Unreadable } from "../../../../../policypack/model/unreadable";
import { KUBELET } from "../../../../../policypack/model/guarded-service";
import type { BalancerAudience } from "../../../../../policypack/model/forwarding";
import { forwardingInStackTo } from "../../../../../policypack/subjects/aws/balancers/forwarding-in-stack";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { CLUSTER, made, resource } from "../../../paths";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const NATIVE = "aws-native:elasticloadbalancingv2:";
const balancer = (props: object = {}, type = LB) => resource("front", type, { arn: "lb-1", ...props });
const listener = (props: object = {}, type = "aws:lb/listener:Listener") =>
    resource("door", type, {
        arn: "door-1",
        loadBalancerArn: "lb-1",
        port: 443,
        defaultActions: [{ targetGroupArn: "tg-1" }],
        ...props,
    });
const targets = (props: object = {}, type = "aws:lb/targetGroup:TargetGroup") =>
    resource("targets", type, { arn: "tg-1", port: 10250, protocol: "TCP", ...props });
const member = (props: object = {}, type = "aws:lb/targetGroupAttachment:TargetGroupAttachment") =>
    resource("member", type, { targetGroupArn: "tg-1", targetId: "i-1", ...props });
const node = resource("node", "aws:ec2/instance:Instance", { id: "i-1", tags: CLUSTER });

const whom = (audience: BalancerAudience) => {
    if (audience.kind === "internet")
        return `internet${audience.admitted === undefined ? "" : ` by ${audience.admitted.map(({ written }) => written).join()}`}`;
    return audience.kind === "accounts" ? `${audience.words}${audience.everyone ? " (everyone)" : ""}` : audience.kind;
};
/** Every way to a kubelet: where it is written, from whom, over what, and whether what is there is known. */
const waysOf = (...given: readonly GivenInStack[]) =>
    [...forwardingInStackTo(KUBELET)(stackOf(given))].map((thunk) => {
        try {
            const { urn, view } = thunk();
            return `${urn.split("::").at(-1)} ${view.at}: ${whom(view.audience)} → ${[...view.path, view.forwardsTo].join(" → ")} ${view.evidence.verdict}`;
        } catch (fault) {
            if (!isUnknown(fault) && !(fault instanceof Unreadable)) throw fault;
            return "?";
        }
    });
const DOOR = 'port 443 of load balancer "front"';
const TO_TARGETS = `targets port: internet → ${DOOR} → target group "targets" → 10250 node`;

/** Both generations, in both providers and under their older names. */
test.each<[reason: string, given: GivenInStack[], ways: string[]]>([
    ["lb", [balancer(), listener(), targets()], [TO_TARGETS]],
    ...["alb", "elasticloadbalancingv2", "applicationloadbalancing"].map((name): [string, GivenInStack[], string[]] => [
        name,
        [
            balancer({}, `aws:${name}/loadBalancer:LoadBalancer`),
            listener({}, `aws:${name}/listener:Listener`),
            targets({}, `aws:${name}/targetGroup:TargetGroup`),
        ],
        [TO_TARGETS],
    ]),
    [
        "Cloud Control",
        [
            resource("front", `${NATIVE}LoadBalancer`, { loadBalancerArn: "lb-1" }),
            resource("door", `${NATIVE}Listener`, {
                loadBalancerArn: "lb-1",
                port: 443,
                defaultActions: [{ targetGroupArn: "tg-1" }],
            }),
            resource("targets", `${NATIVE}TargetGroup`, { targetGroupArn: "tg-1", port: 10250 }),
        ],
        [TO_TARGETS],
    ],
    [
        "a rule of Cloud Control's listener",
        [
            resource("front", `${NATIVE}LoadBalancer`, { loadBalancerArn: "lb-1" }),
            resource("door", `${NATIVE}Listener`, { listenerArn: "door-1", loadBalancerArn: "lb-1", port: 443 }),
            resource("rule", `${NATIVE}ListenerRule`, { listenerArn: "door-1", actions: [{ targetGroupArn: "tg-1" }] }),
            resource("targets", `${NATIVE}TargetGroup`, { targetGroupArn: "tg-1", port: 10250 }),
        ],
        [TO_TARGETS],
    ],
    [
        "a rule of a listener of another stack",
        [
            resource("rule", "aws:lb/listenerRule:ListenerRule", {
                listenerArn: "elsewhere",
                actions: [{ targetGroupArn: "tg-1" }],
            }),
            targets(),
        ],
        ['targets port: other stack → a load balancer of another stack → target group "targets" → 10250 node'],
    ],
    [
        "a listener that speaks of a load balancer",
        [balancer(), listener({ loadBalancerArn: "elsewhere", tags: { front: "lb-1" } }), targets()],
        ['targets port: other stack → port 443 of a load balancer of another stack → target group "targets" → 10250 node'],
    ],
    [
        "two listeners of one load balancer, which are one way",
        [balancer(), listener(), { ...listener({ port: 8443 }), name: "second-door" }, targets()],
        [TO_TARGETS],
    ],
    [
        "two load balancers",
        [
            balancer(),
            listener(),
            { ...balancer({ arn: "lb-2" }), name: "side" },
            { ...listener({ loadBalancerArn: "lb-2" }), name: "side-door" },
            targets(),
        ],
        [TO_TARGETS, TO_TARGETS.replace("front", "side")],
    ],
    ["another provider's", [balancer(), listener(), targets({}, "my-aws:lb/targetGroup:TargetGroup")], []],
    ["what is called like it", [targets({}, `${NATIVE}TargetGroupX`)], []],
    ["what is of another module", [targets({}, "aws:vpclattice/targetGroup:TargetGroup")], []],
])("ways of %s", (_, given, ways) => expect(waysOf(...given)).toEqual(ways));

/** What a target group forwards. */
test.each<[reason: string, props: object, verdict: string | undefined]>([
    ["instances", { targetType: "instance" }, "node"],
    ["instances by default", {}, "node"],
    ["addresses, which may be Pods'", { targetType: "ip" }, "unsure"],
    ["a function", { targetType: "lambda" }, undefined],
    ["another load balancer", { targetType: "alb" }, undefined],
    ["TLS", { protocol: "TLS" }, "node"],
    ["TCP and UDP", { protocol: "TCP_UDP" }, "node"],
    ["UDP", { protocol: "UDP" }, undefined],
    ["UDP in small letters", { protocol: "udp" }, undefined],
    ["GENEVE", { protocol: "GENEVE" }, undefined],
    ["QUIC", { protocol: "QUIC" }, undefined],
    ["QUIC and TCP", { protocol: "TCP_QUIC" }, "node"],
    ["nobody says which protocol", { protocol: undefined }, "node"],
    ["another port", { port: 443 }, undefined],
    ["no port", { port: undefined }, undefined],
])("a target group of %s", (_, props, verdict) =>
    expect(waysOf(balancer(), listener(), targets(props)).map((way) => way.split(" ").at(-1))).toEqual(
        verdict === undefined ? [] : [verdict],
    ),
);

/** Machines that join a target group at another port than its own. */
test.each<[reason: string, given: GivenInStack[], ways: string[]]>([
    [
        "to a group of the stack",
        [balancer(), listener(), targets({ port: 443 }), node, member({ port: 10250 })],
        [`member port: internet → ${DOOR} → target group "targets" → instance "node" → 10250 node`],
    ],
    [
        "to a group of addresses",
        [balancer(), listener(), targets({ port: 443, targetType: "ip" }), member({ port: 10250, targetId: "10.0.0.7" })],
        [`member port: internet → ${DOOR} → target group "targets" → 10250 unsure`],
    ],
    [
        "to a group of another stack",
        [node, member({ port: 10250, targetGroupArn: "elsewhere" })],
        ['member port: other stack → a load balancer of another stack → instance "node" → 10250 node'],
    ],
    ["by what is called so", [node, member({ port: 10250 }, "my-aws:lb/targetGroupAttachment:TargetGroupAttachment")], []],
])("a machine joins %s", (_, given, ways) => expect(waysOf(...given)).toEqual(ways));

/** The side that a load balancer is open to. */
test.each<[reason: string, given: GivenInStack, whom: string]>([
    ["the internet by default", balancer(), "internet"],
    ["the internet", balancer({ internal: false }), "internet"],
    ["the internet while AWS decides", balancer({ internal: UNKNOWN }), "internet"],
    ["the network", balancer({ internal: true }), "network"],
    ["what is not known yet", { ...balancer({ internal: UNKNOWN }), ...made({ internal: "node" }) }, "?"],
    ["Cloud Control's default, the internet", balancer({ loadBalancerArn: "lb-1" }, `${NATIVE}LoadBalancer`), "internet"],
    [
        "Cloud Control's internet",
        balancer({ loadBalancerArn: "lb-1", scheme: "internet-facing" }, `${NATIVE}LoadBalancer`),
        "internet",
    ],
    ["Cloud Control's network", balancer({ loadBalancerArn: "lb-1", scheme: "internal" }, `${NATIVE}LoadBalancer`), "network"],
    ["Cloud Control's word in the other provider", balancer({ scheme: "internal" }), "internet"],
    [
        "the other provider's word in Cloud Control",
        balancer({ loadBalancerArn: "lb-1", internal: true }, `${NATIVE}LoadBalancer`),
        "internet",
    ],
    [
        "what is not known yet of Cloud Control's",
        { ...balancer({ loadBalancerArn: "lb-1", scheme: UNKNOWN }, `${NATIVE}LoadBalancer`), ...made({ scheme: "node" }) },
        "?",
    ],
])("%s", (_, given, expected) =>
    expect(waysOf(given, listener(), targets(), node).map((way) => way.replace(/^targets port: | →.*/g, ""))).toEqual([expected]),
);

/** Whom the groups of a load balancer admit to its listener. */
describe("groups before a load balancer", () => {
    const group = (ingress: unknown, name = "doors", more: Partial<GivenInStack> = {}) =>
        resource(name, "aws:ec2/securityGroup:SecurityGroup", { id: `sg-${name}`, ingress }, more);
    const tcp = (port: number, ...cidrBlocks: unknown[]) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks });
    const admitted = (groups: readonly GivenInStack[], securityGroups: readonly string[] = ["sg-doors"], door = listener()) =>
        waysOf(balancer({ securityGroups }), door, targets(), ...groups).map((way) => way.replace(/^targets port: | →.*/g, ""));

    test.each<[reason: string, groups: GivenInStack[], whom: string]>([
        ["admit some", [group([tcp(443, "10.0.0.0/8", "203.0.113.0/24")])], "internet by 10.0.0.0/8,203.0.113.0/24"],
        ["admit nobody to that port", [group([tcp(80, "0.0.0.0/0")])], "internet by "],
        ["admit UDP alone", [group([{ ...tcp(443, "0.0.0.0/0"), protocol: "udp" }])], "internet by "],
        ["admit another group", [group([{ ...tcp(443), securityGroups: ["sg-x"] }])], "internet by "],
        ["admit a list that nobody sees", [group([{ ...tcp(443), prefixListIds: ["pl-1"] }])], "internet"],
        ["admit no list", [group([{ ...tcp(443, "10.0.0.0/8"), prefixListIds: [] }])], "internet by 10.0.0.0/8"],
        ["admit what is not known", [group([tcp(443, UNKNOWN)])], "internet"],
        ["admit what is no range", [group([tcp(443, "everybody")])], "internet"],
        ["have rules that cannot be read", [group("everybody")], "internet"],
    ])("%s", (_, groups, expected) => expect(admitted(groups)).toEqual([expected]));

    test("of several each admits, and each must be readable", () => {
        const two = ["sg-doors", "sg-more"];
        expect(admitted([group([tcp(443, "10.0.0.0/8")]), group([tcp(443, "192.168.0.0/16")], "more")], two)).toEqual([
            "internet by 10.0.0.0/8,192.168.0.0/16",
        ]);
        expect(admitted([group([tcp(443, "10.0.0.0/8")]), group("x", "more")], two)).toEqual(["internet"]);
        expect(admitted([group([tcp(443, "10.0.0.0/8")])], two)).toEqual(["internet"]);
    });
    test("at a port that is not known nothing narrows the way", () =>
        expect(admitted([group([tcp(443, "10.0.0.0/8")])], ["sg-doors"], listener({ port: UNKNOWN }))).toEqual(["internet"]));
});
