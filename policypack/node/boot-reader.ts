import { basename } from "node:path/posix";
import type {
    BootCommand,
    BootDocument,
    BootFile,
    BootText,
    BootUser,
    Distribution,
    HostContainer,
    Installer,
    NodeBoot,
    UnreadPart,
} from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import { readShell, type ShellCommand, type ShellOptions } from "../parse/shell";
import { yaml } from "../parse/yaml";
import { inputOf, outputOf } from "./command-output";
import { Disk } from "./disk";
import { applyCommand } from "./disk-commands";
import { isEksBootstrap } from "./installers/eks-bootstrap-command";
import { isWindowsBootstrap } from "./installers/windows-bootstrap-command";
import { isNodeCommand } from "./node-commands";
import { withoutRepeats } from "./repeated-commands";
import { isFetched, isInstallScript, scriptStartedBy } from "./started-scripts";
import { placeOfLine } from "./units";
import { unreadFiles } from "./unread-files";
import { k3sOf } from "./installers/k3s-command";

/** Files that only a Kubernetes node has. */
const NODE_FILES =
    /^\/etc\/(?:kubernetes|eks|rancher)\/|^\/var\/lib\/(?:kubelet|rancher)\/|^\/etc\/(?:default|sysconfig)\/kubelet$|\/systemd\/system\/kubelet\.service(?:$|\.d\/)/;
const DISTRIBUTIONS: Readonly<Record<Installer, Distribution>> = {
    nodeadm: "eks-al2023",
    bottlerocket: "bottlerocket",
    kubeadm: "unknown",
    k3s: "k3s",
    talos: "talos",
    kops: "kops",
};

/** Where a script runs that another one runs. */
interface Place {
    readonly isConditional: boolean;
    readonly nesting: number;
    /** What the script itself reads. */
    readonly stdin?: BootText;
}

/** No boot comes near these; they end what scripts could do that run themselves. */
const MAX_NESTING = 8;
const MAX_SCRIPTS = 100;
const MAX_SUBSTITUTIONS = 1_000;

/** A name that is shown: what stands after `#!` may be anything. */
const IS_NAME = /^[\w.+-]{1,30}$/;

/** Collects what a boot does while its parts are read, in the order in which they happen. */
export class BootReader {
    /** Something shows that a Kubernetes node starts here, even if it could not be read. */
    isNode = false;

    readonly disk = new Disk();
    private readonly commands: BootCommand[] = [];
    private readonly substitutions = new Map<string, BootCommand>();
    private readonly documents: BootDocument[] = [];
    private readonly users: BootUser[] = [];
    private readonly hostContainers: HostContainer[] = [];
    private readonly unread: UnreadPart[] = [];
    private scripts = 0;

    /**
     * A shell script.
     *
     * @param lineAt says where a line of it stands
     * @param given the variables that it finds set, and what it reads
     */
    script(
        text: string,
        at: string,
        lineAt: (line: number) => string = (line) => `${at} › line ${line}`,
        given: ShellOptions & { readonly stdin?: BootText } = {},
    ): void {
        const interpreter = /^#![ \t]*(\S+)(?:[ \t]+(\S+))?/.exec(text);
        const program = basename(interpreter?.[1] ?? "sh") === "env" ? interpreter?.[2] : interpreter?.[1];
        if (program !== undefined && !/(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(program)) {
            const name = basename(program);
            return this.unreadable(at, `is ${IS_NAME.test(name) ? `a ${name}` : "another"} program, not a shell script`);
        }
        const { stdin, ...options } = given;
        this.disk.startShell();
        this.run(text, options, at, lineAt, { isConditional: false, nesting: 0, ...(stdin !== undefined && { stdin }) });
    }

    /** Each command takes effect before the next is read, since `$(cat FILE)` may ask for what it wrote. */
    private run(text: string, options: ShellOptions, at: string, lineAt: (line: number) => string, place: Place): void {
        const { fault } = readShell(text, {
            ...options,
            onCommand: (command) => {
                const isConditional = place.isConditional || command.isConditional;
                this.shellCommand({ ...withInput(command, place.stdin), isConditional }, lineAt(command.line), place);
            },
            onSubstituted: (command, isRun) => this.substituted(command, lineAt(command.line), isRun),
            inChildShell: (work) => this.disk.inChildShell(work),
            outputOf: (command) => {
                const output = outputOf(command, this.disk);
                return output.isLiteral ? output.text : undefined;
            },
        });
        if (fault !== undefined) this.unreadable(at, fault);
    }

    /** @param isRun a shell runs what it prints: what it fetches is a command as in front of a pipe */
    private substituted({ argv, environment, isConditional }: ShellCommand, at: string, isRun: boolean): void {
        const command = { argv, environment, isConditional, at };
        if (isRun && isFetched(argv)) {
            this.command(command);
            if (!isInstallScript(argv)) this.unreadable(at, "runs a script that it fetches from elsewhere");
            return;
        }
        const key = [at, ...argv.map(({ text }) => text)].join("\0");
        if (this.substitutions.size < MAX_SUBSTITUTIONS) this.substitutions.set(key, command);
    }

    private shellCommand(command: ShellCommand, at: string, { nesting }: Place): void {
        const { argv, environment, isConditional } = command;
        const stdin = command.stdin ?? (command.pipedFrom && inputOf(command, this.disk));
        this.command({ argv, environment, isConditional, at, ...(stdin !== undefined && { stdin }) });
        applyCommand(this.disk, command, { at, isConditional });
        const script = scriptStartedBy(command, this.disk, at);
        if (script === undefined) return;
        if (script.kind === "unread") return this.unreadable(at, script.reason);
        if (nesting >= MAX_NESTING || ++this.scripts > MAX_SCRIPTS)
            return this.unreadable(at, "runs scripts in scripts, too many to follow");
        const { text, positional, lineAt, isSourced } = script;
        const run = () => this.run(text, { positional }, at, lineAt, { isConditional, nesting: nesting + 1 });
        if (isSourced) run();
        else this.disk.inChildShell(run);
    }

    command(command: BootCommand): void {
        this.commands.push(command);
    }

    /** A file that is written whole, as cloud-init does it: with a mode and an owner of its own. */
    file(
        path: string,
        content: BootText,
        {
            at,
            isAppended,
            ...attributes
        }: {
            at: string;
            isAppended?: boolean;
            mode?: number;
            isModeDefault?: boolean;
            owner?: string;
            group?: string;
        },
    ): void {
        const change = { at, isConditional: false };
        if (isAppended === true) this.disk.append(path, content, change, attributes);
        else this.disk.write(path, content, change, attributes);
    }

    /** @param kubeletAt where the kubelet's configuration in it was taken from, if it stands elsewhere */
    document(installer: Installer, value: unknown, at: string, kubeletAt?: string): void {
        this.documents.push({ installer, value, at, ...(kubeletAt !== undefined && { kubeletAt }) });
    }

    user(user: BootUser): void {
        this.users.push(user);
    }

    hostContainer(container: HostContainer): void {
        this.hostContainers.push(container);
    }

    unreadable(at: string, reason: string, from?: UnreadPart["from"]): void {
        this.unread.push({ at, reason, ...(from !== undefined && { from }) });
    }

    /** @param known evidence from outside the boot: the carrier is a node's whatever stands in it */
    boot(known?: NodeEvidence): NodeBoot {
        this.runCloudScripts();
        const files = this.disk.files();
        const documents = [...this.documents, ...this.plantedNodeConfigs(files)];
        const installed = documents.map(({ installer }) => DISTRIBUTIONS[installer]).find((one) => one !== "unknown");
        const isAl2 = this.commands.some(({ argv }) => isEksBootstrap(argv));
        const isWindows = this.commands.some(({ argv }) => isWindowsBootstrap(argv));
        const isK3s =
            k3sOf(this.commands) !== undefined ||
            files.some(({ path }) => /^\/etc\/rancher\/(?:k3s|rke2)\/config\.yaml/.test(path));
        const distribution: Distribution =
            installed ?? (isAl2 ? "eks-al2" : isWindows ? "eks-windows" : isK3s ? "k3s" : "unknown");
        const { users, hostContainers } = this;
        const commands = withoutRepeats(this.commands);
        const substitutions = [...this.substitutions.values()];
        const unread = [...this.unread, ...unreadFiles(files, commands)];
        const evidence = known ?? this.evidence(documents, files);
        return { files, commands, substitutions, documents, users, hostContainers, unread, distribution, evidence };
    }

    /** cloud-init runs what lies in these folders at the end of a boot, whoever put it there. */
    private runCloudScripts(): void {
        const byPath = new Map(this.disk.files().map((file) => [file.path, file]));
        for (const [path, file] of byPath) {
            if (!/^\/var\/lib\/cloud\/scripts\/per-(?:boot|instance|once)\/[^/]+$/.test(path) || file.kind === "folder") continue;
            if (file.content.isLiteral) this.script(file.content.text, file.at, (line) => placeOfLine(file, line));
            else this.unreadable(file.at, file.unread ?? "is a script of which only the machine knows a part");
        }
    }

    private evidence(documents: readonly BootDocument[], files: readonly BootFile[]): NodeEvidence {
        const [document] = documents;
        if (document !== undefined) return { verdict: "node", why: `user data for ${document.installer}` };
        const program = this.commands.find(isNodeCommand);
        if (program !== undefined) return { verdict: "node", why: `user data that runs ${program.argv[0]!.text}` };
        const k3s = k3sOf(this.commands);
        if (k3s !== undefined) return { verdict: "node", why: `user data that installs ${k3s}` };
        const installer = [...this.substitutions.values()].find(({ argv }) => isInstallScript(argv));
        if (installer !== undefined) {
            const isRke2 = installer.argv.some(({ text }) => text.includes("rke2"));
            return { verdict: "node", why: `user data that installs ${isRke2 ? "rke2" : "k3s"}` };
        }
        const file = files.find(({ path }) => NODE_FILES.test(path));
        if (file !== undefined) return { verdict: "node", why: `user data that writes ${file.path}` };
        return this.isNode ? { verdict: "node", why: "user data" } : { verdict: "unsure", why: "" };
    }

    /** nodeadm reads the files of this folder after the user data, by name; a script or cloud-config may have put them there before. */
    private plantedNodeConfigs(files: readonly BootFile[]): BootDocument[] {
        const planted = files.filter(({ path }) => /^\/etc\/eks\/nodeadm\.d\/[^/]+\.(?:ya?ml|json)$/i.test(path));
        const sorted = [...planted].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
        return sorted.flatMap(({ content, at }) => {
            const value = content.isLiteral ? yaml(content.text) : undefined;
            if (value?.ok === true && value.value !== undefined) return { installer: "nodeadm", value: value.value, at } as const;
            this.unreadable(at, value?.ok === false ? value.reason : "depends on what only the machine knows");
            return [];
        });
    }
}

/** What the script itself reads is read by its commands, those in front of which nothing else stands. */
const withInput = (command: ShellCommand, stdin: BootText | undefined): ShellCommand =>
    stdin === undefined || command.stdin !== undefined || command.pipedFrom !== undefined ? command : { ...command, stdin };
