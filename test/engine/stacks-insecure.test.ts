import { PACK, project, ROOT } from "./engine";
import type { Result } from "./project";

interface Shown {
    readonly name: string;
    readonly enforcementLevel: string;
    readonly description: string;
}
const { policies } = jest.requireActual<{ policies: readonly Shown[] }>(`${PACK}/bin/policies`);
const mandatory = policies.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");

describe("insecure-eks", () => {
    let preview: Result;
    beforeAll(async () => {
        preview = await (await project(`${ROOT}/stacks/insecure-eks`)).preview({ packs: [PACK] });
    });

    test("is refused, and nothing is created", () => {
        expect([preview.exitCode === 0, preview.created]).toEqual([false, []]);
    });

    test.each(mandatory.map(({ name }) => name))("is blocked by %s", (name) => {
        expect(preview.violations.filter(({ policy, level }) => policy === name && level === "mandatory")).not.toEqual([]);
        expect(preview.output).toContain(`  ${name}  (`);
    });

    test("each finding is the requirement, then one line of where, what and how to mend it", () => {
        const descriptions = new Map(policies.map(({ name, description }) => [name, description]));
        for (const { policy, message } of preview.violations) {
            const [description, ...lines] = message.split("\n");
            if (description!.startsWith("can't run policy")) continue;
            expect([policy, description, lines.length]).toEqual([policy, descriptions.get(policy), 1]);
            expect(lines[0]).toMatch(/^\S.*\.$/);
        }
    });

    test("no policy crashed and nothing could not be read", () => {
        expect(preview.violations.filter(({ message }) => message.includes("could not be judged"))).toEqual([]);
    });

    test("what up created without the pack is found in its state", async () => {
        const stack = await project(`${ROOT}/stacks/insecure-eks`);
        expect((await stack.up()).exitCode).toBe(0);
        const { exitCode, output } = await stack.analyze(await stack.exportStack(), [PACK]);
        expect(exitCode).not.toBe(0);
        for (const { name } of mandatory) expect(output).toContain(`  ${name}  (`);
    });
});
