import { Unreadable } from "../../../model/unreadable";
import type { NodeBoot } from "../../../model/node-boot";
import { bootOfScripts, type ScriptOnMachine } from "../../../node/script";
import { bootOfUserData } from "../../../node/user-data";
import { BELOW, Cursor } from "../../../parse/cursor";
import { remembered } from "../../../parse/remembered";
import { HOLE } from "../../../parse/word";
import { yaml } from "../../../parse/yaml";
import { concernsNodes } from "../../boot-places";

/** A document of AWS Systems Manager: schema 2.2 for commands, 1.2 before it, 0.3 for automations that run another document. */
interface Document {
    parameters: Record<string, { default: unknown }>;
    mainSteps: { action: string; inputs: Inputs }[];
    runtimeConfig: Record<string, { properties: unknown }>;
}

interface Inputs {
    runCommand: unknown;
    DocumentName: string;
    Parameters: { commands: unknown };
}

const SHELL = "aws:runShellScript";
const POWERSHELL = "aws:runPowerShellScript";

/** The content as text, JSON or YAML: what a machine does that the document is run on; undefined where it has nothing to do with nodes. */
export const bootsOfDocumentText = remembered((text, at): readonly NodeBoot[] => {
    if (!concernsNodes(text!)) return [];
    const value = yaml(text!);
    if (!value.ok) throw new Unreadable(at!, value.reason);
    return bootsOfDocument(Cursor.of<Document>(value.value, at! + BELOW));
});

/** The content as data, as aws-native and CloudFormation also take it. */
export function bootsOfDocument(place: Cursor<unknown>): readonly NodeBoot[] {
    const document = place as Cursor<Document>;
    const scripts: ScriptOnMachine[] = [];
    const windows: NodeBoot[] = [];
    for (const { program, command } of commandsIn(document)) {
        const lines = linesOf(command, document);
        if (!lines.some(({ text }) => concernsNodes(text))) continue;
        if (program === "shell") scripts.push({ lines, at: command.path });
        else windows.push(bootOfPowerShell(lines.map(({ text }) => text).join("\n"), command.path));
    }
    return [...(scripts.length > 0 ? [bootOfScripts(scripts)] : []), ...windows];
}

interface Command {
    readonly program: "shell" | "powershell";
    readonly command: Cursor<unknown>;
}

function* commandsIn(document: Cursor<Document>): Generator<Command> {
    for (const step of document.field("mainSteps").items()) {
        const inputs = step.field("inputs");
        const action = step.field("action").text();
        if (action === SHELL) yield { program: "shell", command: inputs.field("runCommand") };
        if (action === POWERSHELL) yield { program: "powershell", command: inputs.field("runCommand") };
        const other = inputs.field("DocumentName");
        if (action === "aws:runCommand" || action === "aws:runDocument") {
            const program = programOfDocument(other.text() ?? "");
            if (program !== undefined) yield { program, command: inputs.field("Parameters").field("commands") };
        }
    }
    for (const [name, program] of [
        [SHELL, "shell"],
        [POWERSHELL, "powershell"],
    ] as const) {
        const properties = document.field("runtimeConfig").field(name).field("properties");
        const list = Array.isArray(properties.raw()) ? [...(properties as Cursor<unknown[]>).items()] : [properties];
        for (const one of list) yield { program, command: (one as Cursor<Inputs>).field("runCommand") };
    }
}

/** The documents of AWS that run whatever they are given. */
export function programOfDocument(name: string): Command["program"] | undefined {
    if (/(?:^|\/)AWS-RunShellScript$/.test(name)) return "shell";
    return /(?:^|\/)AWS-RunPowerShellScript$/.test(name) ? "powershell" : undefined;
}

/** A list of lines, one text, or a parameter that has either for its default. */
function linesOf(command: Cursor<unknown>, document: Cursor<Document>): { text: string; at: string }[] {
    const written = command.raw();
    const whole = typeof written === "string" ? /^\s*\{\{\s*(\w+)\s*\}\}\s*$/.exec(written)?.[1] : undefined;
    const chosen = whole === undefined ? command : document.field("parameters").field(whole).field("default");
    const lines = Array.isArray(chosen.raw()) ? [...(chosen as Cursor<unknown[]>).items()] : [chosen];
    return lines.map((line) => ({ text: filledIn(line.text() ?? "", document), at: line.path }));
}

/** `{{ name }}` is the parameter's default, the only value that is here; without one only the machine knows. */
function filledIn(text: string, document: Cursor<Document>): string {
    return text.replace(/\{\{\s*([\w:.\-/]+)\s*\}\}/g, (_, name: string) => {
        const value = document.field("parameters").field(name).field("default").raw();
        return typeof value === "string" ? value : HOLE;
    });
}

/** What Windows runs, read as user data of EC2 for it is. */
export const bootOfPowerShell = (text: string, at: string): NodeBoot => bootOfUserData(`<powershell>${text}\n</powershell>`, at);
