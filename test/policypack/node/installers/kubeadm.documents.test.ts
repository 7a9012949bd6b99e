import type { NodeRole } from "../../../../policypack/model/node-boot";
import { BootReader } from "../../../../policypack/node/boot-reader";
import { daemonsOf } from "../../../../policypack/node/installers";
import { kubeadmConfigs } from "../../../../policypack/node/installers/kubeadm-documents";
import { HOLE, word } from "../../../../policypack/parse/word";
import { bootOf, kubelets } from "./read";

/** A boot with one document of Cluster API, which knows the role of its nodes or not. */
function ofDocument(value: object, role?: NodeRole) {
    const reader = new BootReader();
    reader.document("kubeadm", value, "spec");
    const boot = reader.boot();
    return role === undefined ? boot : { ...boot, role };
}
const CLUSTER = { clusterConfiguration: {} };
const INIT = { initConfiguration: {} };
const JOIN = { joinConfiguration: {} };

test.each<[why: string, document: object, role: NodeRole | undefined, roles: NodeRole[]]>([
    ["nothing: a cluster that somebody makes", {}, undefined, ["unknown"]],
    ["a cluster's configuration", CLUSTER, undefined, ["control-plane"]],
    ["one that makes a cluster", INIT, undefined, ["control-plane"]],
    ["one that joins", JOIN, undefined, ["worker"]],
    ["a control plane that joins", { joinConfiguration: { controlPlane: {} } }, undefined, ["control-plane"]],
    ["both: the first makes it, and the others join", { ...CLUSTER, ...INIT, ...JOIN }, undefined, ["control-plane", "worker"]],
    ["both, of a control plane", { ...CLUSTER, ...INIT, ...JOIN }, "control-plane", ["control-plane", "control-plane"]],
    ["a cluster's beside one that joins", { ...CLUSTER, ...JOIN }, undefined, ["worker"]],
    ["nulls are none", { clusterConfiguration: null, initConfiguration: null, joinConfiguration: {} }, undefined, ["worker"]],
])("whose kubelets a document of Cluster API is for: %s", (_, document, role, roles) =>
    expect(daemonsOf(ofDocument(document, role)).kubelets.map((one) => one.role)).toEqual(roles),
);

test("the nodes of a document have each its own arguments", () => {
    const node = (port: number) => ({ nodeRegistration: { kubeletExtraArgs: { "read-only-port": `${port}` } } });
    const boot = ofDocument({ initConfiguration: node(1), joinConfiguration: node(2) });
    expect(kubelets(boot, "readOnlyPort")).toEqual([
        ["1 (spec.initConfiguration.nodeRegistration.kubeletExtraArgs.read-only-port)"],
        ["2 (spec.joinConfiguration.nodeRegistration.kubeletExtraArgs.read-only-port)"],
    ]);
});

test("a document of another installer is none of kubeadm's", () => {
    const reader = new BootReader();
    reader.document("talos", CLUSTER, "spec");
    expect(kubeadmConfigs(reader.boot()).configs).toEqual([]);
});

test("the API server and etcd are those of a cluster's configuration, where the node does not join", () => {
    const counts = (userData: string) => {
        const { apiServers, etcds } = daemonsOf(bootOf(userData));
        return [apiServers.length, etcds.length];
    };
    const file = (...documents: object[]) =>
        `#!/bin/bash\ncat > /k.yaml <<'EOF'\n${documents.map((one) => JSON.stringify(one)).join("\n---\n")}\nEOF\n`;
    const of = (kind: string) => ({ apiVersion: "kubeadm.k8s.io/v1beta4", kind });
    expect(counts(`${file(of("ClusterConfiguration"))}kubeadm init --config /k.yaml\n`)).toEqual([1, 1]);
    expect(counts(`${file(of("ClusterConfiguration"), of("JoinConfiguration"))}kubeadm join --config /k.yaml\n`)).toEqual([0, 0]);
    expect(counts(`${file(of("InitConfiguration"))}kubeadm init --config /k.yaml\n`)).toEqual([0, 0]);
    expect(counts("#!/bin/bash\nkubeadm init\n")).toEqual([0, 0]);
});

describe("which configuration a command reads", () => {
    const INIT_FILE = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n";
    const read = (script: string) => {
        const { configs, unread } = kubeadmConfigs(bootOf(`#!/bin/bash\n${script}\n`));
        const kinds = (["cluster", "init", "join", "kubelet"] as const).filter((kind) =>
            configs.some((config) => config[kind] !== undefined),
        );
        return [
            configs.map(({ action, at }) => `${action ?? "no command"} at ${at}`),
            kinds.join(),
            unread.map(({ reason }) => reason),
        ];
    };
    const write = (text: string, path = "/k.yaml") => `cat > ${path} <<'EOF'\n${text}EOF\n`;
    const NOT_HERE = "takes kubeadm's configuration from a file that is not here";

    test.each<[why: string, script: string, configs: string[], kinds: string, unread: string[]]>([
        ["none", "kubeadm init", ["init at userData › line 2"], "", []],
        [
            "one in a word of its own",
            `${write(INIT_FILE)}kubeadm init --config /k.yaml`,
            ["init at userData › line 2"],
            "init",
            [],
        ],
        ["one in one word", `${write(INIT_FILE)}kubeadm --v=5 init --config=/k.yaml`, ["init at userData › line 2"], "init", []],
        [
            "the last of two",
            `${write(INIT_FILE)}kubeadm init --config /a --config /k.yaml`,
            ["init at userData › line 2"],
            "init",
            [],
        ],
        ["an option that only begins so", "kubeadm init --config-dir /k", ["init at userData › line 2"], "", []],
        ["a file that is not here", "kubeadm join --config /k.yaml", ["join at userData › line 2"], "", [NOT_HERE]],
        ["an option without its value", "kubeadm join --config", ["join at userData › line 2"], "", [NOT_HERE]],
        ["what is piped", `kubeadm init --config - <<'EOF'\n${INIT_FILE}EOF`, ["init at userData › line 2"], "init", []],
        [
            "or by a name of it",
            `kubeadm init --config /dev/stdin <<'EOF'\n${INIT_FILE}EOF`,
            ["init at userData › line 2"],
            "init",
            [],
        ],
        [
            "or another",
            `kubeadm init --config=/proc/self/fd/0 <<'EOF'\n${INIT_FILE}EOF`,
            ["init at userData › line 2"],
            "init",
            [],
        ],
        ["what nothing is piped into", "kubeadm init --config -", ["init at userData › line 2"], "", [NOT_HERE]],
        [
            "another command reads none",
            `${write(INIT_FILE)}kubeadm config images pull --config /k.yaml`,
            ["no command at userData › line 2"],
            "init",
            [],
        ],
        ["another program is none", "kubectl init --config /k.yaml", [], "", []],
        [
            "a file of something else",
            `${write("a: b\n")}kubeadm init --config /k.yaml`,
            ["init at userData › line 5"],
            "",
            ["is no configuration of kubeadm"],
        ],
        [
            "a file that is no YAML",
            `${write("a: [\n")}kubeadm init --config /k.yaml`,
            ["init at userData › line 5"],
            "",
            ["is no valid YAML (line 2)"],
        ],
        [
            "what only kubelets read",
            `${write("apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n")}kubeadm init --config /k.yaml`,
            ["init at userData › line 2"],
            "kubelet",
            [],
        ],
        [
            "kinds of another group, and words",
            `${write(`"x"\n---\n- 1\n---\napiVersion: x/v1\nkind: JoinConfiguration\n---\nkind: JoinConfiguration\n---\n${INIT_FILE}`)}kubeadm init --config /k.yaml`,
            ["init at userData › line 2"],
            "init",
            [],
        ],
        [
            "another kind of kubeadm's",
            `${write(`apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\n---\n${INIT_FILE}`)}kubeadm init --config /k.yaml`,
            ["init at userData › line 2"],
            "init",
            [],
        ],
        [
            "the first of a kind",
            `${write(`${INIT_FILE}---\n${INIT_FILE}`)}kubeadm init --config /k.yaml`,
            ["init at userData › line 2"],
            "init",
            [],
        ],
    ])("%s", (_, script, configs, kinds, unread) => expect(read(script)).toEqual([configs, kinds, unread]));

    test.each<[why: string, text: string, count: number]>([
        ["as YAML", INIT_FILE, 1],
        ["as JSON", '{"apiVersion":"kubeadm.k8s.io/v1beta4","kind":"InitConfiguration"}\n', 1],
        ["in other quotes", "'apiVersion': 'kubeadm.k8s.io/v1beta4'\nkind: InitConfiguration\n", 1],
        ["that only speaks of it", "# kubeadm.k8s.io/v1beta4\na: b\n", 0],
    ])("a file that no command names is read: %s", (_, text, count) => expect(read(write(text))[0]).toHaveLength(count));
});

test("what only the machine knows of a KubeletConfiguration is told where it matters", () => {
    const reader = new BootReader();
    const config = {
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        clusterDomain: HOLE,
        readOnlyPort: 7,
        authentication: { x509: { clientCAFile: HOLE } },
    };
    const init = { apiVersion: "kubeadm.k8s.io/v1beta4", kind: "InitConfiguration" };
    reader.file("/k.yaml", word(`${JSON.stringify(init)}\n---\n${JSON.stringify(config)}`), { at: "k" });
    const boot = reader.boot();
    expect(kubelets(boot, "readOnlyPort")).toEqual([["7 (k › readOnlyPort)"]]);
    expect(daemonsOf(boot).kubelets.flatMap(({ unread }) => unread)).toEqual([
        { at: "k › authentication", reason: "depends on what only the machine knows" },
    ]);
});
