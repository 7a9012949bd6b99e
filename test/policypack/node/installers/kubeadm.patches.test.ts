import { BootReader } from "../../../../policypack/node/boot-reader";
import { daemonsOf } from "../../../../policypack/node/installers";
import { HOLE, word } from "../../../../policypack/parse/word";
import { apiServers, kubelets } from "./read";

const FOLDER = "/p";
const HEAD = { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" };

/** A node that makes a cluster with the patches of a folder. */
function boot(files: Readonly<Record<string, string>>, init: object = { patches: { directory: FOLDER } }) {
    const reader = new BootReader();
    for (const [path, text] of Object.entries(files)) reader.file(path, word(text), { at: path });
    reader.document("kubeadm", { initConfiguration: init }, "spec");
    return reader.boot();
}
const ports = (...given: Parameters<typeof boot>) => kubelets(boot(...given), "readOnlyPort").flat();
const PATCH = `${FOLDER}/kubeletconfiguration.yaml`;
const port = (value: number) => `readOnlyPort: ${value}`;

test.each<[why: string, files: Record<string, string>, directory: string, ports: string[]]>([
    ["none", {}, FOLDER, ["0"]],
    ["one", { [PATCH]: port(1) }, FOLDER, [`1 (${PATCH} › readOnlyPort)`]],
    [
        "one in JSON",
        { [`${FOLDER}/kubeletconfiguration5+strategic.json`]: '{"readOnlyPort":2}' },
        FOLDER,
        [`2 (${FOLDER}/kubeletconfiguration5+strategic.json › readOnlyPort)`],
    ],
    [
        "one that ends in yml is taken as well",
        { [`${FOLDER}/kubeletconfiguration.yml`]: port(3) },
        FOLDER,
        [`3 (${FOLDER}/kubeletconfiguration.yml › readOnlyPort)`],
    ],
    [
        "of several the last by name, whatever was written last",
        { [`${FOLDER}/kubeletconfiguration2.yaml`]: port(2), [`${FOLDER}/kubeletconfiguration1.yaml`]: port(1) },
        FOLDER,
        [`2 (${FOLDER}/kubeletconfiguration2.yaml › readOnlyPort)`],
    ],
    ["a folder with a slash behind it", { [PATCH]: port(1) }, `${FOLDER}//`, [`1 (${PATCH} › readOnlyPort)`]],
    ["the root itself", { "/kubeletconfiguration.yaml": port(1) }, "/", ["1 (/kubeletconfiguration.yaml › readOnlyPort)"]],
    ["one of another folder", { "/q/kubeletconfiguration.yaml": port(1) }, FOLDER, ["0"]],
    ["one in a folder below", { [`${FOLDER}/a/kubeletconfiguration.yaml`]: port(1) }, FOLDER, ["0"]],
    [
        "of something else",
        { [`${FOLDER}/etcd.yaml`]: port(1), [`${FOLDER}/my-kubeletconfiguration.yaml`]: port(1) },
        FOLDER,
        ["0"],
    ],
    [
        "of another kind of file",
        { [`${FOLDER}/kubeletconfiguration.yaml.bak`]: port(1), [`${FOLDER}/kubeletconfiguration.txt`]: port(1) },
        FOLDER,
        ["0"],
    ],
    ["none where no folder is named", { "./kubeletconfiguration.yaml": port(1) }, "", ["0"]],
])("which patches kubeadm takes: %s", (_, files, directory, expected) =>
    expect(ports(files, { patches: { directory } })).toEqual(expected),
);

test("a patch that says again what stood there is told all the same", () => {
    const given = boot({ [PATCH]: "authorization: { mode: Webhook }\nstaticPodPath: /etc/kubernetes/manifests\n" });
    expect(kubelets(given, "authorizationMode", "staticPodPath", "anonymousAuth")).toEqual([
        [`Webhook (${PATCH} › authorization.mode)`, `/etc/kubernetes/manifests (${PATCH} › staticPodPath)`, "false"],
    ]);
});

test.each<[why: string, files: Record<string, string>, distribution: string]>([
    ["no patch", {}, "kubeadm"],
    ["a patch of something else", { [PATCH]: port(0) }, "kubeadm"],
    ["a patch that is empty", { [PATCH]: "" }, "kubeadm"],
    ["a patch that is a word", { [PATCH]: "staticPodPath" }, "kubeadm"],
    ["a patch that chooses the folder of static Pods", { [PATCH]: "staticPodPath: /pods" }, "unknown"],
    ["one before another", { [PATCH]: "staticPodPath: /pods", [`${FOLDER}/kubeletconfiguration9.yaml`]: port(0) }, "unknown"],
    ["the file itself, written over kubeadm's", { "/var/lib/kubelet/config.yaml": JSON.stringify(HEAD) }, "unknown"],
])("whose defaults a node has with %s", (_, files, distribution) =>
    expect(daemonsOf(boot(files)).kubelets.map((one) => one.distribution)).toEqual([distribution]),
);

test.each<[why: string, path: string, text: string, reason: string]>([
    [
        "a JSON patch",
        `${FOLDER}/kubeletconfiguration+json.yaml`,
        "[]",
        "changes the kubelet's configuration by a JSON patch, which is not followed",
    ],
    ["what is no YAML", PATCH, "a: [", "is no valid YAML (line 1)"],
    ["what only the machine knows", PATCH, `readOnlyPort: ${HOLE}`, "depends on what only the machine knows"],
])("a patch that cannot be read is told: %s", (_, path, text, reason) =>
    expect(daemonsOf(boot({ [path]: text })).kubelets.map(({ unread }) => unread)).toEqual([[{ at: path, reason }]]),
);

test("a socket of the runtime and arguments are flags, which come after it", () => {
    const init = { nodeRegistration: { criSocket: "unix:///a.sock", kubeletExtraArgs: { "read-only-port": "3 --v=2" } } };
    expect(kubelets(boot({}, init), "readOnlyPort")).toEqual([
        ["3 (spec.initConfiguration.nodeRegistration.kubeletExtraArgs.read-only-port)"],
    ]);
});

test.each<[why: string, volumes: unknown, file: string | undefined]>([
    ["a volume of the API server", [{ hostPath: "/host", mountPath: "/in" }], "/host/a/auth.yaml"],
    ["the file itself as a volume", [{ hostPath: "/host.yaml", mountPath: "/in/a/auth.yaml" }], "/host.yaml"],
    [
        "the second of two volumes",
        [
            { hostPath: "/x", mountPath: "/other" },
            { hostPath: "/host", mountPath: "/in/a" },
        ],
        "/host/auth.yaml",
    ],
    ["no volume: the same path on the machine", undefined, "/in/a/auth.yaml"],
    ["a volume without a path in the container", [{ hostPath: "/host" }], "/in/a/auth.yaml"],
    ["a volume without a path of the machine", [{ mountPath: "/in" }], "/in/a/auth.yaml"],
    ["a volume of a folder that only begins so", [{ hostPath: "/host", mountPath: "/i" }], "/in/a/auth.yaml"],
])("where a file of the API server lies on the machine: %s", (_, extraVolumes, file) => {
    const reader = new BootReader();
    const text =
        "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers: [{ type: AlwaysAllow, name: a }]\n";
    reader.file(file!, word(text), { at: "file" });
    const extraArgs = { "authorization-config": "/in/a/auth.yaml" };
    reader.document("kubeadm", { clusterConfiguration: { apiServer: { extraArgs, extraVolumes } } }, "spec");
    expect(apiServers(reader.boot()).map(({ authorizationModes }) => authorizationModes.map(({ value }) => value))).toEqual([
        ["AlwaysAllow"],
    ]);
});
