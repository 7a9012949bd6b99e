import { basename } from "node:path/posix";
import type { BootCommand, BootFile, Distribution, NodeBoot, NodeConfigDocument, UnreadPart } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import { readShell, type ShellCommand } from "../parse/shell";
import { yaml } from "../parse/yaml";
import { isEksBootstrap } from "./eks-bootstrap";
import { filesOf } from "./written-files";

/** Programs that only something that becomes a Kubernetes node runs. */
const NODE_PROGRAMS = new Set(["kubelet", "nodeadm", "kubeadm", "k3s", "rke2"]);

/** Collects what a boot does while its parts are read. */
export class BootReader {
    /** Something shows that a Kubernetes node starts here, even if it could not be read. */
    isNode = false;

    private readonly files: BootFile[] = [];
    private readonly commands: BootCommand[] = [];
    private readonly nodeConfigs: NodeConfigDocument[] = [];
    private readonly unread: UnreadPart[] = [];

    /** A shell script; `lineAt` says where a line of it stands. */
    script(text: string, at: string, lineAt: (line: number) => string = (line) => `${at} › line ${line}`): void {
        const interpreter = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(text);
        const program = basename(interpreter?.[1] ?? "sh") === "env" ? interpreter?.[2] : interpreter?.[1];
        if (program !== undefined && !/(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(program)) {
            return this.unreadable(at, `is a ${basename(program)} program, not a shell script`);
        }
        const { commands, fault } = readShell(text);
        if (fault !== undefined) this.unreadable(at, fault);
        for (const command of commands) this.command(command, lineAt(command.line));
    }

    private command(command: ShellCommand, at: string): void {
        this.commands.push({ argv: command.argv, isConditional: command.isConditional, at });
        for (const file of filesOf(command)) this.file({ ...file, at });
    }

    file(file: BootFile): void {
        this.files.push(file);
    }

    nodeConfig(value: unknown, at: string): void {
        this.nodeConfigs.push({ value, at });
    }

    unreadable(at: string, reason: string): void {
        this.unread.push({ at, reason });
    }

    boot(): NodeBoot {
        const nodeConfigs = [...this.nodeConfigs, ...this.plantedNodeConfigs()];
        const isAl2 = this.commands.some(({ argv }) => isEksBootstrap(argv));
        const program = this.commands
            .filter(({ argv }) => NODE_PROGRAMS.has(basename(argv[0]!.text)) || isEksBootstrap(argv))
            .map(({ argv }) => argv[0]!.text)[0];
        const distribution: Distribution = nodeConfigs.length > 0 ? "eks-al2023" : isAl2 ? "eks-al2" : "unknown";
        const why =
            nodeConfigs.length > 0
                ? "user data for nodeadm"
                : program === undefined
                  ? "user data"
                  : `user data that runs ${program}`;
        const isNode = this.isNode || nodeConfigs.length > 0 || program !== undefined;
        const evidence: NodeEvidence = isNode ? { verdict: "node", why } : { verdict: "unsure", why: "" };
        return { files: this.files, commands: this.commands, nodeConfigs, unread: this.unread, distribution, evidence };
    }

    /** nodeadm reads the files of this folder after the user data, by name; a script or cloud-config may have put them there before. */
    private plantedNodeConfigs(): NodeConfigDocument[] {
        const planted = this.files.filter(({ path }) => /^\/etc\/eks\/nodeadm\.d\/[^/]+\.(?:ya?ml|json)$/i.test(path));
        const sorted = [...planted].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
        return sorted.flatMap(({ content, at }) => {
            const value = content.isLiteral ? yaml(content.text) : undefined;
            if (value?.ok === true && value.value !== undefined) return { value: value.value, at };
            this.unreadable(at, value?.ok === false ? value.reason : "depends on what only the machine knows");
            return [];
        });
    }
}
