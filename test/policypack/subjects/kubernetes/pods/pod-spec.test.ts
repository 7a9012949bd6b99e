import { subject } from "../../../../../policypack/lib/subject";
import { Cursor } from "../../../../../policypack/parse/cursor";
import { everyContainer, podInManifest } from "../../../../../policypack/subjects/kubernetes/pods/pod-spec";
import { HOLE } from "../../../../../policypack/parse/word";
import { podAs } from "../../../workloads";

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

test.each([...containers.rows.keys()])("%s shows its containers of all three kinds and who runs them", (type) => {
    const { props, path } = podAs(type, pod)!;
    expect(read(type, props)).toEqual([
        {
            path: `${path}.containers[0]`,
            image: "a",
            argv: [`${path}.containers[0].command[0]=kube-proxy`, `${path}.containers[0].args[0]=--v=2`],
            env: [],
            who: "kube-system/kube-proxy/proxy",
        },
        { path: `${path}.initContainers[0]`, image: "b", argv: [], env: [], who: "kube-system/kube-proxy/proxy" },
        { path: `${path}.ephemeralContainers[0]`, image: "c", argv: [], env: [], who: "kube-system/kube-proxy/proxy" },
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
    expect(podInManifest(manifest)?.spec.path).toBe("data.spec.jobTemplate.spec.template.spec");
    expect(podInManifest(manifest)?.namespace).toBe("ops");
    expect(podInManifest(Cursor.of<{ kind: string }>({ kind: "Service" }))).toBeUndefined();
});
