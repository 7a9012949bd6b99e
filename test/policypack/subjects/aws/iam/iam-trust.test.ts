import { takerOf } from "../../../../../policypack/subjects/aws/iam/iam-trust";
import { document, TRUST } from "../../../iams";

const trusting = (Principal: unknown, more: object = {}) =>
    document({ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more });
const OIDC = "arn:aws:iam::123456789012:oidc-provider/";

test.each([
    ["an EC2 instance", TRUST.ec2, "machine"],
    ["a Pod by Pod Identity", TRUST.pods, "pods"],
    ["a Pod by the cluster's identity provider", TRUST.irsa, "pods"],
    [
        "a Pod in China",
        trusting({ Federated: "arn:aws-cn:iam::1:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/A" }),
        "pods",
    ],
    ["a function", TRUST.lambda, "service"],
    ["EKS", TRUST.eks, "aws"],
    ["Fargate, which runs its own kubelets", trusting({ Service: "eks-fargate-pods.amazonaws.com" }), "aws"],
    ["a build", trusting({ Service: "codebuild.amazonaws.com" }), "deployer"],
    ["a workflow of GitHub", TRUST.ci, "deployer"],
    ["another account", TRUST.account, "deployer"],
    ["people by SAML", trusting({ Federated: "arn:aws:iam::123456789012:saml-provider/Okta" }), "people"],
    ["anybody", TRUST.anybody, "anybody"],
    ["anybody, in AWS's other spelling", trusting({ AWS: "*" }), "anybody"],
    [
        "all but somebody",
        document({ Effect: "Allow", NotPrincipal: { AWS: "123456789012" }, Action: "sts:AssumeRole" }),
        "anybody",
    ],
    ["anybody of one organization", trusting("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }), "deployer"],
    ["anybody with an external id", trusting("*", { Condition: { StringEquals: { "sts:ExternalId": "x" } } }), "deployer"],
    ["anybody over TLS", trusting("*", { Condition: { Bool: { "aws:SecureTransport": "true" } } }), "anybody"],
    ["anybody whose ARN is some ARN", trusting("*", { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:*" } } }), "anybody"],
    [
        "anybody outside of organizations",
        trusting("*", { Condition: { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-1" } } }),
        "anybody",
    ],
    [
        "a Pod or an instance: the one that is worse",
        trusting({ Service: ["ec2.amazonaws.com", "pods.eks.amazonaws.com"] }),
        "pods",
    ],
    [
        "a workflow of GitHub or a function",
        trusting({ Federated: `${OIDC}token.actions.githubusercontent.com`, Service: "lambda.amazonaws.com" }),
        "service",
    ],
])("%s takes it", (_, policy, kind) => expect(takerOf(policy)?.kind).toBe(kind));

test("a role of a service names the service", () => expect(takerOf(TRUST.lambda)?.service).toBe("lambda.amazonaws.com"));

test("nobody takes what is denied, empty or no policy", () => {
    expect(takerOf(document({ Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" }))).toBeUndefined();
    expect(takerOf(document())).toBeUndefined();
    expect(takerOf("{")).toBeUndefined();
});
