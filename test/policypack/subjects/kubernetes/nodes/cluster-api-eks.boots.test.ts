import type { NodeBoot } from "../../../../../policypack/model/node-boot";
import { everyClusterApiEksConfig } from "../../../../../policypack/subjects/kubernetes/nodes/cluster-api-eks";
import { bootsOf, viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const given = (kind: string, spec: object) => ({
    type: `kubernetes:bootstrap.cluster.x-k8s.io/${kind}`,
    props: { spec: kind.endsWith("Template") ? { template: { spec } } : spec },
});
const commandsOf = ({ commands }: NodeBoot) => commands.map(({ argv, at }) => [at, ...argv.map(({ text }) => text)]);

test.each(["v1beta1:EKSConfig", "v1beta2:EKSConfigTemplate", "v1beta2:NodeadmConfig", "v1beta2:NodeadmConfigTemplate"])(
    "nodes of %s are workers",
    (kind) => {
        const [{ evidence, role }, ...others] = bootsOf(everyClusterApiEksConfig, given(kind, {})) as [NodeBoot];
        expect([others, evidence, role]).toEqual([[], { verdict: "node", why: "a configuration of Cluster API" }, "worker"]);
    },
);

test.each<[why: string, spec: object, command: string[]]>([
    ["nothing but the cluster", {}, ["spec", "/etc/eks/bootstrap.sh", "cluster"]],
    ["no arguments", { kubeletExtraArgs: {} }, ["spec", "/etc/eks/bootstrap.sh", "cluster"]],
    [
        "arguments of the kubelet, in one word with whatever they hold",
        { kubeletExtraArgs: { "node-labels": "a='b c'", v: null } },
        ["spec.kubeletExtraArgs", "/etc/eks/bootstrap.sh", "cluster", "--kubelet-extra-args", "--node-labels=a='b c' --v="],
    ],
    ["another program", { boostrapCommandOverride: "/opt/start" }, ["spec", "/opt/start", "cluster"]],
])("an EKSConfig starts its node with %s", (_, spec, command) =>
    expect(bootsOf(everyClusterApiEksConfig, given("v1beta2:EKSConfig", spec)).map(commandsOf)).toEqual([[command]]),
);

test("commands run before and after it, and what is not known yet hides itself", () => {
    const spec = {
        postBootstrapCommands: ["echo 3", UNKNOWN],
        preBootstrapCommands: ["echo 1\necho 2", null],
        files: [{ path: UNKNOWN }, { path: "/a" }],
        users: [{ name: UNKNOWN }, { name: "ops" }],
    };
    const { views, unknown } = viewsOf<NodeBoot>(
        everyClusterApiEksConfig((boot) => [() => boot]),
        given("v1beta2:EKSConfig", spec),
    );
    expect(views.map(commandsOf)).toEqual([
        [
            ["spec.preBootstrapCommands[0]", "echo", "1"],
            ["spec.preBootstrapCommands[0]", "echo", "2"],
            ["spec", "/etc/eks/bootstrap.sh", "cluster"],
            ["spec.postBootstrapCommands[0]", "echo", "3"],
        ],
    ]);
    expect(views.map(({ files, users }) => [files.map(({ path }) => path), users.map(({ name }) => name)])).toEqual([
        [["/a"], ["ops"]],
    ]);
    expect(unknown).toEqual(["spec.files.0.path", "spec.users.0.name", "spec.postBootstrapCommands.1"]);
});

test.each<[why: string, spec: object, kubelet: object]>([
    [
        "the kubelet's settings",
        { kubelet: { config: { maxPods: 5 }, flags: ["--v=2"] } },
        { config: { maxPods: 5 }, flags: ["--v=2"] },
    ],
    ["nothing where there are none", {}, {}],
])("a NodeadmConfig gives nodeadm %s", (_, spec, kubelet) =>
    expect(bootsOf(everyClusterApiEksConfig, given("v1beta2:NodeadmConfig", spec)).map(({ documents }) => documents)).toEqual([
        [{ installer: "nodeadm", value: { spec: { kubelet } }, at: "spec", kubeletAt: "spec.kubelet.config" }],
    ]),
);
