import { relative } from "node:path/posix";
import { ifKnown } from "../../../lib/read-all";
import type { Thunk } from "../../../lib/subject";
import { isWithin, nodePath } from "../../../model/node-path";
import type { Container } from "./container";
import type { Pod } from "./pod";

type Volume = Parameters<Parameters<Pod["eachVolume"]>[0]>[0];

/**
 * The file of the node that a container has at a path: by the volume that is mounted nearest to it.
 *
 * @returns undefined where it is no node's (the image's, or another volume's), or not known yet
 */
export function pathOnNode(container: Container, pod: Pod, path: string): string | undefined {
    const mounts = ifKnown(() =>
        [...container.spec.field("volumeMounts").items()].map((mount) => ({
            name: mount.field("name").text(),
            at: nodePath(mount.field("mountPath").text() ?? ""),
            below: mount.field("subPath").text() ?? "",
        })),
    );
    const [mount] = (mounts ?? []).filter(({ at }) => isWithin(path, at)).sort((a, b) => b.at.length - a.at.length);
    if (mount === undefined) return undefined;
    const folder = ifKnown(() => hostPathOf(pod, mount.name));
    return folder === undefined ? undefined : nodePath(`${folder}/${mount.below}/${relative(mount.at, nodePath(path))}`);
}

function hostPathOf(pod: Pod, name: string | undefined): string | undefined {
    for (const thunk of pod.eachVolume(volumes)) {
        const volume = thunk();
        if (volume.field("name").text() === name) return volume.field("hostPath").field("path").text();
    }
    return undefined;
}

function* volumes(volume: Volume): Generator<Thunk<Volume>> {
    yield () => volume;
}
