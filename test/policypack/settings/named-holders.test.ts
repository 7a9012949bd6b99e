import { namedHolders } from "../../../policypack/settings/named-holders";
import { SettingError } from "../../../policypack/settings/setting";

const setting = namedHolders("publish node configuration");
const read = (...value: unknown[]) => setting.read(value, "p.publishers");
const ci = { name: "ci-*", reason: "publishes" };

test("somebody is named by any of their names", () => {
    const holders = read(ci, { name: "arn:aws:iam::*:role/platform/deploy", reason: "deploys" });
    expect(holders.has(["updater", "ci-nodes"])).toBe(true);
    expect(holders.has(["arn:aws:iam::123456789012:role/platform/deploy"])).toBe(true);
    expect(holders.has(["deploy"])).toBe(false);
});

test("a star stays within a part of a path", () => {
    expect(read(ci).has(["ci-a/b"])).toBe(false);
});

test("unset and empty name nobody", () => {
    expect(setting.read(undefined, "p").isEmpty).toBe(true);
    expect(read().isEmpty).toBe(true);
    expect(read(ci).isEmpty).toBe(false);
});

test.each([
    ["ci", "p.publishers[0] is no object. Give name, reason"],
    [{ name: "ci" }, "p.publishers[0].reason is missing"],
    [{ name: " ", reason: "x" }, "p.publishers[0].name is missing"],
    [{ ...ci, role: "x" }, 'p.publishers[0] has no part "role"'],
    [{ name: "*", reason: "x" }, "p.publishers[0].name names everybody. Name who is meant"],
    [{ name: "**/*", reason: "x" }, "p.publishers[0].name names everybody. Name who is meant"],
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(new SettingError(message)));

test("what is no list is refused", () => {
    expect(() => setting.read("ci", "p.publishers")).toThrow(
        new SettingError('p.publishers is no list. Write [{ name: "ci-nodes", reason: "…" }]'),
    );
});
