import { allowedUsers } from "../../../policypack/settings/allowed-users";
import { SettingError } from "../../../policypack/settings/setting";

const read = (value: unknown) => [...allowedUsers.read(value, "p.allowedUsers")];

test("nobody is allowed unless named", () => expect(read(undefined)).toEqual([]));

test("names count without the blanks around them", () => expect(read(["break-glass", " ops "])).toEqual(["break-glass", "ops"]));

test.each<[unknown, string]>([
    ["ops", 'p.allowedUsers is no list. Write ["break-glass"]'],
    [["ops", ""], 'p.allowedUsers[1] is "", which is no user\'s name. Write "break-glass"'],
    [[1], 'p.allowedUsers[0] is 1, which is no user\'s name. Write "break-glass"'],
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(new SettingError(message)));
