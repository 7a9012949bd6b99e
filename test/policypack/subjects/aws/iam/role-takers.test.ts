import { strangersTo } from "../../../../../policypack/subjects/aws/iam/role-takers";
import { document, TRUST } from "../../../iams";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const ARN = "arn:aws:iam::123456789012:role/it";
const role = (assumeRolePolicy: unknown, type = "aws:iam/role:Role"): GivenInStack => ({
    type,
    name: "role",
    props: {
        arn: ARN,
        ...(type.startsWith("aws-native") ? { assumeRolePolicyDocument: assumeRolePolicy } : { assumeRolePolicy }),
    },
});
const entry: GivenInStack = { type: "aws:eks/accessEntry:AccessEntry", name: "entry", props: {} };

/** Who takes the role that an access entry names by its ARN. */
function strangerOf(given: GivenInStack, arn: string | undefined = ARN) {
    const stack = stackOf([given, entry]);
    return strangersTo(stack)(
        stack.find(({ name }) => name === "entry")!,
        arn,
    );
}
const service = (name: string) => document({ Effect: "Allow", Principal: { Service: name }, Action: "sts:AssumeRole" });

/** What runs nodes takes their role; everybody else who may is a stranger. */
test.each<[reason: string, trust: unknown, stranger: string | undefined]>([
    ["an EC2 instance", TRUST.ec2, undefined],
    ["an EC2 instance in China", service("ec2.amazonaws.com.cn"), undefined],
    ["Fargate", service("eks-fargate-pods.amazonaws.com"), undefined],
    ["a hybrid node by Systems Manager", service("ssm.amazonaws.com"), undefined],
    ["a hybrid node by Roles Anywhere", service("rolesanywhere.amazonaws.com"), undefined],
    ["HyperPod", service("sagemaker.amazonaws.com"), undefined],
    ["anybody, who may run nodes", TRUST.anybody, undefined],
    ["a function", TRUST.lambda, "lambda.amazonaws.com"],
    ["EC2's spot fleets", service("spotfleet.ec2.amazonaws.com"), "spotfleet.ec2.amazonaws.com"],
    ["what only begins like EC2", service("ec2.amazonaws.com.example.com"), "ec2.amazonaws.com.example.com"],
    [
        "an account that is called as a service",
        document({ Effect: "Allow", Principal: { AWS: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }),
        "ec2.amazonaws.com",
    ],
    [
        "a function, and an instance beside it",
        document({
            Effect: "Allow",
            Principal: { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] },
            Action: "sts:AssumeRole",
        }),
        undefined,
    ],
    [
        "a function, while instances are denied",
        document(
            { Effect: "Deny", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
            { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        ),
        "lambda.amazonaws.com",
    ],
    ["nobody", document(), undefined],
    ["a statement without a principal", document({ Effect: "Allow", Action: "sts:AssumeRole" }), undefined],
    ["what is no policy", "not JSON", undefined],
    ["who is not known yet", UNKNOWN, undefined],
])("a role of %s", (_, trust, stranger) => expect(strangerOf(role(trust))).toBe(stranger));

test("a role of AWS's own provider, whose policy is data", () => {
    expect(strangerOf(role(JSON.parse(TRUST.lambda), "aws-native:iam:Role"))).toBe("lambda.amazonaws.com");
    expect(strangerOf(role(JSON.parse(TRUST.ec2), "aws-native:iam:Role"))).toBeUndefined();
});

test.each(["aws:iam/role:RoleX", "my-aws:iam/role:Role", "aws-native:iam:RolePolicy"])("%s is no role", (type) =>
    expect(strangerOf(role(TRUST.lambda, type))).toBeUndefined(),
);

describe("the role of an entry", () => {
    const asked = (props: object, propertyDependencies: Record<string, string[]>, arn: string | undefined) => {
        const lambda = { ...role(TRUST.lambda), props: { ...role(TRUST.lambda).props, ...props } };
        const stack = stackOf([lambda, { ...entry, propertyDependencies }]);
        return strangersTo(stack)(
            stack.find(({ name }) => name === "entry")!,
            arn,
        );
    };
    const from = { principalArn: ["role"] };
    test.each<[reason: string, stranger: string | undefined, asked: Parameters<typeof asked>]>([
        [
            "is the one that its ARN is made from, while that is unknown",
            "lambda.amazonaws.com",
            [{ arn: UNKNOWN }, from, undefined],
        ],
        ["is the one with its ARN, whatever that was made from", "lambda.amazonaws.com", [{}, {}, ARN]],
        ["is the one that an unknown ARN leaves", "lambda.amazonaws.com", [{ arn: UNKNOWN }, from, ARN]],
        ["is none that another property is made from", undefined, [{ arn: UNKNOWN }, { tags: ["role"] }, undefined]],
        ["is of another stack", undefined, [{}, {}, `${ARN}-2`]],
    ])("%s", (_, stranger, given) => expect(asked(...given)).toBe(stranger));
});

test("of several roles that an ARN may be of, the one that a stranger takes is told", () => {
    const named = (name: string, assumeRolePolicy: unknown): GivenInStack => ({
        ...role(assumeRolePolicy),
        name,
        props: { assumeRolePolicy },
    });
    const from: GivenInStack = { ...entry, propertyDependencies: { principalArn: ["a", "b"] } };
    const strangerIn = (...roles: readonly GivenInStack[]) => {
        const stack = stackOf([...roles, from]);
        return strangersTo(stack)(
            stack.find(({ name }) => name === "entry")!,
            undefined,
        );
    };
    expect(strangerIn(named("a", TRUST.ec2), named("b", TRUST.lambda))).toBe("lambda.amazonaws.com");
    expect(strangerIn(named("a", UNKNOWN), named("b", TRUST.ec2))).toBeUndefined();
});
