import { ISSUES } from "../lib/about";
import { nearest } from "../settings/nearest";
import { audit } from "./audit";
import { visible } from "../lib/visible";
import type { Io } from "./io";
import { explain } from "./explain";
import { policies } from "./policies";
import { report } from "./report";
import { UsageError } from "./usage-error";

/** A command: its arguments, without its own name, to the exit code. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = { audit, report, policies, explain };

const HELP = `kube-bypass-guard: judges what exists by the policies that guard what will

  kube-bypass-guard audit FILE…   (- is standard input) stack exports, previews, manifests, user data, folders of them, a backend
      --node-root DIR             a node's own files: its disk mounted there, or a copy; may be given several times
      --format FORMAT             what is written to stdout: text, json, sarif, junit, or html, a page to look at (text)
      --config FILE               as --policy-pack-config of pulumi preview
      --fail-on SEVERITY          end with 1 at low, medium, high or critical and worse, whether or not it blocks
      --baseline FILE             what it has is advisory, and what it has no more is told
      --write-baseline FILE       write what there is now, and end with 0 whatever it is
      --jobs N                    judge the stacks of a backend on so many threads (one for each processor)
      --progress                  say how far it is, on stderr, though that is no terminal
  kube-bypass-guard report EVENTS…  what the pack said in logs of \`pulumi up --event-log EVENTS\`
      --format, --fail-on, --baseline, --write-baseline as above
  kube-bypass-guard policies      the catalogue
      --format text|json|markdown
  kube-bypass-guard explain POLICY  all that there is to know of one

Ends with 0 when nothing blocks, 1 when something does, 2 when it was called wrongly or something could not be read.
`;

/**
 * The command.
 *
 * @param args without the interpreter and the script
 * @returns the exit code: 0 clean, 1 violations, 2 bad usage, unreadable input, or a fault of its own
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
    const [name, ...rest] = args;
    try {
        if (name === undefined) throw new UsageError("no command. Write kube-bypass-guard --help for those there are");
        if (["help", "--help", "-h"].includes(name) || rest.includes("--help") || rest.includes("-h")) {
            await io.out(HELP);
            return 0;
        }
        const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
        if (command !== undefined) return await command(rest, io);
        const near = nearest(name, Object.keys(COMMANDS));
        throw new UsageError(
            `no command is named ${JSON.stringify(name)}${near === undefined ? `. Write one of ${Object.keys(COMMANDS).join(", ")}` : `; did you mean ${near}?`}`,
        );
    } catch (error) {
        io.err(`kube-bypass-guard: ${visible(told(error))}\n`);
        return 2;
    }
}

/** Never a stack trace, and of a fault of its own never the message, which may quote what it read. */
function told(error: unknown): string {
    if (error instanceof UsageError) return error.message;
    const kind = error instanceof Error ? error.constructor.name : typeof error;
    return `failed (${kind}). Report it with what you called at ${ISSUES}`;
}
