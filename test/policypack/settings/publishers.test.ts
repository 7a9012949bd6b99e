import { publishers } from "../../../policypack/settings/publishers";
import { SettingError } from "../../../policypack/settings/setting";

const read = (...names: string[]) =>
    publishers.read(
        names.map((name) => ({ name, reason: "publishes" })),
        "p.publishers",
    );

test("nobody is named without it", () => {
    const none = publishers.read(undefined, "p");
    expect([none.isEmpty, read().isEmpty, read("ci").isEmpty]).toEqual([true, true, false]);
    expect([none.has(["ci"]), none.hasPrincipal("123456789012")]).toEqual([false, false]);
});

test.each([
    ["arn:aws:iam::123456789012:role/ci", "arn:aws:iam::123456789012:role/ci", true],
    ["arn:aws:iam::123456789012:role/ci-*", "arn:aws:iam::123456789012:role/ci-eu", true],
    ["arn:aws:iam::123456789012:role/ci", "arn:aws:iam::123456789012:role/ci2", false],
    ["arn:aws:iam::123456789012:role/ci", "arn:aws:sts::123456789012:assumed-role/ci/session", true],
    ["arn:aws:iam::123456789012:role/ci", "arn:aws:sts::210987654321:assumed-role/ci/session", false],
    ["123456789012", "arn:aws:iam::123456789012:root", true],
    ["123456789012", "123456789012", true],
    ["123456789012", "arn:aws:iam::123456789012:role/ci", false],
    ["codepipeline.amazonaws.com", "codepipeline.amazonaws.com", true],
    ["ci", "arn:aws:iam::210987654321:role/ci", false],
])("%s names the principal %s: %s", (name, principal, expected) => {
    expect(read(name).hasPrincipal(principal)).toBe(expected);
});

test("a role is named by any of its names", () => {
    expect(read("ci-*").has(["updater", "ci-nodes"])).toBe(true);
});

test("services are named each", () => {
    expect(() => read("ci", "*.amazonaws.com")).toThrow(
        new SettingError('p.publishers[1].name is "*.amazonaws.com", which names several services. Name each'),
    );
});

test("everybody is nobody's name", () => {
    expect(() => read("*")).toThrow(new SettingError("p.publishers[0].name names everybody. Name who is meant"));
});
