import { settle } from "../../../lib/settle";
import { each, type Row, type Thunk } from "../../../lib/subject";
import { CAPABILITIES, type HostShare, type Shared } from "../../../model/host-share";
import type { Cursor } from "../../../parse/cursor";
import { everyWrittenPod } from "../../written-pods";
import type { Container } from "./container";
import { everyPod, type Pod } from "./pod-spec";

/** What every Pod shares with its node: those of workloads, of static Pods on nodes and of manifests in ConfigMaps. */
export const hostShareRows: readonly Row<HostShare>[] = [...everyPod(sharesOf), ...everyWrittenPod(sharesOf)];

const NAMESPACES = ["hostPID", "hostNetwork", "hostIPC"] as const;

/** What one Pod shares with its node. */
export function* sharesOf(pod: Pod): Generator<Thunk<HostShare>> {
    // The API server refuses the node's processes, network and queues beside a user namespace of the Pod's own.
    yield* each(NAMESPACES, function* (shared) {
        const place = pod.spec.field(shared);
        if (place.flag() === true) yield () => share(pod, place.path, shared, () => imagesOf(pod));
    });
    yield* windows(pod, pod.spec.field("securityContext"), () => imagesOf(pod));
    yield* pod.eachContainer((container) => each([ofRights, ofWindows], (read) => read(pod, container)));
}

function* ofWindows(pod: Pod, container: Container): Generator<Thunk<HostShare>> {
    yield* windows(pod, container.spec.field("securityContext"), () => [container.image]);
}

/** Privileges, and what is a part of them. A user namespace of the Pod's own makes less of the first and nothing of the rest. */
function* ofRights(pod: Pod, container: Container): Generator<Thunk<HostShare>> {
    const context = container.spec.field("securityContext");
    const images = () => [container.image];
    if (container.isPrivileged) {
        yield () => share(pod, context.field("privileged").path, "privileged", images, { hasOwnUsers: hasOwnUsers(pod) });
        return;
    }
    const procMount = context.field("procMount");
    if (procMount.text() === "Unmasked" && !hasOwnUsers(pod)) yield () => share(pod, procMount.path, "procMount", images);
    yield* capabilities(pod, container, images);
}

function* capabilities(pod: Pod, container: Container, images: () => readonly string[]): Generator<Thunk<HostShare>> {
    const { values, finish } = settle(container.added(), ({ at, name }) => ({ at, name: name() }));
    const has = (wanted: string) => values.some(({ name }) => name === wanted);
    const [worst] = CAPABILITIES.filter(has);
    const tracesAll = has("BPF") && has("PERFMON");
    for (const { at, name } of values) {
        const shared = CAPABILITIES.find((one) => one === name);
        const isTold = (worst === "ALL" && shared !== "ALL") || (tracesAll && shared === "PERFMON");
        if (shared === undefined || isTold || hasOwnUsers(pod)) continue;
        yield () => share(pod, at, shared, images, { tracesAll: tracesAll && shared === "BPF" });
    }
    yield* each([finish], function* (unknown): Generator<Thunk<HostShare>> {
        unknown();
    });
}

const hasOwnUsers = (pod: Pod): boolean => pod.spec.field("hostUsers").flag() === false;

function* windows(pod: Pod, context: Cursor<unknown>, images: () => readonly string[]): Generator<Thunk<HostShare>> {
    const options = (context as Cursor<{ windowsOptions: { hostProcess: boolean } }>).field("windowsOptions");
    const place = options.field("hostProcess");
    if (place.flag() === true) yield () => share(pod, place.path, "hostProcess", images);
}

const share = (
    owner: Pod,
    at: string,
    shared: Shared,
    images: () => readonly string[],
    more: Partial<Pick<HostShare, "hasOwnUsers" | "tracesAll">> = {},
): HostShare => ({ at, shared, owner, images, hasOwnUsers: false, tracesAll: false, ...more });

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
