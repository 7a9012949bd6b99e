import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiServer, API_SERVER_PORT, MASTERS_TOKEN, startApiServer, type User } from "../api-server";
import { openRoom } from "../room";
import { until } from "../until";
import { IMAGE, writeImage } from "./image";
import { type Daemon, folderIn, type Machine, NODE_ADDRESS, openMachine } from "./machine";
import { type Ran, runByWebSocket } from "./web-socket";
import { controlPlanePrograms, program } from "../programs";

export const NODE = "node-1";
export const RUNTIME_SOCKET = "/run/containerd/containerd.sock";
const KUBELET_PORT = 10250;
const NODE_TOKEN = "node";

/** A container, by its Pod. */
export interface Container {
    readonly namespace: string;
    readonly pod: string;
    readonly container: string;
}

/** The door through which somebody comes to a kubelet. */
export type Door = "kubelet" | "the API server's proxy";

/** A cluster of one node: a real API server with etcd, and a real kubelet with containerd, in namespaces of their own. */
export interface Cluster {
    readonly folder: string;
    readonly server: ApiServer;
    readonly machine: Machine;
    /** The folder of its kubelet's static Pods. */
    readonly manifests: string;
    /** The file of the API server's audit log. */
    readonly auditLog: string;
    /** The socket file that port 6443 of the node's loopback leads to, for whatever listens there. */
    readonly door: string;
    kubelet(): Daemon;
    /** A connection to a port of the node. */
    dial(host: string, port: number): Socket;
    /** Stops the kubelet and starts one that differs in these settings. */
    restartKubelet(settings: object): Promise<void>;
    /** Asks for a command in a container; a stranger has no token. */
    run(door: Door, where: Container, command: readonly string[], token?: string): Promise<Ran>;
    /** One GET at the kubelet's own port. */
    askKubelet(path: string, token?: string): Promise<{ readonly status: number; readonly body: string }>;
    stop(): Promise<void>;
}

/**
 * Starts one; ready when the node is registered.
 * @param users whom the API server knows, by token
 */
export async function startCluster(users: Readonly<Record<string, User>>): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), "kbg-proofs-"));
    const cleanUp: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })];
    const stop = async () => {
        for (let next = cleanUp.pop(); next !== undefined; next = cleanUp.pop()) await next();
    };
    try {
        const door = join(folder, "door.sock");
        const room = await openRoom(folder, door);
        cleanUp.push(() => room.stop());
        const machine = await openMachine(folder, room);
        cleanUp.push(() => machine.stop());
        await startContainerd(machine, folder);

        const client = makeAuthority(folder, "clients");
        const auditLog = join(folder, "audit.log");
        const auditPolicy = { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "Metadata" }] };
        writeFileSync(join(folder, "audit.json"), JSON.stringify(auditPolicy));
        const server = await startApiServer(controlPlanePrograms(), folder, room, {
            users: { ...users, [NODE_TOKEN]: { name: `system:node:${NODE}`, groups: ["system:nodes"] } },
            flags: [
                "--authorization-mode=Node",
                "--enable-admission-plugins=NodeRestriction",
                "--allow-privileged",
                `--audit-policy-file=${join(folder, "audit.json")}`,
                `--audit-log-path=${auditLog}`,
                "--kubelet-preferred-address-types=InternalIP",
                `--kubelet-client-certificate=${client.cert}`,
                `--kubelet-client-key=${client.key}`,
            ],
        });
        cleanUp.push(() => server.stop());

        const manifests = folderIn(folder, "manifests");
        const startKubelet = async (settings: object) => {
            const config = join(folder, "kubelet.json");
            writeFileSync(config, JSON.stringify({ ...kubeletSettings(folder, machine.cgroup, client.authority), ...settings }));
            return machine.start(
                program("KUBELET"),
                `--config=${config}`,
                `--root-dir=${folderIn(folder, "kubelet")}`,
                `--cert-dir=${folderIn(folder, "kubelet-pki")}`,
                `--hostname-override=${NODE}`,
                `--node-ip=${NODE_ADDRESS}`,
                "--v=2",
                `--kubeconfig=${writeKubeconfig(folder)}`,
            );
        };
        let kubelet = await startKubelet({});
        await until("the node's registration", 60_000, async () => {
            if (kubelet.ended) throw new Error(`the kubelet ended: ${kubelet.log().slice(-2_000)}`);
            return (await server.ask("GET", `/api/v1/nodes/${NODE}`)).status === 200;
        });

        const dialKubelet = () =>
            connectTls({ socket: room.dial(NODE_ADDRESS, KUBELET_PORT), rejectUnauthorized: false, servername: "localhost" });
        return {
            folder,
            server,
            machine,
            manifests,
            auditLog,
            door,
            dial: (host, port) => room.dial(host, port),
            kubelet: () => kubelet,
            async restartKubelet(settings) {
                await kubelet.stop();
                kubelet = await startKubelet(settings);
            },
            run(door, { namespace, pod, container }, command, token) {
                const query = [...command.map((word) => `command=${encodeURIComponent(word)}`), "output=1", "error=1"].join("&");
                const path = `/exec/${namespace}/${pod}/${container}?${query}`;
                return door === "kubelet"
                    ? runByWebSocket(dialKubelet(), path, token)
                    : runByWebSocket(server.dial(), `/api/v1/nodes/${NODE}/proxy${path}`, token);
            },
            askKubelet: (path, token) =>
                new Promise((done, fail) => {
                    const headers = { ...(token !== undefined && { authorization: `Bearer ${token}` }) };
                    const call = request({ path, headers, createConnection: dialKubelet, timeout: 10_000 }, (response) => {
                        let body = "";
                        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
                        response.on("end", () => done({ status: response.statusCode ?? 0, body }));
                    });
                    call.on("error", fail);
                    call.on("timeout", () => call.destroy(new Error("the kubelet gave no answer")));
                    call.end();
                }),
            stop,
        };
    } catch (error) {
        await stop();
        throw error;
    }
}

async function startContainerd(machine: Machine, folder: string): Promise<void> {
    const config = join(folder, "containerd.toml");
    const cri = 'plugins."io.containerd.grpc.v1.cri"';
    writeFileSync(
        config,
        [
            "version = 2",
            `root = "${join(folder, "containerd")}"`,
            'state = "/run/containerd"',
            "[grpc]",
            `address = "${RUNTIME_SOCKET}"`,
            `[${cri}]`,
            `sandbox_image = "${IMAGE}"`,
            "disable_apparmor = true",
            // Where root lacks CAP_SYS_RESOURCE, as in many a virtual machine, no process may be made less likely to be killed than its parent.
            "restrict_oom_score_adj = true",
            `[${cri}.containerd]`,
            // It needs nothing of the file system below it.
            'snapshotter = "native"',
        ].join("\n"),
    );
    const daemon = await machine.start("containerd", "-c", config);
    const archive = writeImage(folder, program("POD_PROGRAM"));
    const load = ["ctr", "-a", RUNTIME_SOCKET, "-n", "k8s.io", "images", "import", "--snapshotter", "native", archive] as const;
    await until("containerd with the image", 60_000, () => {
        if (daemon.ended) throw new Error(`containerd ended: ${daemon.log().slice(-2_000)}`);
        return machine.output(...load).catch(() => undefined);
    });
}

/**
 * An authority, and a certificate of it with which its owner serves and asks.
 * @returns the paths of the authority's certificate, and of the other's certificate and key
 */
export function makeAuthority(
    folder: string,
    name: string,
): { readonly authority: string; readonly cert: string; readonly key: string } {
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const [ca, own] = [`${name}-ca`, name];
    openssl("req", "-x509", ...key, "-days", "2", "-keyout", `${ca}.key`, "-out", `${ca}.crt`, "-subj", `/CN=${ca}`);
    openssl("req", ...key, "-keyout", `${own}.key`, "-out", `${own}.csr`, "-subj", "/O=system:masters/CN=api-server");
    const signing = ["-CA", `${ca}.crt`, "-CAkey", `${ca}.key`, "-CAcreateserial", "-days", "2"];
    openssl("x509", "-req", "-in", `${own}.csr`, ...signing, "-out", `${own}.crt`);
    return { authority: join(folder, `${ca}.crt`), cert: join(folder, `${own}.crt`), key: join(folder, `${own}.key`) };
}

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

/** A kubelet as the reference has it, on a machine that leaves it alone: whatever it asks a cluster or disk for is made small. */
function kubeletSettings(folder: string, cgroup: string, clientCAFile: string): object {
    return {
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        port: KUBELET_PORT,
        authentication: {
            anonymous: { enabled: false },
            webhook: { enabled: true, cacheTTL: "1s" },
            x509: { clientCAFile },
        },
        authorization: { mode: "Webhook", webhook: { cacheAuthorizedTTL: "1s", cacheUnauthorizedTTL: "1s" } },
        readOnlyPort: 0,
        staticPodPath: join(folder, "manifests"),
        fileCheckFrequency: "1s",
        syncFrequency: "2s",
        containerRuntimeEndpoint: `unix://${RUNTIME_SOCKET}`,
        cgroupDriver: "cgroupfs",
        cgroupRoot: cgroup,
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
    };
}

export { MASTERS_TOKEN };
