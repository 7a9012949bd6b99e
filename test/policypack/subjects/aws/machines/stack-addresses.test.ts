import { type GivenInStack, UNKNOWN } from "../../../judge";
import { resource } from "../../../paths";
import { addressesIn } from "../../../public-addresses";

const INSTANCE = "aws:ec2/instance:Instance";

/** Machines that only the stack shows to be nodes. */
describe("machines that a node group starts", () => {
    const pool = resource("pool", "aws:eks/nodeGroup:NodeGroup", { launchTemplate: { id: "lt-1" } });
    const template = (props: object, more: Partial<GivenInStack> = {}) =>
        resource("t", "aws:ec2/launchTemplate:LaunchTemplate", { id: "lt-1", ...props }, more);
    const component = (props: object = { instanceType: "m5.large" }) => resource("group", "eks:index:NodeGroupV2", props);
    const interfaces = [{}, { associatePublicIpAddress: "true" }];
    const told =
        't networkInterfaces[1].associatePublicIpAddress: setting, node (node group "pool") launch template "t" → node group "pool"';

    test.each<[reason: string, given: GivenInStack[], addresses: string[]]>([
        ["an interface's switch", [template({ networkInterfaces: interfaces }), pool], [told]],
        ["an interface's refusal", [template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] }), pool], []],
        ["nothing", [template({}), pool], []],
        ["what AWS computes", [template({ networkInterfaces: UNKNOWN }), pool], []],
        ["a switch that AWS computes", [template({ networkInterfaces: [{ associatePublicIpAddress: UNKNOWN }] }), pool], []],
        [
            "a switch of machines of unknown use, which have addresses as they like",
            [template({ networkInterfaces: interfaces })],
            [],
        ],
        [
            "what the inputs of a component say as well",
            [component(), template({ networkInterfaces: interfaces }, { parent: "group" })],
            [],
        ],
        [
            "what the inputs of a component do not say, as they are not seen",
            [component({}), template({ networkInterfaces: interfaces }, { parent: "group" })],
            [
                't networkInterfaces[1].associatePublicIpAddress: setting, node (part of node group v2 "group") launch template "t"',
            ],
        ],
    ])("have an address by %s", (_, given, addresses) => expect(addressesIn(...given)).toEqual(addresses));

    test.each([{ networkInterfaces: UNKNOWN }, { networkInterfaces: [{ associatePublicIpAddress: UNKNOWN }] }])(
        "%j that the program makes of something is told to be unknown",
        (props) =>
            expect(() => addressesIn(template(props, { propertyDependencies: { networkInterfaces: ["pool"] } }), pool)).toThrow(),
    );

    test("a machine with a worker's profile has one by its own switch", () => {
        const role = resource("role", "aws:iam/role:Role", {
            name: "workers",
            managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"],
        });
        const profile = resource("profile", "aws:iam/instanceProfile:InstanceProfile", { name: "p-1", role: "workers" });
        const of = (associatePublicIpAddress: unknown, more: Partial<GivenInStack> = {}) =>
            addressesIn(
                role,
                profile,
                resource("node", INSTANCE, { iamInstanceProfile: "p-1", associatePublicIpAddress }, more),
            ).map((line) => line.replace(/\) .*/, ")"));
        expect(of(true)).toEqual(['node associatePublicIpAddress: setting, node (instance profile "profile")']);
        expect([of(false), of(undefined), of(UNKNOWN)]).toEqual([[], [], []]);
        expect(() => of(UNKNOWN, { propertyDependencies: { associatePublicIpAddress: ["role"] } })).toThrow();
    });
});
