import { type GivenInStack, UNKNOWN } from "../../../judge";
import { CLUSTER, made, NATIVE_TAGS, resource } from "../../../paths";
import { addressesIn } from "../../../public-addresses";

const INSTANCE = "aws:ec2/instance:Instance";
const TAG = "tag kubernetes.io/cluster/prod";

describe("Elastic IPs of nodes", () => {
    const node = resource("node", INSTANCE, { id: "i-1", tags: CLUSTER });
    const native = resource("node", "aws-native:ec2:Instance", { id: "i-1", tags: NATIVE_TAGS });
    const it = (type: string, props: object, more: Partial<GivenInStack> = {}) => resource("it", type, props, more);
    const told = (at: string, kind: string, verdict = `node (${TAG})`) => [
        `it ${at}: address, ${verdict} ${kind} "it" → instance "node"`,
    ];

    test.each<[reason: string, given: GivenInStack[], addresses: string[]]>([
        ["an address", [node, it("aws:ec2/eip:Eip", { instance: "i-1" })], told("instance", "eip")],
        [
            "an association",
            [node, it("aws:ec2/eipAssociation:EipAssociation", { instanceId: "i-1" })],
            told("instanceId", "eip association"),
        ],
        ["Cloud Control's address", [native, it("aws-native:ec2:Eip", { instanceId: "i-1" })], told("instanceId", "eip")],
        [
            "Cloud Control's association",
            [native, it("aws-native:ec2:EipAssociation", { instanceId: "i-1" })],
            told("instanceId", "eip association"),
        ],
        [
            "an address of a node that is not known yet",
            [node, it("aws:ec2/eip:Eip", { instance: UNKNOWN }, made({ instance: "node" }))],
            told("instance", "eip"),
        ],
        [
            "Cloud Control's id of an instance",
            [
                resource("node", "aws-native:ec2:Instance", { instanceId: "i-1", tags: NATIVE_TAGS }),
                it("aws-native:ec2:Eip", { instanceId: "i-1" }),
            ],
            told("instanceId", "eip"),
        ],
        [
            "an address of a machine of unknown use",
            [resource("node", INSTANCE, { id: "i-1" }), it("aws:ec2/eip:Eip", { instance: "i-1" })],
            told("instance", "eip", "unsure ()"),
        ],
        ["an address of another machine", [node, it("aws:ec2/eip:Eip", { instance: "i-2" })], []],
        ["an address that speaks of a node", [node, it("aws:ec2/eip:Eip", { tags: { of: "i-1" } })], []],
        [
            "an address of what is no instance",
            [resource("node", "aws:ec2/natGateway:NatGateway", { id: "i-1" }), it("aws:ec2/eip:Eip", { instance: "i-1" })],
            [],
        ],
        [
            "an address that is made from something else",
            [node, resource("x", "aws:x:X", {}), it("aws:ec2/eip:Eip", { instance: UNKNOWN }, made({ instance: "x" }))],
            [],
        ],
        [
            "what is called like an instance",
            [{ ...node, type: `my-${INSTANCE}` }, it("aws:ec2/eip:Eip", { instance: "i-1" })],
            [],
        ],
        [
            "what is called like Cloud Control's instance",
            [{ ...node, type: "aws-native:ec2:InstanceConnectEndpoint" }, it("aws:ec2/eip:Eip", { instance: "i-1" })],
            [],
        ],
        ["what is called like an address", [node, it("aws:ec2/eipDomainName:EipDomainName", { instance: "i-1" })], []],
        ["no instances", [it("aws:ec2/eip:Eip", { instance: "i-1" })], []],
    ])("%s", (_, given, addresses) => expect(addressesIn(...given)).toEqual(addresses));
});
