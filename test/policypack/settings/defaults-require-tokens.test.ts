import { defaultsRequireTokens } from "../../../policypack/settings/defaults-require-tokens";
import { SettingError } from "../../../policypack/settings/setting";

const read = (value: unknown) => defaultsRequireTokens.read(value, "p.defaultsRequireTokens");

test("what nobody sets is not trusted unless somebody says so", () =>
    expect([read(undefined), read(true)]).toEqual([false, true]));

test("a word is refused", () =>
    expect(() => read("yes")).toThrow(new SettingError("p.defaultsRequireTokens is neither true nor false")));
