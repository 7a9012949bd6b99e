import { globMatches } from "./glob";
import { type Setting, SettingError } from "./setting";

/** Those who may publish what nodes boot from. */
export interface Publishers {
    /** Whether anybody is named; without a name one publisher of the stack's own account is taken for the one that it needs. */
    readonly isSet: boolean;
    /** @param principal an ARN, an account's number or a service's name. A session counts as its role. */
    has(principal: string): boolean;
}

const PRINCIPAL = /^(?:arn:[\w*-]+:(?:iam|sts)::[\d*]*:[\w+=,.@*/-]+|\d{12}|[\w.-]+\.amazonaws\.com)$/;

/** Roles, users, accounts and services that may write what nodes boot from. */
export const publishers: Setting<Publishers> = {
    schema: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
            "Who may publish what nodes boot from: ARNs of roles and users (* stands for a part of a name), account numbers, services.",
    },
    read(value, at) {
        if (value === undefined) return { isSet: false, has: () => false };
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["arn:aws:iam::123456789012:role/publisher"]`);
        const patterns = value.map((one: unknown, i) => {
            if (typeof one !== "string" || !PRINCIPAL.test(one.trim()))
                throw new SettingError(
                    `${at}[${i}] is ${JSON.stringify(one)}, which is no principal. Write one like "arn:aws:iam::123456789012:role/publisher"`,
                );
            return one.trim();
        });
        return {
            isSet: patterns.length > 0,
            has: (principal) => patterns.some((pattern) => formsOf(principal).some((form) => globMatches(pattern, form))),
        };
    },
};

/** The same principal as a policy and as a person may write it. */
function formsOf(principal: string): string[] {
    const account = /^arn:[^:]*:iam::(\d{12}):root$/.exec(principal)?.[1];
    const session = /^(arn:[^:]*:)sts(::\d*:)assumed-role\/([^/]+)\//.exec(principal);
    return [
        principal,
        ...(account === undefined ? [] : [account]),
        ...(session === null ? [] : [`${session[1]!}iam${session[2]!}role/${session[3]!}`]),
    ];
}
