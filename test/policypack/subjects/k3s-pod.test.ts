import { kubeApiserverAuthorizationRequired as authorization } from "../../../policypack/policies/kubelet-api/kube-apiserver-authorization-required";
import { kubeletReadOnlyPortDisabled as readOnlyPort } from "../../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { judge, UNKNOWN } from "../judge";

const pod = (container: object) => ({
    type: "kubernetes:core/v1:Pod",
    props: { spec: { containers: [{ image: "rancher/k3s:v1.33.1-k3s1", ...container }] } },
});
const port = "--kubelet-arg=read-only-port=10255";
const placesOf = (policy: typeof authorization, container: object) =>
    judge(policy, pod(container)).reported.map(({ message }) => message.slice(0, message.indexOf(": ")));

test.each<[string, object]>([
    ["by its image", { args: ["server", port] }],
    ["by its name", { image: "example.com/own:1", command: ["/bin/k3s", "server", port] }],
    ["by a shell", { image: "example.com/own:1", command: ["sh", "-c", `exec k3s server ${port}`] }],
    ["as an agent", { args: ["agent", port] }],
    ["as RKE2", { image: "rancher/rke2-runtime:v1.33.1", command: ["rke2", "server", port] }],
])("k3s in a container starts a kubelet: %s", (_, container) => expect(placesOf(readOnlyPort, container)).toHaveLength(1));

test("the word that it passes on is the place", () => {
    expect(placesOf(readOnlyPort, { args: ["server", "--v=2", port] })).toEqual(["spec.containers[0].args[2]"]);
});

test("its API server is one", () => {
    expect(placesOf(authorization, { args: ["server", "--kube-apiserver-arg=authorization-mode=AlwaysAllow"] })).toEqual([
        "spec.containers[0].args[1]",
    ]);
});

test.each<[string, object]>([
    ["a server without a kubelet", { args: ["server", "--disable-agent", port] }],
    ["as it comes", { args: ["server"] }],
    ["a tool of it", { args: ["kubectl", "get", "nodes"] }],
    ["another program", { image: "example.com/own:1", command: ["/own", port] }],
])("there is nothing to say of %s", (_, container) => expect(placesOf(readOnlyPort, container)).toEqual([]));

test("a word that is not known is told", () => {
    expect(judge(readOnlyPort, pod({ args: ["server", UNKNOWN] })).unknown).toBe("spec.containers.0.args.1");
});
