import type { Policy } from "../../policypack/lib/define-policy";
import { everyCarrier, written } from "./carriers";
import { everyKubernetesScript } from "./carriers-kubernetes";
import type { PolicyTable } from "./table";

/** A Pod as a test writes it: its specification, and the metadata of whatever makes it. */
export interface GivenPod {
    readonly metadata?: object;
    readonly labels?: Readonly<Record<string, string>>;
    readonly spec: object;
}

const KIND = /^kubernetes:(?:.+)\/\w+:([A-Za-z]+?)(?:Patch)?(List)?$/;

interface GivenSpec {
    readonly containers?: readonly object[];
    readonly initContainers?: readonly object[];
    readonly ephemeralContainers?: readonly object[];
}

/** A Workflow has its containers in templates. */
function asSteps({ containers = [], initContainers = [], ephemeralContainers = [], ...spec }: GivenSpec): object {
    const steps = [...containers, ...ephemeralContainers].map((container) => ({ container }));
    return { ...spec, templates: [...steps, { initContainers }] };
}

/** A collector of an operator has its own container in its specification, and others beside it. */
function asCollector({ containers = [], ephemeralContainers = [], ...spec }: GivenSpec): object {
    return { ...spec, additionalContainers: [...containers, ...ephemeralContainers] };
}

/** A task of Tekton has steps, and sidecars for the rest. */
function asTask({ containers = [], initContainers = [], ephemeralContainers = [], ...spec }: GivenSpec): object {
    return { ...spec, steps: [...containers, ...ephemeralContainers], sidecars: initContainers };
}

/** A driver of Spark is the first container of its Pod. */
function asDriver({ containers = [], initContainers = [], ephemeralContainers = [], ...spec }: GivenSpec): object {
    const [first, ...rest] = [...containers, ...ephemeralContainers];
    return { ...spec, driver: { ...first, initContainers, sidecars: rest } };
}

/** Where a place of a Pod's specification stands in that type's. */
export function placeAs(type: string, { containers = [], ephemeralContainers = [] }: GivenSpec, place: string): string {
    const after = containers.length;
    const [, list = "", i = "0", rest = ""] = /^(containers|initContainers|ephemeralContainers)\[(\d+)\](.*)$/s.exec(place) ?? [];
    if (list === "") return place;
    const n = list === "ephemeralContainers" ? after + Number(i) : Number(i);
    if (/:(?:(?:Cluster)?Task|TaskRun|Pipeline|PipelineRun)(?:Patch|List)?$/.test(type))
        return list === "initContainers" ? `sidecars[${i}]${rest}` : `steps[${n}]${rest}`;
    if (/:(?:Scheduled)?SparkApplication(?:Patch|List)?$/.test(type)) {
        if (list === "initContainers") return `driver.${place}`;
        return n === 0 ? `driver${rest}` : `driver.sidecars[${n - 1}]${rest}`;
    }
    if (/:(?:(?:Cluster|Cron)?Workflow)(?:Template)?(?:Patch|List)?$/.test(type)) {
        return list === "initContainers"
            ? `templates[${after + ephemeralContainers.length}].initContainers[${i}]${rest}`
            : `templates[${n}].container${rest}`;
    }
    if (/:OpenTelemetryCollector(?:Patch|List)?$/.test(type)) {
        return list === "initContainers" ? place : `additionalContainers[${n}]${rest}`;
    }
    return place;
}

/** The Pod as the properties of a resource of that type, and the path at which its specification then stands. Undefined: no workload. */
export function podAs(type: string, pod: GivenPod): { props: object; path: string } | undefined {
    const [, kind, list] = KIND.exec(type) ?? [];
    const { metadata, labels, spec } = pod;
    const template = { ...(labels && { metadata: { labels } }), spec };
    const own = { ...metadata, ...(labels && { labels }) };
    const made = ((): readonly [object, string] | undefined => {
        if (type.startsWith("kubernetes:serving.knative.dev/")) return [{ metadata, spec: { template } }, "spec.template.spec"];
        switch (kind) {
            case "AutoscalingRunnerSet":
            case "Notebook":
                return [{ metadata, spec: { template } }, "spec.template.spec"];
            case "CronWorkflow":
                return [{ metadata: own, spec: { workflowSpec: asSteps(spec) } }, "spec.workflowSpec"];
            case "AdvancedCronJob":
                return [
                    { metadata, spec: { template: { broadcastJobTemplate: { spec: { template } } } } },
                    "spec.template.broadcastJobTemplate.spec.template.spec",
                ];
            case "SidecarSet":
                return [{ metadata: own, spec }, "spec"];
            case "Task":
            case "ClusterTask":
                return [{ metadata: own, spec: asTask(spec) }, "spec"];
            case "TaskRun":
                return [{ metadata: own, spec: { taskSpec: asTask(spec) } }, "spec.taskSpec"];
            case "Pipeline":
                return [{ metadata: own, spec: { finally: [{ taskSpec: asTask(spec) }] } }, "spec.finally[0].taskSpec"];
            case "PipelineRun":
                return [
                    { metadata: own, spec: { pipelineSpec: { tasks: [{ taskSpec: asTask(spec) }] } } },
                    "spec.pipelineSpec.tasks[0].taskSpec",
                ];
            case "PyTorchJob":
            case "TFJob":
            case "XGBoostJob":
            case "PaddleJob":
            case "MPIJob": {
                const framework = { PyTorchJob: "pytorch", TFJob: "tf", XGBoostJob: "xgb", PaddleJob: "paddle", MPIJob: "mpi" }[
                    kind
                ];
                const replicas = `${framework}ReplicaSpecs`;
                return [{ metadata, spec: { [replicas]: { Worker: { template } } } }, `spec.${replicas}.Worker.template.spec`];
            }
            case "RayCluster":
                return [{ metadata, spec: { headGroupSpec: { template } } }, "spec.headGroupSpec.template.spec"];
            case "RayJob":
                return [
                    { metadata, spec: { rayClusterSpec: { workerGroupSpecs: [{ template }] } } },
                    "spec.rayClusterSpec.workerGroupSpecs[0].template.spec",
                ];
            case "RayService":
                return [
                    { metadata, spec: { rayClusterConfig: { headGroupSpec: { template } } } },
                    "spec.rayClusterConfig.headGroupSpec.template.spec",
                ];
            case "LeaderWorkerSet":
                return [
                    { metadata, spec: { leaderWorkerTemplate: { workerTemplate: template } } },
                    "spec.leaderWorkerTemplate.workerTemplate.spec",
                ];
            case "ScaledJob":
                return [{ metadata, spec: { jobTargetRef: { template } } }, "spec.jobTargetRef.template.spec"];
            case "SparkApplication":
                return [{ metadata: own, spec: asDriver(spec) }, "spec"];
            case "ScheduledSparkApplication":
                return [{ metadata: own, spec: { template: asDriver(spec) } }, "spec.template"];
            case "Beat":
            case "Agent":
                return [{ metadata, spec: { daemonSet: { podTemplate: template } } }, "spec.daemonSet.podTemplate.spec"];
            case "Pod":
                return [{ metadata: { ...metadata, ...(labels && { labels }) }, spec }, "spec"];
            case "PodTemplate":
                return [{ metadata, template }, "template.spec"];
            case "CronJob":
                return [{ metadata, spec: { jobTemplate: { spec: { template } } } }, "spec.jobTemplate.spec.template.spec"];
            case "JobSet":
                return [
                    { metadata, spec: { replicatedJobs: [{ template: { spec: { template } } }] } },
                    "spec.replicatedJobs[0].template.spec.template.spec",
                ];
            case "Workflow":
            case "WorkflowTemplate":
            case "ClusterWorkflowTemplate":
                return [{ metadata: { ...metadata, ...(labels && { labels }) }, spec: asSteps(spec) }, "spec"];
            case "OpenTelemetryCollector":
                return [{ metadata: { ...metadata, ...(labels && { labels }) }, spec: asCollector(spec) }, "spec"];
            case "Deployment":
            case "DaemonSet":
            case "ReplicaSet":
            case "StatefulSet":
            case "ReplicationController":
            case "Job":
            case "DeploymentConfig":
            case "Rollout":
            case "CloneSet":
            case "BroadcastJob":
                return [{ metadata, spec: { template } }, "spec.template.spec"];
            default:
                return undefined;
        }
    })();
    if (made === undefined) return undefined;
    const [props, path] = made;
    return list === undefined ? { props, path } : { props: { items: [props] }, path: `items[0].${path}` };
}

/**
 * A failing row for every workload type that the policy reads, each making the same Pod. Lines begin with the path below the Pod's
 * specification (`volumes[0].hostPath.path: …`). Spread it into `fails`.
 */
export function everyWorkload(policy: Policy, pod: GivenPod, reports: readonly string[]): PolicyTable["fails"] {
    return Object.fromEntries(
        policy.reads.flatMap((type) => {
            const made = podAs(type, pod);
            if (made === undefined) return [];
            const prefixed = reports.map((line) => {
                const [, level = "", rest = ""] = /^((?:\([a-z]+\) )?(?:\[[a-z]+\] )?)(.*)$/s.exec(line)!;
                return `${level}${made.path}.${placeAs(type, pod.spec, rest)}`;
            });
            return [[`the same Pod made by ${type}`, { type, props: made.props, reports: prefixed }] as const];
        }),
    );
}

/**
 * A failing row for every type in which the policy reads Pods that are written as text: a manifest in a ConfigMap, and a static Pod that
 * user data writes. Lines as for `everyWorkload`.
 */
export function everyWrittenPod(policy: Policy, pod: GivenPod, reports: readonly string[]): PolicyTable["fails"] {
    const manifest = manifestOf(pod);
    const file = { path: "/etc/kubernetes/manifests/pod.yaml", content: manifest };
    const userData = `#cloud-config\n${JSON.stringify({ write_files: [file] })}`;
    const under = underOf(reports);
    const onNodes = everyCarrier(policy, "the same static Pod", ({ admits, at, line }) =>
        admits === "script"
            ? { text: written(file.path, manifest), reports: under(line(2)) }
            : { text: userData, reports: under(`${at} › write_files[0].content`) },
    );
    const inMaps = everyPodOfConfigMap(policy, pod, reports);
    const objects = everyKubernetesScript(policy, written(file.path, manifest), under("AT › line 2"));
    return { ...onNodes, ...inMaps, ...objects };
}

const manifestOf = (pod: GivenPod): string =>
    JSON.stringify({ apiVersion: "v1", kind: "Pod", ...podAs("kubernetes:core/v1:Pod", pod)!.props });

const underOf = (reports: readonly string[]) => (path: string) =>
    reports.map((line) => line.replace(/^((?:\([a-z]+\) )?(?:\[[a-z]+\] )?)/, `$1${path} › spec.`));

/** The rows of ConfigMaps among those of `everyWrittenPod`. */
export function everyPodOfConfigMap(policy: Policy, pod: GivenPod, reports: readonly string[]): PolicyTable["fails"] {
    const configMap = { data: { "pod.yaml": manifestOf(pod) } };
    const made = (type: string): { props: object; path: string } | undefined => {
        if (/^kubernetes:core\/v1:ConfigMap(Patch)?$/.test(type)) return { props: configMap, path: 'data["pod.yaml"]' };
        if (type === "kubernetes:core/v1:ConfigMapList") {
            return { props: { items: [configMap] }, path: 'items[0].data["pod.yaml"]' };
        }
        return undefined;
    };
    return Object.fromEntries(
        policy.reads.flatMap((type) => {
            const row = made(type);
            if (row === undefined) return [];
            return [
                [`the same Pod written in ${type}`, { type, props: row.props, reports: underOf(reports)(row.path) }] as const,
            ];
        }),
    );
}

/**
 * A failing row for every type whose values the policy reads volumes of: a chart's, and an add-on's. Lines are those about a Pod that has
 * the volume and mounts it in its first container.
 */
export function everyVolumeInValues(
    policy: Policy,
    { spec }: { readonly spec: object },
    reports: readonly string[],
): PolicyTable["fails"] {
    const { volumes, containers } = spec as { volumes: object[]; containers: { volumeMounts: object[] }[] };
    const values = { agent: { extraVolumes: volumes, extraVolumeMounts: containers[0]!.volumeMounts } };
    const under = (path: string) =>
        reports.map((line) =>
            line
                .replaceAll("spec.containers[0].volumeMounts", `${path}agent.extraVolumeMounts`)
                .replaceAll("spec.volumes", `${path}agent.extraVolumes`),
        );
    const addon = { clusterName: "prod", addonName: "agent", configurationValues: JSON.stringify(values) };
    const made: Readonly<Record<string, { props: object; reports: string[] }>> = {
        "kubernetes:helm.sh/v3:Release": { props: { chart: "agent", values }, reports: under("values.") },
        "aws:eks/addon:Addon": { props: addon, reports: under("configurationValues › ") },
        "aws-native:eks:Addon": { props: addon, reports: under("configurationValues › ") },
    };
    return Object.fromEntries(
        Object.entries(made).flatMap(([type, row]) =>
            policy.reads.includes(type) ? [[`the same volume among the values of ${type}`, { type, ...row }] as const] : [],
        ),
    );
}
