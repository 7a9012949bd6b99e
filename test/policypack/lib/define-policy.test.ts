import { definePolicy, type PolicySpec } from "../../../policypack/lib/define-policy";
import { each, on, subject } from "../../../policypack/lib/subject";
import type { Finding } from "../../../policypack/model/finding";
import { UNKNOWN } from "../judge";
import { analyze, analyzeStack } from "../sdk";

interface Door {
    readonly at: string;
    readonly open: boolean;
    readonly label: string;
}
interface House {
    readonly doors: readonly { readonly open: boolean; readonly label: string }[];
}
const TYPE = "test:index:House";
const doors = subject<Door>(
    on<House>()(TYPE, ({ props }) =>
        each(props.field("doors").items(), function* (door) {
            yield () => ({ at: door.path, open: door.field("open").flag() ?? false, label: door.field("label").text() ?? "" });
        }),
    ),
);
const spec: PolicySpec<Door, Door, Record<never, never>> = {
    name: "doors-closed",
    displayName: "Doors are closed",
    description: "Every door must be closed.",
    severity: "high",
    mitigation: "M1",
    remediationSteps: "Close it.",
    frameworks: { "CIS Kubernetes 1.12": ["1.2.3", "1.2.4"], "CIS EKS 1.8": ["9.9"] },
    repair: "it is a test",
    attack: "Somebody walks in.",
    subject: doors,
    *check({ at, open }): Iterable<Finding> {
        if (open) yield { at, message: "is open" };
    },
    examples: { bad: { type: TYPE, props: {} }, good: { type: TYPE, props: {} } },
};
const house = (...list: unknown[]) => ({ type: TYPE, props: { doors: list } });
const OPEN = { open: true, label: "x" };

describe("through the SDK", () => {
    const policy = definePolicy(spec);

    test("a finding is the description, then path, fact and fix, at the level that the severity gives", async () => {
        expect(await analyze([policy], house(OPEN))).toEqual([
            {
                policy: "doors-closed",
                message: "Every door must be closed.\ndoors[0]: is open. Close it.",
                level: "mandatory",
                severity: "high",
                urn: "",
            },
        ]);
    });

    test("an unknown value hides no sibling, and is reported last, as advisory", async () => {
        const found = await analyze([policy], house({ open: UNKNOWN, label: "x" }, OPEN, UNKNOWN, OPEN));
        expect(found.map(({ message, level }) => [level, message.split("\n").at(-1)])).toEqual([
            ["mandatory", "doors[1]: is open. Close it."],
            ["mandatory", "doors[3]: is open. Close it."],
            [
                "advisory",
                "can't run policy 'doors-closed' from policy pack 'kube-bypass-guard@v0.0.0' during preview: string value at .doors.0.open can't be known during preview",
            ],
        ]);
    });

    test("a value of the wrong type is reported at the policy's level, without the value", async () => {
        const found = await analyze([policy], house({ open: "hunter2", label: "x" }, OPEN));
        expect(found.map(({ message, level }) => [level, message.split("\n").at(-1)])).toEqual([
            ["mandatory", "doors[0].open: is a string where true or false was expected, so it could not be judged. Correct it."],
            ["mandatory", "doors[1]: is open. Close it."],
        ]);
        const whole = await analyze([policy], { type: TYPE, props: { doors: "hunter2" } });
        expect(whole.map(({ message }) => message.split("\n").at(-1))).toEqual([
            "doors: is a string where a list was expected, so it could not be judged. Correct it.",
        ]);
    });

    test("a crash neither aborts the engine nor passes the resource, and tells no value", async () => {
        const crashing = definePolicy({
            ...spec,
            *check({ label }): Iterable<Finding> {
                throw new TypeError(`cannot read ${label}`);
            },
        });
        const found = await analyze([crashing], house({ open: true, label: "hunter2" }));
        expect(found).toEqual([
            {
                policy: "doors-closed",
                message:
                    "Every door must be closed.\ncould not be judged: the policy doors-closed failed (TypeError). " +
                    'Report it with the type "test:index:House" at https://github.com/kube-bypass-guard/kube-bypass-guard/issues.',
                level: "mandatory",
                severity: "high",
                urn: "",
            },
        ]);
    });

    test("a crash in one policy leaves the others their say, each at its own level", async () => {
        const crashing = definePolicy({
            ...spec,
            name: "crashing",
            severity: "low",
            check: () => {
                throw new Error("boom");
            },
        });
        const found = await analyze([crashing, policy], house(OPEN));
        expect(found.map(({ policy: name, level }) => [name, level])).toEqual([
            ["crashing", "advisory"],
            ["doors-closed", "mandatory"],
        ]);
    });

    test("a finding that is unsure advises whatever the policy's level, and keeps the description", async () => {
        const unsure = definePolicy({
            ...spec,
            *check({ at }): Iterable<Finding> {
                yield { at, message: "may be open", certainty: "unsure" };
                yield { at, message: "creaks", severity: "low", fix: "Oil it" };
            },
        });
        expect(await analyze([unsure], house(OPEN))).toEqual([
            {
                policy: "doors-closed",
                message: "Every door must be closed.\ndoors[0]: may be open. Close it.",
                level: "advisory",
                severity: "high",
                urn: "",
            },
            {
                policy: "doors-closed",
                message: "Every door must be closed.\ndoors[0]: creaks. Oil it.",
                level: "mandatory",
                severity: "low",
                urn: "",
            },
        ]);
    });

    test("a resource of another type is not applicable", async () => {
        expect(await analyze([policy], { type: "test:index:Tree", props: {} })).toEqual([]);
    });

    test("one policy judges resources and, under the same name, the stack", async () => {
        const both = definePolicy({
            ...spec,
            stack: {
                *subject(stack) {
                    for (const resource of stack)
                        yield () => ({ urn: resource.urn, view: { at: "", open: true, label: resource.name } });
                },
                *check({ label }) {
                    yield { at: "", message: `the stack has ${label}` };
                },
            },
        });
        expect(await analyze([both], house())).toEqual([]);
        expect(await analyzeStack([both], [{ ...house(), name: "cottage" }])).toEqual([
            {
                policy: "doors-closed",
                message: "Every door must be closed.\nthe stack has cottage. Close it.",
                level: "mandatory",
                severity: "high",
                urn: "urn:pulumi:test::test::test:index:House::cottage",
            },
        ]);
    });
});

test("the first framework is shown by the SDK, all of them are kept", () => {
    const policy = definePolicy(spec);
    expect(policy.framework).toEqual({
        name: "CIS Kubernetes",
        version: "1.12",
        reference: "1.2.3, 1.2.4",
        specification: "CIS Kubernetes 1.12",
    });
    expect(policy.frameworks).toEqual(spec.frameworks);
});
