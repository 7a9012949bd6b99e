import { extname } from "node:path/posix";

/**
 * The drop-ins below the folder of `--config-dir`, in the order in which the kubelet merges them: `*.conf` at any depth, folder by folder as
 * filepath.WalkDir goes, so `a/x.conf` comes before `a.conf`.
 *
 * @param paths absolute and normalised, of files; others are left out
 * @param folder the same, with or without a slash at its end
 */
export function dropInOrder(paths: readonly string[], folder: string): string[] {
    const root = folder.endsWith("/") ? folder : `${folder}/`;
    return paths
        .filter((path) => path.startsWith(root) && isDropIn(path))
        .map((path) => ({ path, names: path.slice(root.length).split("/") }))
        .sort((a, b) => byNames(a.names, b.names))
        .map(({ path }) => path);
}

/** Go's filepath.Ext takes `.conf` for an extension, Node's does not. */
const isDropIn = (path: string): boolean => path.endsWith("/.conf") || extname(path) === ".conf";

function byNames(a: readonly string[], b: readonly string[]): number {
    const i = a.findIndex((name, at) => name !== b[at]);
    return i < 0 ? 0 : Buffer.compare(Buffer.from(a[i]!), Buffer.from(b[i] ?? ""));
}
