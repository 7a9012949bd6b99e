import type { BootCommand } from "../../../policypack/model/node-boot";
import { withoutRepeats } from "../../../policypack/node/repeated-commands";
import { bootOfUserData } from "../../../policypack/node/user-data";

const of = (line: string, at: string, more: Partial<BootCommand> = {}): BootCommand => ({
    argv: line.split(" ").map((text) => ({ text, isLiteral: true })),
    environment: new Map(),
    isConditional: false,
    at,
    ...more,
});
const shown = (commands: readonly BootCommand[]) =>
    commands.map(({ argv, at }) => `${at} ${argv.map(({ text }) => text).join(" ")}`);
const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

test.each<[reason: string, given: readonly BootCommand[]]>([
    ["few commands", times(3, () => of("a", "1"))],
    ["what is run as often as it stays", [...times(16, (i) => of("a", String(i))), of("b", "17")]],
    ["other words are another command", times(40, (i) => of(`a ${i}`, "1"))],
    ["and so is another input", times(40, (i) => of("a", "1", { stdin: { text: `${i}`, isLiteral: true } }))],
    ["another variable", times(40, (i) => of("a", "1", { environment: new Map([["X", { text: `${i}`, isLiteral: true }]]) }))],
    ["a condition", [...times(16, () => of("a", "1")), ...times(16, () => of("a", "1", { isConditional: true }))]],
    [
        "what only the machine knows",
        [...times(16, () => of("a", "1")), { ...of("a", "1"), argv: [{ text: "a", isLiteral: false }] }],
    ],
])("nothing is left out of %s", (_, given) => expect(withoutRepeats(given)).toEqual(given));

test("of what is run again and again the first sixteen stay, and the last where it stood", () => {
    const given = [...times(20, (i) => of("a", String(i))), of("b", "x"), of("a", "y"), of("c", "z")];
    expect(shown(withoutRepeats(given))).toEqual([...times(16, (i) => `${i} a`), "x b", "y a", "z c"]);
});

test("a boot has the first runs of what a function does and the last, and files as all of them leave them", () => {
    const script = `#!/bin/bash\nf() {\n  kubelet --read-only-port=10255\n  echo x >> /etc/list\n}\n${"f\n".repeat(20)}`;
    const boot = bootOfUserData(script, "userData");
    expect(boot.commands.filter(({ argv }) => argv[0]!.text === "kubelet")).toHaveLength(17);
    expect(boot.files.find(({ path }) => path === "/etc/list")!.content.text).toBe("x\n".repeat(20));
});
