import { basename } from "node:path/posix";
import type * as Ast from "unbash" with { "resolution-mode": "import" };

/** Commands that people put before `&&` to ask something. */
const TESTS = new Set([
    "[",
    "test",
    "grep",
    "egrep",
    "command",
    "which",
    "type",
    "id",
    "getent",
    "rpm",
    "dpkg",
    "false",
    "pgrep",
]);

/** Whether a command only asks something, so that what follows `&&` may not happen. */
export function isTest(node: Ast.PipelineNode): boolean {
    if (node.type !== "Command") return true;
    const name = node.name?.value;
    return (
        name === undefined ||
        name.startsWith("$") ||
        TESTS.has(basename(name)) ||
        (name === "systemctl" && node.args.some((part) => part.type === "Word" && part.value.startsWith("is-")))
    );
}
