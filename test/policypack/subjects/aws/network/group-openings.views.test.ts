import { AddressSet } from "../../../../../policypack/model/address-set";
import type { Source } from "../../../../../policypack/model/ingress";
import { GroupOpenings } from "../../../../../policypack/subjects/aws/network/group-openings";
import { stackOf } from "../../../judge";
import { resource } from "../../../paths";

const addresses = (written: string): Source => ({ kind: "addresses", written, addresses: AddressSet.parse(written)! });
const standing = (verdict: "node" | "unsure", why: string) =>
    ({ evidence: { verdict, why }, path: [why], group: "sg-1" }) as const;
const part = (cidr: string, ...opens: number[]) => ({ urn: `urn:${cidr}`, opens, sources: [addresses(cidr)] });
const viewsOf = (openings: GroupOpenings) =>
    [...openings.views()].map((thunk) => {
        const { urn, view } = thunk();
        const parts = view.parts.map((sources) => sources.map(({ written }) => written).join());
        return `${urn}: ${view.evidence.verdict} ${view.path.join()} ${view.group} ${view.opens.join()} = ${parts.join(" + ")}`;
    });

test("one part of a group is told where it stands", () => {
    const openings = new GroupOpenings();
    openings.add("sg-1", standing("node", "a"), part("0.0.0.0/1", 10250));
    openings.add("sg-2", standing("node", "b"), part("128.0.0.0/1", 10250));
    expect(viewsOf(openings)).toEqual([]);
});

test("ports that the same parts open are told together, others by themselves", () => {
    const openings = new GroupOpenings();
    openings.add("sg-1", standing("node", "a"), part("0.0.0.0/2", 10250, 10255));
    openings.add("sg-1", standing("node", "a"), part("64.0.0.0/2", 10250, 10255));
    openings.add("sg-1", standing("node", "a"), part("128.0.0.0/1", 10250));
    expect(viewsOf(openings)).toEqual([
        "urn:0.0.0.0/2: node a sg-1 10250 = 0.0.0.0/2 + 64.0.0.0/2 + 128.0.0.0/1",
        "urn:0.0.0.0/2: node a sg-1 10255 = 0.0.0.0/2 + 64.0.0.0/2",
    ]);
    const same = new GroupOpenings();
    same.add("sg-1", standing("node", "a"), part("0.0.0.0/1", 10250, 10255));
    same.add("sg-1", standing("node", "a"), part("128.0.0.0/1", 10250, 10255));
    expect(viewsOf(same)).toEqual(["urn:0.0.0.0/1: node a sg-1 10250,10255 = 0.0.0.0/1 + 128.0.0.0/1"]);
});

/** One rule may show more of what is behind the group than another. */
test.each<[first: "node" | "unsure", second: "node" | "unsure", kept: string]>([
    ["unsure", "node", "node second"],
    ["node", "unsure", "node first"],
    ["node", "node", "node first"],
    ["unsure", "unsure", "unsure first"],
])("of evidence that is %s, then %s, the strongest is kept", (first, second, kept) => {
    const openings = new GroupOpenings();
    openings.add("sg-1", standing(first, "first"), part("0.0.0.0/1", 10250));
    openings.add("sg-1", standing(second, "second"), part("128.0.0.0/1", 10250));
    expect(viewsOf(openings)).toEqual([`urn:0.0.0.0/1: ${kept} sg-1 10250 = 0.0.0.0/1 + 128.0.0.0/1`]);
});

test("a group of the stack is told of itself", () => {
    const [group] = stackOf([resource("nodes", "aws:ec2/securityGroup:SecurityGroup", {})]);
    const openings = new GroupOpenings();
    openings.add(group!, standing("node", "a"), part("0.0.0.0/1", 10250));
    openings.add(group!, standing("node", "a"), part("128.0.0.0/1", 10250));
    expect(viewsOf(openings)).toEqual([`${group!.urn}: node a sg-1 10250 = 0.0.0.0/1 + 128.0.0.0/1`]);
});
