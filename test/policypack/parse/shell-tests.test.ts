import { readShell } from "../../../policypack/parse/shell";

/** Whether the command behind `&&` may not happen. */
const mayNot = (asked: string) =>
    readShell(`${asked} && run-me`).commands.find(({ argv }) => argv[0]!.text === "run-me")!.isConditional;

test.each([
    ...["[ -f /a ]", "[[ -f /a ]]", "test -f /a", "grep -q a /b", "/usr/bin/egrep a /b", "command -v a", "which a", "type a"],
    ...[
        "id a",
        "getent passwd a",
        "rpm -q a",
        "dpkg -s a",
        "false",
        "pgrep a",
        "systemctl is-active a",
        "systemctl -q is-enabled a",
    ],
    ...['"$CHECK"', "$CHECK -a", "(true)", "a | b", "! a", "A=b", "for i in a; do b; done"],
])("%s only asks", (asked) => expect(mayNot(asked)).toBe(true));

test.each([
    "mkdir /a",
    "systemctl start a",
    "systemctl daemon-reload",
    "curl -o /a https://b",
    "true",
    "dpkg-query a",
    "apt-get update",
    "service is-active a",
    "systemctl set-environment A=is-active",
])("%s does something, and what follows is done too", (asked) => expect(mayNot(asked)).toBe(false));
