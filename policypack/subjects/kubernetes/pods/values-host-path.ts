import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import { settle } from "../../../lib/settle";
import { each, on, type Row, type Thunk } from "../../../lib/subject";
import type { HostPath, Mount, MountedPlace, PodOwner, SocketReach } from "../../../model/host-path";
import { nodePath } from "../../../model/node-path";
import { mountedPlace } from "../../../node/mounted-places";
import { managerReach, socketReach } from "../../../node/runtime-sockets";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { everyAddon } from "../../eks/addon-values";
import { type NestedVolume, nestedVolumes } from "../nested-objects";

/** Who brings the Pod that a volume among values comes into. */
interface Chart {
    readonly owner: PodOwner;
    /** Stands for the image where the values name none: the chart's own name, or the add-on's. */
    readonly image: () => string;
}

interface Section {
    serviceAccount: { name: string };
    serviceAccountName: string;
    image: { registry: string; repository: string };
}
interface MountValue {
    name: string;
    mountPath: string;
    hostPath: string;
    subPath: string;
    readOnly: boolean;
    recursiveReadOnly: string;
}

/** The node's paths that the values of charts and the configuration of add-ons make volumes of. */
export const everyHostPathInValues: Row<HostPath>[] = [
    on<ReleaseArgs>()("kubernetes:helm.sh/v3:Release", ({ props }) => {
        const values = props.field("values") as Cursor<unknown>;
        return hostPathsIn(values, {
            owner: {
                get namespace() {
                    return props.field("namespace").text() ?? "default";
                },
                get serviceAccount() {
                    return serviceAccountOf(values) ?? "default";
                },
            },
            image: () => (props.field("chart").text() ?? "").replace(/^oci:\/\//, ""),
        });
    }),
    ...everyAddon<HostPath>(({ name, values }) =>
        hostPathsIn(values, { owner: { namespace: "kube-system", serviceAccount: name }, image: () => name }),
    ),
];

const hostPathsIn = (values: Cursor<unknown>, chart: Chart): Iterable<Thunk<HostPath>> =>
    each(nestedVolumes(values), function* (nested): Generator<Thunk<HostPath>> {
        const place = placeOf(nested.volume);
        if (place.isPresent()) yield () => new ValueHostPath(nested, place, chart);
    });

/** `hostPath: { path }`, as a Pod has it, or the path by itself, as charts have it that mount it in the same line. */
function placeOf(volume: Cursor<unknown>): Cursor<string | undefined> {
    const source = (volume as Cursor<{ hostPath: { path: string } }>).field("hostPath");
    return typeof source.raw() === "string" ? (source as Cursor<unknown> as Cursor<string>) : source.field("path");
}

function serviceAccountOf(section: Cursor<unknown>): string | undefined {
    const own = section as Cursor<Section>;
    return (
        ifKnown(() => own.field("serviceAccount").field("name").text()) ?? ifKnown(() => own.field("serviceAccountName").text())
    );
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
        const { owner } = this.chart;
        const own = serviceAccountOf(this.nested.section);
        return own === undefined ? owner : { namespace: owner.namespace, serviceAccount: own };
    }

    /** Where no mount stands beside it, only the chart's own templates may have one. */
    get isGuess(): boolean {
        return settle(this.mounts(), () => true).values.length === 0;
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
        const image = (this.nested.section as Cursor<Section>).field("image");
        const written = ifKnown(() => image.raw());
        if (typeof written === "string" && written !== "") return written;
        const parts = [ifKnown(() => image.field("registry").text()), ifKnown(() => image.field("repository").text())];
        return parts[1] === undefined ? this.chart.image() : parts.filter((part) => part !== undefined && part !== "").join("/");
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
