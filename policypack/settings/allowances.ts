import type { Mount, PodOwner } from "../model/host-path";
import { imageRepository } from "../model/image-repository";
import { nodePath } from "../model/node-path";
import { globMatches } from "./glob";
import { partsOf } from "./parts";
import { type Setting, SettingError } from "./setting";

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
    private readonly byPath: () => ReadonlyMap<string, readonly Allowance[]>;

    /**
     * @param all asked for when a path is first looked up, as what ships is thousands and most resources mount nothing
     * @param more allowances that are looked up beside them
     */
    constructor(
        all: () => readonly Allowance[],
        private readonly more?: Allowances,
    ) {
        let made: ReadonlyMap<string, readonly Allowance[]> | undefined;
        this.byPath = () => (made ??= groupedByPath(all()));
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
        const own = [...this.byPath()].flatMap(([pattern, all]) => (globMatches(pattern, path) ? all : []));
        return this.more === undefined ? own : [...own, ...this.more.about(path)];
    }
}

function groupedByPath(all: readonly Allowance[]): ReadonlyMap<string, readonly Allowance[]> {
    const groups = new Map<string, Allowance[]>();
    for (const one of all) {
        const path = nodePath(one.path);
        const group = groups.get(path);
        if (group === undefined) groups.set(path, [one]);
        else group.push(one);
    }
    return groups;
}

const PARTS = ["namespace", "serviceAccount", "image", "path", "reason"] as const;

/**
 * The setting `allowances` of a policy about mounts.
 * @param shipped what ordinary clusters run; configured allowances are added to it
 */
export function allowances(shipped: () => readonly Allowance[]): Setting<Allowances> {
    const unconfigured = new Allowances(shipped);
    return {
        schema: SCHEMA,
        read(value, at) {
            const own = value === undefined ? [] : configured(value, at);
            // The engine fills in the default, so that an empty list is what nobody configured; and this is read for every resource.
            return own.length === 0 ? unconfigured : new Allowances(() => own, unconfigured);
        },
    };
}

const SCHEMA: Setting<Allowances>["schema"] = {
    type: "array",
    items: {
        type: "object",
        properties: Object.fromEntries(PARTS.map((part) => [part, { type: "string" }])),
        required: [...PARTS],
    },
    default: [],
    description:
        "Workloads that may mount a path of their node: namespace, serviceAccount, image repository, path and reason, all of them; " +
        "* stands for any letters but a slash.",
};

function configured(value: unknown, at: string): Allowance[] {
    if (!Array.isArray(value)) throw new SettingError(`${at} is no list of allowances`);
    return value.map((one: unknown, i) => allowance(one, `${at}[${i}]`));
}

function allowance(value: unknown, at: string): Allowance {
    const part = partsOf(value, at, PARTS);
    const given = {
        namespace: part("namespace"),
        serviceAccount: part("serviceAccount"),
        image: part("image"),
        path: part("path"),
        reason: part("reason"),
    };
    for (const name of ["namespace", "serviceAccount", "image", "path"] as const) {
        if (given[name].includes("**")) throw new SettingError(`${at}.${name} has **. One * stands for letters within a part`);
        if (/^[*/]+$/.test(given[name]) && given[name].includes("*")) {
            throw new SettingError(`${at}.${name} names everything. Name what is meant`);
        }
    }
    if (!/^([/\\]|[A-Za-z]:)/.test(given.path)) throw new SettingError(`${at}.path is no absolute path. Write it as on the node`);
    return given;
}
