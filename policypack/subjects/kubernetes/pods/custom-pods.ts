import type { Cursor } from "../../../parse/cursor";
import { CollectorPod, SparkPod, StepsPod, WorkflowPod } from "./operator-pods";
import { bareSpec, type PodPlace, type Shape, shape, shapes } from "./shape";

interface Templated {
    readonly template: unknown;
}
interface Spec<S> {
    readonly spec: S;
}

const workload = shape<Spec<Templated>>((object) => object.field("spec").field("template"));
/** The specification of the object is that of its Pods. */
const own = <O>(made: Shape["made"], at: (object: Cursor<O>) => Cursor<unknown>) =>
    shape<O>((object) => bareSpec(object, at(object)), made);

// Argo Workflows.
const workflow = own<Spec<object>>(WorkflowPod, (object) => object.field("spec"));
const cronWorkflow = own<Spec<{ workflowSpec: object }>>(WorkflowPod, (object) => object.field("spec").field("workflowSpec"));

const jobSet = shapes<Spec<{ replicatedJobs: { template: Spec<Templated> }[] }>>(function* (object) {
    for (const job of object.field("spec").field("replicatedJobs").items())
        yield job.field("template").field("spec").field("template");
});

/** Tekton: steps and sidecars in a Pod, whose volumes, network and security a run adds. */
interface TaskSpec {
    readonly taskSpec: object;
}
interface PipelineSpec {
    readonly tasks: readonly TaskSpec[];
    readonly finally: readonly TaskSpec[];
}
interface TaskRunSpec extends TaskSpec {
    readonly podTemplate: object;
}
interface PipelineRunSpec {
    readonly pipelineSpec: PipelineSpec;
    readonly taskRunTemplate: { readonly podTemplate: object };
    readonly podTemplate: object;
}
const task = own<Spec<object>>(StepsPod, (object) => object.field("spec"));
const taskRun = shapes<Spec<TaskRunSpec>>(function* (object) {
    const spec = object.field("spec");
    yield bareSpec(object, spec.field("taskSpec"));
    yield bareSpec(object, spec.field("podTemplate"));
}, StepsPod);
const pipeline = shapes<Spec<PipelineSpec>>((object) => tasksOf(object, object.field("spec")), StepsPod);
const pipelineRun = shapes<Spec<PipelineRunSpec>>(function* (object) {
    const spec = object.field("spec");
    yield* tasksOf(object, spec.field("pipelineSpec"));
    yield bareSpec(object, spec.field("taskRunTemplate").field("podTemplate"));
    yield bareSpec(object, spec.field("podTemplate"));
}, StepsPod);

function* tasksOf(object: Cursor<unknown>, spec: Cursor<PipelineSpec | undefined>): Generator<PodPlace> {
    for (const list of ["tasks", "finally"] as const)
        for (const one of spec.field(list).items()) yield bareSpec(object, one.field("taskSpec"));
}

/** Kubeflow's trainers: a template for each role, under a name of the framework's. */
const training = (replicas: string) =>
    shapes<Spec<Record<string, Record<string, Templated>>>>(function* (object) {
        for (const [, role] of object.field("spec").field(replicas).entries()) yield role.field("template");
    });

/** Ray's clusters, by themselves, for a job or for a service. */
interface RayCluster {
    readonly headGroupSpec: Templated;
    readonly workerGroupSpecs: readonly Templated[];
}
const ray = (at: "" | "rayClusterSpec" | "rayClusterConfig") =>
    shapes<Spec<RayCluster & Record<string, RayCluster>>>(function* (object) {
        const spec = object.field("spec");
        const cluster = (at === "" ? spec : spec.field(at)) as Cursor<RayCluster>;
        yield cluster.field("headGroupSpec").field("template");
        for (const group of cluster.field("workerGroupSpecs").items()) yield group.field("template");
    });

const leaderWorkerSet = shapes<Spec<{ leaderWorkerTemplate: { leaderTemplate: unknown; workerTemplate: unknown } }>>(
    function* (object) {
        const templates = object.field("spec").field("leaderWorkerTemplate");
        yield templates.field("leaderTemplate");
        yield templates.field("workerTemplate");
    },
);

const advancedCronJob = shapes<Spec<{ template: { jobTemplate: Spec<Templated>; broadcastJobTemplate: Spec<Templated> } }>>(
    function* (object) {
        const template = object.field("spec").field("template");
        for (const kind of ["jobTemplate", "broadcastJobTemplate"] as const)
            yield template.field(kind).field("spec").field("template");
    },
);

/** Elastic's Beats and agents. */
const elastic = shapes<Spec<Record<"daemonSet" | "deployment" | "statefulSet", { podTemplate: unknown }>>>(function* (object) {
    const spec = object.field("spec");
    for (const kind of ["daemonSet", "deployment", "statefulSet"] as const) yield spec.field(kind).field("podTemplate");
});

const scaledJob = shape<Spec<{ jobTargetRef: Templated }>>((object) =>
    object.field("spec").field("jobTargetRef").field("template"),
);

const collector = own<Spec<object>>(CollectorPod, (object) => object.field("spec"));
const spark = own<Spec<object>>(SparkPod, (object) => object.field("spec"));
const scheduledSpark = own<Spec<{ template: object }>>(SparkPod, (object) => object.field("spec").field("template"));
const sidecars = shape<Spec<object>>((object) => bareSpec(object, object.field("spec")));

const KUBEFLOW = { PyTorchJob: "pytorch", TFJob: "tf", XGBoostJob: "xgb", PaddleJob: "paddle", MPIJob: "mpi" } as const;

/** Custom resources of which a controller makes Pods, each read from its project's API types. */
export const CUSTOM_SHAPES: readonly Shape[] = [
    // Of the shape of a Deployment.
    workload("DeploymentConfig", "apps.openshift.io/v1"),
    workload("Rollout", "argoproj.io/v1alpha1"),
    workload("CloneSet", "apps.kruise.io/v1alpha1"),
    workload("BroadcastJob", "apps.kruise.io/v1alpha1"),
    workload("Service", "serving.knative.dev/v1"),
    workload("Configuration", "serving.knative.dev/v1"),
    workload("AutoscalingRunnerSet", "actions.github.com/v1alpha1"),
    workload("Notebook", "kubeflow.org/v1"),
    // In forms of their own.
    jobSet("JobSet", "jobset.x-k8s.io/v1alpha2"),
    workflow("Workflow", "argoproj.io/v1alpha1"),
    workflow("WorkflowTemplate", "argoproj.io/v1alpha1"),
    workflow("ClusterWorkflowTemplate", "argoproj.io/v1alpha1"),
    cronWorkflow("CronWorkflow", "argoproj.io/v1alpha1"),
    collector("OpenTelemetryCollector", "opentelemetry.io/v1beta1", "opentelemetry.io/v1alpha1"),
    advancedCronJob("AdvancedCronJob", "apps.kruise.io/v1beta1", "apps.kruise.io/v1alpha1"),
    sidecars("SidecarSet", "apps.kruise.io/v1beta1", "apps.kruise.io/v1alpha1"),
    task("Task", "tekton.dev/v1", "tekton.dev/v1beta1"),
    task("ClusterTask", "tekton.dev/v1beta1"),
    taskRun("TaskRun", "tekton.dev/v1", "tekton.dev/v1beta1"),
    pipeline("Pipeline", "tekton.dev/v1", "tekton.dev/v1beta1"),
    pipelineRun("PipelineRun", "tekton.dev/v1", "tekton.dev/v1beta1"),
    ...Object.entries(KUBEFLOW).map(([kind, framework]) => training(`${framework}ReplicaSpecs`)(kind, "kubeflow.org/v1")),
    training("mpiReplicaSpecs")("MPIJob", "kubeflow.org/v2beta1"),
    ray("")("RayCluster", "ray.io/v1", "ray.io/v1alpha1"),
    ray("rayClusterSpec")("RayJob", "ray.io/v1", "ray.io/v1alpha1"),
    ray("rayClusterConfig")("RayService", "ray.io/v1", "ray.io/v1alpha1"),
    leaderWorkerSet("LeaderWorkerSet", "leaderworkerset.x-k8s.io/v1"),
    scaledJob("ScaledJob", "keda.sh/v1alpha1"),
    spark("SparkApplication", "sparkoperator.k8s.io/v1beta2"),
    scheduledSpark("ScheduledSparkApplication", "sparkoperator.k8s.io/v1beta2"),
    elastic("Beat", "beat.k8s.elastic.co/v1beta1"),
    elastic("Agent", "agent.k8s.elastic.co/v1alpha1"),
];
