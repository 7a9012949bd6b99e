import type { Finding } from "../model/finding";
import type { HostPath, Mount, MountedPlace, PlaceKind } from "../model/host-path";
import type { Allowances } from "../settings/allowances";
import { settle } from "./settle";

/** What a policy says of one kind of place. */
export interface PlaceFact {
    /** What whoever has it does, after `which`: `lets it write static Pods`. */
    readonly gives: string;
    /** Milder than the policy's own, for what is no way in by itself. */
    readonly isMild?: boolean;
}

/**
 * The findings about the mounts of a volume that give places of the kinds that a policy is about; each volume is one finding for each kind. A volume
 * that leads to a runtime socket is none: `runtime-socket-not-mounted` reports it.
 *
 * @param facts by kind
 */
export function* ofMountedPlaces(
    volume: HostPath,
    facts: Partial<Readonly<Record<PlaceKind, PlaceFact>>>,
    allowances: Allowances,
): Generator<Finding> {
    const { owner, at, written } = volume;
    if (owner === undefined) {
        const fact = volume.place && facts[volume.place.kind];
        // Whether it is read-only is not for the volume to say, so that what only reads is no more than what may write.
        if (volume.reach !== undefined || volume.place === undefined || fact === undefined) return;
        yield {
            at,
            message: `offers the node's ${JSON.stringify(written)} to any Pod that claims it${below(volume.place)}, which ${fact.gives}`,
        };
        return;
    }
    const { values, finish } = settle(volume.mounts(), (mount) => {
        const { place } = mount;
        const isOurs = place !== undefined && facts[place.kind] !== undefined && mount.reach === undefined;
        if (!isOurs || isAllowed(mount, volume, owner, allowances)) return [];
        return [{ mount, place }];
    });
    for (const kind of Object.keys(facts) as PlaceKind[]) {
        const own = values.flat().filter(({ place }) => place.kind === kind);
        const first = own.find(({ mount }) => !mount.unprivileged) ?? own[0];
        if (first === undefined) continue;
        const { mount, place } = first;
        const fact = facts[kind]!;
        const path = mount.path === volume.path ? written : mount.path;
        const how = mount.readOnly ? "read-only" : "writable";
        const others = own.filter((one) => one !== first).map((one) => one.mount.at);
        const too = others.length === 0 ? "" : `, as ${others.join(", ")} ${others.length === 1 ? "does" : "do"}`;
        const message = `mounts the node's ${JSON.stringify(path)} ${how}${too}${below(place)}, which ${fact.gives}`;
        const isMild = fact.isMild === true || mount.unprivileged;
        yield {
            at: mount.at,
            message,
            ...(isMild && { certainty: "unsure" as const }),
            ...(fact.isMild && { severity: "low" as const }),
        };
    }
    finish();
}

/** An allowance is for the volume's path, or for that part of it which the container sees. */
export function isAllowed(
    mount: Mount,
    volume: HostPath,
    owner: NonNullable<HostPath["owner"]>,
    allowances: Allowances,
): boolean {
    return (
        allowances.admit(volume.path, mount, owner) || (mount.path !== volume.path && allowances.admit(mount.path, mount, owner))
    );
}

const below = ({ path }: MountedPlace): string => (path === undefined ? "" : ` with ${path}`);
