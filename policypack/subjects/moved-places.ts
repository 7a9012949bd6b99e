import { ifKnown } from "../lib/read-all";
import { oncePerStack } from "../lib/stack";
import type { Located, StackResource, StackSubject, Thunk } from "../lib/subject";
import type { HostPath, Mount, MountedPlace, SocketReach } from "../model/host-path";
import { isWithin, nodePath } from "../model/node-path";
import { mountedPlace } from "../node/mounted-places";
import { movedSockets } from "../node/runtime/sockets";
import { socketReach } from "../node/runtime-sockets";
import { everyKubelet } from "./effective-kubelet";
import { hostPathRows } from "./kubernetes/pods/host-path";
import { inStack } from "./kubernetes/published/services-in-stack";
import { everyNodeBoot } from "./node-boot";

/** Where the nodes of a stack have what others have in the usual places. */
interface MovedPlaces {
    /** Paths of runtime sockets, with whose they are. */
    readonly sockets: ReadonlyMap<string, string>;
    /** Folders from which kubelets take static Pods. */
    readonly manifests: readonly string[];
}

const movedPlacesIn = oncePerStack((stack): MovedPlaces => {
    const sockets = new Map<string, string>();
    const manifests = new Set<string>();
    const found = inStack(stack, [
        ...everyKubelet<{ endpoint: string; folder: string } | undefined>(function* (kubelet) {
            if (kubelet.evidence.verdict === "other") return;
            yield () => ({ endpoint: kubelet.containerRuntimeEndpoint.value, folder: "" });
            yield () => ({ endpoint: "", folder: kubelet.staticPodPath.value });
        }),
        ...everyNodeBoot<undefined>(function* (boot) {
            for (const [path, owner] of movedSockets(boot)) sockets.set(path, owner);
            yield () => undefined;
        }),
    ]);
    for (const { value } of found.all) {
        const socket = /^(?:unix:\/\/)?(\/.+)$/.exec(value?.endpoint ?? "")?.[1];
        if (socket !== undefined && !sockets.has(nodePath(socket)))
            sockets.set(nodePath(socket), "the kubelet's container runtime");
        if (value !== undefined && value.folder !== "") manifests.add(nodePath(value.folder));
    }
    const isMoved = (path: string) => socketReach(path)?.how !== "itself";
    return {
        sockets: new Map([...sockets].filter(([path]) => isMoved(path))),
        manifests: [...manifests].filter((path) => mountedPlace(path, false)?.kind !== "manifests"),
    };
});

const pathsIn = oncePerStack((stack) => inStack(stack, hostPathRows).all);

/** Every path of a node that is, or holds, a runtime's socket where this stack's own nodes have it and others do not. */
export const movedSocketPaths: StackSubject<HostPath> = (stack) => {
    const { sockets } = movedPlacesIn(stack);
    if (sockets.size === 0) return [];
    return moved(stack, (volume) =>
        volume.reach === undefined && [...sockets.keys()].some((socket) => isWithin(socket, volume.path))
            ? new MovedPath(volume, { sockets, manifests: [] })
            : undefined,
    );
};

/** The same for the folders of static Pods. */
export const movedManifestPaths: StackSubject<HostPath> = (stack) => {
    const { manifests } = movedPlacesIn(stack);
    if (manifests.length === 0) return [];
    return moved(stack, (volume) =>
        manifests.some((folder) => isWithin(folder, volume.path) || isWithin(volume.path, folder))
            ? new MovedPath(volume, { sockets: new Map(), manifests })
            : undefined,
    );
};

function* moved(
    stack: readonly StackResource[],
    read: (volume: HostPath) => HostPath | undefined,
): Generator<Thunk<Located<HostPath>>> {
    for (const { value, resource } of pathsIn(stack)) {
        // What is unknown or cannot be read has been told of where the resource is judged.
        const view = ifKnown(() => read(value));
        if (view !== undefined) yield () => ({ urn: resource.urn, view });
    }
}

/** A path of the node as it is on the nodes of this stack. What the usual places make of it has been told. */
class MovedPath implements HostPath {
    constructor(
        private readonly volume: HostPath,
        private readonly places: MovedPlaces,
    ) {}

    get at() {
        return this.volume.at;
    }

    get written() {
        return this.volume.written;
    }

    get path() {
        return this.volume.path;
    }

    get owner() {
        return this.volume.owner;
    }

    get reach(): SocketReach | undefined {
        return movedReach(this.path, this.places);
    }

    get place(): MountedPlace | undefined {
        return movedPlace(this.path, this.places, this.volume.place);
    }

    *mounts(): Generator<Mount> {
        for (const mount of this.volume.mounts()) yield new MovedMount(mount, this.places);
    }
}

class MovedMount implements Mount {
    constructor(
        private readonly mount: Mount,
        private readonly places: MovedPlaces,
    ) {}

    get at() {
        return this.mount.at;
    }

    get path() {
        return this.mount.path;
    }

    get readOnly() {
        return this.mount.readOnly;
    }

    get isRecursive() {
        return this.mount.isRecursive;
    }

    get image() {
        return this.mount.image;
    }

    get unprivileged() {
        return this.mount.unprivileged;
    }

    get reach(): SocketReach | undefined {
        return movedReach(this.path, this.places) ?? this.mount.reach;
    }

    get place(): MountedPlace | undefined {
        return this.readOnly ? undefined : movedPlace(this.path, this.places, this.mount.place);
    }
}

function movedReach(path: string, { sockets }: MovedPlaces): SocketReach | undefined {
    for (const [socket, owner] of sockets) {
        if (isWithin(socket, path)) return { socket: { path: socket, owner }, how: socket === path ? "itself" : "inside" };
    }
    return undefined;
}

function movedPlace(path: string, { manifests }: MovedPlaces, told: MountedPlace | undefined): MountedPlace | undefined {
    if (told?.kind === "manifests") return undefined;
    const folder = manifests.find((one) => isWithin(one, path) || isWithin(path, one));
    if (folder === undefined) return undefined;
    return { kind: "manifests", path: isWithin(path, folder) ? undefined : folder };
}
