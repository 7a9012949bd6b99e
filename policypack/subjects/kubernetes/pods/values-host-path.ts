import { settle } from "../../../lib/settle";
import { each, type Row, type Thunk } from "../../../lib/subject";
import type { HostPath, Mount, MountedPlace, PodOwner, SocketReach } from "../../../model/host-path";
import { nodePath } from "../../../model/node-path";
import { mountedPlace } from "../../../node/mounted-places";
import { managerReach, socketReach } from "../../../node/runtime-sockets";
import type { Cursor } from "../../../parse/cursor";
import { type Chart, everyChartValues, imageOf, ownerOf } from "./chart-values";
import { type NestedVolume, nestedVolumes } from "../nested-objects";

interface MountValue {
    name: string;
    mountPath: string;
    hostPath: string;
    subPath: string;
    readOnly: boolean;
    recursiveReadOnly: string;
}

/** The node's paths that the values of charts and the configuration of add-ons make volumes of. */
export const everyHostPathInValues: Row<HostPath>[] = everyChartValues(hostPathsIn);

function hostPathsIn(values: Cursor<unknown>, chart: Chart): Iterable<Thunk<HostPath>> {
    return each(nestedVolumes(values), (nested) => {
        const place = placeOf(nested.volume);
        return place.isPresent() ? [() => new ValueHostPath(nested, place, chart)] : [];
    });
}

/** `hostPath: { path }`, as a Pod has it, or the path by itself, as charts have it that mount it in the same line. */
function placeOf(volume: Cursor<unknown>): Cursor<string | undefined> {
    const source = (volume as Cursor<{ hostPath: { path: string } }>).field("hostPath");
    return typeof source.raw() === "string" ? (source as Cursor<unknown> as Cursor<string>) : source.field("path");
}

class ValueHostPath implements HostPath {
    readonly at: string;
    readonly written: string;
    readonly path: string;

    constructor(
        private readonly nested: NestedVolume,
        place: Cursor<string | undefined>,
        private readonly chart: Chart,
    ) {
        this.at = place.path;
        this.written = place.text() ?? "";
        this.path = nodePath(this.written);
    }

    get owner(): PodOwner {
        return ownerOf(this.nested.section, this.chart);
    }

    get reach(): SocketReach | undefined {
        return socketReach(this.path) ?? managerReach(this.path);
    }

    get place(): MountedPlace | undefined {
        return mountedPlace(this.path, false);
    }

    /** Those of the same part of the values, in any list that takes mounts. */
    *mounts(): Generator<Mount> {
        const volume = this.nested.volume as Cursor<MountValue>;
        if (volume.field("mountPath").isPresent()) return yield new ValueMount(this, volume, this.image());
        const name = volume.field("name").text();
        const { values, finish } = settle(mountsIn(this.nested.section), (mount) =>
            mount.field("name").text() === name ? [mount] : [],
        );
        for (const mount of values.flat()) yield new ValueMount(this, mount, this.image());
        finish();
    }

    private image(): string {
        return imageOf(this.nested.section, this.chart);
    }
}

function* mountsIn(section: Cursor<unknown>): Generator<Cursor<MountValue>> {
    for (const [key, list] of (section as Cursor<Record<string, unknown>>).entries()) {
        if (/mounts$/i.test(key)) yield* list.items() as Generator<Cursor<MountValue>>;
    }
}

class ValueMount implements Mount {
    /** The chart's own templates say as whom it runs, which are not seen. */
    readonly unprivileged = false;

    constructor(
        private readonly volume: ValueHostPath,
        private readonly mount: Cursor<MountValue>,
        readonly image: string,
    ) {}

    get at(): string {
        return this.mount.path;
    }

    get path(): string {
        const below = this.mount.field("subPath").text() ?? "";
        return below === "" ? this.volume.path : nodePath(`${this.volume.path}/${below}`);
    }

    get readOnly(): boolean {
        return this.mount.field("readOnly").flag() === true;
    }

    get isRecursive(): boolean {
        return this.mount.field("recursiveReadOnly").text() === "Enabled";
    }

    get reach(): SocketReach | undefined {
        return socketReach(this.path) ?? managerReach(this.path);
    }

    get place(): MountedPlace | undefined {
        return mountedPlace(this.path, this.readOnly);
    }
}
