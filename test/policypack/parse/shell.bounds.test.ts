import { readShell, type ShellCommand } from "../../../policypack/parse/shell";
import { shown } from "../../../policypack/parse/word";

const namesOf = (commands: readonly ShellCommand[]) => commands.map(({ argv }) => argv.map(shown).join(" "));
const chain = (length: number, last: string) =>
    Array.from({ length }, (_, i) => `f${i}() { ${i + 1 < length ? `f${i + 1}` : last}; }\n`).join("") + "f0\nlast";

test.each<[what: string, script: string, fault: string | undefined, isLast: boolean]>([
    ["functions in functions, 16 deep", chain(16, "a"), undefined, true],
    ["functions in functions, 17 deep", chain(17, "a"), "nests scripts more than 16 deep", true],
    ["63 calls that are too deep", `g() { a; }\n${chain(16, "g; ".repeat(63) + "a")}`, "nests scripts more than 16 deep", true],
    ["64 calls that are too deep", `g() { a; }\n${chain(16, "g; ".repeat(64) + "a")}`, "nests scripts more than 16 deep", false],
    ["1000 calls", `f() { A=1; }\n${"f\n".repeat(1_000)}last`, undefined, true],
    ["1001 calls", `f() { A=1; }\n${"f\n".repeat(1_001)}last`, "calls functions and scripts more than 1000 times", false],
    ["5000 commands", `${"a\n".repeat(4_999)}last`, undefined, true],
    ["5001 commands", `${"a\n".repeat(5_000)}last`, "has more than 5000 commands", false],
    [
        "8 MiB of words",
        `A=${"x".repeat((1 << 17) - 1)}\n${"a $A\n".repeat(63)}b ${"x".repeat((1 << 17) - 5)} last`,
        undefined,
        true,
    ],
    ["more of words", `A=${"x".repeat((1 << 17) - 1)}\n${"a $A\n".repeat(64)}last`, "has commands of more than 8 MiB", false],
    ["more of input", `A=${"x".repeat((1 << 17) - 1)}\n${"a <<< $A\n".repeat(64)}last`, "has commands of more than 8 MiB", false],
    ["a text of 1 MiB", `# ${"x".repeat((1 << 20) - 7)}\nlast`, undefined, true],
])("a script with %s is read as far as it may be", (_, script, fault, isLast) => {
    const read = readShell(script);
    expect(read.fault).toBe(fault);
    expect(namesOf(read.commands.slice(-1)).some((name) => name.endsWith("last"))).toBe(isLast);
});

test("a text that is too large has no commands", () =>
    expect(readShell("a\n".repeat((1 << 19) + 1))).toEqual({ commands: [], fault: "is larger than 1 MiB" }));
