import { settle } from "../../../lib/settle";
import { each, subject, type Thunk } from "../../../lib/subject";
import type { HostShare, Shared } from "../../../model/host-share";
import type { Cursor } from "../../../parse/cursor";
import { everyWrittenPod } from "../../written-pods";
import type { Container } from "./container";
import { everyPod, type Pod } from "./pod-spec";

/** What every Pod shares with its node: those of workloads, of static Pods on nodes and of manifests in ConfigMaps. */
export const hostShare = subject<HostShare>(...everyPod(sharesOf), ...everyWrittenPod(sharesOf));

const NAMESPACES = ["hostPID", "hostNetwork", "hostIPC"] as const;

/** What one Pod shares with its node. */
export function* sharesOf(pod: Pod): Generator<Thunk<HostShare>> {
    // In a user namespace of its own the Pod's root is nobody on the node; the API server refuses host namespaces beside it.
    yield* each(NAMESPACES, function* (shared) {
        const place = pod.spec.field(shared);
        if (place.flag() === true) yield () => ({ at: place.path, shared, owner: pod, images: () => imagesOf(pod) });
    });
    yield* windows(pod, pod.spec.field("securityContext"), () => imagesOf(pod));
    yield* pod.eachContainer(function* (container): Generator<Thunk<HostShare>> {
        const context = container.spec.field("securityContext");
        if (container.isPrivileged) yield () => share(pod, container, context.field("privileged").path, "privileged");
        yield* windows(pod, context, () => [container.image]);
    });
}

function* windows(pod: Pod, context: Cursor<unknown>, images: () => readonly string[]): Generator<Thunk<HostShare>> {
    const options = (context as Cursor<{ windowsOptions: { hostProcess: boolean } }>).field("windowsOptions");
    const place = options.field("hostProcess");
    if (place.flag() === true) yield () => ({ at: place.path, shared: "hostProcess", owner: pod, images });
}

const share = (pod: Pod, container: Container, at: string, shared: Shared): HostShare => ({
    at,
    shared,
    owner: pod,
    images: () => [container.image],
});

function imagesOf(pod: Pod): readonly string[] {
    const { values, finish } = settle(
        pod.eachContainer(function* (container) {
            yield () => container.image;
        }),
        (thunk) => thunk(),
    );
    finish();
    return values;
}
