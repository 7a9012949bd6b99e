import { commands } from "../pack/documented";
import { memberWith } from "./service/harness";

const typed = commands.filter(({ words: [program] }) => program === "pulumi");

/** The words of a command before its arguments and options, and maybe some of these: help is given to any. */
const start = (words: readonly string[]) => {
    const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
    return words.slice(1, end === -1 ? undefined : end);
};

test("every command of Pulumi that the guides and examples name is the CLI's, with its options", async () => {
    expect(typed.length).toBeGreaterThan(10);
    const somebody = memberWith("");
    for (const { file, words } of typed) {
        const { output } = await somebody.pulumi([...start(words), "--help"].join(" "));
        // `pulumi policy group new <name> [flags]`; of a command that it does not know it gives the help of the group, `pulumi policy [command]`.
        const usage = /^Usage:\n\s+(.*)$/m.exec(output)?.[1]?.split(" ") ?? [];
        const name = usage.filter((word) => /^[a-z]/.test(word));
        const options = words.filter((word) => word.startsWith("--")).filter((word) => !new RegExp(`${word}\\b`).test(output));
        expect({ file, command: words.join(" "), usage, options }).toEqual({
            file,
            command: words.join(" "),
            usage: expect.not.arrayContaining(["[command]"]),
            options: [],
        });
        expect(words.slice(0, name.length)).toEqual(name);
    }
});
