import type { IamGrant } from "../../../model/iam-grant";
import { isPassedByAnybody } from "../../../parse/condition-tests";
import type { Condition } from "../../../parse/iam-policy";

/** Tags that only a cluster's things carry, as keys of conditions are compared. The same as `role-hints.ts` knows. */
const OF_CLUSTER =
    /^(kubernetes\.io\/cluster\/|(aws:)?eks:|karpenter\.(sh|k8s\.aws)\/|k8s\.io\/|alpha\.eksctl\.io\/|sigs\.k8s\.io\/|node-role\.kubernetes\.io\/|kubernetescluster$)/;
const TAG = /^(?:aws|ec2|ssm|eks|autoscaling|secretsmanager|imagebuilder):resourcetag\/(.+)/;
/** Conditions that every request of an account fulfils, or that say nothing about who does what to which thing. */
const DECIDES_NOTHING =
    /^(aws:(requestedregion|principalaccount|resourceaccount|principalorgid|resourceorgid|securetransport|currenttime)|ec2:(osuser|region)|ssm:sessiondocumentaccesscheck)$/;
/** Operators that ask for a value, as `Null` that is false asks for any; the others (`StringNotEquals`) leave all but some. */
const ASKS = /^(string|arn)(equals|like|equalsignorecase)$/;

/** What the conditions of a statement make of it: the tag that a thing must have, and whether something else decides as well. */
export function narrowing(conditions: readonly Condition[]): Pick<IamGrant, "tag" | "isConditional"> {
    const deciding = conditions.filter((one) => !DECIDES_NOTHING.test(one.key) && !isAlwaysPassed(one));
    const tags = deciding.filter(asksForTag).flatMap(({ key }) => tagOf(key));
    return {
        tag: tags.find(({ isOfCluster }) => isOfCluster) ?? tags[0],
        isConditional: deciding.some((one) => !TAG.test(one.key) || !asksForTag(one)),
    };
}

/** What passes where a tag is absent leaves whatever has none, and every instance has some name. */
function asksForTag({ operator, forEach, ifExists, key, values }: Condition): boolean {
    const isAsked = operator === "null" ? values.every((value) => value === "false") : ASKS.test(operator) && !ifExists;
    const isAny = operator === "null" || values.some((value) => /^\*+$/.test(value));
    return isAsked && forEach !== "all" && !(isAny && key.endsWith(":resourcetag/name"));
}

/** Of a tag it is no answer that it may be absent: that decides which things are meant, not who asks. */
const isAlwaysPassed = (condition: Condition): boolean => PRINCIPAL.test(condition.key) && isPassedByAnybody(condition);
const PRINCIPAL = /^aws:(principalarn|principalaccount|principaltype|userid|sourceip|useragent|referer|epochtime)$/;

function tagOf(key: string): { key: string; isOfCluster: boolean }[] {
    const [, tag] = TAG.exec(key) ?? [];
    return tag === undefined ? [] : [{ key: tag, isOfCluster: OF_CLUSTER.test(tag) }];
}

/**
 * Whether a denial under these conditions leaves nodes as they are: it is about other regions, plain HTTP, or things with a tag that is
 * nothing of a cluster's.
 */
export const leavesNodes = (conditions: readonly Condition[]): boolean =>
    conditions.some((condition) => {
        const { key, operator } = condition;
        if (key === "aws:requestedregion") return operator.startsWith("stringnot");
        if (key === "aws:securetransport") return true;
        return asksForTag(condition) && tagOf(key).some(({ isOfCluster }) => !isOfCluster);
    });
