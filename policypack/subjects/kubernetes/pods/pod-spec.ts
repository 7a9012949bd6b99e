import type { DeploymentArgs } from "@pulumi/kubernetes/apps/v1/deployment";
import type { CronJobArgs } from "@pulumi/kubernetes/batch/v1/cronJob";
import type { PodArgs } from "@pulumi/kubernetes/core/v1/pod";
import type { PodTemplateArgs } from "@pulumi/kubernetes/core/v1/podTemplate";
import { ifKnown } from "../../../lib/read-all";
import { each, type Props, type Row, type Thunk } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import type { Container } from "./container";
import { CUSTOM_SHAPES } from "./custom-pods";
import { everyFormOf } from "../objects";
import type { Pod } from "./pod";
import { type Shape, shape } from "./shape";

export { Pod, type PodSpec } from "./pod";

const pod = shape<Props<PodArgs>>((object) => object);
const podTemplate = shape<Props<PodTemplateArgs>>((object) => object.field("template"));
const workload = shape<Props<DeploymentArgs>>((object) => object.field("spec").field("template"));
const cronJob = shape<Props<CronJobArgs>>((object) => object.field("spec").field("jobTemplate").field("spec").field("template"));

const BUILT_IN: readonly Shape[] = [
    pod("Pod", "core/v1"),
    podTemplate("PodTemplate", "core/v1"),
    workload("Deployment", "apps/v1", "apps/v1beta2", "apps/v1beta1", "extensions/v1beta1"),
    workload("DaemonSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1", "apps.kruise.io/v1alpha1"),
    workload("ReplicaSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1"),
    workload("StatefulSet", "apps/v1", "apps/v1beta2", "apps/v1beta1"),
    workload("ReplicationController", "core/v1"),
    workload("Job", "batch/v1"),
    cronJob("CronJob", "batch/v1", "batch/v1beta1", "batch/v2alpha1"),
];
const FORMS = [...BUILT_IN, ...CUSTOM_SHAPES].map((shape) => ({
    shape,
    everyForm: everyFormOf<object>(shape.kind, shape.groupVersions),
}));

/** The rows that read the Pod of every workload kind in all its forms. */
export function everyPod<V>(lens: (pod: Pod) => Iterable<Thunk<V>>): Row<V>[] {
    return FORMS.flatMap(({ shape, everyForm }) => everyForm<V>((object) => each(podsOf(shape, object), lens)));
}

/** The rows that read every container of every workload kind in all its forms. */
export function everyContainer<V>(lens: (container: Container, pod: Pod) => Iterable<Thunk<V>>): Row<V>[] {
    return everyPod((pod) => pod.eachContainer((container) => lens(container, pod)));
}

/**
 * The Pods that a manifest makes, by the manifest's own `kind`, and a custom resource by its `apiVersion` too; none for a kind that makes none.
 * For manifests in text: static Pods, ConfigMaps.
 */
export function podsInManifest(manifest: Cursor<{ kind: string }>): Iterable<Pod> {
    const kind = manifest.field("kind").text();
    const version = ifKnown(() => (manifest as Cursor<unknown> as Cursor<{ apiVersion: string }>).field("apiVersion").text());
    const ofKind = (shapes: readonly Shape[]) => shapes.filter((candidate) => candidate.kind === kind);
    const custom = ofKind(CUSTOM_SHAPES).find(({ groupVersions }) => groupVersions.includes(version ?? ""));
    const shape = custom ?? ofKind(BUILT_IN)[0];
    return shape === undefined ? [] : podsOf(shape, manifest);
}

function* podsOf({ places, made }: Shape, object: Cursor<object>): Generator<Pod> {
    const owner = (object as Cursor<Props<PodArgs>>).field("metadata");
    for (const { spec, metadata } of places(object as Cursor<never>)) yield new made(spec, metadata, owner);
}
