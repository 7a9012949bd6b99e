import type { CommandArgs as LocalArgs } from "@pulumi/command/local/command";
import type { CommandArgs as RemoteArgs } from "@pulumi/command/remote/command";
import { basename } from "node:path/posix";
import { each, on, type Props, type Resource, type Row } from "../lib/subject";
import type { BootCommand, NodeBoot } from "../model/node-boot";
import { bootOfScripts, type ScriptOnMachine } from "../node/script";
import type { Cursor } from "../parse/cursor";
import { HOLE } from "../parse/word";
import { ifKnown } from "../lib/read-all";
import { concernsNodes, textIfOfNode } from "./boot-places";
import type { BootLens } from "./boot-carrier";

type Command = Pick<Props<RemoteArgs>, "create" | "update" | "stdin" | "environment">;

/**
 * Scripts that Pulumi itself runs: on a machine that it reaches by SSH, and where Pulumi runs. There kubectl and eksctl start no kubelet, so that
 * of the second only what shows a node by itself counts, and what it runs by ssh. What runs at deletion configures nothing.
 */
export function everyCommand<V>(lens: BootLens<V>): Row<V>[] {
    return [
        on<RemoteArgs>()("command:remote:Command", (resource) =>
            each(scriptsOf(resource as Resource<Command>), (script) => lens(bootOfScripts([script]), resource)),
        ),
        on<LocalArgs>()("command:local:Command", function* (resource) {
            const [interpreter] = [...resource.props.field("interpreter").items()];
            if (!/^(?:ba|da|a|k|z)?sh$/.test(basename(interpreter?.text() ?? "sh"))) return;
            yield* each(scriptsOf(resource as Resource<Command>), (script) => {
                const boot = bootOfScripts([script]);
                const isNode = boot.evidence.verdict === "node";
                return each([...(isNode ? [boot] : []), ...bySsh(boot)], (one) => lens(one, resource));
            });
        }),
    ];
}

function* scriptsOf({ name, props }: Resource<Command>): Generator<ScriptOnMachine> {
    for (const property of ["create", "update"] as const) {
        const place = props.field(property);
        const text = textIfOfNode(place, () => name);
        const stdin = textIfOfNode(props.field("stdin"), () => name);
        if (text === undefined || !concernsNodes(text + (stdin ?? ""))) continue;
        const isShell =
            stdin !== undefined && /^\s*(?:sudo\s+(?:-\S+\s+)*)?(?:\S*\/)?(?:ba|da)?sh(?:\s+-[a-z]+)*(?:\s+-)?\s*$/.test(text);
        const variables = environmentOf(props.field("environment"));
        if (isShell) yield { lines: [{ text: stdin, at: "stdin" }], at: "stdin", variables };
        else yield { lines: [{ text, at: place.path }], at: place.path, variables, ...(stdin !== undefined && { stdin }) };
    }
}

/** One that is not known yet is set all the same. */
const environmentOf = (environment: Cursor<Record<string, string> | undefined>): Map<string, string> =>
    new Map([...environment.entries()].map(([name, value]) => [name, ifKnown(() => value.text()) ?? HOLE]));

/** Options of ssh that take a value. */
const VALUED = /^-[BbcDEeFIiJLlmOopQRSWw]$/;

function* bySsh({ commands }: NodeBoot): Generator<NodeBoot> {
    for (const command of commands) {
        if (basename(command.argv[0]!.text) !== "ssh") continue;
        const text = remoteText(command);
        const at = `${command.at} › ssh`;
        if (concernsNodes(text)) yield bootOfScripts([{ lines: [{ text, at }], at }]);
    }
}

/** What stands after the host, or the script that ssh is given to read. */
function remoteText({ argv, stdin }: BootCommand): string {
    let i = 1;
    for (; i < argv.length && argv[i]!.text.startsWith("-"); i++) if (VALUED.test(argv[i]!.text)) i++;
    const words = argv.slice(i + 1).map(({ text }) => text);
    return words.length === 0 || /^(?:sudo )?(?:ba)?sh( -s)?$/.test(words.join(" ")) ? (stdin?.text ?? "") : words.join(" ");
}
