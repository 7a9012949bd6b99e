import { allowedUnits } from "../../../policypack/settings/allowed-units";
import { SettingError } from "../../../policypack/settings/setting";

const read = (value: unknown) => [...allowedUnits.read(value, "p.allowedUnits")];

test("no unit is allowed unless named", () => expect(read(undefined)).toEqual([]));

test("names of all shapes that systemd has", () =>
    expect(read(["node-backup.service", " scan@1.service ", "mnt-data\\x2d1.mount"])).toEqual([
        "node-backup.service",
        "scan@1.service",
        "mnt-data\\x2d1.mount",
    ]));

test.each<[unknown, string]>([
    ["a.service", 'p.allowedUnits is no list. Write ["node-backup.service"]'],
    [["node-backup"], 'p.allowedUnits[0] is "node-backup", which is no unit\'s name. Write "node-backup.service"'],
    [["*.service"], 'p.allowedUnits[0] is "*.service", which is no unit\'s name. Write "node-backup.service"'],
    [["a.service", null], 'p.allowedUnits[1] is null, which is no unit\'s name. Write "node-backup.service"'],
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(new SettingError(message)));
