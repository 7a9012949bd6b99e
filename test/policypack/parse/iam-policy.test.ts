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

    test("may have no statement, and many", () => {
        expect(iamPolicy({})).toEqual({ ok: true, value: [] });
        expect(iamPolicy({ Statement: [] })).toEqual({ ok: true, value: [] });
        expect(iamPolicy({ Statement: Array.from({ length: 10_000 }, () => allow("s3:*")) })).toMatchObject({ ok: true });
        expect(iamPolicy({ Statement: Array.from({ length: 10_001 }, () => allow("s3:*")) })).toEqual({
            ok: false,
            reason: "has more than 10000 statements",
        });
        expect(iamPolicy(`{}${" ".repeat((1 << 20) - 2)}`)).toEqual({ ok: true, value: [] });
    });

    test("is read whole", () => {
        const written = { Sid: "One", Effect: "Deny", NotAction: ["S3:Get*", "ec2:*"], NotResource: "arn:aws:s3:::Nodes/*" };
        expect(statements(written, { Sid: 1, Effect: "Allow", Action: "A:B" })).toEqual([
            {
                at: "Statement[0]",
                sid: "One",
                effect: "Deny",
                actions: { patterns: ["s3:get*", "ec2:*"], allBut: true },
                resources: { patterns: ["arn:aws:s3:::Nodes/*"], allBut: true },
                principals: undefined,
                conditions: [],
            },
            {
                at: "Statement[1]",
                sid: undefined,
                effect: "Allow",
                actions: { patterns: ["a:b"], allBut: false },
                resources: undefined,
                principals: undefined,
                conditions: [],
            },
        ]);
    });

    test.each<[why: string, statement: unknown]>([
        ["nothing", null],
        ["a list", []],
        ["an effect in another case", { Effect: "allow", Action: "s3:*", Resource: "*" }],
        ["no effect", { Action: "s3:*", Resource: "*" }],
        ["no action", { Effect: "Allow", Resource: "*" }],
        ["an action that is an object", allow({ a: "b" })],
        ["an action among which is an object", allow(["s3:*", {}])],
        ["a resource that is an object", allow("s3:*", { Ref: "Bucket" })],
        ["no action that is an object", { Effect: "Allow", NotAction: {}, Resource: "*" }],
        ["a principal of no kind", allow("s3:*", "*", { Principal: { User: "me" } })],
        ["a principal that is an object", allow("s3:*", "*", { Principal: { AWS: { Ref: "Role" } } })],
        ["principals as a list", allow("s3:*", "*", { Principal: ["*"] })],
        ["no principal that is a text", allow("s3:*", "*", { NotPrincipal: "me" })],
        ["conditions as a list", allow("s3:*", "*", { Condition: [] })],
        ["a test that is a text", allow("s3:*", "*", { Condition: { Bool: "true" } })],
        ["a tested value that is an object", allow("s3:*", "*", { Condition: { StringEquals: { a: {} } } })],
    ])("is refused for a statement with %s", (_, statement) =>
        expect(iamPolicy({ Statement: [allow("s3:*"), statement] })).toEqual({
            ok: false,
            reason: "is no IAM policy (Statement[1] is no statement)",
        }),
    );

    test("says of one statement that is none where it is", () =>
        expect(iamPolicy({ Statement: "x" })).toEqual({ ok: false, reason: "is no IAM policy (Statement is no statement)" }));

    test.each(["null", "5", '"x"'])("%s is none", (text) =>
        expect(iamPolicy(text)).toEqual({ ok: false, reason: "is no IAM policy" }),
    );

    test("names principals of every kind, of which a star is anybody only as an account", () => {
        const Principal = { Federated: "accounts.google.com", CanonicalUser: ["a1"], Service: "*", AWS: 123456789012 };
        expect(one(allow("s3:*", "*", { Principal })).principals?.list).toEqual([
            { kind: "Federated", value: "accounts.google.com" },
            { kind: "CanonicalUser", value: "a1" },
            { kind: "Service", value: "*" },
            { kind: "AWS", value: "123456789012" },
        ]);
        expect(one(deny("s3:*", "*", { NotPrincipal: "*" })).principals).toEqual({
            list: [{ kind: "anybody", value: "*" }],
            allBut: true,
        });
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

    test("has conditions with and without qualifiers and suffixes", () => {
        const Condition = {
            "ForAnyValue:StringEquals": { a: "x" },
            NullIfExists: { B: true },
            NumericLessThan: { c: [1, 2] },
            "aForAllValues:StringLike": { d: "y" },
        };
        expect(one(deny("s3:*", "*", { Condition })).conditions).toEqual([
            { operator: "stringequals", forEach: "any", ifExists: false, key: "a", values: ["x"] },
            { operator: "null", forEach: undefined, ifExists: true, key: "b", values: ["true"] },
            { operator: "numericlessthan", forEach: undefined, ifExists: false, key: "c", values: ["1", "2"] },
            { operator: "aforallvalues:stringlike", forEach: undefined, ifExists: false, key: "d", values: ["y"] },
        ]);
        expect(one(deny("s3:*", "*", { Condition: null })).conditions).toEqual([]);
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
    ["no resource, in a role's own policy", { Effect: "Allow", Action: "x" }, true, true],
    ["two patterns", allow("x", ["arn:aws:s3:::data/*", "arn:aws:s3:::nodes/kubelet.*"]), true, true],
    ["a variable after the bucket", allow("x", "arn:aws:s3:::nodes/${aws:username}"), true, false],
    ["two variables", allow("x", "arn:aws:s3:::${a}/${b}"), true, false],
    ["a star in the account stays there", allow("x", "arn:aws:s3:*:*:nodes/*"), true, true],
    ["colons in the last part", allow("x", "arn:aws:s3:::nodes/kubelet.yaml:1"), false, false],
    ["too few parts without a star", allow("x", "arn:aws:s3"), false, false],
    ["a text that is no ARN", allow("x", "nodes/kubelet.yaml"), false, false],
    ["all but a part of it by a variable", { Effect: "Allow", Action: "x", NotResource: "arn:aws:s3:::nodes/${a}" }, true, false],
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

    const LT1 = "arn:aws:ec2:*:*:launch-template/lt-1";
    const LT2 = "arn:aws:ec2:*:*:launch-template/lt-2";
    const at = (...written: object[]) => allowing(statements(...written), ACTION, ARN).map((one) => one.at);

    test.each<[why: string, written: object[], allowed: string[]]>([
        ["a denial alone allows nothing", [deny("ec2:*", LT1)], []],
        ["another thing's allowance is none", [allow("ec2:*", "arn:aws:ec2:*:*:instance/*")], []],
        ["one of two things is denied", [allow("ec2:*", [LT1, LT2]), deny("ec2:*", LT1)], ["Statement[0]"]],
        ["both are", [allow("ec2:*", [LT1, LT2]), deny("ec2:*", [LT2, LT1])], []],
        ["both are, each by its own", [allow("ec2:*", [LT1, LT2]), deny("ec2:*", LT2), deny("ec2:*", LT1)], []],
        [
            "all but one is allowed, and some denied",
            [{ Effect: "Allow", Action: "ec2:*", NotResource: LT2 }, deny("ec2:*", LT1)],
            ["Statement[0]"],
        ],
        ["no resource is named, and some denied", [{ Effect: "Allow", Action: "ec2:*" }, deny("ec2:*", LT1)], ["Statement[0]"]],
        ["a denial for anybody", [allow("ec2:*"), deny("ec2:*", "*", { Principal: "*" })], []],
        [
            "a denial for anybody among others",
            [allow("ec2:*"), deny("ec2:*", "*", { Principal: { Service: "a", AWS: "*" } })],
            [],
        ],
        [
            "a denial for all but anybody is for nobody",
            [allow("ec2:*"), deny("ec2:*", "*", { NotPrincipal: "*" })],
            ["Statement[0]"],
        ],
        [
            "a denial that names another partition",
            [allow("ec2:*"), deny("ec2:*", "arn:aws-cn:ec2:*:*:launch-template/*")],
            ["Statement[0]"],
        ],
        [
            "in the partition that the allowance names, a denial there denies all",
            [
                allow("ec2:*", "arn:aws-us-gov:ec2:*:*:launch-template/*"),
                deny("ec2:*", "arn:aws-us-gov:ec2:*:*:launch-template/*"),
            ],
            [],
        ],
        [
            "a denial's own partition does not say which one the account is in",
            [
                allow("ec2:*"),
                deny("ec2:*", "arn:aws-cn:ec2:*:*:launch-template/*"),
                deny("ec2:*", "arn:aws:ec2:*:*:launch-template/*"),
            ],
            [],
        ],
        [
            "an ARN without a partition names none",
            [allow("ec2:*", ["arn:*:ec2:*:*:launch-template/*"]), deny("ec2:*", "arn:aws:ec2:*:*:launch-template/*")],
            [],
        ],
    ])("%s", (_, written, allowed) => expect(at(...written)).toEqual(allowed));

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
