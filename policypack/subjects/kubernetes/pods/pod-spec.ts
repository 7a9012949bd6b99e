import type { DeploymentArgs } from "@pulumi/kubernetes/apps/v1/deployment";
import type { CronJobArgs } from "@pulumi/kubernetes/batch/v1/cronJob";
import type { PodArgs } from "@pulumi/kubernetes/core/v1/pod";
import type { PodTemplateArgs } from "@pulumi/kubernetes/core/v1/podTemplate";
import { each, type Props, type Row, type Thunk } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { Container, CONTAINER_LISTS } from "./container";
import { everyFormOf } from "../objects";

type Metadata = Props<PodArgs>["metadata"];
export type PodSpec = NonNullable<Props<PodArgs>["spec"]>;
type Template = NonNullable<Props<PodTemplateArgs>["template"]>;

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

    /** Reads every container of the three lists; what cannot be read hides no sibling. */
    *eachContainer<V>(lens: (container: Container) => Iterable<Thunk<V>>): Generator<Thunk<V>> {
        yield* each(CONTAINER_LISTS, (list) =>
            each(this.spec.field(list).items(), (spec) => lens(new Container(spec as Container["spec"]))),
        );
    }
}

interface Shape {
    readonly kind: string;
    readonly groupVersions: readonly string[];
    /** Where an object of that kind has its Pod's `metadata` and `spec`. */
    readonly template: (object: Cursor<never>) => Cursor<Template | undefined>;
}

const shape =
    <O>(template: (object: Cursor<O>) => Cursor<unknown>) =>
    (kind: string, ...groupVersions: readonly string[]): Shape => ({
        kind,
        groupVersions,
        template: template as unknown as Shape["template"],
    });
const pod = shape<Props<PodArgs>>((object) => object);
const podTemplate = shape<Props<PodTemplateArgs>>((object) => object.field("template"));
const workload = shape<Props<DeploymentArgs>>((object) => object.field("spec").field("template"));
const cronJob = shape<Props<CronJobArgs>>((object) => object.field("spec").field("jobTemplate").field("spec").field("template"));

const SHAPES: readonly Shape[] = [
    pod("Pod", "core/v1"),
    podTemplate("PodTemplate", "core/v1"),
    workload("Deployment", "apps/v1", "apps/v1beta2", "apps/v1beta1", "extensions/v1beta1"),
    workload("DaemonSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1"),
    workload("ReplicaSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1"),
    workload("StatefulSet", "apps/v1", "apps/v1beta2", "apps/v1beta1"),
    workload("ReplicationController", "core/v1"),
    workload("Job", "batch/v1"),
    cronJob("CronJob", "batch/v1", "batch/v1beta1", "batch/v2alpha1"),
    // Custom resources of the same shape.
    workload("DeploymentConfig", "apps.openshift.io/v1"),
    workload("Rollout", "argoproj.io/v1alpha1"),
    workload("CloneSet", "apps.kruise.io/v1alpha1"),
];

/** The rows that read the Pod of every workload kind in all its forms. */
export function everyPod<V>(lens: (pod: Pod) => Iterable<Thunk<V>>): Row<V>[] {
    return SHAPES.flatMap((shape) =>
        everyFormOf<object>(shape.kind, shape.groupVersions)<V>((object) => lens(podOf(shape, object))),
    );
}

/** The rows that read every container of every workload kind in all its forms. */
export function everyContainer<V>(lens: (container: Container, pod: Pod) => Iterable<Thunk<V>>): Row<V>[] {
    return everyPod((pod) => pod.eachContainer((container) => lens(container, pod)));
}

/**
 * The Pod that a manifest makes, by the manifest's own `kind`; undefined for a kind that makes none.
 * For manifests in text: static Pods, ConfigMaps.
 */
export function podInManifest(manifest: Cursor<{ kind: string }>): Pod | undefined {
    const kind = manifest.field("kind").text();
    const shape = SHAPES.find((candidate) => candidate.kind === kind);
    return shape && podOf(shape, manifest);
}

function podOf({ template }: Shape, object: Cursor<object>): Pod {
    const made = template(object as Cursor<never>);
    const owner = (object as Cursor<Props<PodArgs>>).field("metadata");
    return new Pod(made.field("spec"), made.field("metadata"), owner);
}
