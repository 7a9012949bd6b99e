import { allowExemptionsOnResources, exemptions } from "../../../policypack/settings/exemptions";
import { SettingError } from "../../../policypack/settings/setting";

const bastion = { policy: "kubelet-port-not-reachable", name: "bastion", reason: "scraped from there", owner: "platform" };
const read = (...all: unknown[]) => exemptions.read(all, "p.exemptions");
const at = "p.exemptions[0]";

test("an exemption is read with all that was said of it, and with its place", () => {
    const whole = {
        ...bastion,
        policy: ["kubelet-port-not-reachable", " node-ssh-not-reachable "],
        stack: "shop/prod",
        urn: "urn:pulumi:prod::shop::*",
        type: "aws:ec2:SecurityGroup",
        finding: "ingress[0]*",
        expires: "2028-02-29",
        ticket: "SEC-12",
    };
    const { policy, ...rest } = whole;
    expect(read(bastion, whole)).toEqual([
        {
            at: "exemptions[0]",
            policies: ["kubelet-port-not-reachable"],
            name: "bastion",
            reason: "scraped from there",
            owner: "platform",
        },
        { at: "exemptions[1]", policies: policy.map((one) => one.trim()), ...rest },
    ]);
    expect(exemptions.read(undefined, "p")).toEqual([]);
});

test.each([
    ["bastion", `${at} is no object. Give policy, stack, urn, name, type, finding, reason, owner, expires, ticket`],
    [{ ...bastion, reason: " " }, `${at}.reason is missing`],
    [{ ...bastion, owner: undefined }, `${at}.owner is missing`],
    [{ ...bastion, policy: undefined }, `${at}.policy is missing`],
    [{ ...bastion, policy: [] }, `${at}.policy is empty. Name a policy`],
    [{ ...bastion, policy: ["a", 7] }, `${at}.policy[1] is missing`],
    [{ ...bastion, policy: "*" }, `${at}.policy is "*". Name each policy, without *`],
    [{ ...bastion, policy: ["kubelet-*"] }, `${at}.policy[0] is "kubelet-*". Name each policy, without *`],
    [{ ...bastion, name: undefined }, `${at} names no resource. Give its urn, name or type`],
    [{ ...bastion, name: undefined, stack: "shop/prod" }, `${at} names no resource. Give its urn, name or type`],
    [{ ...bastion, name: "" }, `${at}.name is missing`],
    [{ ...bastion, name: "*" }, `${at}.name is "*", which names everything. Name what is meant`],
    [{ ...bastion, type: "*:*/*:*" }, `${at}.type is "*:*/*:*", which names everything. Name what is meant`],
    [{ ...bastion, urn: "**" }, `${at}.urn is "**", which names everything. Name what is meant`],
    [
        { ...bastion, urn: "bastion" },
        `${at}.urn is "bastion", which is no URN. Write one like "urn:pulumi:prod::shop::aws:ec2/securityGroup:SecurityGroup::bastion", or give the name`,
    ],
    [
        { ...bastion, type: "SecurityGroup" },
        `${at}.type is "SecurityGroup", which is no type. Write one like "aws:ec2/securityGroup:SecurityGroup"`,
    ],
    [{ ...bastion, stack: "prod" }, `${at}.stack is "prod". Write the project and the stack, "shop/prod"`],
    [{ ...bastion, expires: "31.12.2026" }, `${at}.expires is "31.12.2026", which is no date. Write it like "2026-12-31"`],
    [{ ...bastion, expires: "2026-02-29" }, `${at}.expires is "2026-02-29", which is no date. Write it like "2026-12-31"`],
    [{ ...bastion, expires: "2026-13-01" }, `${at}.expires is "2026-13-01", which is no date. Write it like "2026-12-31"`],
    [{ ...bastion, until: "2026-12-31" }, `${at} has no part "until"`],
    [{ ...bastion, expire: "2026-12-31" }, `${at} has no part "expire"; did you mean "expires"?`],
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(new SettingError(message)));

test("the same twice is refused, whatever the reason", () => {
    const both = [
        { ...bastion, policy: ["a", "b"] },
        { ...bastion, policy: ["b", "a"], reason: "another" },
    ];
    expect(() => read({ ...bastion, name: "other" }, ...both)).toThrow(
        new SettingError("p.exemptions[2] means the same as p.exemptions[1]. Remove one of the two"),
    );
});

test("what is no list is refused", () => {
    expect(() => exemptions.read(bastion, "p.exemptions")).toThrow(
        new SettingError('p.exemptions is no list. Write [{ "policy": "kubelet-port-not-reachable", "name": "bastion", … }]'),
    );
});

test("resources exempt nothing by themselves until that is allowed", () => {
    expect([undefined, false, true].map((value) => allowExemptionsOnResources.read(value, "p"))).toEqual([false, false, true]);
    expect(() => allowExemptionsOnResources.read("yes", "p")).toThrow(new SettingError('p is "yes". Write true or false'));
});
