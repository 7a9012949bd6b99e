import { iamPolicy } from "../../../../../policypack/parse/iam-policy";
import { leavesNodes, narrowing } from "../../../../../policypack/subjects/aws/iam/iam-conditions";
import { allow, document } from "../../../iams";

function conditionsOf(Condition: object) {
    const policy = iamPolicy(document(allow("ssm:StartSession", "*", Condition)));
    if (!policy.ok) throw new Error(policy.reason);
    return policy.value[0]!.conditions;
}
const of = (Condition: object) => narrowing(conditionsOf(Condition));
const TEAM = { key: "team", isOfCluster: false };
const CLUSTER = { key: "kubernetes.io/cluster/shop", isOfCluster: true };

test.each([
    ["a tag of one's own", { StringEquals: { "aws:ResourceTag/team": "web" } }, TEAM, false],
    ["a tag as Systems Manager calls it", { StringLike: { "ssm:resourceTag/team": ["web", "data"] } }, TEAM, false],
    ["a tag of clusters", { StringLike: { "ec2:ResourceTag/kubernetes.io/cluster/shop": "*" } }, CLUSTER, false],
    [
        "a tag of clusters beside another",
        { StringEquals: { "aws:ResourceTag/team": "web", "aws:ResourceTag/kubernetes.io/cluster/shop": "owned" } },
        CLUSTER,
        false,
    ],
    ["all things without a tag", { StringNotEquals: { "aws:ResourceTag/team": "web" } }, undefined, true],
    ["a tag, where there is one", { StringEqualsIfExists: { "aws:ResourceTag/team": "web" } }, undefined, true],
    ["a tag that all values have, of none", { "ForAllValues:StringEquals": { "aws:ResourceTag/team": "web" } }, undefined, true],
    ["a tag that must be there", { Null: { "aws:ResourceTag/kubernetes.io/cluster/shop": "false" } }, CLUSTER, false],
    ["a tag that must not be there", { Null: { "aws:ResourceTag/team": "true" } }, undefined, true],
    ["some name that must be there", { Null: { "aws:ResourceTag/Name": false } }, undefined, true],
    ["some name, as every instance has", { StringLike: { "aws:ResourceTag/Name": "*" } }, undefined, true],
    ["some name, among others", { StringLike: { "aws:ResourceTag/Name": ["web-*", "**"] } }, undefined, true],
    ["a tag that may be there or not", { Null: { "aws:ResourceTag/team": ["false", "true"] } }, undefined, true],
    [
        "names that begin with a star, which only a pattern may",
        { StringLike: { "aws:ResourceTag/Name": "*-web" } },
        { key: "name", isOfCluster: false },
        false,
    ],
    ["a tag by an operator that IAM does not know", { StringEqualsX: { "aws:ResourceTag/team": "web" } }, undefined, true],
    ["a tag by an operator of other things", { NonStringEquals: { "aws:ResourceTag/team": "web" } }, undefined, true],
    ["a name", { StringLike: { "aws:ResourceTag/Name": "web-*" } }, { key: "name", isOfCluster: false }, false],
    ["everybody's ARN", { ArnLike: { "aws:PrincipalArn": "*" } }, undefined, false],
    ["all roles of all accounts", { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }, undefined, false],
    ["a role", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/ops" } }, undefined, true],
    ["every address", { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } }, undefined, false],
    ["a second factor", { Bool: { "aws:MultiFactorAuthPresent": "true" } }, undefined, true],
    ["an address", { IpAddress: { "aws:SourceIp": "203.0.113.7/32" } }, undefined, true],
    ["a region, which narrows nothing", { StringEquals: { "aws:RequestedRegion": "eu-central-1" } }, undefined, false],
    ["the user on the machine, who may become root", { StringEquals: { "ec2:osuser": "ec2-user" } }, undefined, false],
    [
        "a session document, which is asked for beside",
        { BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" } },
        undefined,
        false,
    ],
])("a condition on %s", (_, condition, tag, isConditional) => expect(of(condition)).toEqual({ tag, isConditional }));

/** The prefixes under which services have the tags of what is asked about (Service Authorization Reference). */
test.each(["aws", "ec2", "ssm", "eks", "autoscaling", "secretsmanager", "imagebuilder"])(
    "%s:ResourceTag is a thing's tag",
    (prefix) =>
        expect(of({ StringEquals: { [`${prefix}:ResourceTag/team`]: "web" } })).toEqual({ tag: TEAM, isConditional: false }),
);

test.each(["aws:RequestTag/team", "aws:PrincipalTag/team", "aws:TagKeys", "my-aws:ResourceTag/team", "aws:ResourceTag/"])(
    "%s is no tag of a thing",
    (key) => expect(of({ StringEquals: { [key]: "web" } })).toEqual({ tag: undefined, isConditional: true }),
);

test.each<[tag: string, isOfCluster: boolean]>([
    ["kubernetes.io/cluster/shop", true],
    ["eks:cluster-name", true],
    ["aws:eks:cluster-name", true],
    ["karpenter.sh/nodepool", true],
    ["karpenter.k8s.aws/ec2nodeclass", true],
    ["k8s.io/role/node", true],
    ["alpha.eksctl.io/cluster-name", true],
    ["sigs.k8s.io/cluster-api-provider-aws/cluster/shop", true],
    ["node-role.kubernetes.io/control-plane", true],
    ["KubernetesCluster", true],
    ["KubernetesClusterOwner", false],
    ["old/kubernetes.io/cluster/shop", false],
    ["my-eks:cluster", false],
])("things with the tag %s are a cluster's: %s", (tag, isOfCluster) =>
    expect(of({ StringEquals: { [`aws:ResourceTag/${tag}`]: "x" } })).toEqual({
        tag: { key: tag.toLowerCase(), isOfCluster },
        isConditional: false,
    }),
);

/** Keys whose values say nothing about who may do what to which node. */
test.each([
    ...["aws:RequestedRegion", "aws:PrincipalAccount", "aws:ResourceAccount", "aws:PrincipalOrgID", "aws:ResourceOrgID"],
    ...["aws:SecureTransport", "aws:CurrentTime", "ec2:osuser", "ec2:Region", "ssm:SessionDocumentAccessCheck"],
])("%s decides nothing", (key) => expect(of({ StringEquals: { [key]: "x" } })).toEqual({ tag: undefined, isConditional: false }));

test.each(["aws:SecureTransportLayer", "my-aws:SecureTransport", "ec2:RegionName", "aws:PrincipalOrgPaths", "aws:SourceVpce"])(
    "%s decides",
    (key) => expect(of({ StringEquals: { [key]: "x" } })).toEqual({ tag: undefined, isConditional: true }),
);

/** Everybody passes where a wildcard stands for all of the kind, or where the key is absent from the request. */
test.each<[condition: object, isConditional: boolean]>([
    [{ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } }, false],
    [{ StringLike: { "aws:userid": "AROA*" } }, false],
    [{ StringLike: { "aws:PrincipalType": "*" } }, false],
    [{ StringLike: { "aws:UserAgent": "*" } }, false],
    [{ StringLike: { "aws:Referer": "https://shop.example.com/*" } }, false],
    [{ NumericLessThan: { "aws:EpochTime": "2000000000" } }, false],
    [{ StringEquals: { "aws:PrincipalType": "AssumedRole" } }, true],
    [{ StringEquals: { "aws:userid": "AROAEXAMPLEID:bot" } }, true],
    [{ StringLike: { "my-aws:PrincipalArn": "*" } }, true],
    [{ StringLike: { "aws:PrincipalArnX": "*" } }, true],
    [{ StringLikeIfExists: { "aws:SourceVpc": "vpc-0abc" } }, true],
])("%j narrows: %s", (condition, isConditional) => expect(of(condition)).toEqual({ tag: undefined, isConditional }));

/** Denials as organizations write them. */
test.each<[reason: string, condition: object, leaves: boolean]>([
    ["in other regions", { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } }, true],
    ["in this region", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }, false],
    ["over plain HTTP", { Bool: { "aws:SecureTransport": "false" } }, true],
    ["of what another team has", { StringEquals: { "aws:ResourceTag/team": "data" } }, true],
    ["of what no team has", { Null: { "aws:ResourceTag/team": "true" } }, false],
    ["of a cluster's things", { StringLike: { "aws:ResourceTag/kubernetes.io/cluster/shop": "*" } }, false],
    ["of whoever has no second factor", { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }, false],
    [
        "of what another team has, without a second factor",
        { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" }, StringEquals: { "aws:ResourceTag/team": "data" } },
        true,
    ],
])("a denial %s leaves nodes as they are: %s", (_, condition, leaves) =>
    expect(leavesNodes(conditionsOf(condition))).toBe(leaves),
);
