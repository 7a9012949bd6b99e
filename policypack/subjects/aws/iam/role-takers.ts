import type { StackResource } from "../../../lib/subject";
import { iamPolicy } from "../../../parse/iam-policy";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";

const ROLE = /^(aws:iam\/role:Role|aws-native:iam:Role)$/;
/** What takes the role of a node: EC2, Fargate, and for machines elsewhere Systems Manager, Roles Anywhere and HyperPod. */
const RUNS_NODES = /^(ec2|eks-fargate-pods|ssm|rolesanywhere|sagemaker)\.amazonaws\.com(\.cn)?$/;

/**
 * Of a stack's roles, who may take one that nothing which runs nodes may take.
 *
 * @returns asks about the role that a resource's `principalArn` comes from, or that has this ARN; undefined for a node's role, and for one
 *   that the stack does not show
 */
export function strangersTo(
    stack: readonly StackResource[],
): (resource: StackResource, arn: string | undefined) => string | undefined {
    const takers = new Map<StackResource, string>();
    const byArn = new Map<string, StackResource>();
    for (const role of stack) {
        if (!ROLE.test(role.type)) continue;
        const taker = takerOf(role);
        if (taker !== undefined) takers.set(role, taker);
        const arn = ifKnown(() => (role.props as Cursor<{ arn: string }>).field("arn").text());
        if (arn !== undefined) byArn.set(arn, role);
    }
    return (resource, arn) => {
        const named = arn === undefined ? undefined : byArn.get(arn);
        const sources = named === undefined ? (resource.propertyDependencies["principalArn"] ?? []) : [named];
        return sources.map((source) => takers.get(source)).find((taker) => taker !== undefined);
    };
}

function takerOf({ props }: StackResource): string | undefined {
    const role = props as Cursor<{ assumeRolePolicy: unknown; assumeRolePolicyDocument: unknown }>;
    const document = ifKnown(() =>
        JSON.stringify(role.field("assumeRolePolicy").raw() ?? role.field("assumeRolePolicyDocument").raw()),
    );
    if (document === undefined) return undefined;
    // A document in text is text in JSON now.
    const value = JSON.parse(document) as unknown;
    const statements = iamPolicy(value);
    if (!statements.ok) return undefined;
    const principals = statements.value
        .filter(({ effect }) => effect === "Allow")
        .flatMap(({ principals: all }) => [...(all?.list ?? [])]);
    const runsNodes = principals.some(
        ({ kind, value: name }) => kind === "anybody" || (kind === "Service" && RUNS_NODES.test(name)),
    );
    return runsNodes ? undefined : principals[0]?.value;
}
