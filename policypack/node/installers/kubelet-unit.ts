import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { NodeBoot, UnreadPart } from "../../model/node-boot";
import { filesFor } from "../configuration-layer";
import { kubeletOfCommandLine, type Surroundings } from "../kubelet-command";
import { roleOf } from "../node-role";
import { type BaseService, readService, startsOfUnit } from "../service";
import { commandsOfStart } from "../service-commands";

export const KUBELET_UNIT = "kubelet.service";

/** What an installer knows of its kubelet beside its unit; the rest is the boot's. */
export type KnownOfKubelet = Partial<Surroundings>;

/** The kubelets that a unit starts, with the flags of its drop-ins and environment files. */
export function* kubeletsOfUnit(
    boot: NodeBoot,
    name: string,
    base?: BaseService,
    known: KnownOfKubelet = {},
): Generator<EffectiveKubelet> {
    for (const start of startsOfUnit(boot, name, base)) {
        for (const { at, argv } of commandsOfStart(boot, start)) {
            const kubelet = kubeletOfCommandLine(argv, {
                at,
                evidence: boot.evidence,
                role: roleOf(boot),
                ...filesFor(boot),
                ...known,
                unread: [...(known.unread ?? []), ...start.unread],
            });
            if (kubelet !== undefined) yield kubelet;
        }
    }
}

/** Why a kubelet's own unit starts none that can be seen, where the boot makes it so. */
export function* unreadOfKubeletUnit(boot: NodeBoot, base?: BaseService): Generator<UnreadPart> {
    const { starts, unread } = readService(boot, KUBELET_UNIT, base);
    yield* unread;
    if (starts.length === 0 || [...kubeletsOfUnit(boot, KUBELET_UNIT, base)].length > 0) return;
    yield { at: starts[0]!.at, reason: "starts the kubelet by a program that is not here" };
}
