import { bootOfUserData } from "../../../policypack/node/user-data";
import { HOLE } from "../../../policypack/parse/word";

const boot = (...lines: string[]) => bootOfUserData(["#!/bin/bash", ...lines, ""].join("\n"), "u");
/** What stands in /f when what a command prints is written there. */
const printed = (command: string, ...before: string[]) => {
    const { files, unread } = boot(...before, `${command} > /f`);
    expect(unread).toEqual([]);
    return files.filter(({ path }) => path === "/f").map(({ content }) => content.text.replaceAll(HOLE, "…"));
};
const A = "echo a > /a";

test.each<[command: string, text: string]>([
    ["cat /a", "a\n"],
    ["cat /a /a", "a\na\n"],
    ["echo b | cat", "b\n"],
    ["echo b | cat - /a", "b\na\n"],
    ["echo b | cat /a -", "a\nb\n"],
    ["cat", "…"],
    ["cat -n /a", "…"],
    ["cat /a -A", "…"],
    ["cat /a-b", "…"],
    ["cat /image", "…"],
    [":", ""],
    ["true", ""],
    ["false", ""],
    ["/bin/true a", ""],
    ["echo b | tee /x", "b\n"],
    ["echo b | sponge", "b\n"],
    ["echo b | cat | cat | tee /x | cat", "b\n"],
    [`echo b ${"| cat ".repeat(21)}`, "b\n"],
    [`echo b ${"| cat ".repeat(22)}`, "…"],
    ["uname -r", "…"],
])("%s prints %j", (command, text) => expect(printed(command, A)).toEqual([text]));

test.each<[command: string, text: string]>([
    ["echo", "\n"],
    ["echo a  b", "a b\n"],
    ["echo -n a", "a"],
    ["echo -e 'a\\tb'", "a\tb\n"],
    ["echo -ne 'a\\nb'", "a\nb"],
    ["echo -E 'a\\nb'", "a\\nb\n"],
    ["echo 'a\\nb'", "a\\nb\n"],
    ["echo -x a", "-x a\n"],
    ["echo -n-e a", "-n-e a\n"],
    ["echo a -n", "a -n\n"],
    ["echo x-n", "x-n\n"],
    ["echo a$X", "a…\n"],
    ["printf a", "a"],
    ["printf '%s'", ""],
    ["printf '%s-%s\\n' a b c", "a-b\nc-\n"],
    ["printf '%s%%\\n' a b", "a%\nb%\n"],
    ["printf '%%'", "%"],
    ["printf '%b' 'a\\nb'", "a\nb"],
    ["printf '%b%s' 'a\\tb'", "a\tb"],
    ["printf '%s' 'a\\nb'", "a\\nb"],
    ["printf 'a\\r\\\\\\\"\\x'", 'a\r\\"\\x'],
    ["printf a b c", "a"],
    ["printf '%d' 1", "…"],
    ["printf '%s%d' a 1", "…"],
    ["printf -v X a", "…"],
    ["printf", "…"],
])("%s prints %j", (command, text) => expect(printed(command)).toEqual([text]));

test.each<[command: string, text: string]>([
    ["echo YQ== | base64 -d", "a"],
    ["echo YQ== | base64 -D", "a"],
    ["echo YQ== | base64 --decode", "a"],
    ["base64 -d <<< YQ==", "a"],
    ["echo YQ== | base64", "…"],
    ["echo YQ== | base64 -dx", "…"],
    ["echo YQ== | base64 x-d", "…"],
    ["echo '%%' | base64 -d", "…"],
    ["echo $X | base64 -d", "…"],
    ["sed s/a/b/ /a", "b\n"],
    ["echo a | sed s/a/b/", "b\n"],
    ["sed -e s/a/b/ -e s/b/c/ /a", "c\n"],
    ["sed s/a/b/ /a /a", "b\nb\n"],
    ["sed -i s/a/b/ /a", "…"],
    ["sed 's/a/b/e' /a", "…"],
    [`echo '{"a":1}' | jq .a=2`, '{\n  "a": 2\n}\n'],
    ["jq 'include \"x\"; .' /a", "…"],
])("%s prints %j", (command, text) => expect(printed(command, A)).toEqual([text]));

describe("what is made of one file is an edit of it", () => {
    const origin = (...lines: string[]) => {
        const file = boot(...lines).files.find(({ path }) => path === "/f");
        return file?.before && `${file.before.path} at ${file.before.at}`;
    };
    test.each<[why: string, lines: string[], origin: string | undefined]>([
        ["a copy by cat", [A, "cat /a > /f"], "/a at u › line 2"],
        ["what sed prints", [A, "sed s/a/b/ /a > /f"], "/a at u › line 2"],
        ["what sed prints of what cat prints", [A, "cat /a | sed s/a/b/ > /f"], "/a at u › line 2"],
        ["two files together", [A, "echo b > /b", "cat /a /b > /f"], undefined],
        ["what sed prints of two files", [A, "echo b > /b", "sed s/b/c/ /a /b > /f"], undefined],
        ["a text of nobody's", [A, "echo a | sed s/a/b/ > /f"], undefined],
        ["another text", [A, "cat /a > /b", "echo c > /f"], undefined],
        ["a file in two states", [A, "[ -e /x ] && echo b > /a", "sed s/a/c/ /a > /f"], undefined],
    ])("%s", (_, lines, expected) => expect(origin(...lines)).toBe(expected));
});
