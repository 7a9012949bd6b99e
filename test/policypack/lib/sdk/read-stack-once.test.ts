import { deserializeOnce } from "../../../../policypack/lib/sdk/deserialize-once";
import { packPolicy } from "../../../../policypack/lib/pack-policy";
import { readStackOnce } from "../../../../policypack/lib/sdk/read-stack-once";
import { policies as catalogue } from "../../../../policypack/policies";
import { UNKNOWN, type Given } from "../../judge";
import { answerToStack, MAKER } from "../../sdk";

const policies = [...catalogue, packPolicy(catalogue)];
const once = readStackOnce({ policies, maker: MAKER });

const groups: Given[] = [
    {
        type: "aws:ec2/securityGroup:SecurityGroup",
        name: "nodes",
        props: { id: "sg-1", tags: { "kubernetes.io/cluster/prod": "owned" } },
    },
    {
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        name: "rule",
        props: {
            type: "ingress",
            securityGroupId: "sg-1",
            protocol: "tcp",
            fromPort: UNKNOWN,
            toPort: 10250,
            cidrBlocks: ["0.0.0.0/0"],
        },
    },
    {
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        name: "all",
        props: { type: "ingress", securityGroupId: "sg-1", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
    },
];

test("the engine is answered as if the SDK had read the stack for each policy: findings, unknowns and what is not applicable", async () => {
    const stacks = [groups, [], ...catalogue.map(({ examples: { bad } }) => [bad, ...(bad.beside ?? [])])];
    let findings = 0;
    for (const stack of stacks) {
        const answered = await answerToStack(once, stack);
        expect(answered).toEqual(await answerToStack(MAKER.analyzeStack(policies), stack));
        findings += answered.diagnostics.length;
    }
    expect(findings).toBeGreaterThan(20);
});

test("two stacks at once are two stacks", async () => {
    const alone = await answerToStack(once, groups);
    const [first, none] = await Promise.all([answerToStack(once, groups), answerToStack(once, [])]);
    expect(first).toEqual(alone);
    expect(alone.diagnostics.length).toBeGreaterThan(none.diagnostics.length);
});

test("each resource is made once, for all policies", async () => {
    deserializeOnce();
    const { AnalyzerResource } = require("@pulumi/pulumi/proto/analyzer_pb");
    const read = jest.spyOn(AnalyzerResource.prototype, "getType");
    await answerToStack(once, groups);
    const times = read.mock.calls.length;
    read.mockClear();
    await answerToStack(MAKER.analyzeStack(policies), groups);
    expect(times).toBe(groups.length);
    expect(read.mock.calls.length).toBeGreaterThan(20 * times);
    read.mockRestore();
});

test("what the SDK answers with an error is that error, whether it reads the stack or judges it", async () => {
    const throws = {
        name: "throws",
        description: "",
        enforcementLevel: "advisory",
        validateStack: () => Promise.reject(new Error("no")),
    };
    await expect(answerToStack(readStackOnce({ policies: [throws], maker: MAKER }), groups)).rejects.toMatchObject({
        message: expect.stringContaining("policy 'throws'"),
    });
    const broken = Object.assign(Object.create(null), { getResourcesList: () => [{ getType: () => "a" }] });
    await expect(
        new Promise(
            (resolve, reject) => void once({ request: broken }, (error) => (error ? reject(error as Error) : resolve(undefined))),
        ),
    ).rejects.toMatchObject({ message: expect.stringContaining("keeps-resources") });
});
