import type { Mount, PodOwner } from "../model/host-path";
import { imageRepository } from "../model/image-repository";
import { nodePath } from "../model/node-path";
import { globMatches } from "./glob";

/** One workload that may mount one path of its node. Every part must match; `*` in a part stands for any letters but a slash. */
export interface Allowance {
    readonly namespace: string;
    readonly serviceAccount: string;
    /** The image's repository, without tag: `quay.io/cilium/cilium`. */
    readonly image: string;
    /** The path on the node, itself and nothing below it. */
    readonly path: string;
    /** It may not be mounted writable. */
    readonly onlyReads?: boolean;
    /** Why, for whoever reads the configuration. */
    readonly reason: string;
}

/** The mounts that are meant. */
export class Allowances {
    private readonly grouped: () => Groups;

    /**
     * @param all asked for when a path is first looked up, as what ships is thousands and most resources mount nothing
     * @param more allowances that are looked up beside them
     */
    constructor(
        all: () => readonly Allowance[],
        private readonly more?: Allowances,
    ) {
        let made: Groups | undefined;
        this.grouped = () => (made ??= groupedByPath(all()));
    }

    /**
     * Whether a container may mount a path.
     * @param mount its properties, and the owner's, may throw when they are unknown; they are read only when they decide
     */
    admit(path: string, mount: Pick<Mount, "image"> & Partial<Pick<Mount, "readOnly">>, owner: PodOwner): boolean {
        return this.about(path).some(
            ({ namespace, serviceAccount, image, onlyReads }) =>
                (onlyReads !== true || mount.readOnly) &&
                globMatches(imageRepository(image), imageRepository(mount.image)) &&
                globMatches(serviceAccount, owner.serviceAccount) &&
                globMatches(namespace, owner.namespace),
        );
    }

    /** Whether any allowance is about that path, so that it matters who mounts it. */
    concern(path: string): boolean {
        return this.about(path).length > 0;
    }

    private about(path: string): readonly Allowance[] {
        const { byPath, byPattern } = this.grouped();
        const patterns = byPattern.flatMap(([pattern, all]) => (globMatches(pattern, path) ? all : []));
        return [...(byPath.get(path) ?? []), ...patterns, ...(this.more?.about(path) ?? [])];
    }
}

interface Groups {
    readonly byPath: ReadonlyMap<string, readonly Allowance[]>;
    /** Of these, the paths with `*`, which are more than themselves. */
    readonly byPattern: readonly (readonly [string, readonly Allowance[]])[];
}

function groupedByPath(all: readonly Allowance[]): Groups {
    const groups = new Map<string, Allowance[]>();
    for (const one of all) {
        const path = nodePath(one.path);
        const group = groups.get(path);
        if (group === undefined) groups.set(path, [one]);
        else group.push(one);
    }
    const byPattern = [...groups].filter(([path]) => path.includes("*"));
    for (const [pattern] of byPattern) groups.delete(pattern);
    return { byPath: groups, byPattern };
}
