import type { HolderKind } from "../../../model/iam-grant";
import { isPassedByAnybody } from "../../../parse/condition-tests";
import { iamPolicy, type Principal, type Statement } from "../../../parse/iam-policy";

/** What takes a role, strongest claim first: whoever may be a Pod is one. */
const ORDER: readonly HolderKind[] = ["anybody", "pods", "machine", "service", "people", "deployer", "aws"];

/** Services that act for a cluster, or start what it asks for, with the role: what they may do is AWS's own work. */
const OF_AWS =
    /^(eks|eks-nodegroup|eks-fargate-pods|eks-fargate|eks-connector|autoscaling|application-autoscaling|spot|spotfleet|dlm|config|batch)\.amazonaws\.com/;
/** Services that run deployments. */
const DEPLOYS =
    /^(codebuild|codepipeline|codedeploy|cloudformation|imagebuilder|proton|servicecatalog|codecatalyst(-runner)?)\.amazonaws\.com/;
/** Whether an identity provider is that of an EKS cluster: `https://oidc.eks.eu-west-1.amazonaws.com/id/…`, or its ARN. */
export const isOfCluster = (provider: string): boolean => /oidc\.eks[.-]/.test(provider);

/**
 * Who takes a role, from its trust policy (text or data).
 * @returns the kind, and for a service its name; undefined where nobody may, or the policy is none
 * @throws UnknownValueError where it is unknown
 */
export function takerOf(trust: unknown): { readonly kind: HolderKind; readonly service: string } | undefined {
    const policy = iamPolicy(trust);
    if (!policy.ok) return undefined;
    const takers = policy.value.filter(({ effect }) => effect === "Allow").flatMap(takersOf);
    const kind = ORDER.find((one) => takers.some((taker) => taker.kind === one));
    return takers.find((taker) => taker.kind === kind);
}

function takersOf({ principals, conditions }: Statement): { kind: HolderKind; service: string }[] {
    if (principals === undefined) return [];
    if (principals.allBut) return [{ kind: "anybody", service: "" }];
    return principals.list.map((principal) => {
        const kind = kindOf(principal);
        // Everybody of one organization, or with an external id, is somebody in particular.
        const isSomebody = !conditions.every(isPassedByAnybody);
        return { kind: kind === "anybody" && isSomebody ? "deployer" : kind, service: principal.value };
    });
}

function kindOf({ kind, value }: Principal): HolderKind {
    switch (kind) {
        case "anybody":
            return "anybody";
        case "Service":
            if (/^pods\.eks\.amazonaws\.com/.test(value)) return "pods";
            if (/^ec2\.amazonaws\.com/.test(value)) return "machine";
            if (OF_AWS.test(value)) return "aws";
            return DEPLOYS.test(value) ? "deployer" : "service";
        case "Federated":
            if (isOfCluster(value)) return "pods";
            return /:saml-provider\//.test(value) || /cognito/.test(value) ? "people" : "deployer";
        case "AWS":
        case "CanonicalUser":
            return "deployer";
        default:
            return kind satisfies never;
    }
}
