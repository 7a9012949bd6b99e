import type { HolderKind } from "../../../../../policypack/model/iam-grant";
import { Cursor } from "../../../../../policypack/parse/cursor";
import {
    awsNamesOf,
    holderNamed,
    holderOf,
    isWorkerPolicy,
    takerOfCarrier,
} from "../../../../../policypack/subjects/aws/iam/iam-holder";
import type { IamCarrier } from "../../../../../policypack/subjects/aws/iam/iam-carriers";
import { TRUST } from "../../../iams";
import { stackOf, UNKNOWN } from "../../../judge";

const resource = (props: object) => stackOf([{ name: "it", type: "aws:iam/role:Role", props }])[0]!;

/** How sentences call somebody who has policies. */
test.each<[kind: HolderKind, words: string]>([
    ["node", 'role "it" of Kubernetes nodes'],
    ["pods", 'role "it" of Pods'],
    ["machine", 'role "it" of EC2 instances'],
    ["service", 'role "it" of lambda.amazonaws.com'],
    ["anybody", 'role "it", which anybody may take'],
    ["aws", 'role "it"'],
    ["deployer", 'role "it"'],
    ["people", 'role "it"'],
    ["unknown", 'role "it"'],
])("a role that is for %s", (kind, words) =>
    expect(holderOf(resource({ name: "it-7f3a", arn: "arn:it" }), "role", kind, "lambda.amazonaws.com")).toEqual({
        kind,
        words,
        names: ["it", "it-7f3a", "arn:it"],
    }),
);

test("whose service is not said, and who is named alone", () => {
    expect(holderOf(resource({}), "user", "people")).toEqual({ kind: "people", words: 'user "it"', names: ["it"] });
    expect(holderOf(resource({}), "role", "service").words).toBe('role "it" of ');
    expect(holderNamed("group", "ops", "people")).toEqual({ kind: "people", words: 'group "ops"', names: ["ops"] });
    expect(holderNamed("role", "ops", "service").words).toBe('role "ops" of ');
});

/** What AWS calls a thing, by the property that has it. */
test.each(["name", "roleName", "userName", "groupName", "instanceProfileName", "policyArn", "permissionSetArn", "arn", "id"])(
    "its %s is a name of it",
    (property) => expect(awsNamesOf(resource({ [property]: "x", path: "/y/", other: UNKNOWN }))).toEqual(["x"]),
);
test("names that are not known are none", () => expect(awsNamesOf(resource({ name: UNKNOWN, arn: "x" }))).toEqual(["x"]));

test.each<[name: string | undefined, isOfWorkers: boolean]>([
    ["AmazonEKSWorkerNodePolicy", true],
    ["AmazonEKSWorkerNodeMinimalPolicy", true],
    ["AmazonEKSWorkerNodePolicyX", false],
    ["MyAmazonEKSWorkerNodePolicy", false],
    ["AmazonEKSClusterPolicy", false],
    ["AmazonEKS_CNI_Policy", false],
    [undefined, false],
])("EKS takes no node without %s: %s", (name, isOfWorkers) => expect(isWorkerPolicy(name)).toBe(isOfWorkers));

test("who takes it: of a role its trust policy says so, everybody else is people", () => {
    const none = () => [];
    const carrier = (trust: unknown): IamCarrier => ({ documents: none, attached: none, trust: Cursor.of(trust) });
    expect(takerOfCarrier(carrier(TRUST.lambda), "role")).toEqual({ kind: "service", service: "lambda.amazonaws.com" });
    expect(takerOfCarrier(carrier(TRUST.lambda), "user")).toEqual({ kind: "people", service: "" });
    expect(takerOfCarrier(carrier("{"), "role")).toEqual({ kind: "unknown", service: "" });
    expect(takerOfCarrier({ documents: none, attached: none }, "role")).toEqual({ kind: "unknown", service: "" });
});
