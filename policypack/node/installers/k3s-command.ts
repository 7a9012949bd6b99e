import { basename } from "node:path/posix";
import type { BootCommand } from "../../model/node-boot";
import type { Word } from "../../parse/word";

/** k3s, or RKE2, which is built of it: settings and folders differ by the name. */
export type K3s = "k3s" | "rke2";

type Command = Pick<BootCommand, "argv" | "environment">;

const nameIn = (text: string): K3s | undefined => /k3s|rke2/i.exec(text)?.[0].toLowerCase() as K3s | undefined;

/** Which of them a command runs as a server or agent: `k3s server`. */
export function k3sProgram(argv: readonly Word[]): K3s | undefined {
    const name = basename(argv[0]?.text ?? "");
    if (name !== "k3s" && name !== "rke2") return undefined;
    return argv.some(({ text }) => text === "server" || text === "agent") ? name : undefined;
}

/** Which of them a command installs: a script with the installer's variables or name, or one that is fetched from their sites. */
export function k3sInstallScript({ argv, environment }: Command, earlier: readonly Command[]): K3s | undefined {
    const [program] = argv;
    const name = basename(program?.text ?? "");
    if (["systemctl", "curl", "wget", "chmod", "cat", "tee", "export"].includes(name)) return undefined;
    const isStdin = /^(?:ba|da|a|k|z)?sh$/.test(name) || program?.text === "-";
    const fetched = isStdin ? earlier.findLast(fetches) : undefined;
    if (fetched !== undefined) return nameIn(fetched.argv.map(({ text }) => text).join(" "));
    if (!isStdin && !/\.sh$/.test(name) && !/install/.test(name)) return undefined;
    const variable = [...environment.keys()].find((key) => /^(?:INSTALL_)?(?:K3S|RKE2)_/.test(key));
    return variable !== undefined ? nameIn(variable) : /install/.test(name) ? nameIn(name) : undefined;
}

const fetches = ({ argv }: Command): boolean =>
    /^(?:curl|wget)$/.test(basename(argv[0]?.text ?? "")) &&
    argv.some(({ text }) => /\/\/(?:get|rancher-mirror)\.(?:k3s|rke2|rancher)\.(?:io|cn)/.test(text));

/** The first of all commands that shows such a node. */
export function k3sOf(commands: readonly Command[]): K3s | undefined {
    for (const [i, command] of commands.entries()) {
        const found = k3sProgram(command.argv) ?? k3sInstallScript(command, commands.slice(0, i));
        if (found !== undefined) return found;
    }
    return undefined;
}
