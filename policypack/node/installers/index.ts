import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { NodeBoot } from "../../model/node-boot";
import type { Invocation } from "../invocation";
import { commands } from "./commands";
import { eksBootstrap } from "./eks-bootstrap";
import { configurationFiles } from "./configuration-files";
import type { NodeInstaller } from "./installer";
import { nodeadm } from "./nodeadm";

/** Every way in which nodes are installed. */
const INSTALLERS: readonly NodeInstaller[] = [nodeadm, eksBootstrap, commands];

interface Daemons {
    readonly kubelets: readonly EffectiveKubelet[];
    readonly etcds: readonly Invocation[];
    readonly apiServers: readonly Invocation[];
}

const known = new WeakMap<NodeBoot, Daemons>();

/** Every daemon that a boot starts; none for a machine that is no node. Computed once for each boot. */
export function daemonsOf(boot: NodeBoot): Daemons {
    const before = known.get(boot);
    if (before !== undefined) return before;
    const started = INSTALLERS.flatMap((installer) => [...(installer.kubelets?.(boot) ?? [])]);
    const daemons: Daemons = {
        kubelets: started.length > 0 ? started : [...(configurationFiles.kubelets?.(boot) ?? [])],
        etcds: INSTALLERS.flatMap((installer) => [...(installer.etcds?.(boot) ?? [])]),
        apiServers: INSTALLERS.flatMap((installer) => [...(installer.apiServers?.(boot) ?? [])]),
    };
    known.set(boot, daemons);
    return daemons;
}

export const kubeletsOf = (boot: NodeBoot): readonly EffectiveKubelet[] => daemonsOf(boot).kubelets;
