import { publishers } from "../../../policypack/settings/publishers";

const read = (value: unknown) => publishers.read(value, "policy.publishers");

test("nobody is named without it", () => {
    expect([read(undefined).isSet, read([]).isSet, read(undefined).has("123456789012")]).toEqual([false, false, false]);
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
])("%s names %s: %s", (pattern, principal, expected) => {
    expect(read([pattern]).has(principal)).toBe(expected);
});

test.each([
    ["ci", 'policy.publishers is no list. Write ["arn:aws:iam::123456789012:role/publisher"]'],
    [["ci"], 'policy.publishers[0] is "ci", which is no principal. Write one like "arn:aws:iam::123456789012:role/publisher"'],
    [["*"], 'policy.publishers[0] is "*", which is no principal. Write one like "arn:aws:iam::123456789012:role/publisher"'],
    [
        ["123456789012", 7],
        'policy.publishers[1] is 7, which is no principal. Write one like "arn:aws:iam::123456789012:role/publisher"',
    ],
])("%j is refused", (value, message) => {
    expect(() => read(value)).toThrow(message);
});
