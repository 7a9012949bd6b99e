import { basename, join, normalize } from "node:path/posix";
import { AUTHORITIES_OF_ETCD, clusterAuthority } from "../model/etcd-authority";
import type { BootCommand, BootFile, NodeBoot } from "../model/node-boot";
import { once } from "../parse/once";

/** A file for etcd's authority that holds the cluster's. */
export interface AuthorityCopy {
    readonly at: string;
    readonly path: string;
    readonly source: string;
}

/**
 * Authorities of etcd that a boot makes the same as the cluster's: by copying or linking the file, or by writing one certificate to both.
 * Computed once for each boot.
 */
export const authorityCopies = once(({ commands, files }: NodeBoot): readonly AuthorityCopy[] => {
    const copied = commands.flatMap((command) => copyBy(command) ?? []);
    const isKnown = ({ kind, content, isAppended }: BootFile) =>
        kind === "file" && content.isLiteral && !isAppended && content.text.trim() !== "";
    const known = files.filter(isKnown);
    const written = known.flatMap(({ path, at, content }): AuthorityCopy[] => {
        if (!AUTHORITIES_OF_ETCD.includes(path) || copied.some((copy) => copy.path === path)) return [];
        const source = known.find(
            (other) => clusterAuthority(other.path) !== undefined && other.content.text.trim() === content.text.trim(),
        );
        return source === undefined ? [] : [{ at, path, source: source.path }];
    });
    return [...copied, ...written];
});

/** `cp`, `install` and `ln` of one file to another, or into a folder. */
function copyBy({ argv, at }: BootCommand): AuthorityCopy | undefined {
    const [program, ...rest] = argv.map(({ text }) => text);
    if (!/^(?:cp|install|ln)$/.test(basename(program ?? ""))) return undefined;
    const paths = rest.filter((word) => word.startsWith("/"));
    const [from, to] = paths.slice(-2);
    if (from === undefined || to === undefined) return undefined;
    const source = clusterAuthority(from);
    const path = [normalize(to), join(to, basename(from))].find((one) => AUTHORITIES_OF_ETCD.includes(one));
    return source === undefined || path === undefined ? undefined : { at, path, source };
}
