import { each, type Located, type StackSubject, type Thunk } from "../../../lib/subject";
import type { NodeEvidence } from "../../../model/node-evidence";
import type { Daemon, PublishedPort } from "../../../model/published-port";
import { ifKnown } from "../../../lib/read-all";
import { DaemonBackends, type Found, UNSURE } from "./daemon-backends";
import type { InStack } from "./directory";
import { evidenceOf, inOrder, isShownAlone, ownTargets, publicationsFor, throwing, viewOf } from "./published-ports";
import type { Route } from "./route";
import { everyRoute } from "./routes";
import type { Service, ServicePort } from "./service";
import type { Publication } from "./service-publication";
import { inStack, ServicesInStack } from "./services-in-stack";

/**
 * The daemon's ports that only several objects together show to be published: a Service and its Endpoints, EndpointSlices or Pods, and
 * what leads to Services from an ingress controller. What `publishedPortsOf` has judged is not here again.
 */
export const publishedPortsInStack = (daemon: Daemon): StackSubject<PublishedPort> =>
    function* (stack) {
        const services = new ServicesInStack(stack);
        const backends = new DaemonBackends(daemon, services);
        yield* each(services.all, (service) => publishedBy(daemon, service, backends));
        const routes = inStack(stack, everyRoute);
        yield* each(routes.all, (route) => routedBy(daemon, route, services, backends));
        for (const { resource, fault } of routes.faults) {
            if (services.madeInto(resource).some((one) => backends.isBehind(one))) yield throwing(fault);
        }
    };

type View = Thunk<Located<PublishedPort>>;

function* publishedBy(daemon: Daemon, service: InStack<Service>, backends: DaemonBackends): Generator<View> {
    const { value, resource } = service;
    // Most Services are not published, and their Pods need not be looked for.
    if (ifKnown(() => publicationsFor(daemon, value).length) === 0) return;
    const own = ownTargets(daemon, value);
    if (!backends.isBehind(service)) return;
    const { known, faults } = backends.of(service);
    // What the Service itself does not tell yet has been said where it was judged by itself.
    const untold = own.faults.length === 0 ? faults.map(throwing) : [];
    const viewOfOne = (publication: Publication): View[] => {
        const alone =
            own.known.length > 0 && isShownAlone(viewOf(daemon, publication, own.known, evidenceOf(daemon, value), []), value);
        const left = known.filter(({ number }) => !alone || !own.known.includes(number));
        if (left.length === 0) return [];
        const path = left[0]!.through.length > 0 ? [value.words, ...left[0]!.through] : [];
        const numbers = inOrder(left.map(({ number }) => number));
        const view = viewOf(daemon, publication, numbers, strongest(left), path);
        return [() => ({ urn: resource.urn, view })];
    };
    for (const publication of publicationsFor(daemon, value)) {
        yield* untold;
        yield* each([publication], viewOfOne);
    }
}

function* routedBy(
    daemon: Daemon,
    { value, resource }: InStack<Route>,
    services: ServicesInStack,
    backends: DaemonBackends,
): Generator<View> {
    const view = (found: readonly Found[], path: readonly string[]): View => {
        const fix = `Remove this backend from the ${value.kind}`;
        const publication = { at: value.at, how: "", fix, audience: () => value.audience() };
        const numbers = inOrder(found.map(({ number }) => number));
        return () => ({
            urn: resource.urn,
            view: viewOf(daemon, publication, numbers, strongest(found), [value.words, ...path]),
        });
    };
    const meant = services.named(value, resource, value.property);
    for (const service of meant.filter((one) => backends.isBehind(one))) {
        const wanted = value.port();
        const { known, faults } = backends.of(service);
        yield* faults.map(throwing);
        const found = known.filter(({ port }) => isPort(port, wanted));
        if (found.length > 0) yield view(found, [service.value.words, ...found[0]!.through]);
    }
    if (meant.length === 0) {
        const backend = namedByRoute(daemon, value);
        if (backend !== undefined) yield view([backend], [`Service "${value.name() ?? ""}"`]);
    }
}

/** What a route alone tells of a Service that the stack does not make: etcd's own port, or a Service named kubelet. */
function namedByRoute(daemon: Daemon, route: Route): Found | undefined {
    const port = route.port();
    if (typeof port !== "number" || !daemon.ports.includes(port)) return undefined;
    if (daemon.name === "kubelet" && !/kubelet/.test(route.name() ?? "")) return undefined;
    const isSystem = daemon.name === "etcd" && route.namespace() === "kube-system";
    const evidence: NodeEvidence = isSystem ? { verdict: "node", why: "namespace kube-system" } : UNSURE;
    return { number: port, through: [], evidence };
}

/** A route names a port of a Service by number or by name; one that names none means the only one. */
function isPort(port: ServicePort, wanted: number | string | undefined): boolean {
    if (wanted === undefined) return true;
    return typeof wanted === "number" ? port.number === wanted : port.name === wanted;
}

const strongest = (backends: readonly Found[]): NodeEvidence =>
    backends.find(({ evidence }) => evidence.verdict === "node")?.evidence ?? backends[0]!.evidence;
