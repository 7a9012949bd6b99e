import type { PersistentVolumeArgs } from "@pulumi/kubernetes/core/v1/persistentVolume";
import { settle } from "../../../lib/settle";
import { each, type Props, type Row, subject, type Thunk } from "../../../lib/subject";
import {
    type HostPath,
    LOOKS_INTO_PROCESSES,
    type Mount,
    type MountedPlace,
    OPENS_NO_FILES,
    type SocketReach,
} from "../../../model/host-path";
import { nodePath } from "../../../model/node-path";
import { mountedPlace } from "../../../node/mounted-places";
import { managerReach, SOCKET_BEHIND_PROC, socketReach } from "../../../node/runtime-sockets";
import { HOLE } from "../../../parse/word";
import type { Cursor } from "../../../parse/cursor";
import { lazy } from "../../../parse/lazy";
import type { Container } from "./container";
import { everyFormOf } from "../objects";
import { everyPodOfConfigMap } from "../../written-pods";
import { everyHostPathInValues } from "./values-host-path";
import { everyPod, type Pod, type PodSpec } from "./pod-spec";

type Volume = NonNullable<PodSpec["volumes"]>[number];
type VolumeMount = NonNullable<PodSpec["containers"][number]["volumeMounts"]>[number];

/** The rows that read every path of a node that a Pod, a PersistentVolume or the values of a chart make a volume of. */
export const hostPathRows: readonly Row<HostPath>[] = [
    ...everyPod(hostPathsOf),
    ...everyPodOfConfigMap(hostPathsOf),
    ...everyHostPathInValues,
    ...everyFormOf<Props<PersistentVolumeArgs>>("PersistentVolume", ["core/v1"])((object) =>
        each(["hostPath", "local"] as const, (source) => {
            const path = object.field("spec").field(source).field("path");
            return path.isPresent() ? [() => persistent(path)] : [];
        }),
    ),
];

export const hostPath = subject<HostPath>(...hostPathRows);

/** Every path of the node that one Pod makes a volume of. */
export function hostPathsOf(pod: Pod): Generator<Thunk<HostPath>> {
    return pod.eachVolume((volume) => {
        const path = volume.field("hostPath").field("path");
        return path.isPresent() ? [() => new PodHostPath(pod, volume, path)] : [];
    });
}

function persistent(place: Cursor<string | undefined>): HostPath {
    const written = place.text() ?? "";
    const path = nodePath(written);
    const own = {
        owner: undefined,
        reach: socketReach(path) ?? managerReach(path),
        place: mountedPlace(path, false),
        mounts: () => [],
    };
    return { at: place.path, written, path, ...own };
}

class PodHostPath implements HostPath {
    readonly at: string;
    readonly written: string;
    readonly path: string;

    constructor(
        private readonly pod: Pod,
        private readonly volume: Cursor<Volume>,
        place: Cursor<string | undefined>,
    ) {
        this.at = place.path;
        this.written = place.text() ?? "";
        this.path = nodePath(this.written);
    }

    get owner() {
        return this.pod;
    }

    get reach(): SocketReach | undefined {
        const { path } = this;
        if (/^\/proc(\/\d+)?$/.test(path)) return this.looksIntoProcesses() ? SOCKET_BEHIND_PROC : undefined;
        return socketReach(path) ?? managerReach(path);
    }

    get place(): MountedPlace | undefined {
        return mountedPlace(this.path, false);
    }

    *mounts(): Generator<Mount> {
        const { values, finish } = this.mounted();
        yield* values;
        finish();
    }

    /**
     * Whether /proc opens the root of the node's processes: to whoever the kernel lets look into others (ptrace(2), "access mode
     * checking"), and to root in the node's own process namespace.
     */
    private looksIntoProcesses(): boolean {
        const { values, finish } = this.mounted();
        const looks = settle(values, (mount) => {
            const { container } = mount;
            if (container.isPrivileged || container.addedCapabilities().some((name) => LOOKS_INTO_PROCESSES.includes(name)))
                return true;
            const shared = this.pod.spec.field("hostPID").flag() === true;
            return shared && !mount.unprivileged;
        });
        if (looks.values.includes(true)) return true;
        looks.finish();
        finish();
        return false;
    }

    /** Every policy about mounts asks for them. */
    private readonly mounted = lazy(() => {
        const name = this.volume.field("name").text();
        return settle(
            this.pod.eachContainer((container) => mountsOf(container, name)),
            (thunk) => {
                const [container, mount] = thunk();
                return new ContainerMount(this.pod, this, container, mount);
            },
        );
    });
}

const mountsOf = (container: Container, volume: string | undefined) =>
    each(container.spec.field("volumeMounts").items(), (mount): Thunk<readonly [Container, Cursor<VolumeMount>]>[] =>
        mount.field("name").text() === volume ? [() => [container, mount]] : [],
    );

class ContainerMount implements Mount {
    constructor(
        private readonly pod: Pod,
        private readonly volume: HostPath,
        readonly container: Container,
        private readonly mount: Cursor<VolumeMount>,
    ) {}

    get at() {
        return this.mount.path;
    }

    /** A sub path by an expression of which a part is not seen may lead anywhere in the volume. */
    get path(): string {
        return this.resolved();
    }

    private readonly resolved = lazy((): string => {
        const plain = this.mount.field("subPath").text() ?? "";
        const below = plain === "" ? this.container.expand(this.mount.field("subPathExpr").text() ?? "") : plain;
        if (below === "" || below.includes(HOLE) || below.includes("$(")) return this.volume.path;
        return nodePath(`${this.volume.path}/${below}`);
    });

    get reach(): SocketReach | undefined {
        return this.path === this.volume.path ? this.volume.reach : (socketReach(this.path) ?? managerReach(this.path));
    }

    get place(): MountedPlace | undefined {
        return mountedPlace(this.path, this.readOnly);
    }

    get isRecursive(): boolean {
        return this.mount.field("recursiveReadOnly").text() === "Enabled";
    }

    get readOnly(): boolean {
        return this.mount.field("readOnly").flag() === true;
    }

    get image(): string {
        return this.container.image;
    }

    get unprivileged(): boolean {
        const [own, shared] = [this.container.spec.field("securityContext"), this.pod.spec.field("securityContext")];
        const user = own.field("runAsUser").number() ?? shared.field("runAsUser").number();
        // Without a group, a process has the image's or else root's, and root's group may open a runtime's socket.
        const group = own.field("runAsGroup").number() ?? shared.field("runAsGroup").number();
        const more = [...shared.field("supplementalGroups").items()].map((id) => id.number());
        const ids = [user, group, shared.field("fsGroup").number() ?? 65534, ...more];
        return (
            ids.every((id) => id !== undefined && id > 0) &&
            !this.container.isPrivileged &&
            this.container.addedCapabilities().every((name) => OPENS_NO_FILES.includes(name))
        );
    }
}
