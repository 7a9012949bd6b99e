import { subject } from "../../../../../policypack/lib/subject";
import { Cursor } from "../../../../../policypack/parse/cursor";
import { everyContainer, podsInManifest } from "../../../../../policypack/subjects/kubernetes/pods/pod-spec";
import { HOLE } from "../../../../../policypack/parse/word";
import { placeAs, podAs } from "../../../workloads";

const containers = subject(
    ...everyContainer(function* (container, pod) {
        yield () => ({
            path: container.path,
            image: container.image,
            argv: [...container.argv()].map(({ at, text }) => `${at}=${text()}`),
            env: [...container.env()].map(({ name, value }) => `${name}=${value() ?? "?"}`),
            who: `${pod.namespace}/${pod.serviceAccount}/${pod.label("app") ?? ""}`,
        });
    }),
);

const read = (type: string, props: object) =>
    [...containers.rows.get(type)!({ type, name: "it", urn: "urn", props: Cursor.of(props) })].map((thunk) => thunk());

const pod = {
    metadata: { namespace: "kube-system" },
    labels: { app: "proxy" },
    spec: {
        serviceAccountName: "kube-proxy",
        containers: [{ image: "a", command: ["kube-proxy"], args: ["--v=2"] }],
        initContainers: [{ image: "b" }],
        ephemeralContainers: [{ image: "c" }],
    },
};

test.each([...containers.rows.keys()].filter((type) => podAs(type, pod) !== undefined))(
    "%s shows its containers of all three kinds and who runs them",
    (type) => {
        const { props, path } = podAs(type, pod)!;
        const at = (place: string) => `${path}.${placeAs(type, pod.spec, place)}`;
        const own = read(type, props).filter((one) => one.path !== path);
        expect(new Set(own)).toEqual(
            new Set([
                {
                    path: at("containers[0]"),
                    image: "a",
                    argv: [`${at("containers[0].command[0]")}=kube-proxy`, `${at("containers[0].args[0]")}=--v=2`],
                    env: [],
                    who: "kube-system/kube-proxy/proxy",
                },
                { path: at("initContainers[0]"), image: "b", argv: [], env: [], who: "kube-system/kube-proxy/proxy" },
                { path: at("ephemeralContainers[0]"), image: "c", argv: [], env: [], who: "kube-system/kube-proxy/proxy" },
            ]),
        );
        expect(own).toHaveLength(3);
    },
);

test("the collector of an operator is a container itself, whose arguments are no command line", () => {
    const spec = { image: "a", args: { config: "x" } };
    expect(read("kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector", { spec })).toEqual([
        { path: "spec", image: "a", argv: [], env: [], who: "default/default/" },
    ]);
});

test("a Workflow has containers of more kinds than a Pod", () => {
    const templates = [
        { script: { image: "a" } },
        { containerSet: { containers: [{ image: "b" }] }, sidecars: [{ image: "c" }] },
    ];
    expect(read("kubernetes:argoproj.io/v1alpha1:Workflow", { spec: { templates } }).map(({ path }) => path)).toEqual([
        "spec.templates[0].script",
        "spec.templates[1].containerSet.containers[0]",
        "spec.templates[1].sidecars[0]",
    ]);
});

test("arguments have the container's variables in them, as Kubernetes replaces them", () => {
    const [container] = read("kubernetes:core/v1:Pod", {
        spec: {
            containers: [
                {
                    args: ["--url=http://$(HOST):2379", "$$(HOST)", "$(SECRET)", "$(NOBODY)"],
                    env: [
                        { name: "HOST", value: "0.0.0.0" },
                        { name: "SECRET", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
                    ],
                },
            ],
        },
    });
    expect(container!.argv.map((word) => word.replace(/^.*?=/, ""))).toEqual([
        "--url=http://0.0.0.0:2379",
        "$(HOST)",
        HOLE,
        "$(NOBODY)",
    ]);
    expect(container!.env).toEqual(["HOST=0.0.0.0", "SECRET=?"]);
});

test("a workload without a namespace and an account runs in default as default", () => {
    const [container] = read("kubernetes:apps/v1:Deployment", { spec: { template: { spec: { containers: [{}] } } } });
    expect(container!.who).toBe("default/default/");
});

test("a manifest in text is read by its own kind", () => {
    const manifest = Cursor.of<{ kind: string }>(
        { kind: "CronJob", metadata: { namespace: "ops" }, spec: { jobTemplate: { spec: { template: { spec: {} } } } } },
        "data",
    );
    expect([...podsInManifest(manifest)].map(({ spec, namespace }) => [spec.path, namespace])).toEqual([
        ["data.spec.jobTemplate.spec.template.spec", "ops"],
    ]);
    expect([...podsInManifest(Cursor.of<{ kind: string }>({ kind: "Service" }))]).toEqual([]);
});

test("a custom resource in text is read where its group is the controller's", () => {
    const pods = (apiVersion: string) => {
        const manifest = { apiVersion, kind: "Task", spec: { steps: [{ image: "a" }] } };
        return [...podsInManifest(Cursor.of<{ kind: string }>(manifest))].length;
    };
    expect([pods("tekton.dev/v1"), pods("example.com/v1")]).toEqual([1, 0]);
});

test("a run of Tekton has volumes of its own, beside the steps of its task", () => {
    const spec = { taskSpec: { steps: [{ image: "a" }] }, podTemplate: { volumes: [{ name: "run" }] } };
    const volumes = [...podsInManifest(Cursor.of<{ kind: string }>({ apiVersion: "tekton.dev/v1", kind: "TaskRun", spec }))];
    expect(volumes.map((one) => [...one.volumes()].map(({ path }) => path))).toEqual([
        ["spec.taskSpec.volumes"],
        ["spec.podTemplate.volumes"],
    ]);
});
