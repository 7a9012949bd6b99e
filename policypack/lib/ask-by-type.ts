import type { ResourceValidationArgs } from "@pulumi/policy";
import { noteInputs } from "./inputs";
import { partOfSdk } from "./part-of-sdk";

/** A policy that may know which types it says anything of: it judges their resources, or tells why there is nothing to judge. */
export interface Asked {
    readonly name: string;
    readonly concerns?: (type: string) => boolean;
}

/** Messages of the engine, as far as they are used. */
interface AnalyzeCall {
    readonly request: { getType(): string };
}
interface NotApplicable {
    setPolicyName(name: string): void;
    setReason(reason: string): void;
}
interface AnalyzeResponse {
    getNotApplicableList(): NotApplicable[];
    setNotApplicableList(list: readonly NotApplicable[]): void;
}
type Answer = (error: unknown, response?: AnalyzeResponse) => void;
/** The SDK's handler of the engine's Analyze call. */
export type Analyze = (call: AnalyzeCall, answer: Answer) => unknown;

type Pack = readonly [name: string, version: string, level: string];
/** `@pulumi/policy` 1.21, server.js. */
interface Sdk {
    serve?: (...pack: [...Pack, given: { readonly policies?: readonly Asked[] }, ...unknown[]]) => void;
    makeAnalyzeRpcFun?: (...pack: [...Pack, policies: readonly object[]]) => Analyze;
}
interface Messages {
    PolicyNotApplicable?: new () => NotApplicable;
}

/** What takes the place of the SDK's handler. */
export interface AskByType {
    /** @param original the SDK's own, which stays where the SDK is another one */
    handler(original: Analyze): Analyze;
    /** The policies that are disabled from now on: nothing is said of them. */
    configured(disabled: ReadonlySet<string>): void;
}

/**
 * Has the SDK ask those policies alone that a resource's type concerns, of the pack that is made from now on. It would ask each of them, makes a dozen
 * objects and functions for that, and takes an error for the answer that there is nothing to judge: of a hundred policies and an ordinary resource
 * that is most of what Analyze costs. The engine is answered the same.
 *
 * A release of the SDK that has other parts costs what it costs without this.
 */
export function askByType(): AskByType {
    const sdk = partOfSdk<Sdk>("./server");
    const { PolicyNotApplicable } = partOfSdk<Messages>("@pulumi/pulumi/proto/analyzer_pb");
    const { serve, makeAnalyzeRpcFun } = sdk;
    let served: { readonly pack: Pack; readonly policies: readonly Asked[] } | undefined;
    if (serve !== undefined)
        sdk.serve = (name, version, level, given, ...rest) => {
            served = { pack: [name, version, level], policies: given.policies ?? [] };
            serve(name, version, level, given, ...rest);
        };

    const byType = new Map<string, Analyze>();
    let disabled: ReadonlySet<string> = new Set();
    return {
        handler(original) {
            if (served === undefined || makeAnalyzeRpcFun === undefined || PolicyNotApplicable === undefined) return original;
            const { pack, policies } = served;
            const made = (type: string): Analyze => {
                const concerned = policies.filter((policy) => isConcerned(policy, type));
                const others = policies.filter((policy) => !isConcerned(policy, type) && !disabled.has(policy.name));
                const messages = others.map(({ name }) => {
                    const message = new PolicyNotApplicable();
                    message.setPolicyName(name);
                    message.setReason(`reads no ${type}`);
                    return message;
                });
                const analyze = makeAnalyzeRpcFun(...pack, [NOTES_INPUTS, ...concerned]);
                return (call, answer) =>
                    analyze(call, (error, response) => {
                        response?.setNotApplicableList([...response.getNotApplicableList(), ...messages]);
                        answer(error, response);
                    });
            };
            return (call, answer) => {
                const type = call.request.getType();
                const known = byType.get(type) ?? made(type);
                byType.set(type, known);
                return known(call, answer);
            };
        },
        configured(now) {
            disabled = now;
            byType.clear();
        },
    };
}

const isConcerned = ({ concerns }: Asked, type: string): boolean => concerns?.(type) !== false;

/** No policy: it sees every resource, whichever policies are disabled, and what it notes stack checks go by. */
const NOTES_INPUTS = {
    name: "notes-inputs",
    description: "Notes what a resource is made of.",
    enforcementLevel: "advisory",
    validateResource: ({ urn, props }: ResourceValidationArgs) => noteInputs(urn, props),
};
