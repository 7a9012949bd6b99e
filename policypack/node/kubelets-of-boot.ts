import { basename } from "node:path/posix";
import type { EffectiveKubelet, NodeRole } from "../model/effective-kubelet";
import type { BootCommand, BootFile, NodeBoot, UnreadPart } from "../model/node-boot";
import { Unreadable } from "../model/unreadable";
import { Cursor } from "../parse/cursor";
import { splitAtBlanks, word } from "../parse/word";
import { yaml } from "../parse/yaml";
import { isEksBootstrap } from "./eks-bootstrap";
import { type ConfigLayer, effectiveKubelet } from "./effective-kubelet";
import { kubeletOfCommandLine } from "./kubelet-command";
import type { Argument } from "./invocation";
import { isKubeletConfiguration } from "./kubelet-configuration";
import { EKS_BASE } from "./kubelet-settings";

interface NodeConfig {
    spec: { kubelet: { config: Record<string, unknown>; flags: string[] } };
}

const BASE: ConfigLayer = { value: EKS_BASE, at: "", isBase: true };
const AL2_FILE = "/etc/kubernetes/kubelet/kubelet-config.json";
const AL2023_FOLDER = "/etc/kubernetes/kubelet/config.json.d/";

/** What systemd starts the kubelet with beside its own unit: drop-ins, and the files of its environment. */
const UNIT = /^\/(?:etc|usr\/lib|lib|run)\/systemd\/system\/kubelet\.service(?:\.d\/[^/]+\.conf)?$/;
const ENVIRONMENT = new Set([
    "/etc/default/kubelet",
    "/etc/sysconfig/kubelet",
    "/etc/eks/kubelet/environment",
    "/var/lib/kubelet/kubeadm-flags.env",
]);

/** Files of a node that may give its kubelet flags which are not seen in the settings above. */
export const unreadUnits = ({ files }: NodeBoot): UnreadPart[] =>
    files
        .filter(({ path }) => UNIT.test(path) || ENVIRONMENT.has(path))
        .map(({ path, at }) => ({ at, reason: `writes ${path}, with which systemd may give the kubelet other flags` }));

const known = new WeakMap<NodeBoot, readonly EffectiveKubelet[]>();

/** Every kubelet that a boot starts; none for a machine that is no node. */
export function kubeletsOf(boot: NodeBoot): readonly EffectiveKubelet[] {
    const before = known.get(boot);
    if (before !== undefined) return before;
    const kubelets = startedBy(boot);
    known.set(boot, kubelets);
    return kubelets;
}

function startedBy(boot: NodeBoot): EffectiveKubelet[] {
    const started = boot.commands.flatMap((command) => {
        const program = command.argv[0]!.text;
        if (isEksBootstrap(command.argv)) return ofBootstrapScript(boot, command);
        if (basename(program) === "kubelet" || basename(program) === "hyperkube") return ofCommand(boot, command);
        return [];
    });
    const kubelets = [...(boot.nodeConfigs.length > 0 ? [ofNodeadm(boot)] : []), ...started];
    return kubelets.length > 0 ? kubelets : ofFiles(boot);
}

/** Amazon Linux 2023: nodeadm's base file, the drop-in that it makes of every NodeConfig, and their flags, appended. */
function ofNodeadm(boot: NodeBoot): EffectiveKubelet {
    const unread: UnreadPart[] = [];
    const layers: ConfigLayer[] = [];
    const argv: Argument[] = [];
    for (const { value, at } of boot.nodeConfigs) {
        const kubelet = Cursor.of<NodeConfig>(value).field("spec").field("kubelet");
        try {
            const config = kubelet.field("config");
            if ([...config.entries()].length > 0) layers.push({ value: config.raw(), at: `${at} › ${config.path}` });
            for (const flag of kubelet.field("flags").items()) {
                for (const text of splitAtBlanks(flag.text() ?? "")) argv.push({ ...word(text), at: `${at} › ${flag.path}` });
            }
        } catch (error) {
            if (!(error instanceof Unreadable)) throw error;
            unread.push({
                at: [at, error.at].filter(Boolean).join(" › "),
                reason: `${error.reason}, which keeps nodeadm from starting the node`,
            });
        }
    }
    // Without a config of its own nodeadm passes no --config-dir, and what else lies in the folder is not read.
    const dropIns = layers.length === 0 ? [] : [...dropInsOf(boot, "40-nodeadm.conf", unread)];
    const before = dropIns.filter(({ path }) => path < `${AL2023_FOLDER}40-nodeadm.conf`);
    return effectiveKubelet({
        at: boot.nodeConfigs[0]!.at,
        layers: [BASE, ...before, ...layers, ...dropIns.slice(before.length)],
        hasFile: true,
        argv,
        distribution: "eks-al2023",
        role: "worker",
        evidence: boot.evidence,
        unread,
    });
}

function* dropInsOf(boot: NodeBoot, except: string, unread: UnreadPart[]): Generator<ConfigLayer & { readonly path: string }> {
    const found = boot.files.filter(
        ({ path }) => path.startsWith(AL2023_FOLDER) && path.endsWith(".conf") && !path.endsWith(`/${except}`),
    );
    for (const file of [...found].sort((a, b) => (a.path < b.path ? -1 : 1))) {
        const layer = layerOf(file, unread);
        if (layer !== undefined) yield { ...layer, path: file.path };
    }
}

/** Amazon Linux 2: the image's file and `--kubelet-extra-args`, one text that ends the kubelet's command line. */
function ofBootstrapScript(boot: NodeBoot, { argv, at }: BootCommand): EffectiveKubelet {
    const unread: UnreadPart[] = [];
    const position = argv.findLastIndex(({ text }) => text === "--kubelet-extra-args");
    const extra = position < 0 ? undefined : argv[position + 1];
    const replaced = boot.files.findLast(({ path }) => path === AL2_FILE);
    const own = replaced && layerOf(replaced, unread);
    const edit = boot.commands.find((command) => command.argv.slice(1).some(({ text }) => text.includes(AL2_FILE)));
    if (replaced === undefined && edit !== undefined) unread.push({ at: edit.at, reason: `changes ${AL2_FILE} by a command` });
    return effectiveKubelet({
        at,
        layers: [own ?? BASE],
        hasFile: true,
        argv: splitAtBlanks(extra?.text ?? "").map((text) => ({ ...word(text), at: `${at} › --kubelet-extra-args` })),
        distribution: "eks-al2",
        role: "worker",
        evidence: boot.evidence,
        unread,
    });
}

function ofCommand(boot: NodeBoot, { argv, at }: BootCommand): EffectiveKubelet[] {
    const files = (path: string) => boot.files.findLast((file) => file.path === path);
    const kubelet = kubeletOfCommandLine(
        argv.map((part) => ({ ...part, at })),
        {
            at,
            evidence: boot.evidence,
            role: roleOf(boot),
            fileAt: (path, unread) => optional(files(path), (file) => layerOf(file, unread)),
        },
    );
    return kubelet === undefined ? [] : [kubelet];
}

/** No command starts it here, but the files are those of a kubelet: kubeadm's, or an image of one's own. */
function ofFiles(boot: NodeBoot): EffectiveKubelet[] {
    return boot.files.flatMap((file) => {
        if (!file.content.text.includes("kubelet.config.k8s.io")) return [];
        const unread: UnreadPart[] = [];
        const layer = layerOf(file, unread);
        if (layer === undefined) return [];
        const evidence = { verdict: "node", why: `user data that writes ${file.path}` } as const;
        const common = { at: file.at, layers: [layer], hasFile: true, argv: [], distribution: "unknown" } as const;
        return effectiveKubelet({ ...common, role: roleOf(boot), evidence, unread });
    });
}

function roleOf(boot: NodeBoot): NodeRole {
    const texts = boot.commands
        .filter(({ argv }) => basename(argv[0]!.text) === "kubeadm")
        .map(({ argv }) => argv.map(({ text }) => text));
    if (texts.some((argv) => argv.includes("init") || argv.includes("--control-plane"))) return "control-plane";
    return texts.some((argv) => argv.includes("join")) ? "worker" : "unknown";
}

/** A file as a layer; undefined, and noted, when it cannot be read. */
function layerOf({ content, at, isAppended }: BootFile, unread: UnreadPart[]): ConfigLayer | undefined {
    const note = (reason: string) => void unread.push({ at, reason });
    if (isAppended) return void note("adds to a kubelet configuration that is not here");
    if (!content.isLiteral) return void note("writes a kubelet configuration of which the machine knows a part");
    const value = yaml(content.text);
    if (!value.ok) return void note(value.reason);
    if (!isKubeletConfiguration(value.value)) return void note("is no KubeletConfiguration");
    return { value: value.value, at };
}

const optional = <T, R>(value: T | undefined, map: (value: T) => R): R | undefined =>
    value === undefined ? undefined : map(value);
