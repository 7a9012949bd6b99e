import { audited, exported, OPEN, SECURITY_GROUP, SOCKET, temporaryFolder } from "./command";

const folder = temporaryFolder();
const agent = folder.write("agent.yaml", SOCKET);
const configured = (name: string, pack: object) => folder.write(`${name}.json`, { "kube-bypass-guard": pack });
const exemption = (name: string, more: object = {}) => ({
    policy: "runtime-socket-not-mounted",
    name,
    reason: "until the agent is replaced",
    owner: "platform",
    ...more,
});
const ofPack = ({ violations }: Awaited<ReturnType<typeof audited>>) =>
    violations.flatMap(({ policy, enforcementLevel, at, message }) =>
        policy === "kube-bypass-guard" ? [[enforcementLevel, at, message]] : [],
    );

test("an exemption that is met exempts, and nothing is said of it by itself", async () => {
    const answer = await audited(agent, "--config", configured("met", { exemptions: [exemption("agents/agent")] }));
    expect([answer.code, ofPack(answer)]).toEqual([0, []]);
});

test("one that nothing meets is told of, as under the engine", async () => {
    const answer = await audited(agent, "--config", configured("unused", { exemptions: [exemption("agents/agnt")] }));
    expect([answer.code, ofPack(answer)]).toEqual([
        1,
        [
            [
                "advisory",
                "exemptions[0]",
                'exempts nothing, as this stack has no resource of the name "agents/agnt" (did you mean "agents/agent"?). Remove it from the configuration.',
            ],
        ],
    ]);
});

test("one that has run out blocks again and says so", async () => {
    const config = configured("expired", { exemptions: [exemption("agents/agent", { expires: "2020-01-01" })] });
    const { code, violations } = await audited(agent, "--config", config);
    expect([code, violations[0]!.message]).toEqual([1, expect.stringContaining("expired on 2020-01-01")]);
});

test("one on a resource is ignored where the configuration allows none, and says so", async () => {
    const file = folder.write(
        "own.yaml",
        SOCKET.replace(
            "  namespace: agents\n",
            "  namespace: agents\n  annotations: { kube-bypass-guard/exempt.runtime-socket-not-mounted: the agent needs it }\n",
        ),
    );
    expect(ofPack(await audited(file))).toEqual([
        [
            "advisory",
            'metadata.annotations["kube-bypass-guard/exempt.runtime-socket-not-mounted"]',
            expect.stringMatching(/^is ignored, as the configuration allows no exemptions on resources\. /),
        ],
    ]);
    const allowing = await audited(file, "--config", configured("allowing", { allowExemptionsOnResources: true }));
    expect([allowing.code, ofPack(allowing)]).toEqual([0, []]);
});

test("each stack is asked by itself: what one meets another may not", async () => {
    const group = { type: SECURITY_GROUP, inputs: { ...OPEN, tags: { "kubernetes.io/cluster/main": "owned" } } };
    const config = configured("two", {
        exemptions: [{ ...exemption("nodes"), policy: "kubelet-port-not-reachable" }],
    });
    const met = folder.write("met-export.json", exported({ ...group, name: "nodes" }));
    const other = folder.write("other-export.json", exported({ ...group, name: "others" }));
    for (const files of [
        [met, other],
        [other, met],
    ]) {
        const answer = await audited(...files, "--config", config);
        expect([answer.code, ofPack(answer)]).toEqual([
            1,
            [["advisory", "exemptions[0]", expect.stringContaining("exempts nothing")]],
        ]);
    }
});

test("whoever disables the policy of the pack is not told", async () => {
    const config = configured("silent", { enforcementLevel: "disabled", exemptions: [exemption("nothing")] });
    expect(ofPack(await audited(agent, "--config", config))).toEqual([]);
});
