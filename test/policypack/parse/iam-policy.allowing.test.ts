import { allowing, iamPolicy, type Statement } from "../../../policypack/parse/iam-policy";

const statements = (...written: object[]): readonly Statement[] => {
    const policy = iamPolicy(JSON.stringify({ Version: "2012-10-17", Statement: written }));
    if (!policy.ok) throw new Error(policy.reason);
    return policy.value;
};
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({ Effect: "Allow", Action, Resource, ...more });
const deny = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({ Effect: "Deny", Action, Resource, ...more });

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
            "an allowance of one thing says which partition the account is in, for all of its allowances",
            [
                allow("ec2:*"),
                allow("ec2:*", "arn:aws-us-gov:ec2:*:*:launch-template/lt-1"),
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
