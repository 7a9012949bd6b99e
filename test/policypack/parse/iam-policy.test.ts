import { iamPolicy, isAboutAction, isAboutAllOf, mayBeAbout, type Statement } from "../../../policypack/parse/iam-policy";

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
        ["principals as an empty list", allow("s3:*", "*", { Principal: [] })],
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
    ["a colon where there is none", allow("x", "arn:aws:s3:::nodes/kubelet:.yaml"), false, false],
    ["too few parts without a star", allow("x", "arn:aws:s3"), false, false],
    ["a star in the middle stands for no part", allow("x", "arn:aws:s3*:*:nodes/kubelet.yaml"), false, false],
    ["one part too few, and a star at its end", allow("x", "arn:aws:s3:*:*"), true, true],
    ["a text that is no ARN", allow("x", "nodes/kubelet.yaml"), false, false],
    ["all but a part of it by a variable", { Effect: "Allow", Action: "x", NotResource: "arn:aws:s3:::nodes/${a}" }, true, false],
    ["all but another", { Effect: "Allow", Action: "x", NotResource: "arn:aws:s3:::data/*" }, true, true],
    ["all but this one", { Effect: "Allow", Action: "x", NotResource: "arn:aws:s3:::nodes/*" }, false, false],
    [
        "all but this one and others",
        { Effect: "Allow", Action: "x", NotResource: ["arn:aws:s3:::data/*", "arn:aws:s3:::nodes/*"] },
        false,
        false,
    ],
])("arn:aws:s3:::nodes/kubelet.yaml is meant by %s", (_, statement, may, must) => {
    const arn = "arn:aws:s3:::nodes/kubelet.yaml";
    expect([mayBeAbout(one(statement), arn), isAboutAllOf(one(statement), arn)]).toEqual([may, must]);
});

test.each([
    ["a service", "arn:aws:s3*", true],
    ["a service's things in every account", "arn:aws:s3:*:*", true],
    ["a service, without saying all of it", "arn:aws:s3", false],
    ["another service's things", "arn:aws:ec2:*:*", false],
])("one thing is part of %s", (_, arn, may) => {
    const statement = one(allow("x", "arn:aws:s3:::nodes/kubelet.yaml"));
    expect([mayBeAbout(statement, arn), isAboutAllOf(statement, arn)]).toEqual([may, false]);
});
