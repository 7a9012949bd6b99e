import { ifKnown } from "../../../../../policypack/lib/read-all";
import { AttachedRules } from "../../../../../policypack/subjects/aws/network/attached-rules";
import { rulesOf } from "../../../../../policypack/subjects/aws/network/ingress";
import { stackOf, UNKNOWN } from "../../../judge";
import { resource } from "../../../paths";

const rulesIn = (...ingress: object[]) =>
    rulesOf(stackOf([resource("g", "aws:ec2/securityGroup:SecurityGroup", { ingress })])[0]!).known;
const tcp = (fromPort: unknown, toPort: unknown, ...cidrBlocks: unknown[]) => ({ protocol: "tcp", fromPort, toPort, cidrBlocks });
const udp = { protocol: "udp", fromPort: 53, toPort: 53, cidrBlocks: ["10.0.0.0/8"] };
function attachedRules(...ingress: object[]) {
    const attached = new AttachedRules();
    for (const rule of rulesIn(...ingress)) attached.add(rule);
    return attached;
}
const attached = attachedRules(
    tcp(22, 22, "10.0.0.0/8", UNKNOWN),
    { ...tcp(22, 22), securityGroups: ["sg-1"] },
    udp,
    tcp(UNKNOWN, 80, "10.0.0.0/8"),
);

/** What AWS lists in a group of the rules that are attached to it is told where it was written. */
test.each<[reason: string, rule: object, isInline: boolean, left: string[]]>([
    ["the same", tcp(22, 22, "10.0.0.0/8"), false, []],
    ["the same and another", tcp(22, 22, "10.0.0.0/8", "192.168.0.0/16"), false, ["192.168.0.0/16"]],
    ["other addresses for the same ports", tcp(22, 22, "192.168.0.0/16"), false, ["192.168.0.0/16"]],
    ["the same group", { ...tcp(22, 22), securityGroups: ["sg-1", "sg-2"] }, false, ["sg-2"]],
    ["the same addresses for other ports", tcp(22, 23, "10.0.0.0/8"), true, ["10.0.0.0/8"]],
    ["the same addresses for every port", { protocol: "-1", cidrBlocks: ["10.0.0.0/8"] }, true, ["10.0.0.0/8"]],
    ["a rule without TCP ports", udp, true, ["10.0.0.0/8"]],
    ["a rule whose ports are not known", tcp(UNKNOWN, 80, "10.0.0.0/8"), true, ["10.0.0.0/8"]],
    ["an address that is not known", tcp(22, 22, UNKNOWN), false, ["?"]],
])("%s", (_, given, isInline, left) => {
    const [rule] = rulesIn(given);
    expect(attached.isInline(rule!)).toBe(isInline);
    const values = attached.without(rule!).sources.flatMap((place) => [...place.values()]);
    expect(values.map((value) => ifKnown(() => value.text()) ?? "?")).toEqual(left);
});

test("what nothing attached is for stays as it is", () => {
    const [rule] = rulesIn(tcp(443, 443, "10.0.0.0/8"));
    expect(attached.without(rule!)).toBe(rule);
});
