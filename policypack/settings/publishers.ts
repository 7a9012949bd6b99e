import { globMatches } from "./glob";
import { namedHolders, NamedHolders } from "./named-holders";
import { type Setting, SettingError } from "./setting";

/** Those who may publish what nodes boot from. Without a name one publisher of the stack's own account is taken for the one that it needs. */
export class Publishers extends NamedHolders {
    /**
     * Whether a policy of a bucket names a publisher. A name alone does not count there, as a role of another account may be called so too.
     * @param principal an ARN, an account's number or a service's name. A session counts as its role.
     */
    hasPrincipal(principal: string): boolean {
        return this.patterns.some((pattern) => formsOf(principal).some((form) => globMatches(pattern, form)));
    }
}

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

const named = namedHolders(
    "publish what nodes boot from",
    "a bucket's policy is compared with ARNs, account numbers and services (codepipeline.amazonaws.com) alone",
);

/** Roles, users, accounts and services that may write what nodes boot from. */
export const publishers: Setting<Publishers> = {
    schema: named.schema,
    read(value, at) {
        const { patterns } = named.read(value, at);
        const service = patterns.findIndex((pattern) => /\*.*\.amazonaws\.com$/.test(pattern) && !pattern.includes(":"));
        if (service >= 0)
            throw new SettingError(`${at}[${service}].name is "${patterns[service]!}", which names several services. Name each`);
        return new Publishers(patterns);
    },
};
