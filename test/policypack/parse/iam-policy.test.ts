import {
    allowing,
    iamPolicy,
    isAboutAction,
    isAboutAllOf,
    mayBeAbout,
    type Statement,
} from "../../../policypack/parse/iam-policy";

const statements = (...written: object[]): readonly Statement[] => {
    const policy = iamPolicy(JSON.stringify({ Version: "2012-10-17", Statement: written }));
    if (!policy.ok) throw new Error(policy.reason);
    return policy.value;
};
const one = (written: object): Statement => statements(written)[0]!;
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({ Effect: "Allow", Action, Resource, ...more });
const deny = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({ Effect: "Deny", Action, Resource, ...more });

describe("a document", () => {
    test("has a statement or a list of them, as text or as an object", () => {
        const statement = allow("s3:GetObject");
        expect(iamPolicy({ Statement: statement })).toMatchObject({ ok: true, value: [{ at: "Statement" }] });
        expect(iamPolicy({ Statement: [statement] })).toMatchObject({ ok: true, value: [{ at: "Statement[0]" }] });
        expect(iamPolicy(JSON.stringify({ Statement: [statement] }))).toMatchObject({ ok: true });
    });

    test("that is none says so", () => {
        expect(iamPolicy("{")).toEqual({ ok: false, reason: "is no JSON" });
        expect(iamPolicy("[]")).toEqual({ ok: false, reason: "is no IAM policy" });
        expect(iamPolicy({ Statement: ["x"] })).toEqual({ ok: false, reason: "is no IAM policy (Statement[0] is no statement)" });
        expect(iamPolicy({ Statement: [{ Action: "s3:*" }] })).toMatchObject({ ok: false });
        expect(iamPolicy({ Statement: [allow({})] })).toMatchObject({ ok: false });
        expect(iamPolicy({ Statement: [allow("s3:*", "*", { Principal: "me" })] })).toMatchObject({ ok: false });
        expect(iamPolicy({ Statement: [allow("s3:*", "*", { Condition: "x" })] })).toMatchObject({ ok: false });
        expect(iamPolicy(" ".repeat((1 << 20) + 1))).toEqual({ ok: false, reason: "is larger than 1 MiB" });
    });

    test("names principals in every way of writing them", () => {
        expect(one(allow("s3:*", "*", { Principal: "*" })).principals).toEqual({
            list: [{ kind: "anybody", value: "*" }],
            allBut: false,
        });
        expect(
            one(allow("s3:*", "*", { Principal: { AWS: ["*", "123456789012"], Service: "ec2.amazonaws.com" } })).principals,
        ).toEqual({
            list: [
                { kind: "anybody", value: "*" },
                { kind: "AWS", value: "123456789012" },
                { kind: "Service", value: "ec2.amazonaws.com" },
            ],
            allBut: false,
        });
        expect(one(deny("s3:*", "*", { NotPrincipal: { AWS: "1" } })).principals).toMatchObject({ allBut: true });
        expect(one(allow("s3:*")).principals).toBeUndefined();
    });

    test("has conditions, each key a test of its own", () => {
        const Condition = {
            Bool: { "aws:SecureTransport": false },
            "ForAllValues:StringLikeIfExists": { "aws:TagKeys": ["a", "b"], "aws:PrincipalTag/x": "y" },
        };
        expect(one(deny("s3:*", "*", { Condition })).conditions).toEqual([
            { operator: "bool", forEach: undefined, ifExists: false, key: "aws:securetransport", values: ["false"] },
            { operator: "stringlike", forEach: "all", ifExists: true, key: "aws:tagkeys", values: ["a", "b"] },
            { operator: "stringlike", forEach: "all", ifExists: true, key: "aws:principaltag/x", values: ["y"] },
        ]);
    });
});

test.each([
    ["the action itself, in any case", allow("S3:putobject"), true],
    ["a wildcard", allow(["ec2:*", "s3:Put*"]), true],
    ["another action", allow("s3:GetObject"), false],
    ["all but others", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }, true],
    ["all but this one", { Effect: "Allow", NotAction: ["s3:*"], Resource: "*" }, false],
])("s3:PutObject is meant by %s: %#", (_, statement, expected) => {
    expect(isAboutAction(one(statement), "s3:PutObject")).toBe(expected);
});

test.each([
    ["everything", allow("x", "*"), true, true],
    ["the thing itself", allow("x", "arn:aws:s3:::nodes/kubelet.yaml"), true, true],
    ["all of the bucket", allow("x", "arn:aws:s3:::nodes/*"), true, true],
    ["a star that ends the pattern goes on past colons", allow("x", "arn:aws:s3*"), true, true],
    ["a star within one part stays there", allow("x", "arn:aws:*:nodes/kubelet.yaml"), false, false],
    ["another bucket", allow("x", "arn:aws:s3:::data/*"), false, false],
    ["a variable may be anything", allow("x", "arn:aws:s3:::${aws:PrincipalTag/bucket}/*"), true, false],
    ["all but another", { Effect: "Allow", Action: "x", NotResource: "arn:aws:s3:::data/*" }, true, true],
    ["all but this one", { Effect: "Allow", Action: "x", NotResource: "arn:aws:s3:::nodes/*" }, false, false],
])("arn:aws:s3:::nodes/kubelet.yaml is meant by %s", (_, statement, may, must) => {
    const arn = "arn:aws:s3:::nodes/kubelet.yaml";
    expect([mayBeAbout(one(statement), arn), isAboutAllOf(one(statement), arn)]).toEqual([may, must]);
});

describe("what is allowed", () => {
    const ARN = "arn:*:ec2:*:*:launch-template/*";
    const ACTION = "ec2:ModifyLaunchTemplate";

    test("is what an allowance names, in part or whole", () => {
        const some = statements(allow("ec2:*", "arn:aws:ec2:*:*:launch-template/lt-1"), allow("ec2:*"), allow("s3:*"));
        expect(allowing(some, ACTION, ARN).map(({ at }) => at)).toEqual(["Statement[0]", "Statement[1]"]);
    });

    test("is not what a denial without conditions takes back", () => {
        expect(allowing(statements(allow("ec2:*"), deny(ACTION)), ACTION, ARN)).toEqual([]);
        const only = statements(
            allow("ec2:*", "arn:aws:ec2:*:*:launch-template/lt-1"),
            deny("ec2:*", "arn:aws:ec2:*:*:launch-template/lt-1"),
        );
        expect(allowing(only, ACTION, ARN)).toEqual([]);
    });

    test("stays where the denial is of something else, conditional, or not for everybody", () => {
        const denials = [
            deny("ec2:RunInstances"),
            deny(ACTION, "arn:aws:ec2:*:*:launch-template/lt-1"),
            deny(ACTION, "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }),
            deny(ACTION, "*", { Principal: { AWS: "123456789012" } }),
            deny(ACTION, "*", { NotPrincipal: { AWS: "123456789012" } }),
        ];
        for (const denial of denials) expect(allowing(statements(allow("ec2:*"), denial), ACTION, ARN)).toHaveLength(1);
    });
});
