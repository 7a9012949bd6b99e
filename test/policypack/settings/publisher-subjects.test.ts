import { identitySubjects, publisherSubjects } from "../../../policypack/settings/publisher-subjects";
import { SettingError } from "../../../policypack/settings/setting";

const setting = publisherSubjects;
const deployer = { kind: "ServiceAccount", namespace: "ci", name: "deployer" };

test("who is named may write it, and nobody else", () => {
    const subjects = setting.read([{ ...deployer, reason: "publishes" }], "p");
    expect([subjects.has(deployer), subjects.has({ ...deployer, namespace: "shop" }), subjects.isEmpty]).toEqual([
        true,
        false,
        false,
    ]);
});

test("descriptions say what they may write", () => {
    expect(publisherSubjects.schema.description).toContain("what nodes boot from");
    expect(identitySubjects.schema.description).toContain("what says who is a node");
});

test("everybody is nobody's name", () => {
    expect(() => setting.read([{ kind: "Group", name: "system:authenticated", reason: "x" }], "p")).toThrow(
        new SettingError('p[0].name is "system:authenticated", which is everybody. Name one subject'),
    );
});
