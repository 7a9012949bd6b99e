import { ingressRules } from "../../../../../policypack/subjects/aws/network/ingress-rules";
import { networkOf } from "../../../../../policypack/subjects/aws/network/network";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { CLUSTER, made, resource } from "../../../paths";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const tcp = { protocol: "tcp", fromPort: 443, toPort: 443 };
const one = resource("one", GROUP, { id: "sg-1", name: "first" });
const two = resource("two", GROUP, { id: "sg-2" });
const cluster = resource("prod", "aws:eks/cluster:Cluster", { vpcConfig: { clusterSecurityGroupId: "sg-9" } });
const reference = resource("network", "pulumi:pulumi:StackReference", {});
const find = (given: readonly GivenInStack[]) => {
    const stack = stackOf(given);
    return { groups: networkOf(stack).groups, it: stack.find(({ name }) => name === "it")! };
};

/** The group to which a rule belongs. */
function groupOf(props: object, more: Partial<GivenInStack> = {}, type = RULE, beside: readonly GivenInStack[] = []) {
    const { groups, it } = find([
        one,
        two,
        cluster,
        reference,
        ...beside,
        resource("it", type, { type: "ingress", ...tcp, ...props }, more),
    ]);
    const { words, id, hints, resource: group, isReferenced } = groups.groupOf(it);
    const roles = hints.map(({ role, through }) => `${role} ${through.join()}`.trim());
    return [words, id, group?.name, ...(isReferenced ? ["referenced"] : []), ...roles];
}

test.each<[reason: string, props: object, more: Partial<GivenInStack>, group: unknown[]]>([
    ["a group of the stack", { securityGroupId: "sg-1" }, {}, ['security group "one"', "sg-1", "one"]],
    [
        "a group of the stack that is not known yet",
        { securityGroupId: UNKNOWN },
        made({ securityGroupId: "two" }),
        ['security group "two"', "sg-2", "two"],
    ],
    ["a group of another stack", { securityGroupId: "sg-7" }, {}, ["security group sg-7", "sg-7", undefined]],
    [
        "a group that another stack names",
        { securityGroupId: "sg-7" },
        made({ securityGroupId: "network" }),
        ["security group sg-7 of another stack", "sg-7", undefined, "referenced"],
    ],
    [
        "a group that another stack names, and that is not known yet",
        { securityGroupId: UNKNOWN },
        made({ securityGroupId: "network" }),
        ["security group of another stack", undefined, undefined, "referenced"],
    ],
    [
        "a group of which nothing is known",
        { securityGroupId: UNKNOWN },
        {},
        ["security group of another stack", undefined, undefined],
    ],
    [
        "the group that EKS makes for a cluster",
        { securityGroupId: "sg-9" },
        {},
        ['the security group of cluster "prod"', "sg-9", undefined, "kubernetes"],
    ],
    [
        "the same while it is not known yet",
        { securityGroupId: UNKNOWN },
        made({ securityGroupId: "prod" }),
        ['the security group of cluster "prod"', undefined, undefined, "kubernetes"],
    ],
])("a rule belongs to %s", (_, props, more, group) => expect(groupOf(props, more)).toEqual(group));

test("a rule of Cloud Control belongs to a group by its id or its name", () => {
    const NATIVE = "aws-native:ec2:SecurityGroupIngress";
    expect(groupOf({ groupId: "sg-1" }, {}, NATIVE)).toEqual(['security group "one"', "sg-1", "one"]);
    expect(groupOf({ groupId: "sg-7" }, {}, NATIVE)).toEqual(["security group sg-7", "sg-7", undefined]);
    expect(groupOf({ groupName: "first" }, {}, NATIVE)).toEqual(['security group "one"', "sg-1", "one"]);
    expect(groupOf({ description: "sg-1" }, {}, NATIVE)).toEqual(["security group of another stack", undefined, undefined]);
});

test("a rule that is made from a node group belongs to its cluster's, one that is made from a machine does not", () => {
    const pool = resource("pool", "aws:eks/nodeGroup:NodeGroup", {});
    const box = resource("box", "aws:ec2/instance:Instance", { tags: {} });
    expect(groupOf({ securityGroupId: UNKNOWN }, made({ securityGroupId: "pool" }), RULE, [pool])).toEqual([
        'the security group of node group "pool"',
        undefined,
        undefined,
        "worker",
    ]);
    expect(groupOf({ securityGroupId: UNKNOWN }, made({ securityGroupId: "box" }), RULE, [box])).toEqual([
        "security group of another stack",
        undefined,
        undefined,
    ]);
});

/** Which groups of the stack the rules of a resource admit. */
function admitted(it: GivenInStack) {
    const { groups, it: found } = find([one, two, cluster, resource("other", "random:index/randomId:RandomId", {}), it]);
    const places = [...ingressRules.rows.get(found.type)!(found)].flatMap((thunk) => thunk().sources);
    return places
        .filter(({ kind }) => kind === "security group")
        .map((place) =>
            groups
                .admittedBy(found, place)
                .map(({ name }) => name)
                .join(),
        );
}
const rule = (sourceSecurityGroupId: unknown, from: readonly string[] = []) =>
    resource(
        "it",
        RULE,
        { type: "ingress", ...tcp, sourceSecurityGroupId },
        { propertyDependencies: { sourceSecurityGroupId: from } },
    );
const group = (securityGroups: readonly unknown[], from: readonly string[] = []) =>
    resource("it", GROUP, { id: "sg-it", ingress: [{ ...tcp, securityGroups }] }, { propertyDependencies: { ingress: from } });

test.each<[reason: string, it: GivenInStack, groups: string]>([
    ["by id", rule("sg-1"), "one"],
    ["by the id of a cluster's own, which is none of the stack", rule("sg-9"), ""],
    ["of another stack", rule("sg-7"), ""],
    ["a known one, whatever the property is made from", rule("sg-1", ["two"]), "one"],
    ["one that is not known yet", rule(UNKNOWN, ["two"]), "two"],
    ["what is made from something else", rule(UNKNOWN, ["other"]), ""],
    ["one of two, of which the program chooses", rule(UNKNOWN, ["one", "two"]), "one,two"],
    ["what nothing tells", rule(UNKNOWN), ""],
    ["several of a group's own rules", group(["sg-1", "sg-2"]), "one,two"],
    ["the one that a group's own rules are made from", group(["sg-1", UNKNOWN], ["two", "other"]), "one,two"],
    ["none of several that they are made from", group(["sg-1", UNKNOWN], ["one", "two"]), "one"],
    ["the same twice", group(["sg-1", UNKNOWN], ["one"]), "one"],
])("a rule admits groups %s", (_, it, groups) => expect(admitted(it)).toEqual([groups]));

/** The groups of a load balancer, where all of them are the stack's. */
test.each<[reason: string, props: object, more: Partial<GivenInStack>, groups: string[] | undefined]>([
    ["both", { securityGroups: ["sg-1", "sg-2"] }, {}, ["one", "two"]],
    ["one that is not known yet", { securityGroups: [UNKNOWN] }, made({ securityGroups: "one" }), ["one"]],
    ["one of another stack beside", { securityGroups: ["sg-1", "sg-7"] }, {}, undefined],
    ["more than are known", { securityGroups: [UNKNOWN, UNKNOWN] }, made({ securityGroups: "one" }), undefined],
    ["a cluster's own", { securityGroups: ["sg-9", "sg-1"] }, {}, undefined],
    ["something else", { securityGroups: [UNKNOWN] }, made({ securityGroups: "network" }), undefined],
    ["none", { securityGroups: [] }, {}, undefined],
    ["none that is said", {}, {}, undefined],
    ["some that are not known", { securityGroups: UNKNOWN }, made({ securityGroups: "one" }), undefined],
    ["none, but another property's", { securityGroups: ["sg-7"], tags: { group: "sg-1" } }, {}, undefined],
])("before a load balancer stand %s", (_, props, more, expected) => {
    const { groups, it } = find([one, two, cluster, reference, resource("it", "aws:lb/loadBalancer:LoadBalancer", props, more)]);
    expect(groups.groupsBefore(it)?.map(({ name }) => name)).toEqual(expected);
});

test("the rules of a group are those of its own and those that others attach", () => {
    const stack = stackOf([
        resource("one", GROUP, { id: "sg-1", ingress: [{ ...tcp, cidrBlocks: ["10.0.0.0/8"] }] }),
        two,
        resource("it", RULE, { type: "ingress", ...tcp, fromPort: 22, securityGroupId: "sg-1" }),
    ]);
    const { groups } = networkOf(stack);
    const rulesOf = (name: string) =>
        groups.rulesOf(stack.find((found) => found.name === name)!).map((found) => found.tcpPorts()?.first);
    expect([rulesOf("one"), rulesOf("two"), rulesOf("it")]).toEqual([[443, 22], [], []]);
});

/** What is known of a group: its tags, its rules, what stands behind it, and its name. */
test.each<[reason: string, props: object, behind: GivenInStack[], roles: string[]]>([
    ["its tags", { tags: CLUSTER }, [], ["kubernetes"]],
    ["its rules", { ingress: [{ ...tcp, fromPort: 10250, toPort: 10250 }] }, [], ["kubelet"]],
    ["its name", { name: "etcd" }, [], ["control plane by name"]],
    [
        "what stands behind it",
        {},
        [resource("lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-3"] })],
        ['service load balancer "lb"'],
    ],
    [
        "not its name, where a service alone stands behind it",
        { name: "etcd" },
        [resource("lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-3"] })],
        ['service load balancer "lb"'],
    ],
    [
        "its name, where something else stands behind it too",
        { name: "etcd" },
        [
            resource("box", "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-3"], associatePublicIpAddress: true }),
            resource("lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-3"] }),
        ],
        ['machine instance "box" with a public address', 'service load balancer "lb"', "control plane by name"],
    ],
])("of a group is known %s", (_, props, behind, roles) => {
    const { groups, it } = find([resource("it", GROUP, { id: "sg-3", ...props }), ...behind]);
    const told = groups.hintsOf(it).map(({ role, through }) => `${role} ${through.join()}`.trim());
    expect(told).toEqual(roles);
    expect(groups.hintsOf(it)).toBe(groups.hintsOf(it));
});
