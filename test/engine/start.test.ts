import { fixture, policiesIn, program, project, STACK_TRACE } from "./engine";

const template = program(`new aws.ec2.LaunchTemplate("nodes", { userData: base64("start --read-only-port=10255") });`);

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
