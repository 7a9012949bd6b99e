import { AddressSet } from "../../../policypack/model/address-set";
import { SettingError } from "../../../policypack/settings/setting";
import { trustedCidrs } from "../../../policypack/settings/trusted-cidrs";

const read = (value: unknown) => trustedCidrs.read(value, "p.trustedCidrs");
const set = (cidr: string) => AddressSet.parse(cidr)!;

test("nothing is trusted unless somebody says so", () => {
    expect(read(undefined).isEmpty()).toBe(true);
    expect(read([]).isEmpty()).toBe(true);
});

test("ranges of both families add up", () => {
    const trusted = read(["10.0.0.0/9", "10.128.0.0/9", "2001:db8::/32"]);
    expect(trusted.includes(set("10.0.0.0/8"))).toBe(true);
    expect(trusted.includes(set("2001:db8:1::/48"))).toBe(true);
    expect(trusted.includes(set("11.0.0.0/32"))).toBe(false);
});

test.each([
    ["10.0.0.0/8", `p.trustedCidrs is no list. Write ["10.20.0.0/16"]`],
    [[7], `p.trustedCidrs[0] is 7, which is no address range. Write one like "10.20.0.0/16"`],
    [["10.0.0.0/8", "10.0.0/8"], `p.trustedCidrs[1] is "10.0.0/8", which is no address range. Write one like "10.20.0.0/16"`],
    [["2000::/3"], `p.trustedCidrs[0] is "2000::/3", which trusts everybody. Disable the policy if that is meant`],
    [
        ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"],
        "p.trustedCidrs trusts everybody, all its ranges together. Disable the policy if that is meant",
    ],
    [["::/0"], `p.trustedCidrs[0] is "::/0", which trusts everybody. Disable the policy if that is meant`],
    [
        ["0.0.0.0/1", "128.0.0.0/1"],
        "p.trustedCidrs trusts everybody, all its ranges together. Disable the policy if that is meant",
    ],
])("%j is refused with what would be right", (value, message) => {
    expect(() => read(value)).toThrow(new SettingError(message));
});
