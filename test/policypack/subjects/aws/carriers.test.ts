import { bootsIn, bootsOf, carriersIn } from "../../../../policypack/subjects/aws/machines/node-boots";
import { AWS_CARRIERS } from "../../carriers-aws";
import { type GivenInStack, stackOf, UNKNOWN } from "../../judge";
import { resource } from "../../paths";

const SCRIPT = "#!/bin/bash\nkubeadm join 10.0.0.1:6443\n";
const LINES = "true\nkubeadm join 10.0.0.1:6443";
/** Where the boots of a resource join a cluster. */
const joinsAt = (type: string, props: object) =>
    bootsOf(stackOf([resource("node", type, props)])[0]!).flatMap(({ commands }) =>
        commands
            .filter(({ argv }) => argv.map(({ text }) => text).join(" ") === "kubeadm join 10.0.0.1:6443")
            .map(({ at }) => at),
    );

test.each(AWS_CARRIERS)("$type has a boot in $at", ({ type, admits, props, line }) =>
    expect(joinsAt(type, props(admits === "script" ? LINES : SCRIPT))).toEqual([line(2)]),
);

test.each(AWS_CARRIERS)("$type has no boot in an empty $at", ({ type, props }) => expect(joinsAt(type, props(""))).toEqual([]));

const INSTANCE = "aws:ec2/instance:Instance";
test("both places of one resource have boots, and each is read though the other is not known", () => {
    const packed = Buffer.from(SCRIPT).toString("base64");
    expect(joinsAt(INSTANCE, { userData: SCRIPT, userDataBase64: packed })).toEqual([
        "userData › line 2",
        "userDataBase64 › line 2",
    ]);
    expect(joinsAt(INSTANCE, { userData: UNKNOWN, userDataBase64: packed })).toEqual(["userDataBase64 › line 2"]);
});

/** The boots of a whole stack, and what of them is not known yet. */
test.each<[reason: string, given: GivenInStack, boots: number, isPartlyUnknown: boolean | undefined]>([
    ["a machine", resource("it", INSTANCE, { userData: SCRIPT }), 1, false],
    ["a machine without user data", resource("it", INSTANCE, {}), 0, false],
    ["a machine whose user data is not known yet", resource("it", INSTANCE, { userData: UNKNOWN }), 0, true],
    [
        "a machine of which one place is not known yet",
        resource("it", INSTANCE, { userData: UNKNOWN, userDataBase64: SCRIPT }),
        1,
        true,
    ],
    ["a machine whose user data cannot be read", resource("it", INSTANCE, { userData: 7 }), 0, false],
    [
        "a fleet that is not known yet",
        resource("it", "aws:ec2/spotFleetRequest:SpotFleetRequest", { launchSpecifications: UNKNOWN }),
        0,
        true,
    ],
    [
        "a fleet that cannot be read",
        resource("it", "aws:ec2/spotFleetRequest:SpotFleetRequest", { launchSpecifications: "x" }),
        0,
        false,
    ],
    ["what carries none", resource("it", "aws:sqs/queue:Queue", { userData: SCRIPT }), 0, undefined],
])("%s", (_, given, boots, isPartlyUnknown) => {
    const stack = stackOf([given]);
    expect(carriersIn(stack).map((one) => [one.resource.name, one.read.length, one.isPartlyUnknown])).toEqual(
        isPartlyUnknown === undefined ? [] : [["it", boots, isPartlyUnknown]],
    );
    expect(bootsIn(stack).map((one) => one.resource.name)).toEqual(Array.from({ length: boots }, () => "it"));
    expect(bootsOf(stack[0]!)).toHaveLength(boots);
});
