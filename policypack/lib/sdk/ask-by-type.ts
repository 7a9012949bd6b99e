import type { ResourceValidationArgs } from "@pulumi/policy";
import { noteInputs } from "../inputs";
import { partOfSdk } from "./part-of-sdk";
import type { Analyze, AnalyzeResponse, Maker, NotApplicable } from "./server";

/** A policy that may know which types it says anything of: it judges their resources, or tells why there is nothing to judge. */
export interface Asked {
    readonly name: string;
    readonly concerns?: (type: string) => boolean;
}

interface Messages {
    AnalyzeResponse?: new () => AnalyzeResponse;
    PolicyNotApplicable?: new () => NotApplicable;
}

/**
 * Has the SDK ask those policies alone that a resource's type concerns. It would ask each of them, makes a dozen objects and functions for that, and
 * takes an error for the answer that there is nothing to judge: of a hundred policies and an ordinary resource that is most of what Analyze
 * costs. The engine is answered the same, in another order.
 *
 * @param original answers where the engine's messages are other ones
 * @param isDisabled whether nothing at all is to be said of a policy; asked again once `forget` has been called
 */
export function askByType(
    { policies, maker, original }: { policies: readonly Asked[]; maker: Maker; original: Analyze },
    isDisabled: (name: string) => boolean,
): { readonly analyze: Analyze; readonly forget: () => void } {
    const { AnalyzeResponse, PolicyNotApplicable } = partOfSdk<Messages>("@pulumi/pulumi/proto/analyzer_pb");
    if (AnalyzeResponse === undefined || PolicyNotApplicable === undefined) return { analyze: original, forget: () => undefined };

    /** The message in which every policy of these tells that it reads no such type. */
    const notApplicable = (others: readonly Asked[], type: string): Uint8Array => {
        const message = new AnalyzeResponse();
        message.setNotApplicableList(
            others.map(({ name }) => {
                const one = new PolicyNotApplicable();
                one.setPolicyName(name);
                one.setReason(`reads no ${type}`);
                return one;
            }),
        );
        return message.serializeBinary();
    };
    const madeFor = (type: string): Analyze => {
        const isConcerned = ({ concerns }: Asked) => concerns?.(type) !== false;
        const analyze = maker.analyze([NOTES_INPUTS, ...policies.filter(isConcerned)]);
        const rest = notApplicable(
            policies.filter((policy) => !isConcerned(policy) && !isDisabled(policy.name)),
            type,
        );
        return (call, answer) => analyze(call, (error, response) => answer(error, response && followedBy(rest, response)));
    };

    const byType = new Map<string, Analyze>();
    return {
        analyze(call, answer) {
            const type = call.request.getType();
            const known = byType.get(type) ?? madeFor(type);
            byType.set(type, known);
            return known(call, answer);
        },
        forget: () => byType.clear(),
    };
}

/** A list in two messages, one after the other, is one list (the wire format of protocol buffers); writing it anew for each resource costs more than most checks. */
function followedBy(rest: Uint8Array, response: AnalyzeResponse): AnalyzeResponse {
    const first = response.serializeBinary.bind(response);
    response.serializeBinary = () => Buffer.concat([first(), rest]);
    return response;
}

/** No policy: it sees every resource, whichever policies are disabled, and what it notes stack checks go by. */
const NOTES_INPUTS = {
    name: "notes-inputs",
    description: "Notes what a resource is made of.",
    enforcementLevel: "advisory",
    validateResource: ({ urn, props }: ResourceValidationArgs) => noteInputs(urn, props),
};
