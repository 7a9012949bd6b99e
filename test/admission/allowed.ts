import { imageRepository } from "../../policypack/model/image-repository";
import { nodePath } from "../../policypack/model/node-path";
import type { Shared } from "../../policypack/model/host-share";
import type { Allowance } from "../../policypack/settings/allowances";
import type { HostShareAllowance } from "../../policypack/settings/host-share-allowances";
import type { Cel } from "./cel";
import { isAnyOf } from "./patterns";

/** Whom an allowance is for, whatever it allows. */
type Workload = Pick<Allowance, "namespace" | "serviceAccount">;

/** Stands in an expression for what a user of the component allows, about `allowed`: a path of the node, or what is shared. */
const MORE: Cel = "__ALLOWED__";

/**
 * Whether a container may have one of two paths: that of the volume and what of it the mount shows.
 * @param paths both, normalised @param image the container's repository @param readOnly the mount's
 */
export function mountAllowed(allowances: readonly Allowance[], paths: readonly Cel[], image: Cel, readOnly: Cel): Cel {
    const path = "allowed";
    const shipped = anyOf(
        grouped(allowances, (one) => `${workloadOf(one)}\0${one.onlyReads ?? false}`).map((one) => {
            const images = new Map<string, Set<string>>();
            for (const { images: own, path } of one) {
                for (const repository of own.map(imageRepository))
                    images.set(repository, (images.get(repository) ?? new Set<string>()).add(nodePath(path)));
            }
            const together = grouped([...images], ([, paths]) => [...paths].sort().join("\0"));
            const each = together.map(
                (group) =>
                    `${isAnyOf(path, [...group[0]![1]])} && ${isAnyOf(
                        image,
                        group.map(([name]) => name),
                    )}`,
            );
            return `${one[0]!.onlyReads === true ? `${readOnly} && ` : ""}${isWorkload(one[0]!)} && (${anyOf(each)})`;
        }),
    );
    return `[${paths.join(", ")}].exists(${path}, ${shipped} || ${MORE})`;
}

/** Whether a container, by its image's repository, may share something of its node. */
export function shareAllowed(allowances: readonly HostShareAllowance[], shared: Shared, image: Cel): Cel {
    const shipped = grouped(
        allowances.filter(({ shares }) => shares.includes(shared)),
        workloadOf,
    ).map(
        (one) =>
            `${isWorkload(one[0]!)} && ${isAnyOf(
                image,
                one.flatMap(({ images }) => images.map(imageRepository)),
            )}`,
    );
    return `["${shared}"].exists(allowed, ${anyOf(shipped)} || ${MORE})`;
}

const workloadOf = ({ namespace, serviceAccount }: Workload): string => `${namespace}\0${serviceAccount}`;
const isWorkload = ({ namespace, serviceAccount }: Workload): Cel =>
    `${isAnyOf("variables.ownNamespace", [namespace])} && ${isAnyOf("variables.serviceAccount", [serviceAccount])}`;
const anyOf = (all: readonly Cel[]): Cel => (all.length === 0 ? "false" : all.map((one) => `(${one})`).join(" || "));

function grouped<T>(all: readonly T[], key: (one: T) => string): (readonly T[])[] {
    const groups = new Map<string, T[]>();
    for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
    return [...groups.values()];
}
