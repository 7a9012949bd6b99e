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
    [
        "an instance under a condition, which is one all the same",
        trusting({ Service: "ec2.amazonaws.com" }, { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
        "machine",
    ],
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
    expect(takerOf(document({ Effect: "Allow", Action: "sts:AssumeRole" }))).toBeUndefined();
    expect(takerOf("{")).toBeUndefined();
});

/** Service principals, as the services' documents name them. */
test.each<[service: string, kind: string]>([
    ["pods.eks.amazonaws.com", "pods"],
    ["ec2.amazonaws.com", "machine"],
    ["ec2.amazonaws.com.cn", "machine"],
    ...[
        ...["eks", "eks-nodegroup", "eks-fargate-pods", "eks-fargate", "eks-connector", "autoscaling", "application-autoscaling"],
        ...["spot", "spotfleet", "dlm", "config", "batch"],
    ].map((name): [string, string] => [`${name}.amazonaws.com`, "aws"]),
    ...[
        ...["codebuild", "codepipeline", "codedeploy", "cloudformation", "imagebuilder", "proton", "servicecatalog"],
        ...["codecatalyst", "codecatalyst-runner"],
    ].map((name): [string, string] => [`${name}.amazonaws.com`, "deployer"]),
    ...[
        "lambda",
        "ecs-tasks",
        "spot.ec2",
        "dms-eks",
        "custom.resources.cloudformation",
        "awsconfig",
        "my-pods.eks",
        "vmie.ec2",
    ].map((name): [string, string] => [`${name}.amazonaws.com`, "service"]),
])("%s takes a role for: %s", (service, kind) => expect(takerOf(trusting({ Service: service }))).toEqual({ kind, service }));

test.each<[provider: string, kind: string]>([
    ["arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC", "pods"],
    ["arn:aws:iam::123456789012:oidc-provider/oidc.eks-fips.us-east-1.api.aws/id/ABC", "pods"],
    ["arn:aws:iam::123456789012:oidc-provider/app.terraform.io", "deployer"],
    ["arn:aws:iam::123456789012:oidc-provider/oidc.ekspert.example.com", "deployer"],
    ["arn:aws:iam::123456789012:saml-provider/Okta", "people"],
    ["cognito-identity.amazonaws.com", "people"],
])("by the provider %s: %s", (provider, kind) => expect(takerOf(trusting({ Federated: provider }))?.kind).toBe(kind));

/** Who is called by the strongest claim, in any order of the statements. */
test.each<[principals: object, kind: string]>([
    [{ Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] }, "machine"],
    [{ Service: ["ec2.amazonaws.com", "pods.eks.amazonaws.com"] }, "pods"],
    [{ AWS: ["arn:aws:iam::123456789012:root", "*"] }, "anybody"],
    [{ Service: ["eks.amazonaws.com", "codebuild.amazonaws.com"] }, "deployer"],
    [{ Service: "codebuild.amazonaws.com", Federated: "arn:aws:iam::123456789012:saml-provider/Okta" }, "people"],
    [{ Federated: "arn:aws:iam::123456789012:saml-provider/Okta", Service: "lambda.amazonaws.com" }, "service"],
    [{ CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }, "deployer"],
])("%j is first of all: %s", (principals, kind) => expect(takerOf(trusting(principals))?.kind).toBe(kind));
