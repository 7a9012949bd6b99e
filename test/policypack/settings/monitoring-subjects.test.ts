import { monitoringSubjects } from "../../../policypack/settings/monitoring-subjects";
import { SettingError } from "../../../policypack/settings/setting";

const prometheus = { kind: "ServiceAccount", namespace: "monitoring", name: "prometheus" };
const entry = { ...prometheus, reason: "scrapes" };
const read = (...value: unknown[]) => monitoringSubjects.read(value, "p.monitoringSubjects");

test("a subject is named by kind, namespace and name together", () => {
    const subjects = read(entry, { kind: "User", name: "ops", reason: "on call" });
    expect(subjects.has(prometheus)).toBe(true);
    expect(subjects.has({ kind: "User", name: "ops", namespace: undefined })).toBe(true);
    expect(subjects.has({ ...prometheus, namespace: "default" })).toBe(false);
    expect(subjects.has({ kind: "User", name: "prometheus", namespace: undefined })).toBe(false);
});

test("unset names nobody", () => expect(monitoringSubjects.read(undefined, "p").isEmpty).toBe(true));

test.each([
    ["prometheus", "p.monitoringSubjects[0] is no object. Give kind, namespace, name, reason"],
    [{ ...entry, kind: "Pod" }, 'p.monitoringSubjects[0].kind is "Pod". It is one of ServiceAccount, User, Group'],
    [{ ...entry, reason: undefined }, "p.monitoringSubjects[0].reason is missing"],
    [{ ...entry, namespace: undefined }, "p.monitoringSubjects[0].namespace is missing"],
    [{ kind: "User", name: "ops", namespace: "a", reason: "x" }, "p.monitoringSubjects[0].namespace: a User has none"],
    [{ ...entry, nmae: "x" }, 'p.monitoringSubjects[0] has no part "nmae"; did you mean "name"?'],
    [
        { kind: "Group", name: "system:authenticated", reason: "x" },
        'p.monitoringSubjects[0].name is "system:authenticated", which is everybody. Name one subject',
    ],
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(new SettingError(message)));

test("what is no list is refused", () => {
    expect(() => monitoringSubjects.read({}, "p.m")).toThrow(new SettingError("p.m is no list of subjects"));
});
