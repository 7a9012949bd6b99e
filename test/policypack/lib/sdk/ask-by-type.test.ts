import { askByType } from "../../../../policypack/lib/sdk/ask-by-type";
import { keepInputs, wasJudged } from "../../../../policypack/lib/inputs";
import { packPolicy } from "../../../../policypack/lib/pack-policy";
import { policies as catalogue } from "../../../../policypack/policies";
import { UNKNOWN, type Given } from "../../judge";
import { type Answered, answerTo, MAKER } from "../../sdk";

const policies = [...catalogue, packPolicy(catalogue)];
const QUEUE: Given = { type: "aws:sqs/queue:Queue", name: "queue", props: { name: "a" } };

const asking = (disabled: ReadonlySet<string> = new Set()) =>
    askByType({ policies, maker: MAKER, original: MAKER.analyze(policies) }, (name) => disabled.has(name));

const byPolicy = ({ diagnostics, notApplicable }: Answered): Answered => ({
    diagnostics,
    notApplicable: [...notApplicable].sort((one, other) => (one.policy < other.policy ? -1 : 1)),
});

test("the engine is answered as if each policy had been asked: every example, what is unknown and what nobody reads", async () => {
    const resources: Given[] = [
        ...catalogue.flatMap(({ examples }) => [examples.bad, examples.good]),
        {
            type: "aws:ec2/securityGroup:SecurityGroup",
            props: { tags: { "kubernetes.io/cluster/a": "owned" }, ingress: UNKNOWN },
        },
        QUEUE,
    ];
    const all = MAKER.analyze(policies);
    const { analyze } = asking();
    let findings = 0;
    for (const resource of resources) {
        const answered = byPolicy(await answerTo(analyze, resource));
        expect(answered).toEqual(byPolicy(await answerTo(all, resource)));
        findings += answered.diagnostics.length;
    }
    expect(findings).toBeGreaterThan(catalogue.length);
});

test("a queue, which no policy reads, is not applicable to any of them and is noted for the stack's checks", async () => {
    keepInputs();
    const { diagnostics, notApplicable } = await answerTo(asking().analyze, QUEUE);
    expect(diagnostics).toEqual([]);
    expect(notApplicable.map(({ policy }) => policy).sort()).toEqual(policies.map(({ name }) => name).sort());
    expect(notApplicable).toContainEqual({ policy: catalogue[0]!.name, reason: "reads no aws:sqs/queue:Queue" });
    expect(wasJudged("urn:pulumi:test::test::aws:sqs/queue:Queue::queue")).toBe(true);
});

test("nothing is said of a policy that is disabled, from the configuration on that disables it", async () => {
    const disabled = new Set<string>();
    const { analyze, forget } = asking(disabled);
    const named = async () => (await answerTo(analyze, QUEUE)).notApplicable.map(({ policy }) => policy);
    const { name } = catalogue[0]!;
    expect(await named()).toContain(name);
    disabled.add(name);
    forget();
    const now = await named();
    expect(now).not.toContain(name);
    expect(now).toHaveLength(policies.length - 1);
});

test("what the SDK answers with an error is that error", async () => {
    const throws = { ...catalogue[0]!, concerns: () => true, validateResource: () => Promise.reject(new Error("no")) };
    const { analyze } = askByType({ policies: [throws], maker: MAKER, original: MAKER.analyze([]) }, () => false);
    await expect(answerTo(analyze, QUEUE)).rejects.toMatchObject({ message: expect.stringContaining(`policy '${throws.name}'`) });
});
