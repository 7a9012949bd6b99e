import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import { each, on, type Props, type Row, type Thunk } from "../../../lib/subject";
import type { HostPath } from "../../../model/host-path";
import { nodePath } from "../../../model/node-path";
import { mountedPlace } from "../../../node/mounted-places";
import { managerReach, socketReach } from "../../../node/runtime-sockets";
import { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../aws/read-all";

/** Deeper than any chart's values have volumes (`prometheus.nodeExporter.extraVolumes[0]`). */
const DEPTH = 8;

/**
 * The volumes of the node among the values of a Helm release, which Helm renders out of Pulumi's sight: whatever has `hostPath.path`, as charts
 * take volumes as they stand in Pods. Which Pods have them, and how they mount them, only the chart says.
 */
export const releaseVolumes: Row<HostPath> = on<ReleaseArgs>()("kubernetes:helm.sh/v3:Release", ({ props }) =>
    volumesIn((props as Cursor<Props<ReleaseArgs>>).field("values") as Cursor<unknown>, DEPTH),
);

function* volumesIn(place: Cursor<unknown>, depth: number): Generator<Thunk<HostPath>> {
    // What is unknown here may be anything, and most of a chart's values are no volumes.
    const value = ifKnown(() => place.raw());
    if (depth === 0 || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
        yield* each(place.items(), (item) => volumesIn(item as Cursor<unknown>, depth - 1));
        return;
    }
    const path = (place as Cursor<{ hostPath: { path: string } }>).field("hostPath");
    const written = ifKnown(() => (path.isPresent() ? pathOf(path.raw()) : undefined));
    if (written !== undefined) yield () => volume(path.field("path").path, written);
    yield* each((place as Cursor<Record<string, unknown>>).entries(), ([, below]) => volumesIn(below, depth - 1));
}

const pathOf = (value: unknown): string | undefined => ifKnown(() => Cursor.of<{ path: string }>(value).field("path").text());

function volume(at: string, written: string): HostPath {
    const path = nodePath(written);
    const own = {
        owner: undefined,
        likelyFor: "a chart",
        reach: socketReach(path) ?? managerReach(path),
        place: mountedPlace(path, true),
        mounts: () => [],
    };
    return { at, written, path, ...own };
}
