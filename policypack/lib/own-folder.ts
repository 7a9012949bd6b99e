import type { Mount, PodOwner } from "../model/host-path";
import { imageRepository } from "../model/image-repository";
import { isWithin } from "../model/node-path";
import { SYSTEM_DIRECTORIES } from "../model/system-directories";
import { ifKnown } from "./read-all";

/** Where programs keep their state, each in a folder of its name (Filesystem Hierarchy Standard 3.0). */
export const STATE = ["/var/lib", "/var/cache", "/var/opt", "/var/tmp", "/opt", "/run"];

/**
 * Whether a container writes a folder that is its own by the name of its image or account (`/var/lib/vector` of `timberio/vector`), and that
 * the node itself neither runs nor trusts. What is not known tells nothing.
 */
export function isOwnFolder({ path, image }: Readable, owner: PodOwner): boolean {
    if (SYSTEM_DIRECTORIES.some((folder) => isWithin(path, folder) || isWithin(folder, path))) return false;
    const root = STATE.find((one) => one !== path && isWithin(path, one));
    const folder = root === undefined ? "" : path.slice(root.length + 1).split("/")[0]!;
    if (folder.length < 3) return false;
    const names = [() => imageRepository(image()).split("/").slice(1), () => [owner.serviceAccount]].flatMap(
        (read) => ifKnown(read) ?? [],
    );
    return names.some((name) => name === folder || name.startsWith(`${folder}-`));
}

interface Readable {
    readonly path: Mount["path"];
    image(): string;
}
