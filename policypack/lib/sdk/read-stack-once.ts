import type { PolicyResource, ReportViolation, StackValidationArgs } from "@pulumi/policy";
import type { AnalyzeStack, Maker } from "./server";

/** A policy, of which some judge a stack. */
interface Judge {
    readonly validateStack?: (args: StackValidationArgs, report: ReportViolation) => void | Promise<void>;
}

/**
 * Has the SDK make the resources of a stack once for all policies: it makes each of them anew for each policy, which for a stack of some size is half
 * of what AnalyzeStack costs. First it is asked with a policy that keeps what it is given, then, for an empty stack, with the pack's own, which get that.
 */
export function readStackOnce({ policies, maker }: { policies: readonly Judge[]; maker: Maker }): AnalyzeStack {
    return (call, answer) => {
        let resources: PolicyResource[] = [];
        const keeps = {
            name: "keeps-resources",
            description: "Keeps the resources of a stack.",
            enforcementLevel: "advisory",
            validateStack: (args: StackValidationArgs) => void (resources = args.resources),
        };
        const judges = policies.map((policy) => {
            const { validateStack } = policy;
            if (validateStack === undefined) return policy;
            return {
                ...policy,
                validateStack: (args: StackValidationArgs, report: ReportViolation) =>
                    validateStack({ ...args, resources }, report),
            };
        });
        const request = Object.create(call.request, { getResourcesList: { value: () => [] } }) as typeof call.request;
        return maker.analyzeStack([keeps])(call, (error, response) => {
            if (error) answer(error, response);
            else maker.analyzeStack(judges)(Object.create(call, { request: { value: request } }) as typeof call, answer);
        });
    };
}
