import { apiServersOf } from "../../../../../policypack/subjects/kubernetes/pods/effective-api-server";
import { k3sBootsOf } from "../../../../../policypack/subjects/kubernetes/pods/k3s-pod";
import { everyKubeletPod } from "../../../../../policypack/subjects/kubernetes/pods/kubelet-pod";
import { everyContainer } from "../../../../../policypack/subjects/kubernetes/pods/pod-spec";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const pod = (...containers: object[]) => ({ type: "kubernetes:core/v1:Pod", props: { spec: { containers } } });

describe("a kubelet in a container", () => {
    const kubelets = (container: object) =>
        viewsOf(
            everyKubeletPod((kubelet) => [() => kubelet]),
            pod(container),
        ).views.map(({ evidence, role, readOnlyPort: { value, at } }) => [evidence.why, role, value, at]);

    test.each<[why: string, container: object, found: unknown[]]>([
        [
            "by its command",
            { command: ["kubelet", "--read-only-port=1"] },
            [["a container that runs a kubelet", "unknown", 1, "spec.containers[0].command[1]"]],
        ],
        [
            "by its image",
            { image: "k8s.gcr.io/kubelet-amd64:v1", args: ["--read-only-port=2"] },
            [["a container that runs a kubelet", "unknown", 2, "spec.containers[0].args[0]"]],
        ],
        ["that only prints its version is none", { command: ["kubelet", "--version"] }, []],
        ["in another program's is none", { command: ["kubectl", "kubelet"] }, []],
        [
            "of a node of k3s",
            { image: "rancher/k3s", args: ["agent", "--kubelet-arg=read-only-port=3"] },
            [["a container that runs k3s", "worker", 3, "spec.containers[0].args[1]"]],
        ],
    ])("%s", (_, container, found) => expect(kubelets(container)).toEqual(found));
});

describe("a node that a container is", () => {
    const boots = (container: object) =>
        viewsOf(
            everyContainer((one) => k3sBootsOf(one).map((boot) => () => boot)),
            pod(container),
        );
    const shown = (container: object) =>
        boots(container).views.map(({ commands, evidence }) => [
            evidence,
            ...commands.map(({ argv, at }) => [at, ...argv.map(({ text }) => text)]),
        ]);
    const node = (program: string) => ({ verdict: "node", why: `a container that runs ${program}` });

    test.each<[why: string, container: object, found: unknown[]]>([
        [
            "a server by its command",
            { command: ["k3s", "server"] },
            [[node("k3s"), ["spec.containers[0].command[0]", "k3s", "server"]]],
        ],
        ["an agent by its image", { image: "k3s", args: ["agent"] }, [[node("k3s"), ["spec.containers[0]", "k3s", "agent"]]]],
        ["RKE2's server", { image: "rke2", args: ["server"] }, [[node("rke2"), ["spec.containers[0]", "rke2", "server"]]]],
        [
            "RKE2's agent",
            { image: "rancher/rke2-runtime:v1", args: ["agent"] },
            [[node("rke2"), ["spec.containers[0]", "rke2", "agent"]]],
        ],
        [
            "words with quotes and blanks, told where the first one stands that is passed on",
            { command: ["k3s", "server", "--node-name", "it's a", "--kubelet-arg=a=b c", "--etcd-arg", "x"] },
            [
                [
                    node("k3s"),
                    [
                        "spec.containers[0].command[4]",
                        "k3s",
                        "server",
                        "--node-name",
                        "it's a",
                        "--kubelet-arg=a=b c",
                        "--etcd-arg",
                        "x",
                    ],
                ],
            ],
        ],
        [
            "a word that is passed on apart",
            { command: ["k3s", "server", "--etcd-arg", "x"] },
            [[node("k3s"), ["spec.containers[0].command[2]", "k3s", "server", "--etcd-arg", "x"]]],
        ],
        [
            "a word that only begins so is passed on to nobody",
            { command: ["k3s", "server", "--etcd-args"] },
            [[node("k3s"), ["spec.containers[0].command[0]", "k3s", "server", "--etcd-args"]]],
        ],
        ["an image of another name", { image: "my-k3s", args: ["server"] }, []],
        ["another word than the image takes", { image: "k3s", args: ["kubectl"] }, []],
    ])("%s", (_, container, found) => expect(shown(container)).toEqual(found));

    test("is waited for where a word is not known yet", () =>
        expect(boots({ command: ["k3s", "server", UNKNOWN] })).toEqual({ views: [], unknown: ["spec.containers.0.command.2"] }));
});

test("every API server of a container", () => {
    const { views } = viewsOf(
        everyContainer((container) => apiServersOf(container)),
        pod(
            { command: ["sh", "-c", "kube-apiserver --anonymous-auth=true &\nkube-apiserver --anonymous-auth=false"] },
            { image: "registry.k8s.io/kube-apiserver-arm64:v1", args: ["--anonymous-auth=true"] },
            { image: "kube-apiserver-proxy-tools", args: ["--anonymous-auth=true"] },
        ),
    );
    expect(views.map(({ at, anonymousAuth }) => [at, anonymousAuth.value])).toEqual([
        ["spec.containers[0].command[2]", true],
        ["spec.containers[0].command[2]", false],
        ["spec.containers[1]", true],
    ]);
});
