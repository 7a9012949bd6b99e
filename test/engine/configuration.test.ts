import { REFUSED_BY_ENGINE, REFUSED_BY_PACK, type Written } from "../pack/misconfigurations";
import { PACK, program, project, STACK_TRACE } from "./engine";

/** A preview of a program without resources, with the real pack configured so. */
const configured = async (config: Written) => (await project(program(""))).preview({ packs: [{ dir: PACK, config }] });

const BY_PACK = [
    "a misspelt policy",
    "a misspelt setting",
    "for the pack what means something else in each policy",
    "a range that trusts everybody",
    "two faults",
    "who may reach an endpoint that nobody may have",
];

describe("the pack refuses, in the last line of a preview,", () => {
    test.each(Object.entries(REFUSED_BY_PACK).filter(([what]) => BY_PACK.includes(what)))("%s", async (_, [config, ...lines]) => {
        const { exitCode, output, created } = await configured(config);
        expect([exitCode === 0, created]).toEqual([false, []]);
        expect(output.trim().split("\n").at(-1)).toBe(
            `error: configuring policy pack "kube-bypass-guard" at "${PACK}": the configuration of kube-bypass-guard is wrong: ${lines.join("; ")}`,
        );
        expect(output).not.toMatch(STACK_TRACE);
    });
});

describe("the engine refuses, before the pack is asked,", () => {
    test.each(Object.entries(REFUSED_BY_ENGINE))("%s", async (_, [config, line]) => {
        const { exitCode, output } = await configured(config);
        expect(exitCode).not.toBe(0);
        const lines = output.split("\n").map((one) => one.trim().replace(PACK, "PACK"));
        expect(lines).toContain(`error: ${line}`);
    });
});

test("a right configuration is taken", async () => {
    const { exitCode } = await configured({
        all: "advisory",
        "kube-bypass-guard": { trustedCidrs: ["10.1.0.0/16"], onEveryNode: true },
        "kubelet-port-not-reachable": { enforcementLevel: "mandatory", trustedCidrs: ["10.0.0.0/8"] },
    });
    expect(exitCode).toBe(0);
});
