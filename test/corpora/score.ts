import type { Policy } from "../../policypack/lib/define-policy";
import { policies } from "../../policypack/policies/index";
import { judge, judgeStack } from "../policypack/judge";
import type { Case } from "./case";
import { type Answering, answeringOf } from "./rules";

/** What the pack says to one case. */
export interface Answered {
    readonly case: Case;
    /** The findings of the policies that answer the case's question, each after its policy's name. */
    readonly findings: readonly string[];
    readonly agrees: boolean;
}

/** A policy that failed, or that could not read a document, has not found what is wrong with it. */
const FOUND_NOTHING = /could not be judged/;

export function answer(labelled: Case): Answered {
    const findings = answering(labelled).flatMap(({ policy, about }) => {
        const own = policies.find(({ name }) => name === policy);
        if (own === undefined) return [];
        return reported(own, labelled)
            .filter((line) => about?.test(line) ?? true)
            .map((line) => `${policy}: ${line}`);
    });
    const found = findings.some((line) => !FOUND_NOTHING.test(line));
    return { case: labelled, findings, agrees: labelled.label === "fail" ? found : findings.length === 0 };
}

/** For a case of ours, every policy of its mitigation. */
function answering({ rule, mitigation }: Case): readonly Answering[] {
    if (rule !== undefined) return answeringOf({ rule, mitigation });
    return policies.filter((own) => own.mitigation === mitigation).map(({ name }) => ({ policy: name }));
}

/** Every line that a policy prints about a case: resource by resource, and on the whole stack. */
function reported(policy: Policy, { resources }: Case): string[] {
    const single = resources.flatMap((resource) => judge(policy, resource).reported);
    const whole = policy.validateStack === undefined ? [] : judgeStack(policy, resources).reported;
    return [...single, ...whole].map(({ message }) => message);
}

export interface Score {
    readonly misses: readonly Answered[];
    readonly falseAlarms: readonly Answered[];
    readonly recall: number;
    /** The figures in one line. */
    readonly line: string;
}

/** Scores the cases that are not listed as disagreements. */
export function score(title: string, answers: readonly Answered[], listed: number): Score {
    const fails = answers.filter((one) => one.case.label === "fail");
    const passes = answers.filter((one) => one.case.label === "pass");
    const misses = fails.filter((one) => !one.agrees);
    const falseAlarms = passes.filter((one) => !one.agrees);
    const found = fails.length - misses.length;
    const recall = fails.length === 0 ? 1 : found / fails.length;
    const line =
        `${title}: ${fails.length} fail cases, ${found} found (${(100 * recall).toFixed(1)} %); ` +
        `${passes.length} pass cases, ${falseAlarms.length} false alarms${listed > 0 ? `; ${listed} more listed as disagreements` : ""}`;
    return { misses, falseAlarms, recall, line };
}

/** A disagreement as a person reads it: what the case is, why it has its label, and what the pack says. */
export const told = ({ case: { id, label, why }, findings }: Answered): string =>
    `${id} (${label}: ${why})${findings.map((line) => `\n    ${line}`).join("")}`;
