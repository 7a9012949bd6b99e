import { gzipSync } from "node:zlib";
import {
    about,
    ADVISED,
    audited,
    base64,
    called,
    checkpoint,
    exported,
    NAMESPACE,
    OPEN,
    previewed,
    SECURITY_GROUP,
    SOCKET,
    temporaryFolder,
} from "./command";

const folder = temporaryFolder();
const READ_ONLY_PORT = `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster: { name: main }
  kubelet: { config: { readOnlyPort: 10255 } }
`;

/** `policy level name at` of every violation. */
const lines = ({ violations }: Awaited<ReturnType<typeof audited>>) =>
    violations.map(({ policy, enforcementLevel, name, at }) => `${enforcementLevel} ${policy} ${name} ${at}`);
const pod = {
    ...ADVISED,
    spec: {
        volumes: [{ name: "run", hostPath: { path: "/run/containerd/containerd.sock" } }],
        containers: [{ name: "c", image: "i", volumeMounts: [{ name: "run", mountPath: "/x" }] }],
    },
};
const SOCKET_LINE = "mandatory runtime-socket-not-mounted";

describe("what a file is, its content says", () => {
    test.each<[string, string, string | Buffer | object, readonly string[]]>([
        [
            "a stack export",
            "stack",
            exported({ type: SECURITY_GROUP, name: "nodes", inputs: OPEN }),
            [`mandatory kubelet-port-not-reachable nodes ingress[0].cidrBlocks`],
        ],
        [
            "a file of a backend",
            "dev.bin",
            gzipSync(JSON.stringify(checkpoint({ type: SECURITY_GROUP, inputs: OPEN }))),
            ["mandatory kubelet-port-not-reachable it ingress[0].cidrBlocks"],
        ],
        [
            "a state by itself",
            "state",
            exported({ type: SECURITY_GROUP, inputs: OPEN }).deployment,
            ["mandatory kubelet-port-not-reachable it ingress[0].cidrBlocks"],
        ],
        [
            "a preview",
            "preview.txt",
            previewed({ type: SECURITY_GROUP, inputs: OPEN }),
            ["mandatory kubelet-port-not-reachable it ingress[0].cidrBlocks"],
        ],
        ["a manifest in JSON", "manifest", pod, [`${SOCKET_LINE} a spec.volumes[0].hostPath.path`]],
        [
            "a list of manifests",
            "list.json",
            {
                apiVersion: "v1",
                kind: "List",
                items: [ADVISED, { apiVersion: "v1", kind: "PodList", items: [{ metadata: { name: "b" }, spec: pod.spec }] }],
            },
            ["advisory pods-isolated-from-node a spec.hostNetwork", `${SOCKET_LINE} b spec.volumes[0].hostPath.path`],
        ],
        [
            "a manifest in UTF-16, as PowerShell writes it",
            "utf16.yaml",
            Buffer.from(`\u{feff}${SOCKET}`, "utf16le"),
            [`${SOCKET_LINE} agents/agent spec.template.spec.volumes[0].hostPath.path`],
        ],
        [
            "a manifest with a byte order mark and lines of Windows",
            "crlf.yaml",
            `\u{feff}${SOCKET.replaceAll("\n", "\r\n")}`,
            [`${SOCKET_LINE} agents/agent spec.template.spec.volumes[0].hostPath.path`],
        ],
    ])("%s", async (_, name, content, expected) => {
        expect(lines(await audited(folder.write(name, content)))).toEqual(expected);
    });

    test.each([
        ["a NodeConfig", READ_ONLY_PORT],
        [
            "user data in MIME",
            `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: application/node.eks.aws\n\n${READ_ONLY_PORT}\n--b--\n`,
        ],
        ["user data in base64", base64(READ_ONLY_PORT)],
        ["user data that is packed", gzipSync(READ_ONLY_PORT)],
        ["a shell script", "#!/bin/bash\n/etc/eks/bootstrap.sh main --kubelet-extra-args '--read-only-port=10255'\n"],
        ["cloud-config", "#cloud-config\nruncmd:\n  - [kubelet, --read-only-port=10255]\n"],
        [
            "Talos' machine configuration",
            "version: v1alpha1\nmachine:\n  type: worker\n  kubelet: { extraConfig: { readOnlyPort: 10255 } }\ncluster: {}\n",
        ],
        [
            "the kubelet's configuration",
            "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nreadOnlyPort: 10255\n",
        ],
        [
            "kubeadm's, of several documents",
            "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n---\napiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nreadOnlyPort: 10255\n",
        ],
    ])("%s", async (name, content) => {
        const answer = await audited(folder.write(`node/${name}`, content));
        expect(answer.unreadable).toEqual([]);
        expect(about("kubelet-read-only-port-disabled", answer)).toHaveLength(1);
    });

    test.each<[string, string]>([
        [
            "tables",
            "[settings.kubernetes]\ncluster-name = 'main'\n[settings.host-containers.admin]\nenabled = true\nsuperpowered = true\n",
        ],
        [
            "dotted keys",
            "settings.kubernetes.cluster-name = 'main'\nsettings.host-containers.admin = { enabled = true, superpowered = true }\n",
        ],
    ])("Bottlerocket's settings in %s", async (name, content) => {
        const { violations } = await audited(folder.write(`settings/${name}.toml`, content));
        expect(violations).not.toEqual([]);
    });
});

describe("what cannot be judged is named, and the rest is judged", () => {
    const NOTHING = "is no stack export, preview, Kubernetes manifest or user data. Name one of these, or a folder with some";
    test.each<[string, string | Buffer, string]>([
        ["a picture", Buffer.from([0x89, 0x50, 0, 0]), NOTHING],
        ["prose", "Dear all,\n", NOTHING],
        ["an empty file", "\n", "is empty. Write it anew"],
        ["other JSON", '{"name": "x"}', NOTHING],
        ["other YAML", "services: {}\n", NOTHING],
        ["JSON that breaks off", '{\n  "version": 3,\n  "deployment": {', "is no valid JSON (line 3). Write it anew"],
        [
            "YAML that breaks off",
            "apiVersion: v1\nkind: Pod\nmetadata: { name: x\nspec: }\n",
            "is no valid YAML (line 4). Correct it",
        ],
        [
            "a template of Helm",
            "apiVersion: v1\nkind: Pod\nmetadata: {{- include }}\n{{ end }}\n",
            "is no valid YAML (line 3), but a template. Audit what `helm template` makes of it",
        ],
        [
            "a document of no kind",
            `${NAMESPACE}---\nreplicas: 2\n`,
            "has a document without apiVersion and kind (line 4). Give it both",
        ],
        ["a kustomization", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n", NOTHING],
        ["gzip that is none", Buffer.from([0x1f, 0x8b, 1, 2, 3]), "is no valid gzip. Write it anew"],
        [
            "the engine's log",
            '{"sequence":1,"timestamp":1,"preludeEvent":{}}\n{"sequence":2,"timestamp":1}\n',
            "is an event log of the engine. Read it with `kube-bypass-guard report`",
        ],
    ])("%s", async (name, content, reason) => {
        const file = folder.write(`odd/${name}`, content);
        const other = folder.write("good.yaml", SOCKET);
        const { code, unreadable, violations } = await audited(file, other);
        expect([code, unreadable, violations.length]).toEqual([2, [{ file, reason }], 1]);
    });

    test("a file that does not exist", async () => {
        const { out, code } = await called("audit", "/nowhere/x.json");
        expect([code, out]).toEqual([
            2,
            "/nowhere/x.json: does not exist. Name a file or a folder.\n0 resources judged: no violations; 1 file could not be read.\n",
        ]);
    });

    test("in a folder, what is something else is passed over, and what is broken is not", async () => {
        folder.write("mixed/values.yaml", "a: {{ b }}\n");
        folder.write("mixed/README.md", "# apiVersion\n");
        folder.write("mixed/rows.jsonl", '{"a":1}\n{"a":2}\n');
        folder.write("mixed/lib.sh", "#!/bin/sh\necho hello\n");
        folder.write("mixed/node_modules/x/pod.yaml", "apiVersion: v1\nkind: [\n");
        const broken = folder.write("mixed/b/pod.yaml", "apiVersion: v1\nkind: [\n");
        const { unreadable, resources } = await audited(`${folder.path}/mixed`);
        expect([unreadable, resources]).toEqual([[{ file: broken, reason: "is no valid YAML (line 3). Correct it" }], 0]);
    });
});
