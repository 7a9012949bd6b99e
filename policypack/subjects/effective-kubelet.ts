import { type Row, type Subject, subject, type Thunk } from "../lib/subject";
import type { EffectiveKubelet } from "../model/effective-kubelet";
import { kubeletsOf } from "../node/installers";
import { completedKubelets } from "./completed-daemons";
import { nodesOfAws } from "./eks/nodes-of-aws";
import { everyKopsClusterKubelet } from "./kubernetes/nodes/kops";
import { everyKubeletConfigMap } from "./kubernetes/nodes/kubelet-config-map";
import { everyKubeletPod } from "./kubernetes/pods/kubelet-pod";
import { everyNodeBoot } from "./node-boot";

/** The rows of everything that configures a kubelet: what nodes boot from, ConfigMaps, and Pods that run one. */
export const everyKubelet = <V>(lens: (kubelet: EffectiveKubelet) => Iterable<Thunk<V>>): Row<V>[] => [
    ...everyNodeBoot<V>(function* (boot) {
        for (const kubelet of kubeletsOf(boot)) yield* lens(kubelet);
    }),
    ...everyKubeletConfigMap(lens),
    ...everyKopsClusterKubelet(lens),
    ...everyKubeletPod(lens),
];

/** Each kubelet with the settings that it will really run with. */
export const effectiveKubelet: Subject<EffectiveKubelet> = {
    ...subject<EffectiveKubelet>(
        ...everyKubelet(function* (kubelet) {
            yield () => kubelet;
        }),
    ),
    inapplicable: nodesOfAws,
    completed: completedKubelets,
};
