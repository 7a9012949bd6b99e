import { readPowerShell, type PowerShellCommand } from "../parse/powershell";
import { LineNumbers } from "../parse/line-numbers";
import { HOLE } from "../parse/word";
import type { BootReader } from "./boot-reader";
import { isWindowsBootstrap, parameter } from "./installers/windows-bootstrap-command";

const TAG = /<(\/?)(powershell|script)>/gi;
const FETCHERS = /^(?:iwr|irm|curl|wget|invoke-webrequest|invoke-restmethod)$/;

/** User data of Windows: what stands in `<powershell>` runs when the machine first starts. */
export function readWindows(reader: BootReader, text: string, at: string): void {
    reader.isNode ||= /EKSBootstrap/i.test(text);
    for (const { tag, script, before } of partsOf(text)) {
        if (tag === "script") reader.unreadable(at, "has a batch script, which is not read");
        else readScript(reader, script, at, (line) => `${at} › line ${line + before}`);
    }
}

/** What stands between a tag and the next that ends it; a tag that nothing ends is none. */
function* partsOf(text: string): Generator<{ tag: string; script: string; before: number }> {
    const lines = new LineNumbers(text);
    const tags = [...text.matchAll(TAG)].map(({ 0: whole, 1: slash, 2: tag, index }) => ({
        tag: tag!.toLowerCase(),
        isEnd: slash !== "",
        index,
        end: index + whole.length,
    }));
    // From the last, so that each tag knows the next that ends it.
    const ends = new Map<string, number>();
    const endOf = tags.map(() => -1);
    for (let i = tags.length - 1; i >= 0; i--) {
        if (tags[i]!.isEnd) ends.set(tags[i]!.tag, i);
        else endOf[i] = ends.get(tags[i]!.tag) ?? -1;
    }
    for (let i = 0; i < tags.length; i++) {
        const end = endOf[i]!;
        if (end < 0) continue;
        const { tag, index: start, end: first } = tags[i]!;
        yield { tag, script: text.slice(first, tags[end]!.index), before: lines.at(start) - 1 };
        i = end;
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

/** Users whom a command makes, and groups that they join: by PowerShell's own commands, or by `net`. */
function readUser(reader: BootReader, { argv }: PowerShellCommand, at: string): void {
    const join = (name: string, written: string) => {
        // Names are the same in any case.
        const value = /^administrators$/i.test(written) ? "Administrators" : written;
        reader.user({ name, at, logsInBy: [], groups: [{ value, at, isDefault: false }] });
    };
    const letIn = (name: string) => {
        reader.user({ name, at, logsInBy: [{ value: "password", at, isDefault: false }], groups: [] });
    };
    const [program, ...words] = argv;
    const free = words.filter(({ text }, i) => !text.startsWith("-") && !/^-[^:]*$/.test(argv[i]!.text)).map(({ text }) => text);
    const next = (name: string) => parameter(argv, name)?.text ?? free.shift() ?? "";
    switch (program!.text.toLowerCase()) {
        case "new-localuser":
            return letIn(next("name"));
        case "add-localgroupmember": {
            const group = next("group");
            return join(next("member"), group);
        }
        case "net":
        case "net.exe": {
            const [what = "", first = "", ...others] = free.filter((word) => !word.startsWith("/"));
            if (what.toLowerCase() === "user" && others.length > 0) return letIn(first);
            const isAdded = free.some((word) => word.toLowerCase() === "/add");
            if (what.toLowerCase() === "localgroup" && isAdded) for (const name of others) join(name, first);
        }
    }
}
