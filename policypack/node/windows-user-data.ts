import { readPowerShell, type PowerShellCommand } from "../parse/powershell";
import { HOLE } from "../parse/word";
import type { BootReader } from "./boot-reader";
import { isWindowsBootstrap, parameter } from "./installers/windows-bootstrap-command";

const PART = /<(powershell|script)>([\s\S]*?)<\/\1>/gi;
const FETCHERS = /^(?:iwr|irm|curl|wget|invoke-webrequest|invoke-restmethod)$/;

/** User data of Windows: what stands in `<powershell>` runs when the machine first starts. */
export function readWindows(reader: BootReader, text: string, at: string): void {
    reader.isNode ||= /EKSBootstrap/i.test(text);
    for (const match of text.matchAll(PART)) {
        const before = text.slice(0, match.index).split("\n").length - 1;
        if (match[1]!.toLowerCase() === "script") reader.unreadable(at, "has a batch script, which is not read");
        else readScript(reader, match[2]!, at, (line) => `${at} › line ${line + before}`);
    }
}

function readScript(reader: BootReader, text: string, at: string, lineAt: (line: number) => string): void {
    const { commands, fault } = readPowerShell(text);
    if (fault !== undefined) reader.unreadable(at, fault);
    let previous: PowerShellCommand | undefined;
    for (const command of commands) {
        const place = lineAt(command.line);
        const { argv, isConditional } = command;
        reader.command({ argv, environment: new Map(), isConditional, at: place });
        const reason = unreadOf(command, previous);
        if (reason !== undefined) reader.unreadable(place, reason);
        readUser(reader, command, place);
        previous = command;
    }
}

/** Why a command keeps the node from being read. */
function unreadOf({ argv, isPiped }: PowerShellCommand, previous: PowerShellCommand | undefined): string | undefined {
    const [program, ...words] = argv.map(({ text }) => text);
    const name = program!.toLowerCase();
    if (name === "iex" || name === "invoke-expression") {
        const isFetched = isPiped && previous !== undefined && FETCHERS.test(previous.argv[0]!.text.toLowerCase());
        return isFetched || words.some((text) => text.includes(HOLE)) || isPiped
            ? `runs a script that ${isFetched ? "it fetches from elsewhere" : "is not in the text"}`
            : undefined;
    }
    if (isWindowsBootstrap(argv)) return undefined;
    if (words.some((text) => /kubelet-config\.json/i.test(text))) return "changes the kubelet's configuration by a command";
    const isService = /^(?:sc(?:\.exe)?|set-service|new-service)$/.test(name) && words.some((text) => /^"?kubelet/i.test(text));
    return isService ? "changes the kubelet's service by a command" : undefined;
}

function readUser(reader: BootReader, { argv }: PowerShellCommand, at: string): void {
    const [program] = argv;
    const name = program!.text.toLowerCase();
    if (name === "new-localuser") {
        const user = parameter(argv, "name")?.text ?? argv[1]?.text ?? "";
        reader.user({ name: user, at, logsInBy: [{ value: "password", at, isDefault: false }], groups: [] });
    }
    if (name === "add-localgroupmember") {
        const group = parameter(argv, "group")?.text ?? "";
        const user = parameter(argv, "member")?.text ?? "";
        reader.user({ name: user, at, logsInBy: [], groups: [{ value: group, at, isDefault: false }] });
    }
}
