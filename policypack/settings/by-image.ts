import { imageRepository } from "../model/image-repository";
import { globMatches } from "./glob";

/** Allowances by the repositories of their images, in which `*` stands for any letters but a slash: what ships is hundreds. */
export class ByImage<A extends { readonly images: readonly string[] }> {
    private readonly plain = new Map<string, A[]>();
    /** With a `*`, by the last part of the repository, which most have in full: `*.dkr.ecr.*.amazonaws.com/eks/kube-proxy`. */
    private readonly patterns = new Map<string, (readonly [pattern: string, A])[]>();

    constructor(all: readonly A[]) {
        for (const one of all) {
            for (const image of one.images) {
                const repository = imageRepository(image);
                if (repository.includes("*")) listed(this.patterns, lastPart(repository)).push([repository, one]);
                else listed(this.plain, repository).push(one);
            }
        }
    }

    get isEmpty(): boolean {
        return this.plain.size + this.patterns.size === 0;
    }

    /** Those for a repository, as `imageRepository` gives it. */
    of(repository: string): readonly A[] {
        const patterns = [this.patterns.get(lastPart(repository)) ?? [], this.patterns.get("*") ?? []].flat();
        const matching = patterns.flatMap(([pattern, one]) => (globMatches(pattern, repository) ? [one] : []));
        return [...(this.plain.get(repository) ?? []), ...matching];
    }
}

/** `*` where it has one. */
function lastPart(repository: string): string {
    const last = repository.slice(repository.lastIndexOf("/") + 1);
    return last.includes("*") ? "*" : last;
}

function listed<V>(lists: Map<string, V[]>, key: string): V[] {
    let list = lists.get(key);
    if (list === undefined) lists.set(key, (list = []));
    return list;
}
