import { existsSync } from "node:fs";
import { isRunning, TimedOut } from "./command";
import { cli, fixture, program, project, ROOT } from "./engine";
import { Project } from "./project";

test("an error in a program fails the command and says where, and hangs nothing", async () => {
    const { exitCode, output } = await (await project(program(`throw new Error("the program is wrong");`))).preview();
    expect(exitCode).not.toBe(0);
    expect(output).toContain("Error: the program is wrong");
    expect(output).toMatch(/index\.ts:\d+/);
});

test("an error after the program has ended fails the command too", async () => {
    const late = program(`pulumi.output(1).apply(() => { throw new Error("too late"); });`);
    const { exitCode, output } = await (await project(late)).preview();
    expect(exitCode).not.toBe(0);
    expect(output).toContain("too late");
});

test("a look-up that nobody answers is refused by name", async () => {
    const asking = program(`export const ranges = aws.getIpRanges({ services: ["ec2"] });`);
    const { exitCode, output } = await (await project(asking)).preview();
    expect(exitCode).not.toBe(0);
    expect(output).toContain("the stand-in provider has no answer to aws:index/getIpRanges:getIpRanges");
});

test("what a cloud computes is unknown in preview and there after up", async () => {
    const stack = await project(
        program(`
            const cluster = new aws.eks.Cluster("main", { roleArn: "arn:aws:iam::123456789012:role/x", vpcConfig: { subnetIds: ["s"] } });
            export const endpoint = cluster.endpoint;
            export const ca = cluster.certificateAuthority.data;
        `),
    );
    expect((await stack.preview()).output).toMatch(/endpoint: \[unknown\]/);
    const { output } = await stack.up();
    expect(output).toMatch(/endpoint: "https:\/\/[0-9A-F]{32}\.gr7\.us-west-2\.eks\.amazonaws\.com"/);
});

test("Kubernetes names what has no name, before any policy sees it", async () => {
    const stack = await project(program(`export const name = new kubernetes.core.v1.ConfigMap("settings", {}).metadata.name;`));
    expect((await stack.preview()).output).toMatch(/name: "settings-[0-9a-f]{8}"/);
});

test("a pack that never answers is ended with its command, and nothing is left", async () => {
    const stack = await Project.open(cli(), program(""));
    try {
        const error: unknown = await stack
            .preview({ packs: [fixture("silent")], timeoutMs: 8_000 })
            .catch((thrown: unknown) => thrown);
        if (!(error instanceof TimedOut)) throw new Error("it did not time out");
        // The CLI, and at least the pack's own process.
        expect(error.processes.length).toBeGreaterThanOrEqual(2);
        expect(error.processes.filter(isRunning)).toEqual([]);
    } finally {
        stack.stop();
    }
    expect(existsSync(stack.home)).toBe(false);
});

test("the stack's settings are not written beside the program", async () => {
    const stack = await project(`${ROOT}/stacks/hardened-eks`);
    await stack.preview({ timeoutMs: 60_000 });
    expect(existsSync(`${ROOT}/stacks/hardened-eks/Pulumi.dev.yaml`)).toBe(false);
});
