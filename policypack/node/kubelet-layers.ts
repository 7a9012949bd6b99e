import { dirname, isAbsolute, join } from "node:path/posix";
import type { Sourced } from "../model/sourced";
import { Unreadable } from "../model/unreadable";
import type { KubeletSetting } from "./kubelet-settings";
import { decoded, merged, treeOf } from "./merge-patch";

/** One KubeletConfiguration: the file, or a drop-in that is merged into it. */
export interface ConfigLayer {
    readonly value: unknown;
    /** `data.kubelet`; settings are named below it. */
    readonly at: string;
    /** The image brings it: nobody's line sets it. */
    readonly isBase?: boolean;
    /** Where the file lies on the node; relative paths in it begin at its folder. */
    readonly path?: string;
    /** What it held before it was edited at `at`: a setting that stayed as it was is that one's. */
    readonly before?: ConfigLayer;
    /** Where settings stand that have another name there, by their path here: Bottlerocket's. Somebody's line sets them even in a base. */
    readonly places?: ReadonlyMap<string, string>;
}

/** The files of a kubelet. */
export interface ConfigFiles {
    /** Where the kubelet is configured, for what nobody sets. */
    readonly at: string;
    /** The `--config` file where there is one and it is seen, then drop-ins in their order. */
    readonly layers: readonly ConfigLayer[];
    /** Whether there is a `--config` at all; without it the kubelet's defaults are those of its flags. */
    readonly hasFile: boolean;
}

const STOPS = "keeps the kubelet from starting";

/**
 * What the files make of a setting before any flag. The file is read with the exact names of its fields and its defaults are filled in;
 * drop-ins are merged into the result as RFC 7396 has it, and what comes out is read by Go's encoding/json, to which `ReadOnlyPort` is
 * `readOnlyPort` (mergeKubeletConfigurations in cmd/kubelet/app).
 */
export function settingOfFiles<T>(files: ConfigFiles, setting: KubeletSetting<T>): Sourced<T> {
    const { hasFile, layers } = files;
    const [file] = hasFile ? layers : [];
    const dropIns = hasFile ? layers.slice(1) : layers;
    const nobody = (value: T): Sourced<T> => ({ value, at: placeFor(files, setting), isDefault: true });
    const base = (file && settingOfFile(file, setting)) ?? nobody(hasFile ? setting.fileDefault : setting.flagDefault);
    if (dropIns.length === 0) return base;

    const { type, path } = setting;
    let tree = treeOf({}, path, { at: () => base.at, source: base });
    // Go leaves out what is zero, unless it is a pointer.
    if (setting.isPointer || !isZero(base.value)) {
        const value = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), type.toFile?.(base.value) ?? base.value);
        tree = treeOf(value, path, { at: () => base.at, source: base });
    }
    for (const layer of dropIns) {
        if (!isObject(layer.value)) throw new Unreadable(layer.at, `is no object and ${STOPS}`);
        const at = (keys: readonly string[]) => placeIn(originOf(layer, keys), keys);
        tree = merged(tree, treeOf(layer.value, path, { at, source: originOf(layer, path) }));
    }
    const found = decoded(tree, path);
    if (found === undefined) return nobody(setting.fileDefault);
    if (found.value === undefined) throw new Unreadable(found.at, `is no object and ${STOPS}`);
    const value = type.ofFile(found.value);
    if (value === undefined) throw new Unreadable(found.at, `is not ${type.expected} and ${STOPS}`);
    if (!setting.isPointer && isZero(value)) return nobody(setting.fileDefault);
    const isDefault = found.source === base ? base.isDefault : (found.source as ConfigLayer).isBase === true;
    return { value, at: found.at, isDefault };
}

/** The file's own word: undefined where it leaves the setting to the default. */
function settingOfFile<T>(layer: ConfigLayer, { type, path, isPointer }: KubeletSetting<T>): Sourced<T> | undefined {
    let current: unknown = layer.value;
    for (const [i, key] of path.entries()) {
        if (!isObject(current)) {
            const where = [layer.at, path.slice(0, i).join(".")].filter(Boolean).join(" › ");
            throw new Unreadable(where, `is no object and ${STOPS}`);
        }
        if (!Object.hasOwn(current, key)) return undefined;
        current = current[key];
        if (current === undefined || (current === null && !(type.refusesNull === true && i === path.length - 1)))
            return undefined;
    }
    const origin = originOf(layer, path);
    const at = placeIn(origin, path);
    const read = current === null ? undefined : type.ofFile(current);
    if (read === undefined) throw new Unreadable(at, `is not ${type.expected} and ${STOPS}`);
    if (!isPointer && isZero(read)) return undefined;
    return { value: type.isPath ? (fromFolderOf(layer, read as string) as T) : read, at, isDefault: isDefaultIn(origin, path) };
}

const placeIn = ({ at, places }: ConfigLayer, path: readonly string[]): string =>
    places?.get(path.join(".")) ?? [at, path.join(".")].filter(Boolean).join(" › ");

const isDefaultIn = ({ isBase, places }: ConfigLayer, path: readonly string[]): boolean =>
    isBase === true && places?.has(path.join(".")) !== true;

/** The state of the layer that gave a setting the value which it still has. */
function originOf(layer: ConfigLayer, path: readonly string[]): ConfigLayer {
    let origin = layer;
    const value = JSON.stringify(valueAt(layer.value, path));
    while (origin.before !== undefined && JSON.stringify(valueAt(origin.before.value, path)) === value) origin = origin.before;
    return origin;
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
    path.reduce<unknown>((current, key) => (isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined), value);

const fromFolderOf = ({ path }: ConfigLayer, value: string): string =>
    path === undefined || isAbsolute(value) ? value : join(dirname(path), value).replace(/(?<=.)\/$/, "");

const isZero = (value: unknown): boolean =>
    typeof value === "object" && value !== null
        ? Object.keys(value).length === 0
        : value === "" || value === 0 || value === false;

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);

function placeFor({ layers, at }: ConfigFiles, { path }: KubeletSetting<unknown>): string {
    const named = layers[0]?.places?.get(path.join("."));
    if (named !== undefined) return named;
    const own = layers.findLast(({ isBase }) => isBase !== true);
    return own === undefined ? at : [own.at, path.join(".")].filter(Boolean).join(" › ");
}
