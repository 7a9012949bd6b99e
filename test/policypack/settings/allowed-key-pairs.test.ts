import { allowedKeyPairs } from "../../../policypack/settings/allowed-key-pairs";
import { SettingError } from "../../../policypack/settings/setting";

const read = (value: unknown) => [...allowedKeyPairs.read(value, "p.allowedKeyPairs")];

test("no key is allowed unless named", () => expect(read(undefined)).toEqual([]));

test("names count without the blanks around them", () => expect(read([" break-glass "])).toEqual(["break-glass"]));

test.each<[unknown, string]>([
    ["ops", 'p.allowedKeyPairs is no list. Write ["break-glass"]'],
    [["ops", ""], 'p.allowedKeyPairs[1] is "", which is no key pair\'s name. Write "break-glass"'],
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(new SettingError(message)));
