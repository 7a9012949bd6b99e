import { nodeSubresourcesRestricted } from "../../../../policypack/policies/kubelet-api/node-subresources-restricted";
import { runtimeSocketNotMounted } from "../../../../policypack/policies/runtime-socket/runtime-socket-not-mounted";
import { judge, UNKNOWN } from "../../judge";

const type = "kubernetes:helm.sh/v3:Release";
const pod = (namespace?: string) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "cleaner", ...(namespace !== undefined && { namespace }) },
    spec: {
        containers: [{ image: "example.com/cleaner:1", volumeMounts: [{ name: "run", mountPath: "/run" }] }],
        volumes: [{ name: "run", hostPath: { path: "/run/containerd/containerd.sock" } }],
    },
});
const judged = (values: object, more: object = {}) =>
    judge(runtimeSocketNotMounted, { type, props: { chart: "web", namespace: "web", values }, ...more });
const placesIn = (values: object, more: object = {}) =>
    judged(values, more).reported.map(({ message }) => message.slice(0, message.indexOf(": ")));

describe("Kubernetes objects among a chart's values", () => {
    test.each<[string, object, string[]]>([
        ["in a list", { extraDeploy: [{}, pod()] }, ["values.extraDeploy[1].spec.volumes[0].hostPath.path"]],
        ["under names", { extraManifests: { one: pod() } }, ["values.extraManifests.one.spec.volumes[0].hostPath.path"]],
        ["of a part of the chart", { web: { raw: [pod()] } }, ["values.web.raw[0].spec.volumes[0].hostPath.path"]],
        [
            "in a List",
            { extraDeploy: [{ apiVersion: "v1", kind: "List", items: [pod(), pod()] }] },
            [0, 1].map((i) => `values.extraDeploy[0].items[${i}].spec.volumes[0].hostPath.path`),
        ],
        ["as text", { extraObjects: [JSON.stringify(pod())] }, ["values.extraObjects[0] › spec.volumes[0].hostPath.path"]],
        [
            "as text with a template's actions",
            {
                extraObjects: [
                    `{{- if .Values.on }}\n${JSON.stringify(pod()).replace('"cleaner"', "{{ .Release.Name }}")}\n{{- end }}\n`,
                ],
            },
            ["values.extraObjects[0] › spec.volumes[0].hostPath.path"],
        ],
        ["of a part that is not enabled", { web: { enabled: false, raw: [pod()] } }, []],
        ["that only refers to one", { target: { apiVersion: "v1", kind: "Pod", name: "cleaner" } }, []],
        ["of a version that is none", { extraDeploy: [{ ...pod(), apiVersion: "v9" }] }, []],
        ["as text that is no YAML", { extraObjects: ["apiVersion: v1\nkind: {{ [\n"] }, []],
    ])("%s", (_, values, places) => expect(placesIn(values)).toEqual(places));

    test("one that names no namespace is in the release's", () => {
        const allowance = {
            serviceAccount: "default",
            image: "example.com/cleaner",
            paths: ["/run/containerd/containerd.sock"],
            reason: "cleans",
        };
        const inWeb = { config: { systemWorkloads: [{ ...allowance, namespace: "web" }] } };
        expect(placesIn({ extraDeploy: [pod()] }, inWeb)).toEqual([]);
        expect(placesIn({ extraDeploy: [pod("other")] }, inWeb)).toHaveLength(1);
    });

    test("what is not known there is told, and hides nothing", () => {
        const answer = judged({ extraDeploy: [UNKNOWN, pod()] });
        expect([answer.reported.length, answer.unknown]).toEqual([1, "values.extraDeploy.0"]);
    });

    test("another value that is not known is nobody's affair", () => {
        expect(judged({ image: { tag: UNKNOWN }, extraDeploy: [pod()] }).unknown).toBeUndefined();
    });

    test("an unknown property of an object is told where it is read", () => {
        const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "x" }, rules: UNKNOWN };
        const answer = judge(nodeSubresourcesRestricted, { type, props: { chart: "web", values: { extraDeploy: [role] } } });
        expect([answer.reported, answer.unknown]).toEqual([[], "values.extraDeploy.0.rules"]);
    });
});

describe("Kubernetes objects in the configuration of an add-on", () => {
    const addon = (configurationValues: unknown, more: object = {}, config: object = {}) =>
        judge(runtimeSocketNotMounted, {
            type: "aws:eks/addon:Addon",
            props: { addonName: "coredns", configurationValues, ...more },
            ...config,
        });
    const placesOf = (...given: Parameters<typeof addon>) =>
        addon(...given).reported.map(({ message }) => message.slice(0, message.indexOf(": ")));

    test.each<[string, unknown, string[]]>([
        [
            "as data",
            JSON.stringify({ extraObjects: [pod()] }),
            ["configurationValues › extraObjects[0].spec.volumes[0].hostPath.path"],
        ],
        [
            "as text",
            JSON.stringify({ extraManifests: JSON.stringify(pod()) }),
            ["configurationValues › extraManifests › spec.volumes[0].hostPath.path"],
        ],
        [
            "in YAML",
            `manifests:\n- ${JSON.stringify(pod())}\n`,
            ["configurationValues › manifests[0].spec.volumes[0].hostPath.path"],
        ],
        ["of nothing", "", []],
        ["that are none", "null", []],
    ])("%s", (_, values, places) => expect(placesOf(values)).toEqual(places));

    test("one that names no namespace is in the add-on's", () => {
        const allowed = (namespace: string) => ({
            config: {
                systemWorkloads: [
                    {
                        namespace,
                        serviceAccount: "default",
                        image: "example.com/cleaner",
                        paths: ["/run/containerd/containerd.sock"],
                        reason: "cleans",
                    },
                ],
            },
        });
        const values = JSON.stringify({ extraObjects: [pod()] });
        const elsewhere = { namespaceConfig: { namespace: "dns" } };
        expect(placesOf(values, {}, allowed("kube-system"))).toEqual([]);
        expect(placesOf(values, elsewhere, allowed("dns"))).toEqual([]);
        expect(placesOf(values, elsewhere, allowed("kube-system"))).toHaveLength(1);
    });

    test("what cannot be read is told once, and what is not known yet is told", () => {
        expect(addon("{ [").reported).toHaveLength(1);
        expect(addon(UNKNOWN)).toEqual({ reported: [], unknown: "configurationValues" });
    });
});
