import { isUnknown } from "../../../../../policypack/lib/unknown";
import { Unreadable } from "../../../../../policypack/model/unreadable";
import { CONTAINER_RUNTIME, type GuardedService, KUBELET, NODE_HEALTH } from "../../../../../policypack/model/guarded-service";
import { ingressTo } from "../../../../../policypack/subjects/aws/network/ingress";
import { ingressInStackTo } from "../../../../../policypack/subjects/aws/network/ingress-in-stack";
import { movedIngressInStackTo } from "../../../../../policypack/subjects/aws/network/moved-ingress";
import type { Ingress, TogetherIngress } from "../../../../../policypack/model/ingress";
import type { Located, StackSubject, Thunk } from "../../../../../policypack/lib/subject";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { CLUSTER, resource } from "../../../paths";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const tcp = (fromPort: unknown, toPort: unknown, more: object = {}) => ({ protocol: "tcp", fromPort, toPort, ...more });
const FROM = { cidrBlocks: ["10.0.0.0/8"] };

const words = (view: Ingress | TogetherIngress) => {
    if ("parts" in view)
        return `together ${view.opens.join()} of ${view.parts
            .flat()
            .map(({ written }) => written)
            .join()}`;
    const { at, opens, sources, isNarrow, isExact, instead, evidence, path, group } = view;
    const from = sources.map(({ kind, written }) => `${kind} ${written}`).join();
    const kind = [isNarrow && "narrow", isExact && "exact", evidence.verdict].filter(Boolean).join(" ");
    return [
        `${at} opens ${opens.join()} to ${from}: ${kind} ${path.join(" → ")}`.trim(),
        instead !== "securityGroups" && `instead ${instead}`,
        group,
    ]
        .filter(Boolean)
        .join(", ");
};
const told = (thunks: Iterable<Thunk<string>>) =>
    [...thunks].map((thunk) => {
        try {
            return thunk();
        } catch (fault) {
            if (!isUnknown(fault) && !(fault instanceof Unreadable)) throw fault;
            return "?";
        }
    });

/** What one resource shows by itself. */
function alone(service: GuardedService, type: string, props: object) {
    const [one] = stackOf([resource("it", type, props)]);
    return told([...(ingressTo(service).rows.get(type)?.(one!) ?? [])].map((thunk) => () => words(thunk())));
}
const group = (ingress: unknown, more: object = { tags: CLUSTER }) => ({ ingress, ...more });

test.each<[reason: string, rule: object, views: string[]]>([
    ["the port alone", tcp(10250, 10250, FROM), ["ingress[0].cidrBlocks opens 10250 to addresses 10.0.0.0/8: narrow exact node"]],
    ["both ports", tcp(10250, 10255, FROM), ["ingress[0].cidrBlocks opens 10250,10255 to addresses 10.0.0.0/8: narrow node"]],
    ["every port", { protocol: "-1", ...FROM }, ["ingress[0].cidrBlocks opens 10250,10255 to addresses 10.0.0.0/8: node"]],
    ["other ports", tcp(443, 443, FROM), []],
    ["UDP", { ...tcp(10250, 10250, FROM), protocol: "udp" }, []],
    [
        "another account's group",
        tcp(10250, 10250, { securityGroups: ["123456789012/sg-1", "sg-2"] }),
        ["ingress[0].securityGroups opens 10250 to security group 123456789012/sg-1: narrow exact node"],
    ],
    ["a group with a number before it", tcp(10250, 10250, { securityGroups: ["x123456789012/sg-1"] }), []],
    ["a group of the same account", tcp(10250, 10250, { securityGroups: ["sg-1"] }), []],
    ["a group that is not known, which is taken for the cluster's", tcp(10250, 10250, { securityGroups: [UNKNOWN] }), []],
    ["a prefix list, which the stack has", tcp(10250, 10250, { prefixListIds: ["pl-1"] }), []],
    ["nobody", tcp(10250, 10250), []],
    [
        "both kinds of addresses",
        tcp(10250, 10250, { ...FROM, ipv6CidrBlocks: ["::/0"] }),
        [
            "ingress[0].cidrBlocks opens 10250 to addresses 10.0.0.0/8: narrow exact node",
            "ingress[0].ipv6CidrBlocks opens 10250 to addresses ::/0: narrow exact node",
        ],
    ],
    [
        "what is no range",
        tcp(10250, 10250, { cidrBlocks: ["x", "10.0.0.0/8"] }),
        ["?", "ingress[0].cidrBlocks opens 10250 to addresses 10.0.0.0/8: narrow exact node"],
    ],
    ["ports that are not known", tcp(UNKNOWN, 10250, FROM), ["?"]],
    ["ports that are not known, to groups alone", tcp(UNKNOWN, 10250, { securityGroups: ["sg-1"] }), []],
])("a node's group opens %s", (_, rule, views) => expect(alone(KUBELET, GROUP, group([rule]))).toEqual(views));

test("a group that shows no node is judged with its stack, but for ports that are not known", () => {
    expect(alone(KUBELET, GROUP, group([{ protocol: "-1", ...FROM }], {}))).toEqual([]);
    expect(alone(KUBELET, GROUP, group([tcp(UNKNOWN, 1, FROM)], {}))).toEqual(["?"]);
    expect(alone(KUBELET, GROUP, group([tcp(10250, 10250, FROM)], {}))).toHaveLength(1);
});

test("of the service beside it each is told once", () => {
    expect(alone(NODE_HEALTH, GROUP, group([tcp(10256, 10256, FROM)]))).toEqual([
        "ingress[0].cidrBlocks opens 10256 to addresses 10.0.0.0/8: narrow exact node",
    ]);
    expect(alone(NODE_HEALTH, GROUP, group([tcp(10250, 10256, FROM)]))).toEqual([]);
    expect(alone(NODE_HEALTH, GROUP, group([tcp(UNKNOWN, 10256, FROM)]))).toEqual([]);
    expect(alone(NODE_HEALTH, GROUP, group("x"))).toEqual([]);
    expect(alone(KUBELET, GROUP, group("x"))).toEqual(["?"]);
});

test.each<[type: string, props: object, view: string]>([
    [
        RULE,
        { type: "ingress", ...tcp(10250, 10250, FROM) },
        "cidrBlocks opens 10250 to addresses 10.0.0.0/8: narrow exact node, instead sourceSecurityGroupId",
    ],
    [
        RULE,
        { type: "ingress", ...tcp(10250, 10250), sourceSecurityGroupId: "123456789012/sg-1" },
        "sourceSecurityGroupId opens 10250 to security group 123456789012/sg-1: narrow exact node, instead sourceSecurityGroupId",
    ],
    [
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        { ipProtocol: "tcp", fromPort: 10250, toPort: 10250, cidrIpv6: "::/0" },
        "cidrIpv6 opens 10250 to addresses ::/0: narrow exact node, instead referencedSecurityGroupId",
    ],
    [
        "aws-native:ec2:SecurityGroupIngress",
        { ipProtocol: "tcp", fromPort: 10250, toPort: 10250, cidrIp: "10.0.0.0/8" },
        "cidrIp opens 10250 to addresses 10.0.0.0/8: narrow exact node, instead sourceSecurityGroupId",
    ],
    [
        "aws-native:ec2:SecurityGroup",
        { securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 10250, toPort: 10250, cidrIp: "10.0.0.0/8" }] },
        "securityGroupIngress[0].cidrIp opens 10250 to addresses 10.0.0.0/8: narrow exact node, instead sourceSecurityGroupId",
    ],
])("%s with %j", (type, props, view) => expect(alone(KUBELET, type, props)).toEqual([view]));

/** What only the stack shows. */
function inStack<V extends Ingress | TogetherIngress>(subject: StackSubject<V>, ...given: readonly GivenInStack[]) {
    const thunks = [...subject(stackOf(given))] as Thunk<Located<V>>[];
    return told(
        thunks.map((thunk) => () => {
            const { urn, view } = thunk();
            return `${urn.split("::").at(-1)} ${words(view)}`;
        }),
    );
}
const nodes = (ingress: unknown, more: object = {}) => resource("nodes", GROUP, { id: "sg-1", ingress, ...more });
const node = resource("node", "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-1"], tags: CLUSTER });
const EVERY = { protocol: "-1", fromPort: 0, toPort: 0 };
const WAY = 'security group "nodes" → instance "node", sg-1';

test.each<[reason: string, service: GuardedService, given: GivenInStack[], views: string[]]>([
    [
        "a wide rule before a node",
        KUBELET,
        [nodes([{ ...EVERY, ...FROM }]), node],
        [`nodes ingress[0].cidrBlocks opens 10250,10255 to addresses 10.0.0.0/8: node ${WAY}`],
    ],
    [
        "a wide rule of which nobody meant these ports",
        NODE_HEALTH,
        [nodes([tcp(10256, 20000, FROM)]), node],
        [`nodes ingress[0].cidrBlocks opens 10256 to addresses 10.0.0.0/8: node ${WAY}`],
    ],
    ["rules that cannot be read", KUBELET, [nodes("x"), node], ["?"]],
    ["rules that cannot be read, of a service beside another", NODE_HEALTH, [nodes("x"), node], []],
    ["a rule that names the port, which is judged alone", KUBELET, [nodes([tcp(10250, 10250, FROM)]), node], []],
    [
        "a prefix list in a rule that is judged alone",
        KUBELET,
        [
            resource("list", "aws:ec2/managedPrefixList:ManagedPrefixList", { id: "pl-1", entries: [{ cidr: "10.0.0.0/8" }] }),
            nodes([tcp(10250, 10250, { prefixListIds: ["pl-1"] })]),
        ],
        ["nodes ingress[0].prefixListIds opens 10250 to addresses 10.0.0.0/8: narrow exact node, sg-1"],
    ],
    [
        "halves, together",
        KUBELET,
        [nodes([tcp(10250, 10250, { cidrBlocks: ["0.0.0.0/1"] }), { ...EVERY, cidrBlocks: ["128.0.0.0/1"] }]), node],
        ["nodes together 10250 of 0.0.0.0/1,128.0.0.0/1"],
    ],
    [
        "halves in wide rules, of which nobody meant these ports",
        NODE_HEALTH,
        [nodes([tcp(10256, 20000, { cidrBlocks: ["0.0.0.0/1"] }), tcp(10256, 30000, { cidrBlocks: ["128.0.0.0/1"] })]), node],
        [
            `nodes ingress[0].cidrBlocks opens 10256 to addresses 0.0.0.0/1: node ${WAY}`,
            `nodes ingress[1].cidrBlocks opens 10256 to addresses 128.0.0.0/1: node ${WAY}`,
        ],
    ],
    [
        "what AWS lists in the group of a rule of its own",
        KUBELET,
        [
            nodes([tcp(10250, 10250, FROM)]),
            resource("it", RULE, { type: "ingress", securityGroupId: "sg-1", ...tcp(10250, 10250, FROM) }),
        ],
        [],
    ],
    [
        "a service, behind which stands none",
        KUBELET,
        [nodes([{ ...EVERY, ...FROM }]), resource("lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-1"] })],
        [],
    ],
])("a stack shows %s", (_, service, given, views) => expect(inStack(ingressInStackTo(service), ...given)).toEqual(views));

test("a wide rule of a group that is tagged as a node's is judged alone", () => {
    expect(inStack(ingressInStackTo(KUBELET), nodes([{ ...EVERY, ...FROM }], { tags: CLUSTER }))).toEqual([]);
    expect(inStack(ingressInStackTo(CONTAINER_RUNTIME), nodes([tcp(2375, 2375, FROM)]), node)).toEqual([
        `nodes ingress[0].cidrBlocks opens 2375 to addresses 10.0.0.0/8: narrow exact node ${WAY}`,
    ]);
});

/** Ports to which a node's configuration moves the kubelet. */
const moved = {
    ...node,
    props: { vpcSecurityGroupIds: ["sg-1"], userData: "#!/bin/bash\nkubelet --port=10260 --read-only-port=0\n" },
};
const TO_10260 = (at: string) => `${at} opens 10260 to addresses 10.0.0.0/8: narrow exact node ${WAY}`;
test.each<[reason: string, given: GivenInStack[], views: string[]]>([
    ["the port", [nodes([tcp(10260, 10260, FROM)]), moved], [TO_10260("nodes ingress[0].cidrBlocks")]],
    [
        "the port, as AWS lists it too",
        [
            nodes([tcp(10260, 10260, FROM)]),
            moved,
            resource("it", RULE, { type: "ingress", securityGroupId: "sg-1", ...tcp(10260, 10260, FROM) }),
        ],
        [`${TO_10260("it cidrBlocks").replace(", sg-1", "")}, instead sourceSecurityGroupId, sg-1`],
    ],
    [
        "the port to a list",
        [
            resource("list", "aws:ec2/managedPrefixList:ManagedPrefixList", { id: "pl-1", entries: [{ cidr: "10.0.0.0/8" }] }),
            nodes([tcp(10260, 10260, { prefixListIds: ["pl-1"] })]),
            moved,
        ],
        [TO_10260("nodes ingress[0].prefixListIds")],
    ],
    ["the port and one of the kubelet's own", [nodes([tcp(10255, 10260, FROM)]), moved], []],
    ["ports that are not known", [nodes([tcp(UNKNOWN, 10260, FROM)]), moved], []],
    ["another port", [nodes([tcp(10261, 10261, FROM)]), moved], []],
    ["the port before a machine that moves nothing", [nodes([tcp(10260, 10260, FROM)]), node], []],
])("a rule opens %s", (_, given, views) => expect(inStack(movedIngressInStackTo(KUBELET), ...given)).toEqual(views));
