import { KUBELET } from "../../../../../policypack/model/guarded-service";
import { ingressInStackTo } from "../../../../../policypack/subjects/aws/network/ingress-in-stack";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { CLUSTER, made, resource } from "../../../paths";

/** What a stack shows to be opened to whom, rule by rule and by all rules of a group together. */
const opened = (...given: readonly GivenInStack[]) =>
    [...ingressInStackTo(KUBELET)(stackOf(given))].map((thunk) => {
        const { urn, view } = thunk();
        const isTogether = "parts" in view;
        const from = (isTogether ? view.parts.flat() : view.sources).map(({ written }) => written).join();
        return `${urn.split("::").at(-1)} ${isTogether ? "together" : view.at}: ${view.opens.join()} to ${from}`;
    });
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const tcp = (port: number, more: object = {}) => ({ protocol: "tcp", fromPort: port, toPort: port, ...more });
const rule = (name: string, props: object, more: Partial<GivenInStack> = {}) =>
    resource(name, "aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", ...tcp(10250), ...props }, more);
const halves = (securityGroupId: unknown, more: Partial<GivenInStack> = {}) => [
    rule("one", { securityGroupId, cidrBlocks: ["0.0.0.0/1"] }, more),
    rule("other", { securityGroupId, cidrBlocks: ["128.0.0.0/1"] }, more),
];
const TOGETHER = ["one together: 10250 to 0.0.0.0/1,128.0.0.0/1"];

describe("halves in rules of groups that are not the stack's", () => {
    test.each<[reason: string, given: GivenInStack[], views: string[]]>([
        ["one group, by its id", halves("sg-7"), TOGETHER],
        [
            "the group that EKS makes for a cluster, while its id is not known",
            [resource("prod", "aws:eks/cluster:Cluster", {}), ...halves(UNKNOWN, made({ securityGroupId: "prod" }))],
            TOGETHER,
        ],
        [
            "what another stack names, which may be two groups while their ids are not known",
            [resource("network", "pulumi:pulumi:StackReference", {}), ...halves(UNKNOWN, made({ securityGroupId: "network" }))],
            [],
        ],
        ["nobody knows which", halves(UNKNOWN), []],
    ])("%s", (_, given, views) => expect(opened(...given)).toEqual(views));
});

test("halves that an ACL keeps out are not told together", () => {
    const nodes = resource("nodes", GROUP, { id: "sg-1" });
    const machine = resource("node", "aws:ec2/instance:Instance", {
        vpcSecurityGroupIds: ["sg-1"],
        subnetId: "a",
        tags: CLUSTER,
    });
    const subnet = resource("a", "aws:ec2/subnet:Subnet", { id: "a" });
    const deny = { ruleNo: 1, action: "deny", protocol: "-1", cidrBlock: "0.0.0.0/0" };
    const acl = resource("acl", "aws:ec2/networkAcl:NetworkAcl", { id: "acl", subnetIds: ["a"], ingress: [deny] });
    expect(opened(nodes, machine, subnet, ...halves("sg-1"))).toEqual(["nodes together: 10250 to 0.0.0.0/1,128.0.0.0/1"]);
    expect(opened(nodes, machine, subnet, acl, ...halves("sg-1"))).toEqual([]);
});

test("a group that has a rule for the port inline is judged alone, whatever else is attached to it", () => {
    const list = resource("list", "aws:ec2/managedPrefixList:ManagedPrefixList", {
        id: "pl-1",
        entries: [{ cidr: "10.0.0.0/8" }],
    });
    const nodes = resource("nodes", GROUP, { id: "sg-1", ingress: [tcp(10250, { prefixListIds: ["pl-1"] })] });
    const told = ["nodes ingress[0].prefixListIds: 10250 to 10.0.0.0/8"];
    expect(opened(list, nodes)).toEqual(told);
    expect(opened(list, nodes, rule("web", { ...tcp(443), securityGroupId: "sg-1", cidrBlocks: ["0.0.0.0/0"] }))).toEqual(told);
});
