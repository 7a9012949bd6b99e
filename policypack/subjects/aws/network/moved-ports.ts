import { oncePerStack } from "../../../lib/stack";
import type { StackResource } from "../../../lib/subject";
import type { EffectiveEtcd } from "../../../model/effective-etcd";
import type { EffectiveKubelet } from "../../../model/effective-kubelet";
import type { GuardedService } from "../../../model/guarded-service";
import { effectiveEtcd } from "../../control-plane";
import { effectiveKubelet } from "../../effective-kubelet";
import { ifKnown } from "../../../lib/read-all";

/** The ports to which each machine's boot moves a service. */
export class MovedPorts {
    private readonly groups = new Map<readonly StackResource[], Map<string, ReadonlyMap<number, StackResource>>>();
    private readonly known = new Map<StackResource, Readonly<Record<"kubelet" | "etcd", readonly number[]>>>();

    /**
     * The ports to which any of a group's users moves it, each with one that does.
     * @param users the same list for the same group, so that a group with many rules is looked at once
     */
    behind(service: GuardedService, users: readonly StackResource[]): ReadonlyMap<number, StackResource> {
        let ofUsers = this.groups.get(users);
        if (ofUsers === undefined) this.groups.set(users, (ofUsers = new Map()));
        const known = ofUsers.get(service.name);
        if (known !== undefined) return known;
        const ports = new Map<number, StackResource>();
        for (const user of users) for (const port of this.of(service, user)) if (!ports.has(port)) ports.set(port, user);
        ofUsers.set(service.name, ports);
        return ports;
    }

    /** @returns none where it serves on its own ports, and where the boot cannot be read: other policies say so */
    private of(service: GuardedService, machine: StackResource): readonly number[] {
        if (service.name !== "kubelet" && service.name !== "etcd") return [];
        let ports = this.known.get(machine);
        if (ports === undefined) this.known.set(machine, (ports = portsOf(machine)));
        return ports[service.name].filter((port) => !service.ports.includes(port));
    }
}

/** What is known of the moved ports of a stack. */
export const movedPortsOf = oncePerStack(() => new MovedPorts());

function portsOf(machine: StackResource) {
    const kubelets = viewsOf(() => effectiveKubelet.rows.get(machine.type)?.(machine) ?? []);
    const etcds = viewsOf(() => effectiveEtcd.rows.get(machine.type)?.(machine) ?? []);
    return { kubelet: distinct(kubelets.flatMap(kubeletPorts)), etcd: distinct(etcds.flatMap(etcdPorts)) };
}

const viewsOf = <V>(thunks: () => Iterable<() => V>): V[] =>
    (ifKnown(() => [...thunks()]) ?? []).flatMap((thunk) => ifKnown(thunk) ?? []);

const kubeletPorts = (kubelet: EffectiveKubelet): (number | undefined)[] => [
    ifKnown(() => (kubelet.enableServer.value ? kubelet.port.value : undefined)),
    ifKnown(() => kubelet.readOnlyPort.value),
];

const etcdPorts = (etcd: EffectiveEtcd): (number | undefined)[] =>
    [() => etcd.clientListeners, () => etcd.httpListeners, () => etcd.peerListeners]
        .flatMap((listeners) => ifKnown(listeners) ?? [])
        .filter(({ isLocal }) => !isLocal)
        .map(({ url }) => Number(/:(\d{1,5})(?:[/?#]|$)/.exec(url)?.[1]));

const distinct = (ports: readonly (number | undefined)[]): number[] => [
    ...new Set(ports.flatMap((port) => (port !== undefined && port > 0 && port < 65_536 ? [port] : []))),
];
