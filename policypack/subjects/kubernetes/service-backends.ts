import type { EndpointsArgs } from "@pulumi/kubernetes/core/v1/endpoints";
import type { EndpointSliceArgs } from "@pulumi/kubernetes/discovery/v1/endpointSlice";
import { type Props, type Row, type StackResource, subject } from "../../lib/subject";
import { isUnknown } from "../../lib/unknown";
import type { Cursor } from "../../parse/cursor";
import { ifKnown, readAll } from "../aws/read-all";
import { everyResourceForm } from "./objects";
import { everyPod, type Pod } from "./pod-spec";
import { entry, Service, type ServiceObject } from "./service";

/** An object, and the resource of the stack in which it stands. */
export interface InStack<T> {
    readonly value: T;
    readonly resource: StackResource;
}

/** A reference to a Service by its name. Both throw where they are not known. */
export interface ServiceName {
    name(): string | undefined;
    namespace(): string;
}

interface EndpointPort {
    name: string;
    port: number;
    protocol: string;
}

/** Endpoints, or an EndpointSlice: the addresses and ports to which a Service without a selector leads. */
export interface Endpoints extends ServiceName {
    /** `Endpoints "node"`. */
    readonly words: string;
    ports(): Iterable<Cursor<EndpointPort>>;
}

/** The Services of a stack, and what they lead to. */
export class ServicesInStack {
    readonly all: readonly InStack<Service>[];
    private readonly endpoints: readonly InStack<Endpoints>[];
    private readonly pods: readonly InStack<Pod>[];

    constructor(stack: readonly StackResource[]) {
        const services = inStack(stack, SERVICES).all;
        this.endpoints = inStack(stack, ENDPOINTS).all;
        this.pods = inStack(stack, PODS).all;
        this.all = services.map(({ value, resource }) => {
            if (!value.isPatch) return { value, resource };
            const reference = { name: () => value.name, namespace: () => value.namespace };
            const base = services.find((one) => !one.value.isPatch && isMeant(one, reference, resource, "metadata"));
            return { value: base === undefined ? value : value.withBase(base.value), resource };
        });
    }

    /** The Services that a reference means. @param property of `from`, in which the reference stands */
    named(reference: ServiceName, from: StackResource, property: string): InStack<Service>[] {
        return this.all.filter((service) => !service.value.isPatch && isMeant(service, reference, from, property));
    }

    /** The Services of which a resource's specification is made. */
    madeInto(resource: StackResource): InStack<Service>[] {
        return this.all.filter((service) => isMadeOf(resource, "spec", service.resource));
    }

    /** What a Service without a selector leads to. */
    endpointsOf(service: InStack<Service>): Endpoints[] {
        return this.endpoints
            .filter(({ value, resource }) => isMeant(service, value, resource, "metadata"))
            .map(({ value }) => value);
    }

    /** The Pods that a Service selects. */
    podsOf(service: InStack<Service>): InStack<Pod>[] {
        return this.pods.filter((pod) => isSelected(service, pod));
    }
}

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

/** By name where the names are known; at a preview the engine knows of an unknown name from which resource it comes. */
function isMeant(service: InStack<Service>, reference: ServiceName, from: StackResource, property: string): boolean {
    const [given, own] = [ifKnown(() => reference.name()), ifKnown(() => service.value.name)];
    if (given === undefined || own === undefined) {
        return isMadeOf(from, property, service.resource) || isMadeOf(service.resource, "metadata", from);
    }
    const [there, here] = [ifKnown(() => reference.namespace()), ifKnown(() => service.value.namespace)];
    return given === own && (there === undefined || here === undefined || there === here);
}

function isSelected(service: InStack<Service>, pod: InStack<Pod>): boolean {
    const isReferred = isMadeOf(service.resource, "spec", pod.resource);
    try {
        const selector = service.value.selector() ?? [];
        const [there, here] = [ifKnown(() => pod.value.namespace), ifKnown(() => service.value.namespace)];
        if (selector.length === 0 || (there !== undefined && here !== undefined && there !== here)) return false;
        return selector.every(([name, value]) => orIfUnknown(() => value.text() === pod.value.label(name), isReferred));
    } catch (fault) {
        return isUnknown(fault) && isReferred;
    }
}

function orIfUnknown(read: () => boolean, otherwise: boolean): boolean {
    try {
        return read();
    } catch (fault) {
        if (isUnknown(fault)) return otherwise;
        throw fault;
    }
}

/** Whether a property's value, or that of a List's items, comes from another resource. */
const isMadeOf = ({ propertyDependencies }: StackResource, property: string, of: StackResource): boolean =>
    [property, "items"].some((name) => propertyDependencies[name]?.includes(of) === true);
