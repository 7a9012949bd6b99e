import { SettingError } from "../../../policypack/settings/setting";
import { trustedAccounts } from "../../../policypack/settings/trusted-accounts";

const read = (value: unknown) => trustedAccounts.read(value, "p.trustedAccounts");

test("no account is trusted unless somebody says so", () => {
    expect(read(undefined).size).toBe(0);
    expect(read([]).size).toBe(0);
});

test("accounts are their numbers, leading zeros included", () => {
    expect([...read(["012345678901", "123456789012"])]).toEqual(["012345678901", "123456789012"]);
});

const advice = `Write its 12 digits in quotes, "123456789012"`;
test.each([
    ["123456789012", `p.trustedAccounts is no list. Write ["123456789012"]`],
    [[123456789012], `p.trustedAccounts[0] is 123456789012, which is no account number. ${advice}`],
    [["123456789012", "12"], `p.trustedAccounts[1] is "12", which is no account number. ${advice}`],
    [["all"], `p.trustedAccounts[0] is "all", which is no account number. ${advice}`],
])("%j is refused with what would be right", (value, message) => {
    expect(() => read(value)).toThrow(new SettingError(message));
});
