import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { API_SERVER_PORT } from "../api-server";
import { program } from "../programs";
import { IMAGE } from "./image";
import { folderIn, type Machine, NODE_ADDRESS } from "./machine";

export const NODE = "node-1";
export const RUNTIME_SOCKET = "/run/containerd/containerd.sock";
export const KUBELET_PORT = 10250;
export const NODE_TOKEN = "node";

/** Of what a node is made. */
export interface Boot {
    readonly machine: Machine;
    readonly folder: string;
    /** The socket file that port 6443 of the node's loopback leads to. */
    readonly door: string;
    /** The file of the cluster's authority, which signs the API server's certificates. */
    readonly authority: string;
    /** The folder of static Pods of a kubelet that has one. */
    readonly manifests: string;
}

/** How a node's daemons are configured. */
export interface NodeKind {
    /**
     * Writes containerd's configuration.
     * @param addition what is added to it: text in TOML
     * @returns its path on the machine
     */
    containerd(boot: Boot, addition?: string): Promise<string>;
    /**
     * Writes the kubelet's configuration.
     * @param settings what differs in it
     * @returns the words that start it
     */
    kubelet(boot: Boot, settings: object): Promise<readonly string[]>;
}

/** containerd's plugin for kubelets on a machine that has no systemd, little else, and one image. */
export const RUNTIME_PLUGIN: readonly string[] = [
    '[plugins."io.containerd.grpc.v1.cri"]',
    `sandbox_image = "${IMAGE}"`,
    "disable_apparmor = true",
    // Where root lacks CAP_SYS_RESOURCE, as in many a virtual machine, no process may be made less likely to be killed than its parent.
    "restrict_oom_score_adj = true",
    '[plugins."io.containerd.grpc.v1.cri".containerd]',
    // It needs nothing of the file system below it.
    'snapshotter = "native"',
];

/** What a kubelet leaves alone of a machine that is not its own. */
export const machineSettings = ({ machine }: Boot): object => ({
    fileCheckFrequency: "1s",
    syncFrequency: "2s",
    cgroupDriver: "cgroupfs",
    cgroupRoot: machine.cgroup,
    cgroupsPerQOS: false,
    enforceNodeAllocatable: [],
    failCgroupV1: false,
    failSwapOn: false,
    localStorageCapacityIsolation: false,
    // The disk is the test machine's: neither its Pods nor the one image may be evicted for what others keep there.
    evictionHard: {
        "memory.available": "1Mi",
        "nodefs.available": "0%",
        "nodefs.inodesFree": "0%",
        "imagefs.available": "0%",
    },
    imageGCHighThresholdPercent: 100,
});

/** What makes a kubelet ask the API server anew within a second. */
export const SHORT_MEMORY = {
    authentication: { webhook: { cacheTTL: "1s" } },
    authorization: { webhook: { cacheAuthorizedTTL: "1s", cacheUnauthorizedTTL: "1s" } },
} as const;

/** A kubelet as the reference has it. */
export const plainNode: NodeKind = {
    containerd: async ({ folder }, addition) => {
        const [path, more] = [join(folder, "containerd.toml"), join(folder, "addition.toml")];
        const own = [
            "version = 2",
            `root = "${join(folder, "containerd")}"`,
            'state = "/run/containerd"',
            ...(addition === undefined ? [] : [`imports = ["${more}"]`]),
            "[grpc]",
            `address = "${RUNTIME_SOCKET}"`,
        ];
        writeFileSync(more, addition ?? "");
        writeFileSync(path, [...own, ...RUNTIME_PLUGIN].join("\n"));
        return path;
    },
    kubelet: async (boot, settings) => {
        const { folder, manifests: staticPodPath, authority: clientCAFile } = boot;
        const config = join(folder, "kubelet.json");
        const own = {
            apiVersion: "kubelet.config.k8s.io/v1beta1",
            kind: "KubeletConfiguration",
            port: KUBELET_PORT,
            authentication: {
                anonymous: { enabled: false },
                webhook: { enabled: true, ...SHORT_MEMORY.authentication.webhook },
                x509: { clientCAFile },
            },
            authorization: { mode: "Webhook", ...SHORT_MEMORY.authorization },
            readOnlyPort: 0,
            staticPodPath,
            containerRuntimeEndpoint: `unix://${RUNTIME_SOCKET}`,
            ...machineSettings(boot),
        };
        writeFileSync(config, JSON.stringify({ ...own, ...settings }));
        return [
            program("KUBELET"),
            `--config=${config}`,
            `--root-dir=${folderIn(folder, "kubelet")}`,
            `--cert-dir=${folderIn(folder, "kubelet-pki")}`,
            `--hostname-override=${NODE}`,
            `--node-ip=${NODE_ADDRESS}`,
            "--v=2",
            `--kubeconfig=${writeKubeconfig(folder)}`,
        ];
    },
};

function writeKubeconfig(folder: string): string {
    const path = join(folder, "node.kubeconfig");
    writeFileSync(
        path,
        JSON.stringify({
            apiVersion: "v1",
            kind: "Config",
            clusters: [
                { name: "c", cluster: { server: `https://127.0.0.1:${API_SERVER_PORT}`, "insecure-skip-tls-verify": true } },
            ],
            users: [{ name: "u", user: { token: NODE_TOKEN } }],
            contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
            "current-context": "x",
        }),
    );
    return path;
}
