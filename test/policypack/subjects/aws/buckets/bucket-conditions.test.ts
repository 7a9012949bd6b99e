import { iamPolicy } from "../../../../../policypack/parse/iam-policy";
import { exceptionOf, keyInWords, limitOf } from "../../../../../policypack/subjects/aws/buckets/bucket-conditions";
import { allow } from "../../../node-buckets";

function statementOf(statement: object) {
    const policy = iamPolicy({ Statement: [statement] });
    if (!policy.ok) throw new Error(policy.reason);
    return policy.value[0]!;
}
const limit = (Condition: object) => {
    const found = limitOf(statementOf(allow("*", "s3:GetObject", { Condition })));
    return found && keyInWords(found);
};
const exception = (Condition: object, more: object = {}) => {
    const found = exceptionOf(statementOf({ ...allow("*", "s3:*", { Condition }), Effect: "Deny", ...more }));
    return found && keyInWords(found);
};

/** "The meaning of public" of S3: fixed values of these keys make a policy not public. */
const KNOWN: readonly (readonly [key: string, value: string])[] = [
    ["aws:SourceVpce", "vpce-1"],
    ["aws:SourceVpc", "vpc-1"],
    ["aws:VpcSourceIp", "10.0.0.0/8"],
    ["aws:SourceIp", "203.0.113.0/24"],
    ["aws:SourceArn", "arn:aws:sns:eu-west-1:123456789012:topic"],
    ["aws:SourceAccount", "123456789012"],
    ["aws:SourceOwner", "123456789012"],
    ["aws:SourceOrgID", "o-1"],
    ["aws:SourceOrgPaths", "o-1/r-1/ou-1/"],
    ["aws:PrincipalOrgID", "o-1"],
    ["aws:PrincipalOrgPaths", "o-1/r-1/ou-1/"],
    ["aws:PrincipalAccount", "123456789012"],
    ["aws:PrincipalArn", "arn:aws:iam::123456789012:role/ops"],
    ["aws:userid", "AROAEXAMPLEID:bot"],
    ["s3:DataAccessPointAccount", "123456789012"],
    ["s3:DataAccessPointArn", "arn:aws:s3:eu-west-1:123456789012:accesspoint/boot"],
];

test.each(KNOWN)("%s narrows what is allowed, and what is denied leaves it out", (key, value) => {
    expect(limit({ StringEquals: { [key.toUpperCase()]: value } })).toBe(key);
    expect(exception({ StringNotEquals: { [key]: value } })).toBe(key);
});

test.each(["aws:Referer", "aws:UserAgent", "aws:SecureTransport", "s3:prefix", "constructor"])("%s narrows nothing", (key) => {
    expect(limit({ StringEquals: { [key]: "x" } })).toBeUndefined();
    expect(exception({ StringNotEquals: { [key]: "x" } })).toBeUndefined();
});

test.each<[operator: string, narrows: boolean]>([
    ["StringEquals", true],
    ["StringLike", true],
    ["StringEqualsIgnoreCase", true],
    ["ArnEquals", true],
    ["ArnLike", true],
    ["IpAddress", true],
    ["ForAnyValue:StringEquals", true],
    ["ForAllValues:StringEquals", false],
    ["StringEqualsIfExists", false],
    ["StringNotEquals", false],
    ["ArnNotLike", false],
    ["NotIpAddress", false],
    ["Null", false],
    ["NumericEquals", false],
    ["NonStringEquals", false],
    ["StringEqualsNot", false],
])("an allowance with %s is narrowed: %s", (operator, narrows) =>
    expect(limit({ [operator]: { "aws:SourceVpce": "vpce-1" } })).toBe(narrows ? "aws:SourceVpce" : undefined),
);

test.each<[operator: string, leaves: boolean]>([
    ["StringNotEquals", true],
    ["StringNotLike", true],
    ["StringNotEqualsIgnoreCase", true],
    ["StringNotEqualsIfExists", true],
    ["ArnNotEquals", true],
    ["ArnNotLike", true],
    ["NotIpAddress", true],
    ["StringEquals", false],
    ["ArnLike", false],
    ["IpAddress", false],
    ["Null", false],
    ["Bool", false],
    ["XStringNotEquals", false],
    ["StringNotEqualsX", false],
])("a denial with %s leaves something known: %s", (operator, leaves) =>
    expect(exception({ [operator]: { "aws:SourceVpce": "vpce-1" } })).toBe(leaves ? "aws:SourceVpce" : undefined),
);

test("values that nearly everybody has narrow nothing, and beside others widen them", () => {
    expect(limit({ StringLike: { "aws:SourceVpce": "*" } })).toBeUndefined();
    expect(limit({ StringLike: { "aws:SourceVpce": ["vpce-1", "*"] } })).toBeUndefined();
    expect(exception({ StringNotLike: { "aws:SourceVpce": ["vpce-1", "*"] } })).toBeUndefined();
});

test("any of several conditions narrows", () => {
    expect(limit({ Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:SourceVpce": "vpce-1" } })).toBe(
        "aws:SourceVpce",
    );
});

test.each<[reason: string, condition: object, left: string | undefined]>([
    [
        "AWS's own calls",
        { StringNotEquals: { "aws:SourceVpce": "vpce-1" }, Bool: { "aws:ViaAWSService": "false" } },
        "aws:SourceVpce",
    ],
    [
        "AWS's own principals",
        { Bool: { "aws:PrincipalIsAWSService": "false" }, StringNotEquals: { "aws:SourceVpc": "vpc-1" } },
        "aws:SourceVpc",
    ],
    ["AWS's own calls alone", { Bool: { "aws:ViaAWSService": "false" } }, undefined],
    [
        "AWS's own calls by another operator",
        { StringNotEquals: { "aws:SourceVpce": "vpce-1" }, StringEquals: { "aws:ViaAWSService": "false" } },
        undefined,
    ],
    [
        "what is sent over plain HTTP",
        { StringNotEquals: { "aws:SourceVpce": "vpce-1" }, Bool: { "aws:SecureTransport": "false" } },
        undefined,
    ],
    [
        "what is called like AWS's own calls",
        {
            StringNotEquals: { "aws:SourceVpce": "vpce-1" },
            Bool: { "my-aws:ViaAWSService": "false", "aws:ViaAWSServiceX": "false" },
        },
        undefined,
    ],
    ["nobody", {}, undefined],
])("a denial that leaves %s out", (_, condition, left) => expect(exception(condition)).toBe(left));

test.each<[reason: string, more: object, leaves: boolean]>([
    ["everybody", { Principal: "*" }, true],
    ["everybody among others", { Principal: { AWS: ["123456789012", "*"] } }, true],
    ["an account", { Principal: { AWS: "123456789012" } }, false],
    ["all but an account", { Principal: undefined, NotPrincipal: { AWS: "123456789012" } }, false],
    ["all but everybody", { Principal: undefined, NotPrincipal: "*" }, false],
    ["nobody", { Principal: undefined }, false],
])("a denial for %s leaves something known: %s", (_, more, leaves) =>
    expect(exception({ StringNotEquals: { "aws:SourceVpce": "vpce-1" } }, more)).toBe(leaves ? "aws:SourceVpce" : undefined),
);

test("an allowance leaves nothing out", () =>
    expect(exception({ StringNotEquals: { "aws:SourceVpce": "vpce-1" } }, { Effect: "Allow" })).toBeUndefined());
