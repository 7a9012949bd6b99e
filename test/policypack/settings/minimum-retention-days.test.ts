import { minimumRetentionDays } from "../../../policypack/settings/minimum-retention-days";

test.each([
    [undefined, 30],
    [1, 1],
    [365, 365],
])("%p is %p", (value, expected) => expect(minimumRetentionDays.read(value, "policy.minimumRetentionDays")).toBe(expected));

test.each([
    [0, "0"],
    [1.5, "1.5"],
    ["90", '"90"'],
])("%p is refused", (value, shown) => {
    expect(() => minimumRetentionDays.read(value, "policy.minimumRetentionDays")).toThrow(
        `policy.minimumRetentionDays is ${shown}, which is no number of days. Write one like 30`,
    );
});
