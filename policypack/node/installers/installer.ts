import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { NodeBoot, UnreadPart } from "../../model/node-boot";
import type { Invocation } from "../invocation";

/** One way in which nodes are installed: what it makes of a boot. Each part yields nothing where the boot does not use it. */
export interface NodeInstaller {
    kubelets?(boot: NodeBoot): Iterable<EffectiveKubelet>;
    /** The etcds that it starts beside static Pods that the boot writes itself. */
    etcds?(boot: NodeBoot): Iterable<Invocation>;
    /** The API servers that it starts, likewise. */
    apiServers?(boot: NodeBoot): Iterable<Invocation>;
    /** What of the daemons it starts cannot be read, where no kubelet says so itself. */
    unread?(boot: NodeBoot): Iterable<UnreadPart>;
}
