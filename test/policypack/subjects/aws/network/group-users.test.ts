import { networkOf } from "../../../../../policypack/subjects/aws/network/network";
import { isGroup } from "../../../../../policypack/subjects/aws/network/security-groups";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { made, resource } from "../../../paths";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const nodes = resource("nodes", GROUP, { id: "sg-1", name: "prod-nodes" });
/** What stands behind the group `nodes`. */
function usersOf(...given: readonly GivenInStack[]) {
    const stack = stackOf([nodes, ...given]);
    return networkOf(stack)
        .groups.usersOf(stack.find(({ name }) => name === "nodes"))
        .map(({ name }) => name);
}
const SOME = "aws:x/thing:Thing";

/** The properties by which resources of AWS take their groups, in either provider. */
test.each<[property: string, value?: unknown]>(
    [
        ...["securityGroups", "securityGroupIds", "vpcSecurityGroupIds", "vpcSecurityGroups", "securityGroup", "securityGroupId"],
        ...["security_groups", "securityGroupNames", "dbSecurityGroupName", "groupSet", "networkInterface", "networkInterfaces"],
        ...[
            "launchTemplateData",
            "launchSpecifications",
            "spotFleetRequestConfigData",
            "resourcesVpcConfig",
            "vpcConfig",
            "vpcConfiguration",
        ],
        ...["vpcOptions", "vpcSettings", "networkConfiguration", "brokerNodeGroupInfo", "ec2Attributes", "computeResources"],
    ].map((property): [string] => [property]),
)("%s takes groups", (property) => {
    expect(usersOf(resource("it", SOME, { [property]: ["sg-1"] }))).toEqual(["it"]);
    expect(usersOf(resource("it", SOME, { [property]: { groups: [{ id: "sg-1" }] } }))).toEqual(["it"]);
    expect(usersOf(resource("it", SOME, { [property]: UNKNOWN }, made({ [property]: "nodes" })))).toEqual(["it"]);
});

test.each([
    ...[
        "description",
        "tags",
        "remoteAccess",
        "sources",
        "securityGroupsX",
        "securityGroupIdsOfSources",
        "myGroupSet",
        "groupSets",
    ],
    ...[
        "myLaunchTemplateData",
        "launchTemplateDataX",
        "myLaunchSpecifications",
        "launchSpecificationsX",
        "mySpotFleetRequestConfigData",
    ],
    ...[
        "spotFleetRequestConfigDataX",
        "myResourcesVpcConfig",
        "myVpcConfig",
        "myVpcOptions",
        "myVpcSettings",
        "myNetworkInterface",
    ],
    ...[
        "networkInterfacesX",
        "networkInterfaceX",
        "myNetworkConfiguration",
        "myBrokerNodeGroupInfo",
        "myEc2Attributes",
        "myComputeResources",
    ],
])("%s takes none", (property) => expect(usersOf(resource("it", SOME, { [property]: ["sg-1"] }))).toEqual([]));

/** Rules and bookkeeping put nothing behind a group. */
test.each<[type: string, isUser: boolean]>([
    ["aws:ec2/securityGroupRule:SecurityGroupRule", false],
    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", false],
    ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", false],
    ["aws:vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation", false],
    ["aws:vpc/securityGroupRulesExclusive:SecurityGroupRulesExclusive", false],
    ["aws-native:ec2:SecurityGroupIngress", false],
    ["aws-native:ec2:SecurityGroupVpcAssociation", false],
    ["aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment", true],
    ["aws:rds/instance:Instance", true],
    ["aws:lb/loadBalancer:LoadBalancer", true],
    ["aws-native:lambda:Function", true],
])("%s stands behind a group: %s", (type, isUser) =>
    expect(usersOf(resource("it", type, { securityGroupId: "sg-1" }))).toEqual(isUser ? ["it"] : []),
);

test.each<[type: string, is: boolean]>([
    [GROUP, true],
    ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", true],
    ["aws-native:ec2:SecurityGroup", true],
    [`my-${GROUP}`, false],
    ["aws-native:ec2:SecurityGroupIngress", false],
    ["aws:rds/securityGroup:SecurityGroup", false],
])("%s is a group: %s", (type, is) => expect(isGroup(stackOf([resource("it", type, {})])[0]!)).toBe(is));

describe("a group's name", () => {
    test.each<[property: string, isTaken: boolean]>([
        ["securityGroups", true],
        ["securityGroupNames", true],
        ["groupName", true],
        ["description", false],
        ["mySecurityGroups", false],
        ["groupNameX", false],
        ["subgroupName", false],
    ])("in %s: %s", (property, isTaken) =>
        expect(usersOf(resource("it", SOME, { [property]: "prod-nodes" }))).toEqual(isTaken ? ["it"] : []),
    );
    test("is Cloud Control's too", () => {
        const native = resource("native", "aws-native:ec2:SecurityGroup", { groupName: "web", groupId: "sg-2" });
        const stack = stackOf([native, resource("it", SOME, { securityGroups: ["web"] })]);
        expect(
            networkOf(stack)
                .groups.usersOf(stack.find(isGroup))
                .map(({ name }) => name),
        ).toEqual(["it"]);
    });
    test("that two groups have names neither", () => {
        const other = resource("other", GROUP, { id: "sg-2", name: "prod-nodes" });
        const stack = stackOf([nodes, other, resource("it", SOME, { securityGroups: ["prod-nodes"] })]);
        const { groups } = networkOf(stack);
        expect(stack.filter(isGroup).map((group) => groups.usersOf(group))).toEqual([[], []]);
    });
    test("beside its id names the group once", () =>
        expect(usersOf(resource("it", SOME, { securityGroups: ["prod-nodes", "sg-1"] }))).toEqual(["it"]));
});

describe("objects of Kubernetes", () => {
    const pool = (props: object) => resource("pool", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", props);
    test("take groups in what they specify alone", () => {
        expect(usersOf(pool({ spec: { securityGroupSelectorTerms: [{ id: "sg-1" }] } }))).toEqual(["pool"]);
        expect(usersOf(pool({ metadata: { annotations: { group: "sg-1" } } }))).toEqual([]);
    });
    test("that name one by id and by name have it once", () =>
        expect(usersOf(pool({ spec: { securityGroupSelectorTerms: [{ id: "sg-1" }, { name: "prod-nodes" }] } }))).toEqual([
            "pool",
        ]));
});

test("what has a group is asked of the stack's groups alone", () => {
    const stack = stackOf([nodes]);
    expect(networkOf(stack).groups.usersOf(undefined)).toEqual([]);
    expect(networkOf(stack).groups.usersOf(stack[0])).toEqual([]);
});

/** At a preview AWS's own additions to a group's rules are unknown. */
test.each<[type: string, property: string]>([
    [GROUP, "ingress"],
    ["aws-native:ec2:SecurityGroup", "securityGroupIngress"],
])("rules of %s that AWS computes are none, those that the program makes of something unknown may be", (type, property) => {
    const faultsOf = (more: object, props: object = { [property]: UNKNOWN }) => {
        const stack = stackOf([nodes, resource("it", type, props, more)]);
        const { carriers, faulty } = networkOf(stack);
        const [carrier] = carriers.filter(({ resource: one }) => one.name === "it");
        return [carrier!.faults.length, [...faulty].map(({ name }) => name).join()];
    };
    expect(faultsOf({})).toEqual([0, ""]);
    expect(faultsOf(made({ [property]: "nodes" }))).toEqual([1, "it"]);
    expect(faultsOf({}, { [property]: "everybody" })).toEqual([1, "it"]);
    expect(faultsOf({}, { [property]: [] })).toEqual([0, ""]);
});
