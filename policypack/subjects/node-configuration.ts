import { subject, type Thunk } from "../lib/subject";
import type { UnreadPart } from "../model/node-boot";
import { daemonsOf } from "../node/installers";
import { everyKopsCluster } from "./kubernetes/nodes/kops";
import { everyKubeletConfigMap } from "./kubernetes/nodes/kubelet-config-map";
import { everyKubeletPod } from "./kubernetes/pods/kubelet-pod";
import { everyNodeBoot } from "./node-boot";
import { everyUnseenConfiguration } from "./unseen-configuration";

/** What of the configuration of known nodes could not be read. A machine that may be anything has none: its user data is its own affair. */
export const nodeConfigurationPart = subject<UnreadPart>(
    ...everyNodeBoot<UnreadPart>(function* (boot) {
        if (boot.evidence.verdict === "node") yield* parts([...boot.unread, ...daemonsOf(boot).unread]);
    }),
    ...everyKopsCluster<UnreadPart>((boot) => parts([...boot.unread, ...daemonsOf(boot).unread])),
    ...everyUnseenConfiguration(),
    ...everyKubeletConfigMap<UnreadPart>(({ unread }) => parts(unread)),
    ...everyKubeletPod<UnreadPart>(({ unread }) => parts(unread)),
);

function* parts(unread: readonly UnreadPart[]): Generator<Thunk<UnreadPart>> {
    const told = new Set<string>();
    for (const part of unread) {
        const key = `${part.at}\0${part.reason}`;
        if (told.has(key)) continue;
        told.add(key);
        yield () => part;
    }
}
