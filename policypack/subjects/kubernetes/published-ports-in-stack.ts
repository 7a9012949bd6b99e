import { each, type Located, type StackSubject, type Thunk } from "../../lib/subject";
import { settle } from "../../lib/settle";
import type { NodeEvidence } from "../../model/node-evidence";
import type { Daemon, PublishedPort } from "../../model/published-port";
import { ifKnown, type ReadAll, readAll } from "../aws/read-all";
import { etcdsOf } from "./effective-etcd";
import { evidenceOf, inOrder, isShownAlone, ownTarget, ownTargets, publicationsFor, throwing, viewOf } from "./published-ports";
import { everyRoute, type Route } from "./routes";
import type { Service, ServicePort } from "./service";
import { type InStack, inStack, ServicesInStack, wordsOfPod } from "./service-backends";
import type { Pod } from "./pod-spec";

/** A daemon's port behind a port of a Service. */
interface Backend {
    readonly number: number;
    /** What lies between the Service and the daemon: `Endpoints "node"`. */
    readonly through: readonly string[];
    readonly evidence: NodeEvidence;
}

/**
 * The daemon's ports that only several objects together show to be published: a Service and its Endpoints, EndpointSlices or Pods, and
 * what leads to Services from an ingress controller. What `publishedPortsOf` has judged is not here again.
 */
export const publishedPortsInStack = (daemon: Daemon): StackSubject<PublishedPort> =>
    function* (stack) {
        const services = new ServicesInStack(stack);
        yield* each(services.all, (service) => publishedBy(daemon, service, services));
        const routes = inStack(stack, everyRoute);
        yield* each(routes.all, (route) => routedBy(daemon, route, services));
        for (const { resource, fault } of routes.faults) {
            if (services.madeInto(resource).some((one) => leadsTo(daemon, one, services))) yield throwing(fault);
        }
    };

type View = Thunk<Located<PublishedPort>>;

function* publishedBy(daemon: Daemon, service: InStack<Service>, services: ServicesInStack): Generator<View> {
    const { value, resource } = service;
    // Most Services are not published, and their Pods need not be looked for.
    if (ifKnown(() => publicationsFor(daemon, value).length) === 0) return;
    const own = ownTargets(daemon, value);
    const { known, faults } = backendsOf(daemon, service, services);
    if (known.length === 0 && faults.length === 0) return;
    yield* each(publicationsFor(daemon, value), function* (publication): Generator<View> {
        // What the Service itself does not tell yet has been said where it was judged by itself.
        if (own.faults.length === 0) yield* faults.map(throwing);
        const alone =
            own.known.length > 0 && isShownAlone(viewOf(daemon, publication, own.known, evidenceOf(daemon, value), []), value);
        const left = known.filter(({ number }) => !alone || !own.known.includes(number));
        if (left.length === 0) return;
        const path = left[0]!.through.length > 0 ? [value.words, ...left[0]!.through] : [];
        const numbers = inOrder(left.map(({ number }) => number));
        const view = viewOf(daemon, publication, numbers, strongest(left), path);
        yield () => ({ urn: resource.urn, view });
    });
}

function* routedBy(daemon: Daemon, route: InStack<Route>, services: ServicesInStack): Generator<View> {
    const { value, resource } = route;
    const view = (backends: readonly Backend[], path: readonly string[]): View => {
        const publication = {
            at: value.at,
            how: "",
            fix: `Remove the ${value.kind}'s backend`,
            audience: () => value.audience(),
        };
        const numbers = inOrder(backends.map(({ number }) => number));
        const whole = [value.words, ...path];
        return () => ({ urn: resource.urn, view: viewOf(daemon, publication, numbers, strongest(backends), whole) });
    };
    const meant = services.named(value, resource, value.property);
    for (const service of meant) {
        if (!leadsTo(daemon, service, services)) continue;
        const port = value.port();
        const { known, faults } = backendsOf(daemon, service, services, (one) => isPort(one, port));
        yield* faults.map(throwing);
        if (known.length > 0) yield view(known, [service.value.words, ...known[0]!.through]);
    }
    if (meant.length === 0) {
        const backend = namedByRoute(daemon, value);
        if (backend !== undefined) yield view([backend], [`Service "${value.name() ?? ""}"`]);
    }
}

/** What a route alone tells of a Service that the stack does not make: etcd's own port, or a Service named kubelet. */
function namedByRoute(daemon: Daemon, route: Route): Backend | undefined {
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

function leadsTo(daemon: Daemon, service: InStack<Service>, services: ServicesInStack): boolean {
    const { known, faults } = backendsOf(daemon, service, services);
    return known.length > 0 || faults.length > 0;
}

/** The daemon's ports behind a Service, in the order of its ports. */
function backendsOf(
    daemon: Daemon,
    service: InStack<Service>,
    services: ServicesInStack,
    isWanted: (port: ServicePort) => boolean = () => true,
): ReadAll<Backend> {
    const { known, faults } = readAll(
        () => service.value.ports(),
        (port) => (port.isTcp && isWanted(port) ? [...behind(daemon, service, port, services)] : []),
    );
    return { known: known.flat(), faults };
}

function* behind(daemon: Daemon, service: InStack<Service>, port: ServicePort, services: ServicesInStack): Generator<Backend> {
    const { value } = service;
    const own = ownTarget(daemon, port);
    if (value.externalName !== undefined) {
        if (own !== undefined) yield { number: own, through: [value.externalName], evidence: UNSURE };
        return;
    }
    if (value.selector() !== undefined) return yield* behindPods(daemon, service, port, services);

    const evidence = evidenceOf(daemon, value);
    let isElsewhere = false;
    for (const endpoints of services.endpointsOf(service)) {
        for (const place of endpoints.ports()) {
            // kube-proxy joins them by name and asks for no targetPort (pkg/proxy/endpointslicecache.go).
            if ((place.field("name").text() ?? "") !== port.name) continue;
            const number = place.field("port").number();
            isElsewhere = true;
            if (number === undefined || !daemon.ports.includes(number)) continue;
            yield { number, through: [endpoints.words], evidence: daemon.name === "kubelet" ? OF_NODE : evidence };
        }
    }
    if (!isElsewhere && own !== undefined) yield { number: own, through: [], evidence };
}

function* behindPods(
    daemon: Daemon,
    service: InStack<Service>,
    port: ServicePort,
    services: ServicesInStack,
): Generator<Backend> {
    const { target } = port;
    if (typeof target === "number" && !daemon.ports.includes(target)) return;
    const pods = services.podsOf(service);
    const own = evidenceOf(daemon, service.value);
    for (const pod of pods) {
        const number = typeof target === "string" ? portOf(pod.value, target) : target;
        if (number === undefined || !daemon.ports.includes(number)) continue;
        if (daemon.name === "kubelet") {
            if (pod.value.spec.field("hostNetwork").flag() !== true) continue;
            yield { number, through: [`${wordsOfPod(pod)} on the node's network`], evidence: OF_NODE };
        } else {
            yield { number, through: [wordsOfPod(pod)], evidence: own.verdict === "unsure" ? evidenceOfPod(pod.value) : own };
        }
    }
    const number = daemon.name === "etcd" && pods.length === 0 ? ownTarget(daemon, port) : undefined;
    if (number !== undefined) yield { number, through: [], evidence: own };
}

/** The number of a port of a Pod's containers by its name (pkg/api/v1/pod/util.go, FindPort). */
function portOf(pod: Pod, name: string): number | undefined {
    const ports = pod.eachContainer(function* (container): Generator<Thunk<number | undefined>> {
        for (const port of container.spec.field("ports").items()) {
            if (port.field("name").text() === name) yield () => port.field("containerPort").number();
        }
    });
    const { values, finish } = settle(ports, (thunk) => thunk());
    if (values[0] === undefined) finish();
    return values[0];
}

/** Whether a Pod runs an etcd that is a cluster's. */
function evidenceOfPod(pod: Pod): NodeEvidence {
    const etcds = settle(
        pod.eachContainer((container) => etcdsOf(container, pod)),
        (thunk) => thunk().evidence,
    );
    return etcds.values.find(({ verdict }) => verdict === "node") ?? UNSURE;
}

const UNSURE: NodeEvidence = { verdict: "unsure", why: "" };
const OF_NODE: NodeEvidence = { verdict: "node", why: "a node's own port" };

const strongest = (backends: readonly Backend[]): NodeEvidence =>
    backends.find(({ evidence }) => evidence.verdict === "node")?.evidence ?? backends[0]!.evidence;
