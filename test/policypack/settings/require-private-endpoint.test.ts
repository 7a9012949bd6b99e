import { requirePrivateEndpoint } from "../../../policypack/settings/require-private-endpoint";
import { SettingError } from "../../../policypack/settings/setting";

const read = (value: unknown) => requirePrivateEndpoint.read(value, "p.requirePrivateEndpoint");

test("a public endpoint is allowed unless somebody refuses it", () =>
    expect([read(undefined), read(true)]).toEqual([false, true]));

test("a word is refused", () =>
    expect(() => read("yes")).toThrow(new SettingError("p.requirePrivateEndpoint is neither true nor false")));
