import { normalize } from "node:path/posix";
import { ifKnown } from "../../../lib/read-all";
import { isWithin } from "../../../model/node-path";
import type { Cursor } from "../../../parse/cursor";
import type { Container } from "./container";
import type { Pod } from "./pod";

/** A reference to a ConfigMap or Secret, with the keys that are taken of it; without any it is all. */
export interface ObjectSource {
    readonly name: string;
    readonly secretName: string;
    readonly items: readonly { readonly key: string; readonly path: string }[];
}

/** A volume of a Pod, as far as it may hold such objects. */
export interface ObjectVolume {
    readonly name: string;
    readonly configMap: ObjectSource;
    readonly secret: ObjectSource;
    readonly projected: { readonly sources: readonly { readonly configMap: ObjectSource; readonly secret: ObjectSource }[] };
}

/** A container's mount of such a volume. */
export interface ObjectMount {
    readonly mountPath: string;
    /** "" for the whole volume. */
    readonly subPath: string;
    readonly volume: Cursor<ObjectVolume>;
}

/** The volumes of ConfigMaps and Secrets that a container mounts; what is not known yet is none. */
export function* objectMountsOf(container: Container, pod: Pod): Generator<ObjectMount> {
    const mounts = ifKnown(() => [...container.spec.field("volumeMounts").items()]) ?? [];
    if (mounts.length === 0) return;
    const volumes = new Map<string, Cursor<ObjectVolume>>();
    for (const list of pod.volumes()) {
        for (const place of ifKnown(() => [...list.items()]) ?? []) {
            const volume = place as Cursor<ObjectVolume>;
            const name = ifKnown(() => volume.field("name").text());
            if (name !== undefined && isOfObjects(volume)) volumes.set(name, volume);
        }
    }
    for (const mount of mounts) {
        const [name, mountPath, subPath = ""] = (["name", "mountPath", "subPath"] as const).map((key) =>
            ifKnown(() => mount.field(key).text()),
        );
        const volume = volumes.get(name ?? "");
        if (volume !== undefined && mountPath !== undefined) yield { mountPath, subPath, volume };
    }
}

const isOfObjects = (volume: Cursor<ObjectVolume>): boolean =>
    (["configMap", "secret", "projected"] as const).some((source) => ifKnown(() => volume.field(source).isPresent()) === true);

/** Whether a file of the container is one of such a volume's, so that the stack may show it. */
export const isOfObject = (container: Container, pod: Pod, path: string): boolean =>
    [...objectMountsOf(container, pod)].some(({ mountPath }) =>
        isWithin(normalize(path), normalize(mountPath).replace(/(.)\/$/, "$1")),
    );
