import { execFileSync } from "node:child_process";
import { descendants } from "./command";
import { PACK, program, project, STACK_TRACE } from "./engine";

/** The packs that this test file has running. */
const packs = () =>
    descendants(process.pid).filter((pid) => {
        try {
            return execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" }).includes("run-policy-pack");
        } catch {
            return false;
        }
    });

/** Kills the pack once the program says that it is time, and then waits a while. */
function killer() {
    const killed: number[] = [];
    const onOutput = (text: string) => {
        if (!text.includes("NOW") || killed.length > 0) return;
        killed.push(...packs());
        for (const pid of killed) process.kill(pid, "SIGKILL");
    };
    return { killed, onOutput };
}

const PAUSE = `console.log("NOW"); await new Promise((done) => setTimeout(done, 2_000));`;
const FIRST = "urn:pulumi:dev::program::aws:sqs/queue:Queue::first";
/** Resolves to the URN of a resource once it is registered. */
const REGISTERED = `const registered = (one: pulumi.Resource) => new Promise((done) => one.urn.apply(done));`;
const BETWEEN = program(`
    ${REGISTERED}
    export = (async () => {
        await registered(new aws.sqs.Queue("first"));
        ${PAUSE}
        new aws.sqs.Queue("second");
    })();
`);
const BEFORE_THE_END = program(`
    ${REGISTERED}
    export = (async () => {
        await Promise.all([new aws.sqs.Queue("first"), new aws.sqs.Queue("second")].map(registered));
        ${PAUSE}
    })();
`);

/** The pack's own address, which nobody serves any more. */
const GONE = /error: .*connection error: .*127\.0\.0\.1:\d+: connect: connection refused/;

test("killed between two resources, the second is not previewed", async () => {
    const { killed, onOutput } = killer();
    const { exitCode, output, created } = await (await project(BETWEEN)).preview({ packs: [PACK], onOutput });
    expect([killed.length, exitCode === 0, created]).toEqual([1, false, []]);
    expect(output).toMatch(GONE);
    expect(output).not.toContain("aws:sqs:Queue second create");
    expect(output).not.toMatch(STACK_TRACE);
});

test("killed between two resources, the second is not created", async () => {
    const { killed, onOutput } = killer();
    const { exitCode, output, created } = await (await project(BETWEEN)).upWithoutPreview({ packs: [PACK], onOutput });
    expect([killed.length, exitCode === 0, created]).toEqual([1, false, [FIRST]]);
    expect(output).toMatch(GONE);
});

test("killed before the whole stack is judged, the preview fails, and up goes no further", async () => {
    const { killed, onOutput } = killer();
    const { exitCode, output, created } = await (await project(BEFORE_THE_END)).up({ packs: [PACK], onOutput });
    expect([killed.length, exitCode === 0, created]).toEqual([1, false, []]);
    expect(output).toMatch(GONE);
    expect(output).not.toContain("Updating (dev)");
});

test("killed before the whole stack is judged, an update without a preview fails", async () => {
    const { killed, onOutput } = killer();
    const { exitCode, output } = await (await project(BEFORE_THE_END)).upWithoutPreview({ packs: [PACK], onOutput });
    expect([killed.length, exitCode === 0]).toEqual([1, false]);
    expect(output).toMatch(GONE);
});
