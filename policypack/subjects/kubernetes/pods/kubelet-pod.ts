import type { Row, Thunk } from "../../../lib/subject";
import type { EffectiveKubelet } from "../../../model/effective-kubelet";
import { kubeletOfArguments } from "../../../node/kubelet-command";
import { kubeletsOf } from "../../../node/installers";
import { k3sBootsOf } from "./k3s-pod";
import { invocationsOf, type Program } from "./invocation";
import { everyContainer } from "./pod-spec";

/** The kubelet, as a container starts it. */
export const KUBELET: Program = { name: "kubelet", image: /^kubelet(?:-amd64|-arm64)?$/ };

/** The kubelets that run as containers, or in those of k3s. */
export function everyKubeletPod<V>(lens: (kubelet: EffectiveKubelet) => Iterable<Thunk<V>>): Row<V>[] {
    return everyContainer(function* (container) {
        for (const { at, args } of invocationsOf(container, KUBELET)) {
            const evidence = { verdict: "node", why: "a container that runs a kubelet" } as const;
            const kubelet = kubeletOfArguments(args, { at, evidence, role: "unknown", fileAt: () => undefined });
            if (kubelet !== undefined) yield* lens(kubelet);
        }
        for (const boot of k3sBootsOf(container)) for (const kubelet of kubeletsOf(boot)) yield* lens(kubelet);
    });
}
