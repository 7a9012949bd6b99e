import { SettingError } from "../../../policypack/settings/setting";
import { trustedSources } from "../../../policypack/settings/trusted-sources";

const { nodeSecurityGroups, trustedPrefixLists, trustedSecurityGroups } = trustedSources;

test("nothing is trusted or known unless somebody says so", () => {
    for (const setting of [nodeSecurityGroups, trustedPrefixLists, trustedSecurityGroups]) {
        expect(setting.read(undefined, "at")("sg-1")).toBe(false);
        expect(setting.read([], "at")("sg-1")).toBe(false);
    }
});

test.each([
    ["its id", trustedPrefixLists, ["pl-63a5400a"], "pl-63a5400a", true],
    ["another id", trustedPrefixLists, ["pl-63a5400a"], "pl-63a5400b", false],
    ["a longer id", trustedPrefixLists, ["pl-63a5400a"], "pl-63a5400a1", false],
    ["a name by its beginning", trustedPrefixLists, ["corp-*"], "corp-offices", true],
    ["a group of the same number in another account", trustedSecurityGroups, ["123456789012/sg-1"], "210987654321/sg-1", false],
    ["every group of one account", trustedSecurityGroups, ["123456789012/*"], "123456789012/sg-1", true],
    ["a group of no account by an account's pattern", trustedSecurityGroups, ["123456789012/*"], "sg-1", false],
    ["ids by their beginning", nodeSecurityGroups, ["sg-2", "sg-0a*"], "sg-0abc", true],
    ["every group, where all are nodes'", nodeSecurityGroups, ["*"], "sg-1", true],
])("%s", (_, setting, value, id, matches) => {
    expect(setting.read(value, "at")(id)).toBe(matches);
});

test.each([
    [trustedPrefixLists, "pl-1", `p.s is no list. Write ["pl-0123456789abcdef0"]`],
    [trustedPrefixLists, [7], `p.s[0] is 7, which is no prefix list. Write "pl-0123456789abcdef0"`],
    [trustedPrefixLists, ["pl-1", "10.0.0.0/8"], `p.s[1] is "10.0.0.0/8", which is no prefix list. Write "pl-0123456789abcdef0"`],
    [trustedPrefixLists, ["*"], `p.s[0] is "*", which trusts every prefix list. Disable the policy if that is meant`],
    [trustedPrefixLists, ["pl-*"], `p.s[0] is "pl-*", which trusts every prefix list. Disable the policy if that is meant`],
    [
        trustedSecurityGroups,
        ["nodes"],
        `p.s[0] is "nodes", which is no security group. Write "123456789012/sg-0123456789abcdef0"`,
    ],
    [
        trustedSecurityGroups,
        ["*/sg-*"],
        `p.s[0] is "*/sg-*", which trusts every security group. Disable the policy if that is meant`,
    ],
    [trustedSecurityGroups, ["*/*"], `p.s[0] is "*/*", which trusts every security group. Disable the policy if that is meant`],
    [nodeSecurityGroups, ["nodes"], `p.s[0] is "nodes", which is no security group's id. Write "sg-0123456789abcdef0"`],
])("%# %j is refused with what would be right", (setting, value, message) => {
    expect(() => setting.read(value, "p.s")).toThrow(new SettingError(message));
});
