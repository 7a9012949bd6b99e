import type { Mount, PodOwner } from "../model/host-path";
import { imageRepository } from "../model/image-repository";
import { nodePath } from "../model/node-path";
import { ByImage } from "./by-image";
import { globMatches } from "./glob";

/** One workload that may mount one path of its node. Every part must match; `*` in a part stands for any letters but a slash. */
export interface Allowance {
    readonly namespace: string;
    readonly serviceAccount: string;
    /** The repositories of its images, without tags: `quay.io/cilium/cilium`. */
    readonly images: readonly string[];
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
     * @param all asked for when a path is first looked up, as most resources mount nothing
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
        return this.about(path).some((group) => {
            if (group.onlyReads && mount.readOnly !== true) return false;
            return group.byImage
                .of(imageRepository(mount.image))
                .some(
                    (one) =>
                        (one.onlyReads !== true || mount.readOnly) &&
                        globMatches(one.serviceAccount, owner.serviceAccount) &&
                        globMatches(one.namespace, owner.namespace),
                );
        });
    }

    /** Whether any allowance is about that path, so that it matters who mounts it. */
    concern(path: string): boolean {
        return this.about(path).length > 0;
    }

    private about(path: string): readonly Group[] {
        const { byPath, byPattern } = this.grouped();
        const own = byPath.get(path);
        const patterns = byPattern.flatMap(([pattern, group]) => (globMatches(pattern, path) ? [group] : []));
        return [...(own === undefined ? [] : [own]), ...patterns, ...(this.more?.about(path) ?? [])];
    }
}

interface Groups {
    readonly byPath: ReadonlyMap<string, Group>;
    /** Of these, the paths with `*`, which are more than themselves. */
    readonly byPattern: readonly (readonly [string, Group])[];
}

/** The allowances for one path. */
class Group {
    private made: ByImage<Allowance> | undefined;
    /** None of them lets anybody write. */
    readonly onlyReads: boolean;

    constructor(private readonly all: readonly Allowance[]) {
        this.onlyReads = all.every(({ onlyReads }) => onlyReads === true);
    }

    /** Made when it is asked for, as most paths are mounted by nobody. */
    get byImage(): ByImage<Allowance> {
        return (this.made ??= new ByImage(this.all));
    }
}

function groupedByPath(all: readonly Allowance[]): Groups {
    const listed = new Map<string, Allowance[]>();
    for (const one of all) {
        const path = nodePath(one.path);
        const others = listed.get(path);
        if (others === undefined) listed.set(path, [one]);
        else others.push(one);
    }
    const byPath = new Map<string, Group>();
    const byPattern: (readonly [string, Group])[] = [];
    for (const [path, own] of listed) {
        const group = new Group(own);
        if (path.includes("*")) byPattern.push([path, group]);
        else byPath.set(path, group);
    }
    return { byPath, byPattern };
}
