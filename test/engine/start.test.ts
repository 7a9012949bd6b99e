import { fixture, PACK, policiesIn, program, project, STACK_TRACE } from "./engine";

const template = program(`new aws.ec2.LaunchTemplate("nodes", { userData: base64("start --read-only-port=10255") });`);

/** A preview with the real pack, configured so. */
const configured = async (config: Record<string, unknown>) =>
    (await project(template)).preview({ packs: [{ dir: PACK, config }] });

/** The last line that is not empty. */
const lastLine = (output: string) => output.trim().split("\n").at(-1);

test("a policy that crashes is reported at its own level and lets the others speak", async () => {
    const { exitCode, output, violations } = await (await project(template)).preview({ packs: [fixture("crash")] });

    const text = (policy: string) =>
        `This policy fails.\ncould not be judged: the policy ${policy} failed (TypeError). Report it with the type "aws:ec2/launchTemplate:LaunchTemplate" at https://github.com/kube-bypass-guard/kube-bypass-guard/issues.`;
    expect(violations.map(({ policy, level, message }) => [policy, level, message])).toEqual([
        ["fails-hard", "mandatory", text("fails-hard")],
        ["fails-softly", "advisory", text("fails-softly")],
        [
            "read-only-port-closed",
            "mandatory",
            "The read-only port must stay closed.\nuserData: opens port 10255. Remove the flag.",
        ],
    ]);
    expect(exitCode).not.toBe(0);
    expect(policiesIn(output)).toContain("[advisory] [severity: low]  fails-softly  (aws:ec2:LaunchTemplate: nodes)");
    expect(output).not.toContain("failed to run policy");
    expect(output).not.toContain("cannot read the secret");
    expect(output).not.toMatch(STACK_TRACE);
});

test("a crash at advisory level alone does not block", async () => {
    const levels = { "fails-hard": "disabled", "read-only-port-closed": "disabled" };
    const { exitCode, violations } = await (
        await project(template)
    ).preview({ packs: [{ dir: fixture("crash"), config: levels }] });
    expect([exitCode, violations.map(({ policy }) => policy)]).toEqual([0, ["fails-softly"]]);
});

test("a pack with two policies of one name says so in one line, and nothing runs", async () => {
    const { exitCode, output, created } = await (await project(template)).preview({ packs: [fixture("twins")] });
    expect(exitCode).not.toBe(0);
    expect(created).toEqual([]);
    const lines = output.split("\n").map((line) => line.trim());
    expect(lines).toContain(
        "kube-bypass-guard cannot start: two policies are named read-only-port-closed. Rename one of them in policies/index.ts",
    );
    expect(output).not.toMatch(STACK_TRACE);
});

const CONFIGURING = `error: configuring policy pack "kube-bypass-guard" at "${PACK}": the configuration of kube-bypass-guard is wrong: `;

test.each([
    [
        "a misspelt policy with a level",
        { "kubelet-port-not-reachble": { enforcementLevel: "mandatory" } },
        'no policy is named "kubelet-port-not-reachble"; did you mean "kubelet-port-not-reachable"?',
    ],
    [
        "a misspelt policy, its level alone",
        { "node-subresource-restricted": "advisory" },
        'no policy is named "node-subresource-restricted"; did you mean "node-subresources-restricted"?',
    ],
    [
        "a misspelt setting",
        { "kubelet-port-not-reachable": { trustedCidr: ["10.0.0.0/8"] } },
        'kubelet-port-not-reachable has no setting "trustedCidr"; did you mean "trustedCidrs"?',
    ],
    [
        "a value that the policy cannot use",
        { "etcd-port-not-reachable": { trustedCidrs: ["10.0.0.0/33"] } },
        'etcd-port-not-reachable.trustedCidrs[0] is "10.0.0.0/33", which is no address range. Write one like "10.20.0.0/16"',
    ],
    [
        "two faults",
        { "kubelet-port-not-reachable": { trustedCidr: [] }, "etcd-port-not-reachble": "mandatory" },
        'no policy is named "etcd-port-not-reachble"; did you mean "etcd-port-not-reachable"?; kubelet-port-not-reachable has no setting "trustedCidr"; did you mean "trustedCidrs"?',
    ],
])("%s is refused in one line that names the nearest valid one", async (_, config, fault) => {
    const { exitCode, output, created } = await configured(config);
    expect(exitCode).not.toBe(0);
    expect(created).toEqual([]);
    expect(lastLine(output)).toBe(CONFIGURING + fault);
    expect(output).not.toMatch(STACK_TRACE);
});

test("a misspelt policy with settings alone is refused by the engine, before the pack is asked", async () => {
    const { exitCode, output } = await configured({ "kubelet-port-not-reachble": { trustedCidrs: ["10.0.0.0/8"] } });
    expect(exitCode).not.toBe(0);
    expect(lastLine(output)).toBe(
        `error: configuring policy pack "kube-bypass-guard" at "${PACK}": invalid enforcement level ""`,
    );
});

test("a right configuration is taken", async () => {
    const { exitCode } = await configured({
        all: "advisory",
        "kubelet-port-not-reachable": { enforcementLevel: "mandatory", trustedCidrs: ["10.0.0.0/8"] },
    });
    expect(exitCode).toBe(0);
});
