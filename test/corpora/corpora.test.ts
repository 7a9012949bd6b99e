import { policies } from "../../policypack/policies/index";
import { disagreements } from "./disagreements";
import { othersArePresent, othersCases } from "./others-cases";
import { ourCases } from "./our-cases";
import { answeringOf } from "./rules";
import { answer, type Answered, score, told } from "./score";

const RECALL = 0.95;
const sourceOf = (one: Answered): string => one.case.source!;
const sources = (answers: readonly Answered[]): string[] => [...new Set(answers.map(sourceOf))].sort();
/** The mitigations that others label Kubernetes objects for; what they label for M6 and M15 are resources of AWS. */
const KUBERNETES = ["M5", "M7", "M8", "M10", "M13", "M14"];
const lines: string[] = [];
const listed = new Map(disagreements.map((one) => [one.id, one]));

function judged(title: string, answers: readonly Answered[]): void {
    const own = answers.filter((one) => !listed.has(one.case.id));
    const { line, misses, falseAlarms, recall } = score(title, own, answers.length - own.length);
    lines.push(line);
    // Below the limit the misses are shown, one by one.
    expect({ falseAlarms: falseAlarms.map(told), misses: recall >= RECALL ? [] : misses.map(told) }).toEqual({
        falseAlarms: [],
        misses: [],
    });
    for (const miss of misses) lines.push(`    missed: ${told(miss)}`);
}

afterAll(() => process.stdout.write(`\n${lines.join("\n")}\n\n`));

describe("our labelled cases", () => {
    const cases = ourCases();
    const mitigations = [...new Set(cases.map(({ mitigation }) => mitigation))];

    test("ids are unique and both labels are there", () => {
        expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
        for (const own of mitigations.map((name) => cases.filter(({ mitigation }) => mitigation === name))) {
            expect(own.length).toBeGreaterThanOrEqual(20);
            expect(new Set(own.map(({ label }) => label)).size).toBe(2);
        }
    });

    test.each(mitigations)("%s: what must be found is found, and nothing else", (mitigation) => {
        judged(`${mitigation} (our cases)`, cases.filter((own) => own.mitigation === mitigation).map(answer));
    });
});

// The documents of others are no part of this repository: without them there is nothing to run, and `npm test` says so.
if (othersArePresent()) {
    describe("labelled cases of others", () => {
        const kubernetes = othersCases(KUBERNETES).map(answer);
        const groups = othersCases(["M6"]).map(answer);
        const access = othersCases(["M15"]).map(answer);
        const all = [...kubernetes, ...groups, ...access];

        test("every rule has a policy that answers its question", () => {
            const names = new Set(policies.map(({ name }) => name));
            const unanswered = all.filter((one) => {
                const answering = answeringOf(one.case);
                return answering.length === 0 || !answering.every(({ policy }) => names.has(policy));
            });
            expect(unanswered.map(told)).toEqual([]);
        });

        test.each(KUBERNETES)("%s: what must be found is found, and nothing else", (mitigation) => {
            judged(
                mitigation,
                kubernetes.filter((one) => one.case.mitigation === mitigation),
            );
        });

        test.each(sources(kubernetes))("Kubernetes objects of %s: what must be found is found, and nothing else", (source) => {
            judged(
                `Kubernetes objects of ${source}`,
                kubernetes.filter((one) => sourceOf(one) === source),
            );
        });

        test("M6: security groups and network ACLs of Terraform and CloudFormation", () => {
            judged("M6 (Terraform and CloudFormation)", groups);
        });

        test("M15: node groups, instance metadata and SSH of Terraform and CloudFormation", () => {
            judged("M15 (Terraform and CloudFormation)", access);
        });

        test("every disagreement is listed with what the pack answers and why", () => {
            const ids = new Map<string, string[]>();
            for (const { id, answer, why } of disagreements.filter(({ id }) => kubernetes.some((one) => one.case.id === id))) {
                expect(why).toMatch(/^[A-Z].{20,}\.$/);
                const key = `    ${answer}: ${why}`;
                ids.set(key, [...(ids.get(key) ?? []), id]);
            }
            lines.push("disagreements about Kubernetes objects:", ...[...ids].map(([key, all]) => `${key} (${all.join(", ")})`));
        });

        test("each listed disagreement is one, in the way that the list says", () => {
            const byId = new Map(all.map((one) => [one.case.id, one]));
            const wrong = disagreements.filter(({ id, answer: expected }) => {
                const one = byId.get(id);
                const actual = one !== undefined && one.findings.length > 0 ? "reports" : "silent";
                return one === undefined || one.agrees || actual !== expected;
            });
            expect(wrong.map(({ id }) => id)).toEqual([]);
            expect(listed.size).toBe(disagreements.length);
        });
    });
} else {
    lines.push("labelled cases of others: not at hand (KUBE_BYPASS_GUARD_CORPORA names their folder)");
}
