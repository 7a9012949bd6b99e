import { subject } from "../../../../../policypack/lib/subject";
import { everyChartValues, imageOf, ownerOf } from "../../../../../policypack/subjects/kubernetes/pods/chart-values";
import { stackOf, UNKNOWN } from "../../../judge";

const { rows } = subject(
    ...everyChartValues(function* (values, chart) {
        const { namespace, serviceAccount } = ownerOf(values, chart);
        yield () => `${namespace}/${serviceAccount}: ${imageOf(values, chart)}`;
    }),
);
const told = (type: string, props: object) => {
    const [resource] = stackOf([{ type, props }]);
    return [...rows.get(type)!(resource!)].map((thunk) => thunk());
};
const release = (values: object | undefined, more: object = {}) =>
    told("kubernetes:helm.sh/v3:Release", { chart: "agent", namespace: "ops", values, ...more });

test.each<[string, object, string]>([
    ["nothing: the chart's own name, and the default account", {}, "ops/default: agent"],
    ["an image as a text", { image: "example.com/tool:1" }, "ops/default: example.com/tool:1"],
    ["an empty image", { image: "" }, "ops/default: agent"],
    ["a repository", { image: { repository: "own/tool" } }, "ops/default: own/tool"],
    ["a repository in a registry", { image: { registry: "example.com", repository: "tool" } }, "ops/default: example.com/tool"],
    ["a repository in no registry", { image: { registry: "", repository: "tool" } }, "ops/default: tool"],
    ["a registry alone", { image: { registry: "example.com" } }, "ops/default: agent"],
    ["an image that is not known yet", { image: UNKNOWN }, "ops/default: agent"],
    ["a registry that is not known yet", { image: { registry: UNKNOWN, repository: "tool" } }, "ops/default: tool"],
    ["an account", { serviceAccount: { name: "own" } }, "ops/own: agent"],
    ["an account in one word", { serviceAccountName: "own" }, "ops/own: agent"],
    ["an account that is not known yet", { serviceAccount: { name: UNKNOWN } }, "ops/default: agent"],
])("who runs a release's Pods, of values that say %s", (_, values, expected) => {
    expect(release(values)).toEqual([expected]);
});

test("a chart in a registry has its name without the protocol, a release without a namespace is in default", () => {
    expect(release({}, { chart: "oci://example.com/charts/agent" })).toEqual(["ops/default: example.com/charts/agent"]);
    expect(release({}, { chart: "own-oci://agent" })).toEqual(["ops/default: own-oci://agent"]);
    expect(release({}, { chart: undefined })).toEqual(["ops/default: "]);
    expect(release({}, { namespace: undefined })).toEqual(["default/default: agent"]);
});

test("an add-on's Pods are in kube-system, under its name", () => {
    const addon = (configurationValues: string) => told("aws:eks/addon:Addon", { addonName: "vpc-cni", configurationValues });
    expect(addon("{}")).toEqual(["kube-system/vpc-cni: vpc-cni"]);
    expect(addon('{"serviceAccount":{"name":"own"}}')).toEqual(["kube-system/own: vpc-cni"]);
});
