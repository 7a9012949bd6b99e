import { type GivenInStack, UNKNOWN } from "../../../judge";
import { CLUSTER, NATIVE_TAGS, resource } from "../../../paths";
import { addressesIn } from "../../../public-addresses";

const INSTANCE = "aws:ec2/instance:Instance";
const TAG = "tag kubernetes.io/cluster/prod";

describe("subnets that give addresses", () => {
    const subnet = (props: object = { mapPublicIpOnLaunch: true }, type = "aws:ec2/subnet:Subnet") =>
        resource("front", type, { id: "s-1", ...props });
    const starts = (type: string, props: object, more: Partial<GivenInStack> = {}) => resource("it", type, props, more);
    const GROUP = "aws:eks/nodeGroup:NodeGroup";
    const OF_EKS = "node (a node group of EKS)";
    const told = (at: string, verdict = OF_EKS) => [`it ${at}: subnets front, ${verdict}`];

    test.each<[type: string, props: object, addresses: string[]]>([
        [GROUP, { subnetIds: ["s-1", "s-2"] }, told("subnetIds")],
        ["aws-native:eks:Nodegroup", { subnets: ["s-1"] }, told("subnets")],
        [
            "aws:autoscaling/group:Group",
            { vpcZoneIdentifiers: ["s-1"], tags: NATIVE_TAGS },
            told("vpcZoneIdentifiers", `node (${TAG})`),
        ],
        [
            "aws-native:autoscaling:AutoScalingGroup",
            { vpcZoneIdentifier: ["s-1"], tags: NATIVE_TAGS },
            told("vpcZoneIdentifier", `node (${TAG})`),
        ],
        [INSTANCE, { subnetId: "s-1", tags: CLUSTER }, told("subnetId", `node (${TAG})`)],
        ["aws-native:ec2:Instance", { subnetId: "s-1", tags: NATIVE_TAGS }, told("subnetId", `node (${TAG})`)],
        ["aws:autoscaling/group:Group", { vpcZoneIdentifiers: ["s-1"] }, []],
        [INSTANCE, { subnetId: "s-1" }, []],
        ["aws:eks/cluster:Cluster", { vpcConfig: { subnetIds: ["s-1"] }, subnetIds: ["s-1"] }, []],
        [`my-${GROUP}`, { subnetIds: ["s-1"] }, []],
        [GROUP, { subnetIds: ["s-2"] }, []],
        [GROUP, { subnetIds: ["s-2"], labels: { subnet: "s-1" } }, []],
    ])("to what %s starts with %j", (type, props, addresses) =>
        expect(addressesIn(subnet(), starts(type, props))).toEqual(addresses),
    );

    test.each<[reason: string, given: GivenInStack, gives: boolean]>([
        ["that does", subnet(), true],
        ["of a default VPC", subnet({ mapPublicIpOnLaunch: true }, "aws:ec2/defaultSubnet:DefaultSubnet"), true],
        ["of Cloud Control", subnet({ mapPublicIpOnLaunch: true }, "aws-native:ec2:Subnet"), true],
        ["that does not", subnet({ mapPublicIpOnLaunch: false }), false],
        ["of which it is not said", subnet({}), false],
        ["of which it is not known", subnet({ mapPublicIpOnLaunch: UNKNOWN }), false],
        ["of another provider", subnet({ mapPublicIpOnLaunch: true }, "my-aws:ec2/subnet:Subnet"), false],
        ["that is only called so", subnet({ mapPublicIpOnLaunch: true }, "aws-native:ec2:SubnetX"), false],
    ])("a subnet %s", (_, given, gives) =>
        expect(addressesIn(given, starts(GROUP, { subnetIds: ["s-1"] }))).toEqual(gives ? told("subnetIds") : []),
    );

    test("one that is not known yet, by what the property is made from, beside one that gives none", () => {
        const closed = resource("back", "aws:ec2/subnet:Subnet", { id: UNKNOWN });
        const group = starts(
            GROUP,
            { subnetIds: [UNKNOWN, UNKNOWN] },
            { propertyDependencies: { subnetIds: ["front", "back"] } },
        );
        expect(addressesIn(subnet({ id: UNKNOWN, mapPublicIpOnLaunch: true }), closed, group)).toEqual(told("subnetIds"));
    });

    /** A machine's own switch beats the subnet's. */
    const template = (props: object, type = "aws:ec2/launchTemplate:LaunchTemplate") =>
        resource("t", type, { id: "lt-1", ...props });
    const group = (props: object = { launchTemplate: { id: "lt-1" } }) =>
        starts("aws:autoscaling/group:Group", { vpcZoneIdentifiers: ["s-1"], tags: NATIVE_TAGS, ...props });
    const OPEN = told("vpcZoneIdentifiers", `node (${TAG})`);
    test.each<[reason: string, given: GivenInStack[], addresses: string[]]>([
        ["a template that says nothing", [template({}), group()], OPEN],
        [
            "a template that says nothing of its interface",
            [template({ networkInterfaces: [{ securityGroups: ["sg-1"] }] }), group()],
            OPEN,
        ],
        ["a template that refuses", [template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] }), group()], []],
        [
            "a template that asks for one, which is told there",
            [template({ networkInterfaces: [{ associatePublicIpAddress: "true" }] }), group()],
            [],
        ],
        [
            "a template that refuses for its second interface",
            [template({ networkInterfaces: [{}, { associatePublicIpAddress: "false" }] }), group()],
            [],
        ],
        ["a template whose interfaces are not known", [template({ networkInterfaces: UNKNOWN }), group()], OPEN],
        [
            "a configuration that refuses",
            [
                template({ name: "c", associatePublicIpAddress: false }, "aws:ec2/launchConfiguration:LaunchConfiguration"),
                group({ launchConfiguration: "c" }),
            ],
            [],
        ],
        [
            "a configuration that asks for one, as AWS computes it too",
            [
                template({ name: "c", associatePublicIpAddress: true }, "aws:ec2/launchConfiguration:LaunchConfiguration"),
                group({ launchConfiguration: "c" }),
            ],
            OPEN,
        ],
        [
            "a template that refuses, by its name",
            [
                template({ name: "workers", networkInterfaces: [{ associatePublicIpAddress: "false" }] }),
                group({ launchTemplate: { name: "workers" } }),
            ],
            [],
        ],
        [
            "a template by a policy for mixed instances",
            [
                template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] }),
                group({ mixedInstancesPolicy: { launchTemplate: { id: "lt-1" } } }),
            ],
            [],
        ],
        [
            "a template that refuses and is named elsewhere",
            [template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] }), group({ myLaunchTemplate: "lt-1" })],
            OPEN,
        ],
    ])("%s", (_, given, addresses) =>
        expect(addressesIn(subnet(), ...given).filter((line) => line.startsWith("it "))).toEqual(addresses),
    );

    test("an instance's own refusal", () =>
        expect(
            addressesIn(subnet(), starts(INSTANCE, { subnetId: "s-1", tags: CLUSTER, associatePublicIpAddress: false })),
        ).toEqual([]));

    test("a group is a node's by what it starts", () =>
        expect(
            addressesIn(subnet(), template({ tags: CLUSTER }), group({ tags: undefined, launchTemplate: { id: "lt-1" } })),
        ).toEqual(OPEN));
});
