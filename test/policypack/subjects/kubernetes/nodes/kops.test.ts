import { findings, mandatory } from "../../../findings";
import { UNKNOWN } from "../../../judge";

const cluster = (spec: object) => ({
    type: "kubernetes:kops.k8s.io/v1alpha2:Cluster",
    props: { metadata: { name: "a.example.com" }, spec },
});
const group = (spec: object) => ({
    type: "kubernetes:kops.k8s.io/v1alpha2:InstanceGroup",
    props: { metadata: { name: "nodes" }, spec },
});
/** Where findings are, and of which policy. */
const places = (given: Parameters<typeof findings>[0]) =>
    findings(given)
        .filter((line) => line.includes("kubelet-"))
        .map((line) => line.split(": ").slice(0, 2).join(": "));

test.each([
    ["a cluster", cluster({ kubelet: { anonymousAuth: false, maxPods: 110 }, authorization: { rbac: {} } })],
    ["a group of workers", group({ role: "Node", kubelet: { anonymousAuth: false } })],
    ["a group that says nothing of its kubelets", group({ role: "Node", image: "ami-1" })],
    ["a control plane", group({ role: "ControlPlane", kubelet: { podManifestPath: "/etc/kubernetes/manifests" } })],
])("an ordinary configuration stops no deployment: %s", (_, given) => {
    expect(mandatory(given)).toEqual([]);
});

test.each([
    [
        "fields are flags",
        cluster({ kubelet: { anonymousAuth: true } }),
        ["kubelet-anonymous-auth-disabled (mandatory): spec.kubelet.anonymousAuth"],
    ],
    [
        "those of control planes come after them",
        cluster({ kubelet: { readOnlyPort: 0 }, controlPlaneKubelet: { readOnlyPort: 10255 } }),
        ["kubelet-read-only-port-disabled (mandatory): spec.controlPlaneKubelet.readOnlyPort"],
    ],
    [
        "by their old name",
        cluster({ masterKubelet: { authorizationMode: "AlwaysAllow" } }),
        ["kubelet-authorization-required (mandatory): spec.masterKubelet.authorizationMode"],
    ],
    [
        "static Pods of workers",
        group({ role: "Node", kubelet: { podManifestPath: "/opt/pods" } }),
        ["kubelet-static-pods-disabled (mandatory): spec.kubelet.podManifestPath"],
    ],
    [
        "what is not known yet hides itself alone",
        cluster({ kubelet: { maxPods: UNKNOWN, anonymousAuth: true } }),
        ["kubelet-anonymous-auth-disabled (mandatory): spec.kubelet.anonymousAuth"],
    ],
])("%s", (_, given, expected) => {
    expect(places(given)).toEqual(expected);
});

test("scripts of a group run on its machines", () => {
    const content = "#!/bin/bash\nkubelet --config=/opt/kubelet.yaml\n";
    const given = group({ role: "Node", additionalUserData: [{ name: "own.sh", type: "text/x-shellscript", content }] });
    expect(findings(given, "node-configuration-readable").map((line) => line.split(": ")[1])).toEqual([
        "spec.additionalUserData[0].content › line 2",
    ]);
});
