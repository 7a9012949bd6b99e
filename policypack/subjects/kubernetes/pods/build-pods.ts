import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import { each, on, type Props, type Row, type Thunk } from "../../../lib/subject";
import type { HostPath, PodOwner } from "../../../model/host-path";
import type { HostShare } from "../../../model/host-share";
import { nodePath } from "../../../model/node-path";
import { mountedPlace } from "../../../node/mounted-places";
import { managerReach, socketReach } from "../../../node/runtime-sockets";
import { BELOW, Cursor } from "../../../parse/cursor";
import { toml } from "../../../parse/toml";
import { ifKnown } from "../../../lib/read-all";
import { everyFormOf } from "../objects";

/** What GitLab's runner is told of the Pods of its jobs (docs.gitlab.com/runner/executors/kubernetes). */
interface Executor {
    readonly privileged: boolean;
    readonly image: string;
    readonly namespace: string;
    readonly service_account: string;
    readonly volumes: { readonly host_path: { readonly host_path: string; readonly mount_path: string }[] };
}
type Lens<V> = (executor: Cursor<Executor>, namespace: () => string | undefined) => Iterable<Thunk<V>>;

/**
 * The rows that read the configuration of GitLab's runner, from which it makes a Pod for every job: in ConfigMaps, and among the values of its
 * chart. A configuration that is unknown at a preview is judged by `up`; most ConfigMaps hold none.
 */
function everyRunner<V>(lens: Lens<V>): Row<V>[] {
    return [
        ...everyFormOf<Props<ConfigMapArgs>>("ConfigMap", ["core/v1"])<V>((object) =>
            each(object.field("data").entries(), ([, place]) =>
                executorsIn(place, (executor) => lens(executor, () => object.field("metadata").field("namespace").text())),
            ),
        ),
        on<ReleaseArgs>()("kubernetes:helm.sh/v3:Release", ({ props }) => {
            const values = props.field("values") as Cursor<unknown> as Cursor<{ runners: { config: string } }>;
            const config = values.field("runners").field("config");
            return executorsIn(config, (executor) => lens(executor, () => props.field("namespace").text()));
        }),
    ];
}

function* executorsIn<V>(place: Cursor<unknown>, read: (executor: Cursor<Executor>) => Iterable<Thunk<V>>): Generator<Thunk<V>> {
    const text = ifKnown(() => place.text()) ?? "";
    if (!text.includes("[runners.kubernetes")) return;
    const config = toml(text);
    if (!config.ok) return;
    const runners = Cursor.of<{ runners: { kubernetes: Executor }[] }>(config.value, place.path + BELOW).field("runners");
    yield* each(runners.items(), (runner) => read(runner.field("kubernetes")));
}

/** The paths of the node that the Pods of jobs get. */
export const buildVolumes: readonly Row<HostPath>[] = everyRunner<HostPath>((executor) =>
    each(executor.field("volumes").field("host_path").items(), (volume): Thunk<HostPath>[] => [
        () => {
            const place = volume.field(volume.field("host_path").isPresent() ? "host_path" : "mount_path");
            const written = place.text() ?? "";
            const path = nodePath(written);
            const reach = socketReach(path) ?? managerReach(path);
            const own = {
                owner: undefined,
                likelyFor: "the Pods of a runner's jobs",
                place: mountedPlace(path, true),
                mounts: () => [],
            };
            return { at: place.path, written, path, reach, ...own };
        },
    ]),
);

/** Whether those Pods are privileged. */
export const buildShares: readonly Row<HostShare>[] = everyRunner<HostShare>(function* (executor, namespace) {
    const place = executor.field("privileged");
    if (place.flag() !== true) return;
    const owner: PodOwner = {
        get namespace() {
            return executor.field("namespace").text() ?? namespace() ?? "default";
        },
        get serviceAccount() {
            return executor.field("service_account").text() ?? "default";
        },
    };
    const images = () => [executor.field("image").text() ?? ""];
    yield () => ({ at: place.path, shared: "privileged", owner, hasOwnUsers: false, tracesAll: false, images });
});
