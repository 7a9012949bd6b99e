import type { Thunk } from "../../../lib/subject";
import { settle } from "../../../lib/settle";
import type { NodeEvidence } from "../../../model/node-evidence";
import type { Daemon } from "../../../model/published-port";
import { type ReadAll, readAll } from "../../../lib/read-all";
import type { InStack } from "./directory";
import type { Container } from "../pods/container";
import { etcdsOf } from "../pods/effective-etcd";
import type { Pod } from "../pods/pod-spec";
import { evidenceOf, ownTarget } from "./published-ports";
import type { Service, ServicePort } from "./service";
import { type ServicesInStack, wordsOfPod } from "./services-in-stack";

/** A daemon's port behind a port of a Service. */
export interface Backend {
    readonly port: ServicePort;
    readonly number: number;
    /** What lies between the Service and the daemon: `Endpoints "node"`. */
    readonly through: readonly string[];
    readonly evidence: NodeEvidence;
}

/** The same, before it is told apart by port. */
export type Found = Omit<Backend, "port">;

/** What the Services of a stack lead to of one daemon; looked for once for each Service that is asked about. */
export class DaemonBackends {
    private readonly found = new Map<InStack<Service>, ReadAll<Backend>>();

    constructor(
        private readonly daemon: Daemon,
        private readonly services: ServicesInStack,
    ) {}

    /** The daemon's ports behind a Service, in the order of its ports, and what reading the others throws. */
    of(service: InStack<Service>): ReadAll<Backend> {
        const before = this.found.get(service);
        if (before !== undefined) return before;
        const { known, faults } = readAll(
            () => service.value.ports(),
            (port) => (port.isTcp ? [...this.behind(service, port)].map((backend) => ({ ...backend, port })) : []),
        );
        const all = { known: known.flat(), faults };
        this.found.set(service, all);
        return all;
    }

    /** Whether a Service leads to the daemon, or to something that is not known yet. */
    isBehind(service: InStack<Service>): boolean {
        const { known, faults } = this.of(service);
        return known.length > 0 || faults.length > 0;
    }

    private *behind(service: InStack<Service>, port: ServicePort): Generator<Found> {
        const { daemon } = this;
        const { value } = service;
        const own = ownTarget(daemon, port);
        if (value.externalName !== undefined) {
            if (own !== undefined) yield { number: own, through: [value.externalName], evidence: UNSURE };
            return;
        }
        const isSelecting = value.selector() !== undefined;
        const named = this.services.endpointsOf(service).filter(({ isSlice }) => isSlice || !isSelecting);
        let isElsewhere = false;
        for (const { words, ports } of named) {
            for (const place of ports()) {
                // kube-proxy joins them by name and asks for no targetPort (pkg/proxy/endpointslicecache.go).
                if ((place.field("name").text() ?? "") !== port.name) continue;
                const number = place.field("port").number();
                isElsewhere = true;
                if (number === undefined || !daemon.ports.includes(number)) continue;
                yield { number, through: [words], evidence: daemon.name === "kubelet" ? OF_NODE : evidenceOf(daemon, value) };
            }
        }
        if (isSelecting) yield* this.behindPods(service, port);
        else if (!isElsewhere && own !== undefined) yield { number: own, through: [], evidence: evidenceOf(daemon, value) };
    }

    private *behindPods(service: InStack<Service>, port: ServicePort): Generator<Found> {
        const { daemon } = this;
        const { target } = port;
        if (typeof target === "number" && !daemon.ports.includes(target)) return;
        const pods = this.services.podsOf(service);
        for (const pod of pods) {
            const number = typeof target === "string" ? portOf(pod.value, target) : target;
            if (number === undefined || !daemon.ports.includes(number)) continue;
            const words = wordsOfPod(pod);
            if (daemon.name === "etcd") {
                yield { number, through: [words], evidence: evidenceOfPod(daemon, service.value, pod.value) };
            } else if (pod.value.spec.field("hostNetwork").flag() === true) {
                yield { number, through: [`${words} on the node's network`], evidence: OF_NODE };
            }
        }
        const number = daemon.name === "etcd" && pods.length === 0 ? ownTarget(daemon, port) : undefined;
        if (number !== undefined) yield { number, through: [], evidence: evidenceOf(daemon, service.value) };
    }
}

/** The number of a port of a Pod's containers by its name (pkg/api/v1/pod/util.go, FindPort). */
function portOf(pod: Pod, name: string): number | undefined {
    const { values, finish } = settle(
        pod.eachContainer((container) => portsOf(container, name)),
        (thunk) => thunk(),
    );
    if (values[0] === undefined) finish();
    return values[0];
}

function* portsOf(container: Container, name: string): Generator<Thunk<number | undefined>> {
    for (const port of container.spec.field("ports").items()) {
        if (port.field("name").text() === name) yield () => port.field("containerPort").number();
    }
}

/** What the Service says of its etcd, or else the Pod that runs it. */
function evidenceOfPod(daemon: Daemon, service: Service, pod: Pod): NodeEvidence {
    const evidence = evidenceOf(daemon, service);
    if (evidence.verdict !== "unsure") return evidence;
    const etcds = settle(
        pod.eachContainer((container) => etcdsOf(container, pod)),
        (thunk) => thunk().evidence,
    );
    return etcds.values.find(({ verdict }) => verdict === "node") ?? evidence;
}

/** Nothing tells whose daemon it is. */
export const UNSURE: NodeEvidence = { verdict: "unsure", why: "" };
const OF_NODE: NodeEvidence = { verdict: "node", why: "a node's own port" };
