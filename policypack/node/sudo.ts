import { basename } from "node:path/posix";
import { type SudoGrant, sudoers } from "../parse/sudoers";

/** Somebody whom a rule of sudo makes root. */
export interface Superuser {
    readonly user: string;
    /** As it is written. */
    readonly rule: string;
    readonly line: number;
}

/** What every image of these distributions gives its own administrators; who is put among them is judged apart. */
const OF_THE_IMAGE = new Set(["root", "%wheel", "%sudo", "%admin", "#0", "%root"]);
/** Programs that are all of root's rights whatever they are started for. */
const EVERYTHING = new Set(["sh", "bash", "dash", "zsh", "ksh", "su", "sudo", "docker", "podman", "nerdctl", "ctr"]);

/** The users whom a text of sudoers lets run everything as root, each rule once for each of them. */
export function superusersOf(text: string): Superuser[] {
    const rules = sudoers(text);
    return (rules.ok ? rules.value : []).flatMap((rule) =>
        isEverything(rule.grants)
            ? rule.users
                  .filter((user) => !user.startsWith("!") && !OF_THE_IMAGE.has(user))
                  .map((user) => ({ user, rule: rule.text, line: rule.line }))
            : [],
    );
}

/** Of the grants that match a command the last counts, so that `!ALL` takes everything before it away. */
function isEverything(grants: readonly SudoGrant[]): boolean {
    const end = grants.findLastIndex(({ command }) => command === "!ALL");
    return grants.slice(end + 1).some(({ command, runAs }) => isAsRoot(runAs) && opensAll(command));
}

const isAsRoot = (runAs: readonly string[]): boolean =>
    runAs.length === 0 || runAs.some((user) => user === "ALL" || user === "root" || user === "#0");

function opensAll(command: string): boolean {
    if (command === "ALL") return true;
    const [path = "", ...args] = command.split(/[ \t]+/);
    // A command with arguments is that one alone; "" is without any.
    return path.startsWith("/") && EVERYTHING.has(basename(path)) && (args.length === 0 || args[0] === "*");
}
