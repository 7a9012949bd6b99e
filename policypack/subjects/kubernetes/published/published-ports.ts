import { each, type Subject, subject, type Thunk } from "../../../lib/subject";
import { settle } from "../../../lib/settle";
import type { NodeEvidence } from "../../../model/node-evidence";
import type { Daemon, PublishedPort } from "../../../model/published-port";
import { ifKnown, type ReadAll, readAll } from "../../../lib/read-all";
import { labelOfCluster } from "../cluster-labels";
import { everyEtcdChart, PORTS_OF_CHART } from "../pods/etcd-chart";
import { everyResourceForm } from "../objects";
import { Service, type ServiceObject, type ServicePort } from "./service";
import { type Publication, publicationsOf } from "./service-publication";

/** The rows that read every Service in all its forms. */
export const everyService = (lens: (service: Service) => Iterable<Thunk<PublishedPort>>) =>
    everyResourceForm<ServiceObject>("Service", ["core/v1"])<PublishedPort>((object, { type }) =>
        lens(new Service(object, type.endsWith("Patch"))),
    );

/**
 * The daemon's ports that a Service alone shows to be published. What needs other objects (Endpoints, Pods, an Ingress) is seen across the
 * stack, and so is an etcd that by itself may be an application's.
 */
export const publishedPortsOf = (daemon: Daemon): Subject<PublishedPort> =>
    subject(
        ...everyService((service) => each([service], (one) => shownBy(daemon, one))),
        ...(daemon.name === "etcd" ? [everyEtcdChart((service) => shownByChart(daemon, service))] : []),
    );

function* shownBy(daemon: Daemon, service: Service): Generator<Thunk<PublishedPort>> {
    const { known, faults } = ownTargets(daemon, service);
    if (known.length === 0 && faults.length === 0) return;
    yield* each(publicationsFor(daemon, service), (publication) => {
        if (known.length === 0) return faults.map(throwing);
        const view = viewOf(daemon, publication, known, evidenceOf(daemon, service), []);
        return [...(isShownAlone(view, service) ? [() => view] : []), ...faults.map(throwing)];
    });
}

/** Helm makes the Pods, too, so that the stack shows no more. */
function shownByChart(daemon: Daemon, service: Service): Generator<Thunk<PublishedPort>> {
    return each([service], (one) =>
        each(publicationsOf(one), (publication) => [
            () => viewOf(daemon, publication, PORTS_OF_CHART, evidenceOf(daemon, one), []),
        ]),
    );
}

/** The ways by which a Service is published; its own address for Pods, too, where no Pods of its own are behind it. */
export function publicationsFor(daemon: Daemon, service: Service): Publication[] {
    const published = publicationsOf(service);
    if (published.length > 0 || daemon.name === "etcd" || service.type !== "ClusterIP") return published;
    // An address that is not known yet is one that the cluster will choose. Monitoring names the kubelets by a Service of that name.
    if (
        service.selector() !== undefined ||
        ifKnown(() => service.isHeadless || /(?:^|-)kubelet$/.test(service.name ?? "")) === true
    )
        return [];
    return [
        {
            at: service.typeAt,
            how: "by an address of the cluster",
            fix: "Let what needs it name the nodes, or go through the API server",
            audience: () => ({ kind: "cluster" }),
        },
    ];
}

export const inOrder = (ports: readonly number[]): number[] => [...new Set(ports)].sort((a, b) => a - b);

export const viewOf = (
    daemon: Daemon,
    publication: Publication,
    ports: readonly number[],
    evidence: NodeEvidence,
    path: readonly string[],
): PublishedPort => ({
    at: publication.at,
    how: publication.how,
    ...(publication.fix !== undefined && { fix: publication.fix }),
    audience: publication.audience(),
    daemon,
    ports,
    evidence,
    path,
});

/** Whether the stack can add nothing that changes how it is judged. */
export const isShownAlone = ({ daemon, evidence, audience }: PublishedPort, service: Service): boolean =>
    evidence.verdict === "node" || audience.kind === "everybody" || (daemon.name === "kubelet" && service.mayHaveSelector);

/**
 * The daemon's ports to which a Service leads, as far as it tells by itself, and what reading the others throws.
 *
 * Pods listen on the kubelet's port, too (metrics-server, cert-manager), so that there a selector leaves it to the stack. A selected
 * etcd is an etcd whatever selects it.
 */
export function ownTargets(daemon: Daemon, service: Service): ReadAll<number> {
    const isSelecting = () => service.selector() !== undefined;
    if (daemon.name === "kubelet" && ifKnown(isSelecting) === true) return { known: [], faults: [] };
    const { known, faults } = readAll(
        () => service.ports(),
        (port) => {
            const number = ownTarget(daemon, port);
            // Throws when it is not known whether there is a selector.
            return number !== undefined && daemon.name === "kubelet" && isSelecting() ? undefined : number;
        },
    );
    return { known: inOrder(known.filter((number) => number !== undefined)), faults };
}

/** The daemon's port to which one port leads by its number; a Pod's port of any name counts where the Service's own port is the daemon's. */
export function ownTarget(daemon: Daemon, port: ServicePort): number | undefined {
    const { target } = port;
    const number = typeof target === "string" ? port.number : target;
    return number !== undefined && daemon.ports.includes(number) && port.isTcp ? number : undefined;
}

const CLUSTER_MESH = /^clustermesh-apiserver$/;
const NETWORK_PLUGIN = /cilium|calico/;

/**
 * Whether a daemon behind a Service is a node's or a cluster's own. What is not known yet tells nothing.
 *
 * `other` is Cilium's Cluster Mesh, which publishes an etcd of its own to other clusters by design, with read-only certificates; the etcd
 * of a network plugin may be in kube-system and holds no objects.
 */
export function evidenceOf(daemon: Daemon, service: Service): NodeEvidence {
    if (daemon.name === "kubelet") {
        return service.mayHaveSelector ? { verdict: "unsure", why: "" } : { verdict: "node", why: "no selector" };
    }
    const selected = new Map(settle(selectorOf(service), ([name, value]) => [name, value.text() ?? ""] as const).values);
    const valueOf = (name: string) => selected.get(name) ?? settle([name], (one) => service.label(one)).values[0];
    if (CLUSTER_MESH.test(valueOf("k8s-app") ?? "")) return { verdict: "other", why: "Cilium's Cluster Mesh" };
    const label = labelOfCluster(valueOf);
    if (label !== undefined) return { verdict: "node", why: `label ${label}` };
    const isPlugin = [...selected].some((pair) => pair.some((word) => NETWORK_PLUGIN.test(word)));
    const isSystem = settle([service], ({ namespace }) => namespace === "kube-system").values[0] === true;
    return isSystem && !isPlugin ? { verdict: "node", why: "namespace kube-system" } : { verdict: "unsure", why: "" };
}

function* selectorOf(service: Service) {
    yield* service.selector() ?? [];
}

export const throwing =
    (fault: unknown): Thunk<never> =>
    () => {
        throw fault;
    };
