import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { NodeBoot } from "../../model/node-boot";
import type { Invocation } from "../invocation";

/** One way in which nodes are installed: what it makes of a boot. Each part yields nothing where the boot does not use it. */
export interface NodeInstaller {
    kubelets?(boot: NodeBoot): Iterable<EffectiveKubelet>;
    /** The etcds that it starts beside static Pods that the boot writes itself. */
    etcds?(boot: NodeBoot): Iterable<Invocation>;
    /** The API servers that it starts, likewise. */
    apiServers?(boot: NodeBoot): Iterable<Invocation>;
}
