import { Cursor } from "../../../../../policypack/parse/cursor";
import { everyPod, podsInManifest } from "../../../../../policypack/subjects/kubernetes/pods/pod-spec";

const pods = (apiVersion: string, kind: string, spec: object, more: object = {}) => [
    ...podsInManifest(Cursor.of<{ kind: string }>({ apiVersion, kind, spec, metadata: { labels: { of: "object" } }, ...more })),
];
const TEMPLATE = { metadata: { labels: { of: "template" } }, spec: {} };
const containersOf = ([pod]: ReturnType<typeof pods>) => [
    ...pod!.eachContainer(function* (container) {
        yield () => [container.path, container.hasCommand] as const;
    }),
];

describe("every Pod that a custom resource makes, with the labels that it gets", () => {
    const OBJECTS = "object";
    const TEMPLATES = "template";
    test.each<[apiVersion: string, kind: string, spec: object, labels: string, places: string[]]>([
        [
            "jobset.x-k8s.io/v1alpha2",
            "JobSet",
            { replicatedJobs: [{ template: { spec: { template: TEMPLATE } } }] },
            TEMPLATES,
            ["spec.replicatedJobs[0].template.spec.template.spec"],
        ],
        [
            "tekton.dev/v1beta1",
            "PipelineRun",
            { pipelineSpec: { tasks: [{}, {}], finally: [{}] } },
            OBJECTS,
            [
                "spec.pipelineSpec.tasks[0].taskSpec",
                "spec.pipelineSpec.tasks[1].taskSpec",
                "spec.pipelineSpec.finally[0].taskSpec",
                "spec.taskRunTemplate.podTemplate",
                "spec.podTemplate",
            ],
        ],
        ["tekton.dev/v1", "TaskRun", {}, OBJECTS, ["spec.taskSpec", "spec.podTemplate"]],
        [
            "kubeflow.org/v1",
            "PyTorchJob",
            { pytorchReplicaSpecs: { Master: { template: TEMPLATE }, Worker: { template: TEMPLATE } } },
            TEMPLATES,
            ["spec.pytorchReplicaSpecs.Master.template.spec", "spec.pytorchReplicaSpecs.Worker.template.spec"],
        ],
        [
            "ray.io/v1",
            "RayCluster",
            { headGroupSpec: { template: TEMPLATE }, workerGroupSpecs: [{ template: TEMPLATE }, { template: TEMPLATE }] },
            TEMPLATES,
            [
                "spec.headGroupSpec.template.spec",
                "spec.workerGroupSpecs[0].template.spec",
                "spec.workerGroupSpecs[1].template.spec",
            ],
        ],
        [
            "ray.io/v1alpha1",
            "RayJob",
            { rayClusterSpec: { headGroupSpec: { template: TEMPLATE } } },
            TEMPLATES,
            ["spec.rayClusterSpec.headGroupSpec.template.spec"],
        ],
        [
            "ray.io/v1alpha1",
            "RayService",
            { rayClusterConfig: { headGroupSpec: { template: TEMPLATE } } },
            TEMPLATES,
            ["spec.rayClusterConfig.headGroupSpec.template.spec"],
        ],
        [
            "leaderworkerset.x-k8s.io/v1",
            "LeaderWorkerSet",
            { leaderWorkerTemplate: { leaderTemplate: TEMPLATE, workerTemplate: TEMPLATE } },
            TEMPLATES,
            ["spec.leaderWorkerTemplate.leaderTemplate.spec", "spec.leaderWorkerTemplate.workerTemplate.spec"],
        ],
        [
            "apps.kruise.io/v1beta1",
            "AdvancedCronJob",
            {
                template: {
                    jobTemplate: { spec: { template: TEMPLATE } },
                    broadcastJobTemplate: { spec: { template: TEMPLATE } },
                },
            },
            TEMPLATES,
            ["spec.template.jobTemplate.spec.template.spec", "spec.template.broadcastJobTemplate.spec.template.spec"],
        ],
        [
            "beat.k8s.elastic.co/v1beta1",
            "Beat",
            {
                daemonSet: { podTemplate: TEMPLATE },
                deployment: { podTemplate: TEMPLATE },
                statefulSet: { podTemplate: TEMPLATE },
            },
            TEMPLATES,
            ["spec.daemonSet.podTemplate.spec", "spec.deployment.podTemplate.spec", "spec.statefulSet.podTemplate.spec"],
        ],
    ])("%s %s", (apiVersion, kind, spec, labels, places) =>
        expect(pods(apiVersion, kind, spec).map((pod) => [pod.spec.path, pod.label("of")])).toEqual(
            places.map((place) => [place, labels]),
        ),
    );
});

describe("the containers of one", () => {
    test.each<[why: string, apiVersion: string, kind: string, spec: object, places: [string, boolean][]]>([
        [
            "a Workflow: whatever a template may have",
            "argoproj.io/v1alpha1",
            "Workflow",
            {
                templates: [
                    { container: { command: ["a"] }, script: {}, initContainers: [{}], sidecars: [{}] },
                    { containerSet: { containers: [{}, {}] } },
                    { suspend: {} },
                ],
            },
            [
                ["spec.templates[0].container", true],
                ["spec.templates[0].script", false],
                ["spec.templates[0].initContainers[0]", false],
                ["spec.templates[0].sidecars[0]", false],
                ["spec.templates[1].containerSet.containers[0]", false],
                ["spec.templates[1].containerSet.containers[1]", false],
            ],
        ],
        [
            "a collector: itself, which has a command of its own, and those beside it",
            "opentelemetry.io/v1beta1",
            "OpenTelemetryCollector",
            { additionalContainers: [{}], initContainers: [{}] },
            [
                ["spec", true],
                ["spec.additionalContainers[0]", false],
                ["spec.initContainers[0]", false],
            ],
        ],
        [
            "a task of Tekton: steps and sidecars",
            "tekton.dev/v1",
            "Task",
            { steps: [{}, {}], sidecars: [{}] },
            [
                ["spec.steps[0]", false],
                ["spec.steps[1]", false],
                ["spec.sidecars[0]", false],
            ],
        ],
        [
            "a Spark application: driver and executor, each with what is beside it",
            "sparkoperator.k8s.io/v1beta2",
            "SparkApplication",
            { driver: { initContainers: [{}], sidecars: [{}] }, executor: { sidecars: [{}] } },
            [
                ["spec.driver", false],
                ["spec.driver.initContainers[0]", false],
                ["spec.driver.sidecars[0]", false],
                ["spec.executor", false],
                ["spec.executor.sidecars[0]", false],
            ],
        ],
        [
            "one without an executor",
            "sparkoperator.k8s.io/v1beta2",
            "ScheduledSparkApplication",
            { template: { driver: {} } },
            [["spec.template.driver", false]],
        ],
    ])("%s", (_, apiVersion, kind, spec, places) =>
        expect(containersOf(pods(apiVersion, kind, spec)).map((thunk) => thunk())).toEqual(places),
    );

    test("a collector's arguments are settings of its own and no command line", () => {
        const [pod] = pods("opentelemetry.io/v1alpha1", "OpenTelemetryCollector", { args: { config: "a" } });
        const words = [...pod!.eachContainer((container) => [() => [...container.argv()]])].map((thunk) => thunk());
        expect(words).toEqual([[]]);
    });
});

test("a Workflow has the volumes of its specification and of every template", () => {
    const [pod] = pods("argoproj.io/v1alpha1", "CronWorkflow", { workflowSpec: { templates: [{}, {}] } });
    expect([...pod!.volumes()].map(({ path }) => path)).toEqual([
        "spec.workflowSpec.volumes",
        "spec.workflowSpec.templates[0].volumes",
        "spec.workflowSpec.templates[1].volumes",
    ]);
});

describe("a manifest in text", () => {
    test("is no Pod without a kind", () => expect([...podsInManifest(Cursor.of<{ kind: string }>({}))]).toEqual([]));

    test.each<[why: string, apiVersion: unknown, kind: string, count: number]>([
        ["a built-in kind in whatever group", "example.com/v1", "DaemonSet", 1],
        ["a built-in kind without one", undefined, "DaemonSet", 1],
        ["a built-in kind whose version is no text", 5, "DaemonSet", 1],
        ["a controller's kind in its group", "argoproj.io/v1alpha1", "Rollout", 1],
        ["a controller's kind in another", "example.com/v1", "Rollout", 0],
        ["a controller's kind without one", undefined, "Rollout", 0],
    ])("makes Pods: %s", (_, apiVersion, kind, count) =>
        expect([...podsInManifest(Cursor.of<{ kind: string }>({ apiVersion, kind }))].length).toBe(count),
    );
});

/** By group and version, since that is what their projects publish. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
    "core/v1": ["Pod", "PodTemplate", "ReplicationController"],
    "apps/v1": ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
    "apps/v1beta2": ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
    "apps/v1beta1": ["Deployment", "StatefulSet"],
    "extensions/v1beta1": ["DaemonSet", "Deployment", "ReplicaSet"],
    "batch/v1": ["CronJob", "Job"],
    "batch/v1beta1": ["CronJob"],
    "batch/v2alpha1": ["CronJob"],
    "actions.github.com/v1alpha1": ["AutoscalingRunnerSet"],
    "agent.k8s.elastic.co/v1alpha1": ["Agent"],
    "apps.kruise.io/v1alpha1": ["AdvancedCronJob", "BroadcastJob", "CloneSet", "DaemonSet", "SidecarSet"],
    "apps.kruise.io/v1beta1": ["AdvancedCronJob", "SidecarSet"],
    "apps.openshift.io/v1": ["DeploymentConfig"],
    "argoproj.io/v1alpha1": ["ClusterWorkflowTemplate", "CronWorkflow", "Rollout", "Workflow", "WorkflowTemplate"],
    "beat.k8s.elastic.co/v1beta1": ["Beat"],
    "jobset.x-k8s.io/v1alpha2": ["JobSet"],
    "keda.sh/v1alpha1": ["ScaledJob"],
    "kubeflow.org/v1": ["MPIJob", "Notebook", "PaddleJob", "PyTorchJob", "TFJob", "XGBoostJob"],
    "kubeflow.org/v2beta1": ["MPIJob"],
    "leaderworkerset.x-k8s.io/v1": ["LeaderWorkerSet"],
    "opentelemetry.io/v1alpha1": ["OpenTelemetryCollector"],
    "opentelemetry.io/v1beta1": ["OpenTelemetryCollector"],
    "ray.io/v1": ["RayCluster", "RayJob", "RayService"],
    "ray.io/v1alpha1": ["RayCluster", "RayJob", "RayService"],
    "serving.knative.dev/v1": ["Configuration", "Service"],
    "sparkoperator.k8s.io/v1beta2": ["ScheduledSparkApplication", "SparkApplication"],
    "tekton.dev/v1": ["Pipeline", "PipelineRun", "Task", "TaskRun"],
    "tekton.dev/v1beta1": ["ClusterTask", "Pipeline", "PipelineRun", "Task", "TaskRun"],
};

test("no kind that makes Pods is lost, in any version of any group", () => {
    const tokens = everyPod(() => []).flatMap((row) => row.tokens);
    const kinds = tokens.filter((token) => token.startsWith("kubernetes:") && !/(?:Patch|List|:Release)$/.test(token));
    const told = Object.entries(KINDS).flatMap(([version, names]) => names.map((name) => `kubernetes:${version}:${name}`));
    expect([...new Set(kinds)].sort()).toEqual(told.sort());
});
