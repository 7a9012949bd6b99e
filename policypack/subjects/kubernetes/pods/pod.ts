import type { PodArgs } from "@pulumi/kubernetes/core/v1/pod";
import { each, type Props, type Thunk } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { Container, CONTAINER_LISTS, type ReferredObjects } from "./container";

type Metadata = Props<PodArgs>["metadata"];
export type PodSpec = NonNullable<Props<PodArgs>["spec"]>;
type Volume = NonNullable<PodSpec["volumes"]>[number];

/**
 * A Pod, whatever makes it. Everything is read when it is asked for, so that an unknown namespace hides no volume.
 */
export class Pod {
    constructor(
        /** The Pod's specification: `spec`, `spec.template.spec`, `items[0].spec.jobTemplate.spec.template.spec`. */
        readonly spec: Cursor<PodSpec | undefined>,
        /** The Pod's own metadata: the template's, where a workload makes it. */
        private readonly metadata: Cursor<Metadata>,
        /** The metadata of the object that makes it. */
        private readonly owner: Cursor<Metadata>,
    ) {}

    get namespace(): string {
        return this.owner.field("namespace").text() ?? "default";
    }

    /** Where its namespace stands, or would. */
    get namespaceAt(): string {
        return this.owner.field("namespace").path;
    }

    /** The name of the object that makes it; undefined when Pulumi or the API server chooses one. */
    get ownerName(): string | undefined {
        return this.owner.field("name").text();
    }

    get serviceAccount(): string {
        const { spec } = this;
        return spec.field("serviceAccountName").text() ?? spec.field("serviceAccount").text() ?? "default";
    }

    /** The Pod's labels, each value read by itself. */
    labels(): (readonly [string, Cursor<string>])[] {
        return [...this.metadata.field("labels").entries()] as (readonly [string, Cursor<string>])[];
    }

    /** The value of one of the Pod's labels. */
    label(name: string): string | undefined {
        return this.labels()
            .find(([key]) => key === name)?.[1]
            .text();
    }

    /**
     * Reads every container of every list; what cannot be read hides no sibling.
     * @param objects what they refer to, where it can be seen
     */
    eachContainer<V>(lens: (container: Container) => Iterable<Thunk<V>>, objects?: ReferredObjects): Generator<Thunk<V>> {
        return each(this.containers(), (containers) =>
            each(containers(), (spec) => lens(new Container(spec as Container["spec"], objects))),
        );
    }

    /** Reads every volume. */
    eachVolume<V>(lens: (volume: Cursor<Volume>) => Iterable<Thunk<V>>): Generator<Thunk<V>> {
        return each(this.volumes(), (place) => each(place.items(), (volume) => lens(volume as Cursor<Volume>)));
    }

    /** The lists in which its containers stand. */
    protected containers(): (() => Iterable<Cursor<unknown>>)[] {
        return CONTAINER_LISTS.map((list) => () => this.spec.field(list).items());
    }

    /** The lists in which its volumes stand. */
    volumes(): Iterable<Cursor<unknown>> {
        return [this.spec.field("volumes")];
    }
}
