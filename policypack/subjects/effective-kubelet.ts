import { type Row, subject, type Thunk } from "../lib/subject";
import type { EffectiveKubelet } from "../model/effective-kubelet";
import { kubeletsOf } from "../node/kubelets-of-boot";
import { everyUserData } from "./aws/user-data";
import { everyKubeletConfigMap } from "./kubernetes/kubelet-config-map";
import { everyKubeletPod } from "./kubernetes/kubelet-pod";

/** The rows of everything that configures a kubelet: EC2 user data, ConfigMaps, and Pods that run one. */
export const everyKubelet = <V>(lens: (kubelet: EffectiveKubelet) => Iterable<Thunk<V>>): Row<V>[] => [
    ...everyUserData(function* (boot) {
        for (const kubelet of kubeletsOf(boot)) yield* lens(kubelet);
    }),
    ...everyKubeletConfigMap(lens),
    ...everyKubeletPod(lens),
];

/** Each kubelet with the settings that it will really run with. */
export const effectiveKubelet = subject<EffectiveKubelet>(
    ...everyKubelet(function* (kubelet) {
        yield () => kubelet;
    }),
);
