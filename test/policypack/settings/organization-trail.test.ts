import { organizationTrail } from "../../../policypack/settings/organization-trail";

test.each([
    [undefined, false],
    [false, false],
    [true, true],
])("%p is %p", (value, expected) => expect(organizationTrail.read(value, "policy.organizationTrail")).toBe(expected));

test("anything else is refused", () => {
    expect(() => organizationTrail.read("yes", "policy.organizationTrail")).toThrow(
        'policy.organizationTrail is "yes". Write true or false',
    );
});
