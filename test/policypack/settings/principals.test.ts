import { principals } from "../../../policypack/settings/principals";
import { SettingError } from "../../../policypack/settings/setting";

const read = (value: unknown) => principals("Principals that may").read(value, "p.admins");
const ROLE = "arn:aws:iam::123456789012:role/platform";

test("nobody is named unless somebody is", () => {
    expect(read(undefined).isEmpty).toBe(true);
    expect(read([]).has(ROLE)).toBe(false);
});

test("a star stands for letters of one part of the ARN", () => {
    const named = read(["arn:aws:iam::*:role/plat*", " arn:aws:iam::123456789012:user/eve "]);
    expect([ROLE, "arn:aws:iam::123456789012:user/eve"].every((arn) => named.has(arn))).toBe(true);
    expect(
        ["arn:aws:iam::123456789012:role/x/platform", "arn:aws:iam::123456789012:role/build"].some((arn) => named.has(arn)),
    ).toBe(false);
});

test.each<[unknown, string]>([
    [ROLE, 'p.admins is no list. Write ["arn:aws:iam::123456789012:role/platform"]'],
    ...(["*", "platform", "arn:aws:iam::123456789012:role/*", 7] as const).map((one): [unknown, string] => [
        [one],
        `p.admins[0] is ${JSON.stringify(one)}, which names no role or user. Write one like "arn:aws:iam::123456789012:role/platform"`,
    ]),
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(new SettingError(message)));
