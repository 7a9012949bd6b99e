import type { EndpointsArgs } from "@pulumi/kubernetes/core/v1/endpoints";
import type { EndpointSliceArgs } from "@pulumi/kubernetes/discovery/v1/endpointSlice";
import { type Props, type Row, type StackResource, subject } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown, readAll } from "../../../lib/read-all";
import { Directory, type InStack, type ObjectName } from "./directory";
import { everyResourceForm } from "../objects";
import { everyPod, type Pod } from "../pods/pod-spec";
import { SelectedPods } from "./selected-pods";
import { entry, Service, type ServiceObject } from "./service";

interface EndpointPort {
    name: string;
    port: number;
    protocol: string;
}

/** Endpoints, or an EndpointSlice: the addresses and ports to which a Service without a selector leads. */
export interface Endpoints extends ObjectName {
    /** `Endpoints "node"`. */
    readonly words: string;
    /** Whether it leads there also beside a selector: the endpoints controller puts its own in the place of other Endpoints only. */
    readonly isSlice: boolean;
    ports(): Iterable<Cursor<EndpointPort>>;
}

/** The Services of a stack, and what they lead to. */
export class ServicesInStack {
    readonly all: readonly InStack<Service>[];
    private readonly services: Directory<Service>;
    private readonly endpoints: Directory<Endpoints>;
    private readonly pods: SelectedPods;

    constructor(stack: readonly StackResource[]) {
        const all = inStack(stack, SERVICES).all;
        this.services = new Directory(
            all.filter(({ value }) => !value.isPatch),
            nameOf,
        );
        this.endpoints = new Directory(inStack(stack, ENDPOINTS).all, (endpoints) => endpoints);
        this.pods = new SelectedPods(inStack(stack, PODS).all);
        this.all = all.map((service) => {
            const base = service.value.isPatch ? this.named(nameOf(service.value), service.resource, "metadata")[0] : undefined;
            return base === undefined ? service : { ...service, value: service.value.withBase(base.value) };
        });
    }

    /** The Services that a reference means. @param property of `from`, in which the reference stands */
    named(reference: ObjectName, from: StackResource, property: string): InStack<Service>[] {
        return this.services.find(reference, from, property);
    }

    /** The Services of which a resource's specification is made. */
    madeInto(resource: StackResource): InStack<Service>[] {
        return this.services.madeInto(resource, "spec");
    }

    /** Where a Service leads beside the Pods that it selects. */
    endpointsOf({ value, resource }: InStack<Service>): Endpoints[] {
        return this.endpoints.find(nameOf(value), resource, "metadata").map((endpoints) => endpoints.value);
    }

    /** The Pods that a Service selects. */
    podsOf(service: InStack<Service>): InStack<Pod>[] {
        return this.pods.of(service);
    }
}

const nameOf = (service: Service): ObjectName => ({ name: () => service.name, namespace: () => service.namespace });

/** `DaemonSet "agent"`. */
export function wordsOfPod({ value, resource }: InStack<Pod>): string {
    const kind = resource.type
        .split(":")
        .at(-1)!
        .replace(/(?:Patch|List)$/, "");
    return `${kind} "${ifKnown(() => value.ownerName) ?? resource.name}"`;
}

const SERVICES = everyResourceForm<ServiceObject>("Service", ["core/v1"])<Service>(function* (object, { type }) {
    yield () => new Service(object, type.endsWith("Patch"));
});

const PODS = everyPod<Pod>(function* (pod) {
    yield () => pod;
});

type EndpointsObject = Props<EndpointsArgs>;
type Slice = Props<EndpointSliceArgs>;

const ENDPOINTS: readonly Row<Endpoints>[] = [
    ...everyResourceForm<EndpointsObject>("Endpoints", ["core/v1"])<Endpoints>(function* (object) {
        const metadata = object.field("metadata");
        const name = () => metadata.field("name").text();
        yield () => ({
            words: words("Endpoints", name),
            isSlice: false,
            name,
            namespace: () => metadata.field("namespace").text() ?? "default",
            *ports() {
                for (const subset of object.field("subsets").items()) {
                    yield* subset.field("ports").items() as Iterable<Cursor<EndpointPort>>;
                }
            },
        });
    }),
    ...everyResourceForm<Slice>("EndpointSlice", ["discovery.k8s.io/v1", "discovery.k8s.io/v1beta1"])<Endpoints>(
        function* (object) {
            const metadata = object.field("metadata");
            yield () => ({
                words: words("EndpointSlice", () => metadata.field("name").text()),
                isSlice: true,
                name: () => entry(metadata.field("labels"), "kubernetes.io/service-name")?.text(),
                namespace: () => metadata.field("namespace").text() ?? "default",
                ports: () => object.field("ports").items() as Iterable<Cursor<EndpointPort>>,
            });
        },
    ),
];

function words(kind: string, name: () => string | undefined): string {
    const known = ifKnown(name);
    return known === undefined ? kind : `${kind} "${known}"`;
}

/** Every object that some rows read in a stack, and for each resource what reading the others throws. */
export function inStack<T>(stack: readonly StackResource[], rows: readonly Row<T>[]) {
    const lenses = subject(...rows).rows;
    const all: InStack<T>[] = [];
    const faults: { readonly fault: unknown; readonly resource: StackResource }[] = [];
    for (const resource of stack) {
        const lens = lenses.get(resource.type);
        if (lens === undefined) continue;
        const read = readAll(
            () => lens(resource),
            (thunk) => thunk(),
        );
        all.push(...read.known.map((value) => ({ value, resource })));
        faults.push(...read.faults.map((fault) => ({ fault, resource })));
    }
    return { all, faults };
}
