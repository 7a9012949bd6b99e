import { iamPolicy } from "../../../../../policypack/parse/iam-policy";
import { narrowing } from "../../../../../policypack/subjects/aws/iam/iam-conditions";
import { allow, document } from "../../../iams";

function of(Condition: object) {
    const policy = iamPolicy(document(allow("ssm:StartSession", "*", Condition)));
    if (!policy.ok) throw new Error(policy.reason);
    return narrowing(policy.value[0]!.conditions);
}
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
