import { PublicAddresses } from "../../../../../policypack/subjects/aws/machines/addressed-machines";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { made, resource } from "../../../paths";

const it = (props: object = {}, type = "aws:ec2/instance:Instance") => resource("it", type, { id: "i-1", ...props });
/** Whether the machine `it` has a public address: by its own declaration, and by its subnets too. */
function addressed(...given: readonly GivenInStack[]) {
    const stack = stackOf(given);
    const addresses = new PublicAddresses(stack);
    const machine = stack.find(({ name }) => name === "it")!;
    return [addresses.decidedBy(machine), addresses.of(machine)];
}
const elastic = (type: string, props: object, more: Partial<GivenInStack> = {}) => resource("eip", type, props, more);
const YES = [true, true];
const NO = [false, false];
const NOTHING = [undefined, undefined];

test.each<[reason: string, given: GivenInStack[], is: (boolean | undefined)[]]>([
    ["nothing", [it()], NOTHING],
    ["its own switch", [it({ associatePublicIpAddress: true })], YES],
    ["its own refusal", [it({ associatePublicIpAddress: false })], NO],
    ["a switch that is not known yet", [it({ associatePublicIpAddress: UNKNOWN })], NOTHING],
    [
        "an interface's switch",
        [it({ networkInterfaces: [{ associatePublicIpAddress: "false" }, { associatePublicIpAddress: "true" }] })],
        YES,
    ],
    ["an interface's refusal", [it({ networkInterfaces: [{}, { associatePublicIpAddress: "false" }] })], NO],
    [
        "Cloud Control's data",
        [
            it(
                { launchTemplateData: { networkInterfaces: [{ associatePublicIpAddress: true }] } },
                "aws-native:ec2:LaunchTemplate",
            ),
        ],
        YES,
    ],
    ["an Elastic IP", [it(), elastic("aws:ec2/eip:Eip", { instance: "i-1" })], YES],
    [
        "an Elastic IP against its own refusal",
        [it({ associatePublicIpAddress: false }), elastic("aws:ec2/eip:Eip", { instance: "i-1" })],
        YES,
    ],
    ["an association", [it(), elastic("aws:ec2/eipAssociation:EipAssociation", { instanceId: "i-1" })], YES],
    [
        "an association of an interface",
        [
            it({ id: "eni-1" }, "aws:ec2/networkInterface:NetworkInterface"),
            elastic("aws:ec2/eipAssociation:EipAssociation", { networkInterfaceId: "eni-1" }),
        ],
        YES,
    ],
    [
        "an Elastic IP of an interface",
        [
            it({ id: "eni-1" }, "aws:ec2/networkInterface:NetworkInterface"),
            elastic("aws:ec2/eip:Eip", { networkInterface: "eni-1" }),
        ],
        YES,
    ],
    [
        "Cloud Control's Elastic IP",
        [
            it({ id: undefined, instanceId: "i-2" }, "aws-native:ec2:Instance"),
            elastic("aws-native:ec2:Eip", { instanceId: "i-2" }),
        ],
        YES,
    ],
    [
        "Cloud Control's association, while ids are not known",
        [it({ id: UNKNOWN }), elastic("aws-native:ec2:EipAssociation", { instanceId: UNKNOWN }, made({ instanceId: "it" }))],
        YES,
    ],
    ["another's Elastic IP", [it(), elastic("aws:ec2/eip:Eip", { instance: "i-2" })], NOTHING],
    [
        "an Elastic IP that speaks of it",
        [it(), elastic("aws:ec2/eip:Eip", { tags: { of: "i-1" }, my_instance: "i-1", instanceIdX: "i-1" })],
        NOTHING,
    ],
    ["what is called like an Elastic IP", [it(), elastic("aws-native:ec2:EipAssociationX", { instanceId: "i-1" })], NOTHING],
    ["another provider's Elastic IP", [it(), elastic("my-aws:ec2/eip:Eip", { instance: "i-1" })], NOTHING],
])("a machine has a public address by %s", (_, given, is) => expect(addressed(...given)).toEqual(is));

const subnet = (mapPublicIpOnLaunch: unknown, name = "front") =>
    resource(name, "aws:ec2/subnet:Subnet", { id: name, mapPublicIpOnLaunch });
test.each<[reason: string, given: GivenInStack[], is: (boolean | undefined)[]]>([
    ["that gives one", [it({ subnetId: "front" }), subnet(true)], [undefined, true]],
    ["that gives none, where something else may", [it({ subnetId: "front" }), subnet(false)], NOTHING],
    ["of which it is not known", [it({ subnetId: "front" }), subnet(UNKNOWN)], NOTHING],
    ["one of two that gives one", [it({ subnetIds: ["back", "front"] }), subnet(true), subnet(false, "back")], [undefined, true]],
    ["that gives one, which the machine refuses", [it({ subnetId: "front", associatePublicIpAddress: false }), subnet(true)], NO],
    ["that is not its own", [it({ subnetId: "back", tags: { subnet: "front" } }), subnet(true)], NOTHING],
    [
        "that is none, though it says so",
        [
            { ...it({ subnetId: UNKNOWN }), ...made({ subnetId: "front" }) },
            resource("front", "aws:x/thing:Thing", { mapPublicIpOnLaunch: true }),
        ],
        NOTHING,
    ],
])("a machine has a public address by a subnet %s", (_, given, is) => expect(addressed(...given)).toEqual(is));
