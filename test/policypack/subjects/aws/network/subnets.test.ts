import { isSubnet, subnetProperty, Subnets } from "../../../../../policypack/subjects/aws/network/subnets";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { resource } from "../../../paths";

const SUBNETS = [
    resource("a", "aws:ec2/subnet:Subnet", { id: "subnet-a" }),
    resource("b", "aws-native:ec2:Subnet", { subnetId: "subnet-b" }),
    resource("other", "random:index/randomId:RandomId", { id: "x" }),
];
/** The subnets in which a resource certainly stands, where that is certain of all. */
function allOf(props: object, from: Readonly<Record<string, readonly string[]>> = {}) {
    const it: GivenInStack = resource("it", "aws:x/thing:Thing", props, { propertyDependencies: from });
    const stack = stackOf([...SUBNETS, it]);
    return new Subnets(stack).allOf(stack.find(({ name }) => name === "it")!)?.map(({ name }) => name);
}

test.each<[reason: string, props: object, subnets: string[] | undefined]>([
    ["an instance's", { subnetId: "subnet-a" }, ["a"]],
    ["a load balancer's", { subnets: ["subnet-a", "subnet-b"] }, ["a", "b"]],
    ["a node group's", { subnetIds: ["subnet-a"] }, ["a"]],
    ["an auto scaling group's", { vpcZoneIdentifiers: ["subnet-b"] }, ["b"]],
    ["Cloud Control's auto scaling group's", { vpcZoneIdentifier: ["subnet-a", "subnet-b"] }, ["a", "b"]],
    ["one of another stack", { subnetId: "subnet-9" }, undefined],
    ["one of another stack beside one of this", { subnetIds: ["subnet-a", "subnet-9"] }, undefined],
    ["none", {}, undefined],
    ["none in a list", { subnetIds: [] }, []],
    ["one that is named elsewhere", { subnetIds: ["subnet-9"], tags: { subnet: "subnet-a" } }, undefined],
    ["one that is not known", { subnetId: UNKNOWN }, undefined],
    ["some that are not known", { subnetIds: [UNKNOWN] }, undefined],
])("the subnets are %s", (_, props, subnets) => expect(allOf(props)).toEqual(subnets));

test.each<[reason: string, props: object, from: Record<string, string[]>, subnets: string[] | undefined]>([
    ["the one that it is made from", { subnetId: UNKNOWN }, { subnetId: ["a"] }, ["a"]],
    ["as many as it is made from", { subnetIds: [UNKNOWN, UNKNOWN] }, { subnetIds: ["a", "b"] }, ["a", "b"]],
    ["not more than it is made from", { subnetIds: [UNKNOWN, UNKNOWN] }, { subnetIds: ["a"] }, undefined],
    ["not fewer than it is made from", { subnetIds: [UNKNOWN] }, { subnetIds: ["a", "b"] }, undefined],
    ["not what is no subnet", { subnetIds: [UNKNOWN, UNKNOWN] }, { subnetIds: ["a", "other"] }, undefined],
    ["not one of two", { subnetId: UNKNOWN }, { subnetId: ["a", "b"] }, undefined],
    ["not a list of which nothing is known", { subnetIds: UNKNOWN }, { subnetIds: ["a"] }, undefined],
])("while ids are not known the subnets are %s", (_, props, from, subnets) => expect(allOf(props, from)).toEqual(subnets));

test.each([
    "subnetId",
    "subnetIds",
    "subnets",
    "vpcZoneIdentifier",
    "vpcZoneIdentifiers",
    "networkInterfaces",
    "launchSpecifications",
    "launchTemplateData",
])("%s says where machines stand", (property) => expect(subnetProperty(property)).toBe(true));
test.each(["mySubnetId", "my-subnetId", "subnetIdsX", "subnet", "vpcId", "launchTemplateDataX"])("%s does not", (property) =>
    expect(subnetProperty(property)).toBe(false),
);

test.each<[type: string, is: boolean]>([
    ["aws:ec2/subnet:Subnet", true],
    ["aws:ec2/defaultSubnet:DefaultSubnet", true],
    ["aws-native:ec2:Subnet", true],
    ["my-aws:ec2/subnet:Subnet", false],
    ["aws-native:ec2:SubnetCidrBlock", false],
    ["aws:rds/subnetGroup:SubnetGroup", false],
])("%s is a subnet: %s", (type, is) => expect(isSubnet(stackOf([resource("it", type, {})])[0]!)).toBe(is));
