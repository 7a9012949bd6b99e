import { basename } from "node:path/posix";
import type { BootCommand, BootFile, NodeBoot, UnreadPart } from "../../model/node-boot";
import { BELOW, Cursor } from "../../parse/cursor";
import { yamlDocuments } from "../../parse/yaml";
import { lastStateOf } from "../configuration-layer";
import { isKubeletConfiguration } from "../kubelet-configuration";

type ExtraArgs = Record<string, string> | { name: string; value: string }[];

export interface ClusterConfiguration {
    certificatesDir: string;
    apiServer: { extraArgs: ExtraArgs; extraVolumes: { hostPath: string; mountPath: string }[] };
    etcd: {
        local: { dataDir: string; extraArgs: ExtraArgs };
        external: { endpoints: string[]; caFile: string; certFile: string; keyFile: string };
    };
}

export interface NodeConfiguration {
    nodeRegistration: { kubeletExtraArgs: ExtraArgs; criSocket: string };
    localAPIEndpoint: { advertiseAddress: string };
    /** Of `init`; `join` has it under `controlPlane`. */
    certificateKey: string;
    controlPlane: { localAPIEndpoint: { advertiseAddress: string }; certificateKey: string };
    patches: { directory: string };
}

/** The documents that one `kubeadm init` or `kubeadm join` reads. */
export interface KubeadmConfig {
    /** Where they stand, for what none of them sets. */
    readonly at: string;
    readonly cluster?: Cursor<ClusterConfiguration>;
    readonly init?: Cursor<NodeConfiguration>;
    readonly join?: Cursor<NodeConfiguration>;
    /** A KubeletConfiguration and its place. */
    readonly kubelet?: { readonly value: unknown; readonly at: string };
    /** What kubeadm is told to do with them; undefined where no command tells. */
    readonly action?: "init" | "join";
}

/** Every configuration of kubeadm in a boot: what its commands name, files that no command names, and documents of Cluster API. */
export function kubeadmConfigs(boot: NodeBoot): {
    readonly configs: readonly KubeadmConfig[];
    readonly unread: readonly UnreadPart[];
} {
    const unread: UnreadPart[] = [];
    const configs: KubeadmConfig[] = [];
    const named = new Set<string>();
    for (const command of boot.commands) {
        const action = actionOf(command);
        if (action === undefined) continue;
        const path = configOf(command);
        if (path !== undefined) named.add(path);
        const file = path === undefined ? undefined : sourceOf(boot, command, path);
        if (path !== undefined && file === undefined)
            unread.push({ at: command.at, reason: "takes kubeadm's configuration from a file that is not here" });
        const config = file && documentsOf(file, unread);
        configs.push({ at: command.at, ...config, action });
    }
    for (const path of new Set(filesOfKubeadm(boot).map((file) => file.path))) {
        const config = named.has(path) ? undefined : documentsOf(lastStateOf(boot, path)!, unread);
        if (config !== undefined) configs.push(config);
    }
    for (const { installer, value, at } of boot.documents) {
        if (installer !== "kubeadm") continue;
        const whole = Cursor.of<Record<"clusterConfiguration" | "initConfiguration" | "joinConfiguration", never>>(value, at);
        const [cluster, init, join] = [
            whole.field("clusterConfiguration"),
            whole.field("initConfiguration"),
            whole.field("joinConfiguration"),
        ];
        configs.push({
            at,
            ...(isThere(cluster) && { cluster }),
            ...(isThere(init) && { init }),
            ...(isThere(join) && { join }),
        });
    }
    return { configs, unread };
}

/** Something that is not known yet may be there. */
function isThere(place: Cursor<unknown>): boolean {
    try {
        return place.isPresent();
    } catch {
        return true;
    }
}

/** Whether kubeadm makes a node of this machine. */
export const isKubeadm = (boot: NodeBoot): boolean =>
    boot.documents.some(({ installer }) => installer === "kubeadm") ||
    boot.commands.some((command) => actionOf(command) !== undefined) ||
    filesOfKubeadm(boot).length > 0;

/** Where it has made a node already, what it was told counts no more: what it wrote is there. */
const filesOfKubeadm = (boot: NodeBoot): readonly BootFile[] =>
    boot.distribution === "kubeadm" ? [] : boot.files.filter(holdsKubeadm);

const holdsKubeadm = ({ kind, content, isBase }: BootFile): boolean =>
    kind === "file" && !isBase && /apiVersion["']?:\s*["']?kubeadm\.k8s\.io\//.test(content.text);

/** Of `kubeadm init phase …` one phase runs, and `kubeadm join` is never told in phases by boots. */
function actionOf({ argv }: BootCommand): KubeadmConfig["action"] {
    if (basename(argv[0]!.text) !== "kubeadm") return undefined;
    const first = argv.slice(1).find(({ text }) => !text.startsWith("-"))?.text;
    return first === "init" || first === "join" ? first : undefined;
}

function configOf({ argv }: BootCommand): string | undefined {
    const position = argv.findLastIndex(({ text }) => /^--config(?:=|$)/.test(text));
    if (position < 0) return undefined;
    const { text } = argv[position]!;
    return text.includes("=") ? text.slice(text.indexOf("=") + 1) : (argv[position + 1]?.text ?? "");
}

interface Source {
    readonly content: { readonly text: string };
    readonly at: string;
    readonly unread?: string;
}

function sourceOf(boot: NodeBoot, { stdin, at }: BootCommand, path: string): Source | undefined {
    if (path === "-" || path === "/dev/stdin" || path === "/proc/self/fd/0") return stdin && { content: stdin, at };
    return lastStateOf(boot, path);
}

function documentsOf({ content, at, unread: why }: Source, unread: UnreadPart[]): KubeadmConfig | undefined {
    const note = (reason: string) => void unread.push({ at, reason });
    if (why !== undefined) return note(why);
    const documents = yamlDocuments(content.text);
    if (!documents.ok) return note(documents.reason);
    const found: { -readonly [K in keyof KubeadmConfig]?: KubeadmConfig[K] } = {};
    for (const value of documents.value) {
        const { apiVersion, kind } = (typeof value === "object" ? value : {}) as { apiVersion?: unknown; kind?: unknown };
        if (isKubeletConfiguration(value)) found.kubelet ??= { value, at };
        if (typeof apiVersion !== "string" || !apiVersion.startsWith("kubeadm.k8s.io/")) continue;
        const place = Cursor.of<never>(value, at + BELOW);
        if (kind === "ClusterConfiguration") found.cluster ??= place;
        else if (kind === "InitConfiguration") found.init ??= place;
        else if (kind === "JoinConfiguration") found.join ??= place;
    }
    return found.cluster === undefined && found.init === undefined && found.join === undefined && found.kubelet === undefined
        ? note("is no configuration of kubeadm")
        : { at, ...found };
}
