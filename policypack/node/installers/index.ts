import { once } from "../../parse/once";
import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { NodeBoot, UnreadPart } from "../../model/node-boot";
import { lastStateOf } from "../configuration-layer";
import type { Invocation } from "../invocation";
import { bottlerocket } from "./bottlerocket";
import { commands } from "./commands";
import { eksBootstrap } from "./eks-bootstrap";
import { eksWindows } from "./eks-windows";
import { configurationFiles } from "./configuration-files";
import { etcdFiles } from "./etcd-files";
import type { NodeInstaller } from "./installer";
import { k3s } from "./k3s";
import { kops } from "./kops";
import { kubeadm } from "./kubeadm";
import { kubeletService } from "./kubelet-service";
import { nodeadm } from "./nodeadm";
import { services } from "./services";
import { talos } from "./talos";

/** Every way in which nodes are installed. */
const INSTALLERS: readonly NodeInstaller[] = [
    nodeadm,
    eksBootstrap,
    eksWindows,
    bottlerocket,
    kubeadm,
    k3s,
    talos,
    kops,
    kubeletService,
    services,
    commands,
];

interface Daemons {
    readonly kubelets: readonly EffectiveKubelet[];
    readonly etcds: readonly Invocation[];
    readonly apiServers: readonly Invocation[];
    /** What of all of them cannot be read, the kubelets' own parts among it. */
    readonly unread: readonly UnreadPart[];
}

/** Every daemon that a boot starts; none for a machine that is no node. Computed once for each boot. */
export const daemonsOf = once((boot: NodeBoot): Daemons => {
    const started = INSTALLERS.flatMap((installer) => [...(installer.kubelets?.(boot) ?? [])]);
    const kubelets = started.length > 0 ? started : [...(configurationFiles.kubelets?.(boot) ?? [])];
    const etcds = INSTALLERS.flatMap((installer) => [...(installer.etcds?.(boot) ?? [])]);
    return {
        kubelets,
        etcds: (etcds.length > 0 ? etcds : [...(etcdFiles.etcds?.(boot) ?? [])]).map((start) => ({
            ...start,
            fileAt: (path: string) => lastStateOf(boot, path),
        })),
        apiServers: INSTALLERS.flatMap((installer) => [...(installer.apiServers?.(boot) ?? [])]),
        get unread() {
            return unreadOf(boot);
        },
    };
});

const unreadOf = once((boot: NodeBoot): readonly UnreadPart[] => [
    ...kubeletsOf(boot).flatMap(({ unread }) => unread),
    ...INSTALLERS.flatMap((installer) => [...(installer.unread?.(boot) ?? [])]),
]);

export const kubeletsOf = (boot: NodeBoot): readonly EffectiveKubelet[] => daemonsOf(boot).kubelets;
