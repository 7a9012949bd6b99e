import type { ServiceArgs } from "@pulumi/kubernetes/core/v1/service";
import type { Props } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";

export type ServiceObject = Props<ServiceArgs>;
type Port = NonNullable<NonNullable<ServiceObject["spec"]>["ports"]>[number];

/** One TCP port of a Service. Everything is read when it is asked for. */
export class ServicePort {
    /** @param place `spec.ports[0]` */
    constructor(private readonly place: Cursor<Port>) {}

    /** "" for the only port of a Service, which needs none. */
    get name(): string {
        return this.place.field("name").text() ?? "";
    }

    get number(): number | undefined {
        return this.place.field("port").number();
    }

    get isTcp(): boolean {
        return (this.place.field("protocol").text() ?? "TCP") === "TCP";
    }

    /** The number, or the name of a Pod's port, to which it leads; its own number where none is written (pkg/apis/core/v1/defaults.go). */
    get target(): number | string | undefined {
        const place = this.place.field("targetPort");
        const written = place.raw();
        if (written === undefined || written === 0 || written === "") return this.number;
        return typeof written === "string" && /[a-z]/i.test(written) ? written : place.number();
    }
}

/**
 * A Service. Everything is read when it is asked for, so that what is not known yet hides nothing else.
 *
 * A Patch has only what it changes of a Service that exists: that it has no selector, or no ports, says nothing of the Service.
 */
export class Service {
    /** @param base the Service that a Patch changes, where the stack shows it */
    constructor(
        readonly object: Cursor<ServiceObject>,
        readonly isPatch: boolean,
        private readonly base?: Service,
    ) {}

    withBase(base: Service): Service {
        return new Service(this.object, this.isPatch, base);
    }

    protected get spec(): Cursor<ServiceObject["spec"]> {
        return this.object.field("spec");
    }

    protected get metadata(): Cursor<ServiceObject["metadata"]> {
        return this.object.field("metadata");
    }

    get name(): string | undefined {
        return this.metadata.field("name").text();
    }

    get namespace(): string {
        return this.metadata.field("namespace").text() ?? "default";
    }

    /** `Service "etcd"`. */
    get words(): string {
        const name = ifKnown(() => this.name);
        return name === undefined ? "Service" : `Service "${name}"`;
    }

    /** "" in a Patch that leaves it as it is. */
    get type(): string {
        return this.spec.field("type").text() ?? (this.isPatch ? "" : "ClusterIP");
    }

    get typeAt(): string {
        return this.spec.field("type").path;
    }

    get externalName(): string | undefined {
        return this.type === "ExternalName" ? (this.spec.field("externalName").text() ?? "") : undefined;
    }

    get externalIPs(): Cursor<string[] | undefined> {
        return this.spec.field("externalIPs") as Cursor<string[] | undefined>;
    }

    get sourceRanges(): Cursor<string[] | undefined> {
        return this.spec.field("loadBalancerSourceRanges") as Cursor<string[] | undefined>;
    }

    /** Whether it has no address of its own, so that its name is its Pods' or endpoints' addresses. */
    get isHeadless(): boolean {
        return this.spec.field("clusterIP").text() === "None";
    }

    /** The class of load balancer that makes it; undefined for the cloud's own. */
    get loadBalancerClass(): string | undefined {
        return this.spec.field("loadBalancerClass").text();
    }

    /** The labels of the Pods to which it leads; undefined where somebody else says to what, in Endpoints or EndpointSlices. */
    selector(): readonly (readonly [string, Cursor<string>])[] | undefined {
        const own = [...this.spec.field("selector").entries()] as (readonly [string, Cursor<string>])[];
        return own.length > 0 ? own : this.base?.selector();
    }

    /** Whether a selector is nowhere to be seen though it may have one. */
    get mayHaveSelector(): boolean {
        return this.isPatch && this.base === undefined;
    }

    /** Its ports, each read by itself; in a Patch that has none those of the Service that it changes. */
    *ports(): Generator<ServicePort> {
        let isEmpty = true;
        for (const place of this.spec.field("ports").items()) {
            isEmpty = false;
            yield new ServicePort(place as Cursor<Port>);
        }
        if (isEmpty && this.base !== undefined) yield* this.base.ports();
    }

    annotation(name: string): string | undefined {
        return entry(this.metadata.field("annotations"), name)?.text();
    }

    annotationAt(name: string): string {
        return entry(this.metadata.field("annotations"), name)?.path ?? "";
    }

    label(name: string): string | undefined {
        return entry(this.metadata.field("labels"), name)?.text();
    }
}

/** One entry of a map; unlike `field` it takes any name. */
export function entry(map: Cursor<unknown>, name: string): Cursor<string> | undefined {
    for (const [key, value] of (map as Cursor<Record<string, string>>).entries())
        if (key === name) return value as Cursor<string>;
    return undefined;
}
