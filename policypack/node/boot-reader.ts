import { basename } from "node:path/posix";
import type {
    BootCommand,
    BootDocument,
    BootFile,
    BootText,
    BootUser,
    Distribution,
    Installer,
    NodeBoot,
    UnreadPart,
} from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import { readShell, type ShellCommand } from "../parse/shell";
import { yaml } from "../parse/yaml";
import { inputOf } from "./command-output";
import { Disk } from "./disk";
import { applyCommand } from "./disk-commands";
import { isEksBootstrap } from "./installers/eks-bootstrap-command";
import { k3sOf } from "./installers/k3s-command";

/** Programs that only something that becomes a Kubernetes node runs. */
const NODE_PROGRAMS = new Set(["kubelet", "nodeadm", "kubeadm", "k3s", "rke2", "etcd", "kube-apiserver"]);
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

/** Collects what a boot does while its parts are read, in the order in which they happen. */
export class BootReader {
    /** Something shows that a Kubernetes node starts here, even if it could not be read. */
    isNode = false;

    readonly disk = new Disk();
    private readonly commands: BootCommand[] = [];
    private readonly documents: BootDocument[] = [];
    private readonly users: BootUser[] = [];
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
        for (const command of commands) this.shellCommand(command, lineAt(command.line));
    }

    private shellCommand(command: ShellCommand, at: string): void {
        const { argv, environment, isConditional } = command;
        const stdin = command.stdin ?? (command.pipedFrom && inputOf(command, this.disk));
        this.command({ argv, environment, isConditional, at, ...(stdin !== undefined && { stdin }) });
        applyCommand(this.disk, command, { at, isConditional });
    }

    command(command: BootCommand): void {
        this.commands.push(command);
    }

    /** A file that is written whole, as cloud-init does it: with a mode and an owner of its own. */
    file(
        path: string,
        content: BootText,
        { at, isAppended, ...attributes }: { at: string; isAppended?: boolean; mode?: number; owner?: string; group?: string },
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

    unreadable(at: string, reason: string): void {
        this.unread.push({ at, reason });
    }

    /** @param known evidence from outside the boot: the carrier is a node's whatever stands in it */
    boot(known?: NodeEvidence): NodeBoot {
        const files = this.disk.files();
        const documents = [...this.documents, ...this.plantedNodeConfigs(files)];
        const installed = documents.map(({ installer }) => DISTRIBUTIONS[installer]).find((one) => one !== "unknown");
        const isAl2 = this.commands.some(({ argv }) => isEksBootstrap(argv));
        const isK3s =
            k3sOf(this.commands) !== undefined ||
            files.some(({ path }) => /^\/etc\/rancher\/(?:k3s|rke2)\/config\.yaml/.test(path));
        const distribution: Distribution = installed ?? (isAl2 ? "eks-al2" : isK3s ? "k3s" : "unknown");
        const { commands, users, unread } = this;
        return { files, commands, documents, users, unread, distribution, evidence: known ?? this.evidence(documents, files) };
    }

    private evidence(documents: readonly BootDocument[], files: readonly BootFile[]): NodeEvidence {
        const [document] = documents;
        if (document !== undefined) return { verdict: "node", why: `user data for ${document.installer}` };
        const program = this.commands.find(({ argv }) => NODE_PROGRAMS.has(basename(argv[0]!.text)) || isEksBootstrap(argv));
        if (program !== undefined) return { verdict: "node", why: `user data that runs ${program.argv[0]!.text}` };
        const k3s = k3sOf(this.commands);
        if (k3s !== undefined) return { verdict: "node", why: `user data that installs ${k3s}` };
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
