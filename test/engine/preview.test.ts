import { fixture, policiesIn, program, project } from "./engine";

const guard = fixture("guard");
const insecure = program(`new aws.ec2.LaunchTemplate("nodes", { userData: base64("start --read-only-port=10255") });`);
const secure = program(`new aws.ec2.LaunchTemplate("nodes", { userData: base64("start --read-only-port=0") });`);

test("a mandatory finding fails the preview, which names policy, resource, requirement, place and fix, and creates nothing", async () => {
    const { exitCode, output, created, violations } = await (await project(insecure)).preview({ packs: [guard] });

    expect(exitCode).not.toBe(0);
    expect(created).toEqual([]);
    expect(policiesIn(output).split("\n").slice(1)).toEqual([
        "        - [mandatory] [severity: high]  read-only-port-closed  (aws:ec2:LaunchTemplate: nodes)",
        "          The read-only port must stay closed.",
        "          userData: opens port 10255. Remove the flag.",
        "",
    ]);
    expect(violations).toEqual([
        {
            policy: "read-only-port-closed",
            pack: "fixture-guard",
            level: "mandatory",
            severity: "high",
            urn: "urn:pulumi:dev::program::aws:ec2/launchTemplate:LaunchTemplate::nodes",
            message: "The read-only port must stay closed.\nuserData: opens port 10255. Remove the flag.",
        },
    ]);
});

test("up stops at its preview", async () => {
    const { exitCode, created, output } = await (await project(insecure)).up({ packs: [guard] });
    expect(exitCode).not.toBe(0);
    expect(created).toEqual([]);
    expect(output).not.toContain("Updating (dev)");
});

test("a level from the configuration is the level that the engine uses", async () => {
    const pack = { dir: guard, config: { "read-only-port-closed": "advisory" } };
    const { exitCode, violations } = await (await project(insecure)).preview({ packs: [pack] });
    expect([exitCode, violations.map(({ level }) => level)]).toEqual([0, ["advisory"]]);
});

test("what is as it should be is created, and a second up changes nothing", async () => {
    const stack = await project(secure);
    const first = await stack.up({ packs: [guard] });
    expect([first.exitCode, first.violations]).toEqual([0, []]);
    expect(first.created).toEqual(["urn:pulumi:dev::program::aws:ec2/launchTemplate:LaunchTemplate::nodes"]);

    const second = await stack.up({ packs: [guard] });
    expect([second.exitCode, second.created]).toEqual([0, []]);
    expect(second.output).toContain("2 unchanged");
});

test("policy analyze judges an exported stack without a program or a provider", async () => {
    const stack = await project(insecure);
    expect((await stack.up()).exitCode).toBe(0);

    const { exitCode, output } = await stack.analyze(await stack.exportStack(), [guard]);
    expect(exitCode).not.toBe(0);
    expect(output).toContain("[mandatory] [severity: high]  read-only-port-closed  (aws:ec2:LaunchTemplate: nodes)");
    expect(output).toContain("userData: opens port 10255. Remove the flag.");
});

test("a secret is judged, and neither printed nor made plain in the state", async () => {
    const stack = await project(
        program(`new aws.ec2.LaunchTemplate("nodes", { userData: pulumi.secret(base64("password --read-only-port=10255")) });`),
    );
    const { exitCode, output } = await stack.preview({ packs: [guard] });
    expect(exitCode).not.toBe(0);
    expect(output).toContain("userData: opens port 10255.");
    expect(output).not.toContain("password");

    expect((await stack.up()).exitCode).toBe(0);
    const state = require("node:fs").readFileSync(await stack.exportStack(), "utf8") as string;
    expect(state).toContain("4dabf18193072939515e22adb298388d");
    expect(state).not.toContain(Buffer.from("password --read-only-port=10255").toString("base64"));
});
