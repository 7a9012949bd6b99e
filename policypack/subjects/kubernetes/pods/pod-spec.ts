import type { DeploymentArgs } from "@pulumi/kubernetes/apps/v1/deployment";
import type { CronJobArgs } from "@pulumi/kubernetes/batch/v1/cronJob";
import type { PodArgs } from "@pulumi/kubernetes/core/v1/pod";
import type { PodTemplateArgs } from "@pulumi/kubernetes/core/v1/podTemplate";
import { each, type Props, type Row, type Thunk } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import type { Container } from "./container";
import { CollectorPod, WorkflowPod } from "./operator-pods";
import { Pod } from "./pod";

export { Pod, type PodSpec } from "./pod";
import { everyFormOf } from "../objects";

type Template = NonNullable<Props<PodTemplateArgs>["template"]>;

interface Shape {
    readonly kind: string;
    readonly groupVersions: readonly string[];
    /** Where an object of that kind has its Pods' `metadata` and `spec`. */
    readonly templates: (object: Cursor<never>) => Iterable<Cursor<Template | undefined>>;
    readonly made: typeof Pod;
}

const shapes =
    <O>(templates: (object: Cursor<O>) => Iterable<Cursor<unknown>>, made = Pod) =>
    (kind: string, ...groupVersions: readonly string[]): Shape => ({
        kind,
        groupVersions,
        templates: templates as unknown as Shape["templates"],
        made,
    });
const shape = <O>(template: (object: Cursor<O>) => Cursor<unknown>, made = Pod) =>
    shapes<O>((object) => [template(object)], made);
const pod = shape<Props<PodArgs>>((object) => object);
const podTemplate = shape<Props<PodTemplateArgs>>((object) => object.field("template"));
const workload = shape<Props<DeploymentArgs>>((object) => object.field("spec").field("template"));
const cronJob = shape<Props<CronJobArgs>>((object) => object.field("spec").field("jobTemplate").field("spec").field("template"));

const workflow = shape<Props<PodArgs>>((object) => object, WorkflowPod);
const collector = shape<Props<PodArgs>>((object) => object, CollectorPod);
const jobSet = shapes<{ spec: { replicatedJobs: { template: { spec: { template: unknown } } }[] } }>(function* (object) {
    for (const job of object.field("spec").field("replicatedJobs").items())
        yield job.field("template").field("spec").field("template");
});

const SHAPES: readonly Shape[] = [
    pod("Pod", "core/v1"),
    podTemplate("PodTemplate", "core/v1"),
    workload("Deployment", "apps/v1", "apps/v1beta2", "apps/v1beta1", "extensions/v1beta1"),
    workload("DaemonSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1", "apps.kruise.io/v1alpha1"),
    workload("ReplicaSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1"),
    workload("StatefulSet", "apps/v1", "apps/v1beta2", "apps/v1beta1"),
    workload("ReplicationController", "core/v1"),
    workload("Job", "batch/v1"),
    cronJob("CronJob", "batch/v1", "batch/v1beta1", "batch/v2alpha1"),
    // Custom resources of the same shape.
    workload("DeploymentConfig", "apps.openshift.io/v1"),
    workload("Rollout", "argoproj.io/v1alpha1"),
    workload("CloneSet", "apps.kruise.io/v1alpha1"),
    workload("BroadcastJob", "apps.kruise.io/v1alpha1"),
    // Controllers that make Pods of a specification of their own.
    jobSet("JobSet", "jobset.x-k8s.io/v1alpha2"),
    workflow("Workflow", "argoproj.io/v1alpha1"),
    workflow("WorkflowTemplate", "argoproj.io/v1alpha1"),
    workflow("ClusterWorkflowTemplate", "argoproj.io/v1alpha1"),
    collector("OpenTelemetryCollector", "opentelemetry.io/v1beta1", "opentelemetry.io/v1alpha1"),
];

/** The rows that read the Pod of every workload kind in all its forms. */
export function everyPod<V>(lens: (pod: Pod) => Iterable<Thunk<V>>): Row<V>[] {
    return SHAPES.flatMap((shape) =>
        everyFormOf<object>(shape.kind, shape.groupVersions)<V>((object) => each(podsOf(shape, object), lens)),
    );
}

/** The rows that read every container of every workload kind in all its forms. */
export function everyContainer<V>(lens: (container: Container, pod: Pod) => Iterable<Thunk<V>>): Row<V>[] {
    return everyPod((pod) => pod.eachContainer((container) => lens(container, pod)));
}

/**
 * The Pods that a manifest makes, by the manifest's own `kind`; none for a kind that makes none.
 * For manifests in text: static Pods, ConfigMaps.
 */
export function podsInManifest(manifest: Cursor<{ kind: string }>): Iterable<Pod> {
    const kind = manifest.field("kind").text();
    const shape = SHAPES.find((candidate) => candidate.kind === kind);
    return shape === undefined ? [] : podsOf(shape, manifest);
}

function* podsOf({ templates, made }: Shape, object: Cursor<object>): Generator<Pod> {
    const owner = (object as Cursor<Props<PodArgs>>).field("metadata");
    for (const template of templates(object as Cursor<never>)) {
        yield new made(template.field("spec"), template.field("metadata"), owner);
    }
}
