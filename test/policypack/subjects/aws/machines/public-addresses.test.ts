import { type GivenInStack, UNKNOWN } from "../../../judge";
import { CLUSTER, group, made, resource, told, way } from "../../../paths";

const LT = "aws:ec2/launchTemplate:LaunchTemplate";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const INSTANCE = "aws:ec2/instance:Instance";
const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";

describe("whether the internet has an address for a node is part of the path where the stack says so", () => {
    const node = (props: object, name = "node") =>
        resource(name, INSTANCE, { vpcSecurityGroupIds: ["sg-1"], tags: CLUSTER, ...props });
    const template = (...networkInterfaces: object[]) =>
        resource("workers", LT, {
            id: "lt-1",
            networkInterfaces: networkInterfaces.map((one) => ({ securityGroups: ["sg-1"], ...one })),
        });
    const pool = resource("pool", NODE_GROUP, { launchTemplate: { id: "lt-1" }, subnetIds: ["subnet-1"] });
    const subnet = (mapPublicIpOnLaunch?: unknown) =>
        resource("front", "aws:ec2/subnet:Subnet", {
            id: "subnet-1",
            ...(mapPublicIpOnLaunch !== undefined && { mapPublicIpOnLaunch }),
        });

    test.each<[string, readonly GivenInStack[], readonly string[]]>([
        ["its own declaration", [node({ associatePublicIpAddress: true })], ['instance "node" with a public address']],
        [
            "its own declaration that it has none",
            [node({ associatePublicIpAddress: false })],
            ['instance "node" without a public address'],
        ],
        [
            "an elastic address",
            [node({ id: "i-1", associatePublicIpAddress: false }), resource("it", "aws:ec2/eip:Eip", { instance: "i-1" })],
            ['instance "node" with a public address'],
        ],
        [
            "an elastic address by an association, while ids are unknown",
            [
                node({}),
                resource("it", "aws:ec2/eipAssociation:EipAssociation", { instanceId: UNKNOWN }, made({ instanceId: "node" })),
            ],
            ['instance "node" with a public address'],
        ],
        [
            "an elastic address of aws-native",
            [node({ id: "i-1" }), resource("it", "aws-native:ec2:Eip", { instanceId: "i-1" })],
            ['instance "node" with a public address'],
        ],
        ["its subnet", [subnet(true), node({ subnetId: "subnet-1" })], ['instance "node" with a public address']],
        [
            "its own word against its subnet's",
            [subnet(true), node({ subnetId: "subnet-1", associatePublicIpAddress: false })],
            ['instance "node" without a public address'],
        ],
        [
            "a subnet that gives none, where something else may",
            [subnet(false), node({ subnetId: "subnet-1" })],
            ['instance "node"'],
        ],
        ["a subnet of which it is unknown", [subnet(UNKNOWN), node({ subnetId: "subnet-1" })], ['instance "node"']],
        [
            "the subnets of a node group",
            [subnet(true), template({}), pool],
            ['launch template "workers"', 'node group "pool" with public addresses'],
        ],
        [
            "the template's word against the subnet's",
            [subnet(true), template({ associatePublicIpAddress: "false" }), pool],
            ['launch template "workers" without public addresses', 'node group "pool"'],
        ],
        [
            "the template's word",
            [template({ associatePublicIpAddress: "true" }), pool],
            ['launch template "workers" with public addresses', 'node group "pool"'],
        ],
        [
            "an elastic address of an interface",
            [
                resource("front", INTERFACE, { id: "eni-1", securityGroups: ["sg-1"] }),
                resource("node", INSTANCE, { networkInterfaces: [{ networkInterfaceId: "eni-1" }], tags: CLUSTER }),
                resource("it", "aws:ec2/eip:Eip", { networkInterface: "eni-1" }),
            ],
            ['network interface "front" with a public address', 'instance "node"'],
        ],
    ])("%s", (_, resources, parts) => expect(told([group(), ...resources])).toBe(way(...parts)));
});
