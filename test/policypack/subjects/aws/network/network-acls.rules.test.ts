import { AddressSet } from "../../../../../policypack/model/address-set";
import { NetworkAcls } from "../../../../../policypack/subjects/aws/network/network-acls";
import { isSubnet, Subnets } from "../../../../../policypack/subjects/aws/network/subnets";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { made, resource } from "../../../paths";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const rule = (ruleNo: unknown, action: unknown, more: object = {}) => ({
    ruleNo,
    action,
    protocol: "-1",
    fromPort: 0,
    toPort: 0,
    cidrBlock: "0.0.0.0/0",
    ...more,
});
const acl = (ingress: unknown, name = "acl", more: object = {}) =>
    resource(name, ACL, { id: name, subnetIds: ["a"], ingress, ...more });
const attached = (ruleNumber: unknown, ruleAction: string, more: object = {}) =>
    resource(`rule-${String(ruleNumber)}`, RULE, {
        networkAclId: "acl",
        ...rule(undefined, undefined),
        ruleNumber,
        ruleAction,
        ...more,
    });
const subnet = resource("a", "aws:ec2/subnet:Subnet", { id: "a" });

/** How much of a source the ACLs of subnet `a` deny on a port, and their words. */
function denied(given: readonly GivenInStack[], written = "0.0.0.0/0", ports = [10250]) {
    const stack = stackOf([subnet, ...given]);
    const acls = new NetworkAcls(stack, new Subnets(stack));
    const addresses = AddressSet.parse(written)!;
    const { addresses: left, words } = acls.denied(stack.filter(isSubnet), addresses, ports);
    const much = left.isEmpty() ? "none" : addresses.minus(left).isEmpty() ? "all" : "some";
    return words === "" ? much : `${much}: ${words}`;
}
const ALL = 'all: network ACL "acl"';
const NONE = 'none: network ACL "acl"';

test.each<[reason: string, ingress: unknown[], much: string]>([
    ["a denial", [rule(1, "deny")], ALL],
    ["a denial in capitals", [rule(1, "DENY")], ALL],
    ["an allowance", [rule(1, "allow")], NONE],
    ["an allowance of a half", [rule(1, "allow", { cidrBlock: "0.0.0.0/1" })], 'some: network ACL "acl"'],
    ["what no rule is about", [rule(1, "allow", { cidrBlock: "10.0.0.0/8" })], 'some: network ACL "acl"'],
    ["the lower of two numbers, wherever it stands", [rule(2, "deny"), rule(1, "allow")], NONE],
    ["the lower of two numbers, as numbers", [rule(100, "allow"), rule(20, "deny")], ALL],
    ["an allowance of other ports", [rule(1, "allow", { protocol: "tcp", fromPort: 10251, toPort: 65535 })], ALL],
    ["an allowance of ports that end before", [rule(1, "allow", { protocol: "tcp", fromPort: 0, toPort: 10249 })], ALL],
    ["an allowance of the port", [rule(1, "allow", { protocol: "6", fromPort: 10250, toPort: 10250 })], NONE],
    ["an allowance of UDP", [rule(1, "allow", { protocol: "17", fromPort: 0, toPort: 65535 })], ALL],
    ["a rule without addresses", [rule(1, "allow", { cidrBlock: "" })], ALL],
    ["a rule that says nothing", [rule(1, "block"), rule(2, "deny")], "none"],
    ["a rule without a word", [rule(1, undefined), rule(2, "deny")], "none"],
    ["a rule without a number", [rule(undefined, "deny")], "none"],
    ["addresses that are none", [rule(1, "deny", { cidrBlock: "everybody" })], "none"],
])("%s", (_, ingress, much) => expect(denied([acl(ingress)])).toBe(much));

test("addresses of IPv6 have rules of their own", () => {
    const both = [rule(1, "allow", { cidrBlock: "", ipv6CidrBlock: "::/0" })];
    expect(denied([acl(both)], "::/0")).toBe(NONE);
    expect(denied([acl(both)], "0.0.0.0/0")).toBe(ALL);
    expect(denied([acl([rule(1, "deny", { ipv6CidrBlock: "x" })])])).toBe("none");
});

test("each of several ports is denied, or it is not denied", () => {
    const one = [rule(1, "deny", { protocol: "tcp", fromPort: 10250, toPort: 10250 }), rule(2, "allow")];
    expect(denied([acl(one)], "0.0.0.0/0", [10250])).toBe(ALL);
    expect(denied([acl(one)], "0.0.0.0/0", [10250, 10255])).toBe(NONE);
});

/** Rules of their own. */
test.each<[reason: string, given: GivenInStack[], much: string]>([
    ["a denial", [acl(undefined), attached(1, "deny")], ALL],
    ["one before those of the ACL itself", [acl([rule(2, "deny")]), attached(1, "allow")], NONE],
    ["one behind those of the ACL itself", [acl([rule(2, "deny")]), attached(3, "allow")], ALL],
    ["several", [acl(undefined), attached(2, "deny"), attached(1, "allow")], NONE],
    ["one for what goes out", [acl([rule(2, "deny")]), attached(1, "allow", { egress: true })], ALL],
    ["one for what comes in", [acl([rule(2, "deny")]), attached(1, "allow", { egress: false })], NONE],
    ["one for another ACL", [acl([rule(2, "deny")]), attached(1, "allow", { networkAclId: "elsewhere" })], ALL],
    [
        "one that names the ACL elsewhere",
        [acl([rule(2, "deny")]), attached(1, "allow", { networkAclId: "elsewhere", tags: { acl: "acl" } })],
        ALL,
    ],
    ["one for an ACL that is not known", [acl([rule(2, "deny")]), attached(1, "allow", { networkAclId: UNKNOWN })], "none"],
    [
        "one for an ACL that is not known, by what it is made from",
        [acl([rule(2, "deny")]), { ...attached(3, "allow", { networkAclId: UNKNOWN }), ...made({ networkAclId: "acl" }) }],
        ALL,
    ],
    ["one that is not known", [acl([rule(2, "deny")]), attached(UNKNOWN, "allow")], "none"],
    ["one beside rules that AWS computes", [acl(UNKNOWN), attached(1, "deny")], ALL],
    [
        "one beside rules that the program makes of something unknown",
        [{ ...acl(UNKNOWN), ...made({ ingress: "a" }) }, attached(1, "deny")],
        "none",
    ],
    ["none, so that they are made elsewhere", [acl(undefined)], "none"],
])("rules of their own: %s", (_, given, much) => expect(denied(given)).toBe(much));

test.each<[reason: string, given: GivenInStack[], much: string]>([
    ["two that claim it", [acl([rule(1, "allow")], "acl"), acl([rule(1, "deny")], "other")], "none"],
    [
        "one twice",
        [
            acl([rule(1, "deny")]),
            resource("j", "aws:ec2/networkAclAssociation:NetworkAclAssociation", { networkAclId: "acl", subnetId: "a" }),
        ],
        ALL,
    ],
    ["another subnet's", [acl([rule(1, "deny")], "acl", { subnetIds: ["b"] })], "none"],
    [
        "the default one's",
        [{ ...acl([rule(1, "deny")]), type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl" }],
        'all: default network ACL "acl"',
    ],
    [
        "Cloud Control's",
        [
            resource("acl", "aws-native:ec2:NetworkAcl", { awsId: "acl-1" }),
            resource("j", "aws-native:ec2:SubnetNetworkAclAssociation", { networkAclId: "acl-1", subnetId: "a" }),
            attached(1, "deny", { networkAclId: "acl-1" }),
        ],
        ALL,
    ],
    ["another provider's", [{ ...acl([rule(1, "deny")]), type: `my-${ACL}` }], "none"],
    ["what is called like one", [{ ...acl([rule(1, "deny")]), type: "aws-native:ec2:NetworkAclX" }], "none"],
    ["none", [], "none"],
])("a subnet's ACL is %s", (_, given, much) => expect(denied(given)).toBe(much));

test("without subnets nothing is denied, and without ACLs there is nothing to ask", () => {
    const stack = stackOf([subnet, acl([rule(1, "deny")])]);
    const acls = new NetworkAcls(stack, new Subnets(stack));
    expect(acls.denied([], AddressSet.parse("0.0.0.0/0")!, [10250]).addresses.isEmpty()).toBe(true);
    expect(acls.isEmpty).toBe(false);
    expect(new NetworkAcls(stackOf([subnet]), new Subnets([])).isEmpty).toBe(true);
});
