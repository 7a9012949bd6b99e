import { type GivenInStack, UNKNOWN } from "../../../judge";
import { CLUSTER, doubt, group, made, resource, told, way } from "../../../paths";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

const subnet = (id: string) => resource(`subnet-${id}`, "aws:ec2/subnet:Subnet", { id });
const node = (props: object = { subnetId: "a" }, name = "node") =>
    resource(name, "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-1"], tags: CLUSTER, ...props });
const allow = (ruleNo: unknown, cidrBlock = "0.0.0.0/0", more: object = {}) => ({
    ruleNo,
    action: "allow",
    protocol: "-1",
    fromPort: 0,
    toPort: 0,
    cidrBlock,
    ...more,
});
const deny = (ruleNo: unknown, cidrBlock = "0.0.0.0/0", more: object = {}) => ({
    ...allow(ruleNo, cidrBlock, more),
    action: "deny",
});
const kubelet = { protocol: "tcp", fromPort: 10250, toPort: 10255 };
const acl = (ingress: unknown, props: object = {}, name = "closed") =>
    resource(name, ACL, { id: `acl-${name}`, subnetIds: ["a"], ...(ingress !== undefined && { ingress }), ...props });

const open = way('instance "node"');
const closed = (words: string, ...parts: readonly string[]) =>
    `advisory: ${way(...parts).replace("mandatory: ", "")}), which ${words} today`;
/** As `told`, with what stands behind the brackets. */
const stacked = (...resources: readonly GivenInStack[]) => told([group(), ...resources], /\((.*?)\)?\. Open/);
const CLOSED = closed('network ACL "closed" denies', 'instance "node"');

describe("a network ACL in front of every node makes advice of what a group opens", () => {
    test.each<[string, readonly GivenInStack[], string]>([
        ["none", [subnet("a"), node()], open],
        ["one that denies everybody", [subnet("a"), node(), acl([deny(100)])], CLOSED],
        ["one that admits others", [subnet("a"), node(), acl([allow(100, "203.0.113.0/24")])], open],
        [
            "one that admits only private addresses",
            [subnet("a"), node(), acl([allow(100, "10.0.0.0/8")])],
            closed('network ACL "closed" admits from private addresses alone', 'instance "node"'),
        ],
        [
            "one that admits only other ports",
            [subnet("a"), node(), acl([allow(100, "0.0.0.0/0", { ...kubelet, fromPort: 443, toPort: 443 })])],
            CLOSED,
        ],
        ["one that admits UDP", [subnet("a"), node(), acl([allow(100, "0.0.0.0/0", { ...kubelet, protocol: "udp" })])], CLOSED],
        ["a denial before the admission", [subnet("a"), node(), acl([allow(200), deny(100, "0.0.0.0/0", kubelet)])], CLOSED],
        ["a denial after the admission", [subnet("a"), node(), acl([deny(200, "0.0.0.0/0", kubelet), allow(100)])], open],
        [
            "a denial of one port of two",
            [subnet("a"), node(), acl([deny(1, "0.0.0.0/0", { ...kubelet, toPort: 10250 }), allow(2)])],
            open,
        ],
        ["a denial of half the addresses", [subnet("a"), node(), acl([deny(1, "0.0.0.0/1"), allow(2)])], open],
        ["denials of both halves", [subnet("a"), node(), acl([deny(1, "0.0.0.0/1"), deny(2, "128.0.0.0/1"), allow(3)])], CLOSED],
        [
            "an admission of one address before the denial",
            [subnet("a"), node(), acl([allow(1, "203.0.113.7/32"), deny(2)])],
            open,
        ],
        ["rules that are not read", [subnet("a"), node(), acl([deny(1, "10.0.0.0/33"), deny(2)])], open],
        ["rules without a number", [subnet("a"), node(), acl([deny(undefined)])], open],
        ["a rule that is unknown", [subnet("a"), node(), acl([deny(1), allow(UNKNOWN)])], open],
        [
            "rules that the program makes of something unknown",
            [subnet("a"), node(), { ...acl(UNKNOWN), ...made({ ingress: "subnet-a" }) }],
            open,
        ],
        ["no rules here, so that they are made elsewhere", [subnet("a"), node(), acl([])], open],
        ["one of another subnet", [subnet("a"), subnet("b"), node(), acl([deny(1)], { subnetIds: ["b"] })], open],
        ["two that claim one subnet", [subnet("a"), node(), acl([deny(1)]), acl([allow(1)], {}, "other")], open],
        ["a subnet of another stack", [node({ subnetId: "elsewhere" }), acl([deny(1)], { subnetIds: ["elsewhere"] })], open],
        [
            "a machine in another subnet behind the same group",
            [subnet("a"), subnet("b"), node(), node({ subnetId: "b" }, "second"), acl([deny(1)])],
            open,
        ],
        [
            "another thing behind the same group, which stands nobody knows where",
            [
                subnet("a"),
                node(),
                acl([deny(1)]),
                resource("pool", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", {
                    spec: { securityGroupSelectorTerms: [{ id: "sg-1" }] },
                }),
            ],
            open,
        ],
        [
            "a template behind the same group, which nothing here starts",
            [
                subnet("a"),
                node(),
                acl([deny(1)]),
                resource("spare", "aws:ec2/launchTemplate:LaunchTemplate", {
                    id: "lt-9",
                    vpcSecurityGroupIds: ["sg-1"],
                    tags: CLUSTER,
                }),
            ],
            open,
        ],
        [
            "rules of their own",
            [
                subnet("a"),
                node(),
                acl(UNKNOWN),
                resource("first", RULE, { networkAclId: "acl-closed", ...deny(undefined), ruleNumber: 1, ruleAction: "deny" }),
                resource("leaving", RULE, {
                    networkAclId: "acl-closed",
                    ...allow(undefined),
                    ruleNumber: 1,
                    ruleAction: "allow",
                    egress: true,
                }),
            ],
            CLOSED,
        ],
        [
            "a rule of its own for an ACL that is not known",
            [
                subnet("a"),
                node(),
                acl([deny(10)]),
                resource("some", RULE, { networkAclId: UNKNOWN, ...allow(undefined), ruleNumber: 1, ruleAction: "allow" }),
            ],
            open,
        ],
        [
            "an association of its own",
            [
                subnet("a"),
                node(),
                acl([deny(1)], { subnetIds: undefined }),
                resource("joint", ASSOCIATION, { networkAclId: "acl-closed", subnetId: "a" }),
            ],
            CLOSED,
        ],
        [
            "the default ACL",
            [subnet("a"), node(), { ...acl([deny(1)], {}, "default"), type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl" }],
            closed('default network ACL "default" denies', 'instance "node"'),
        ],
        [
            "one of aws-native",
            [
                { ...subnet("a"), type: "aws-native:ec2:Subnet", props: { subnetId: "a" } },
                node(),
                resource("closed", "aws-native:ec2:NetworkAcl", { id: "acl-closed" }),
                resource("joint", "aws-native:ec2:SubnetNetworkAclAssociation", { networkAclId: "acl-closed", subnetId: "a" }),
                resource("rule", RULE, { networkAclId: "acl-closed", ...deny(undefined), ruleNumber: 1, ruleAction: "deny" }),
            ],
            CLOSED,
        ],
    ])("%s", (_, resources, expected) => expect(stacked(...resources)).toBe(expected));

    const template = resource("workers", "aws:ec2/launchTemplate:LaunchTemplate", { id: "lt-1", vpcSecurityGroupIds: ["sg-1"] });
    const pool = (props: object, more: Partial<GivenInStack> = {}) =>
        resource("pool", NODE_GROUP, { launchTemplate: { id: "lt-1" }, ...props }, more);
    const parts = ['launch template "workers"', 'node group "pool"'] as const;

    test("the subnets of a node group count, each of them", () => {
        const subnets = [subnet("a"), subnet("b"), template, pool({ subnetIds: ["a", "b"] })];
        expect(stacked(...subnets, acl([deny(1)]))).toBe(way(...parts));
        expect(stacked(...subnets, acl([deny(1)], { subnetIds: ["a", "b"] }))).toBe(
            closed('network ACL "closed" denies', ...parts),
        );
        expect(stacked(...subnets, acl([deny(1)]), acl([deny(1)], { subnetIds: ["b"] }, "too"))).toBe(
            closed('network ACL "closed" and network ACL "too" denies', ...parts),
        );
    });

    test("while ids are unknown, as many subnets as ids are certain", () => {
        const subnets = [subnet("a"), subnet("b"), template].map((one) => ({ ...one, props: { ...one.props } }));
        const unknown = (count: number, name: string) => ({
            props: { launchTemplate: { id: "lt-1" }, subnetIds: Array.from({ length: count }, () => UNKNOWN) },
            propertyDependencies: { subnetIds: ["subnet-a", "subnet-b"] },
            name,
        });
        const closedAcl = (count: number) => ({
            ...acl([deny(1)], { subnetIds: Array.from({ length: count }, () => UNKNOWN) }),
            propertyDependencies: { subnetIds: ["subnet-a", "subnet-b"] },
        });
        const pooled = (count: number) => ({ ...pool({}), ...unknown(count, "pool") });
        expect(stacked(...subnets, pooled(2), closedAcl(2))).toBe(closed('network ACL "closed" denies', ...parts));
        expect(stacked(...subnets, pooled(3), closedAcl(2))).toBe(way(...parts));
        expect(stacked(...subnets, pooled(2), closedAcl(1))).toBe(way(...parts));
    });

    test("what is doubtful anyhow stays so", () => {
        expect(stacked(subnet("a"), { ...node({ subnetId: "a", tags: {} }) }, acl([deny(1)]))).toBe(
            `${doubt('instance "node"')}), which network ACL "closed" denies today`,
        );
    });

    test("an ACL opens nothing by itself", () => {
        expect(told([subnet("a"), node(), acl([allow(1)])])).toBe("");
    });
});
