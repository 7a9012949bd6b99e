import { basename, normalize } from "node:path/posix";
import type { EffectiveKubelet, NodeRole } from "../model/effective-kubelet";
import type { UnreadPart } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import { type ConfigLayer, effectiveKubelet } from "./effective-kubelet";
import type { Argument } from "./invocation";
import { kubeletFlags } from "./kubelet-flags";

export interface Surroundings {
    /** Where the command stands. */
    readonly at: string;
    readonly evidence: NodeEvidence;
    readonly role: NodeRole;
    readonly distribution?: EffectiveKubelet["distribution"];
    /** The configuration file of that path, if it can be seen; notes why not. */
    readonly fileAt: (path: string, unread: UnreadPart[]) => ConfigLayer | undefined;
    /** The drop-ins below a folder in the kubelet's order; undefined where nothing is known of the folder. */
    readonly dropInsIn?: (folder: string, unread: UnreadPart[]) => readonly ConfigLayer[] | undefined;
    /** What else could not be read of what starts it. */
    readonly unread?: readonly UnreadPart[];
}

/** The kubelet that a command line starts: `kubelet …` or `hyperkube kubelet …`; undefined when it starts none. */
export function kubeletOfCommandLine(argv: readonly Argument[], around: Surroundings): EffectiveKubelet | undefined {
    const [program, ...rest] = argv;
    const name = basename(program?.text ?? "");
    if (name === "kubelet") return kubeletOfArguments(rest, around);
    const isHyperkube = name === "hyperkube" && /^(?:--)?kubelet$/.test(rest[0]?.text ?? "");
    return isHyperkube ? kubeletOfArguments(rest.slice(1), around) : undefined;
}

/** The kubelet that is started with these arguments; undefined when it only prints its version or help. */
export function kubeletOfArguments(own: readonly Argument[], around: Surroundings): EffectiveKubelet | undefined {
    if (own.some(({ text }) => text === "--version" || text === "--help" || text === "-h")) return undefined;
    const unread: UnreadPart[] = [...(around.unread ?? [])];
    const flags = kubeletFlags(own);
    const config = flags.last("config");
    const before = unread.length;
    const layer = config?.isLiteral === true && config.value !== "" ? around.fileAt(normalize(config.value), unread) : undefined;
    const hasFile = config !== undefined && config.value !== "";
    if (hasFile && layer === undefined && unread.length === before) {
        unread.push({ at: config.word.at, reason: "takes the kubelet's configuration from a file that is not here" });
    }
    const folder = flags.last("config-dir");
    const hasFolder = folder !== undefined && folder.value !== "";
    const dropIns = hasFolder && folder.isLiteral ? around.dropInsIn?.(normalize(folder.value), unread) : undefined;
    if (hasFolder && dropIns === undefined)
        unread.push({ at: folder.word.at, reason: "adds drop-in files that are not here to the kubelet's configuration" });
    return effectiveKubelet({
        at: around.at,
        layers: [...(layer === undefined ? [] : [layer]), ...(dropIns ?? [])],
        hasFile,
        argv: own,
        distribution: around.distribution ?? "unknown",
        role: around.role,
        evidence: around.evidence,
        unread,
    });
}
