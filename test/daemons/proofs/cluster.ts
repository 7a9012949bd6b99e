import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiServer, MASTERS_TOKEN, startApiServer, type User } from "../api-server";
import { openRoom } from "../room";
import { until } from "../until";
import { writeImage } from "./image";
import { type Daemon, folderIn, type Machine, NODE_ADDRESS, openMachine } from "./machine";
import { type Boot, KUBELET_PORT, NODE, NODE_TOKEN, type NodeKind, plainNode, RUNTIME_SOCKET } from "./node-kind";
import { type Ran, runByWebSocket } from "./web-socket";
import { controlPlanePrograms, program } from "../programs";

export { NODE, RUNTIME_SOCKET };

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
    /** Stops the kubelet and starts one that differs in these settings, on a node of another kind where one is given. */
    restartKubelet(settings: object, kind?: NodeKind): Promise<void>;
    /** Stops containerd and starts one whose configuration has more in it: text in TOML. Containers stay. */
    restartRuntime(addition: string): Promise<void>;
    /** Asks for a command in a container; a stranger has no token. */
    run(door: Door, where: Container, command: readonly string[], token?: string): Promise<Ran>;
    /** What is wrong with the kubelet's certificate for its address; undefined where the cluster's authority vouches for it. */
    faultOfServing(): Promise<string | undefined>;
    /** One GET at the kubelet's own port. */
    askKubelet(path: string, token?: string): Promise<{ readonly status: number; readonly body: string }>;
    stop(): Promise<void>;
}

/**
 * Starts one; ready when the node is registered.
 * @param users whom the API server knows, by token
 * @param node how its daemons are configured
 */
export async function startCluster(users: Readonly<Record<string, User>>, node: NodeKind = plainNode): Promise<Cluster> {
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
        const client = makeAuthority(folder, "clients");
        const boot: Boot = { machine, folder, door, authority: client.authority, manifests: folderIn(folder, "manifests") };
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
                ...servingOf(folder, "clients"),
            ],
        });
        cleanUp.push(() => server.stop());

        const configuration = await node.containerd(boot);
        let runtime = await startContainerd(machine, configuration);
        const archive = writeImage(folder, program("POD_PROGRAM"));
        const load = [
            "ctr",
            "-a",
            RUNTIME_SOCKET,
            "-n",
            "k8s.io",
            "images",
            "import",
            "--snapshotter",
            "native",
            archive,
        ] as const;
        await until("the image", 60_000, () => machine.output(...load).catch(() => undefined));
        const startKubelet = async (settings: object, kind = node) => {
            const [kubelet, ...words] = await kind.kubelet(boot, settings);
            return machine.start(kubelet!, ...words);
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
            manifests: boot.manifests,
            auditLog,
            door,
            dial: (host, port) => room.dial(host, port),
            kubelet: () => kubelet,
            async restartKubelet(settings, kind) {
                await kubelet.stop();
                kubelet = await startKubelet(settings, kind);
            },
            async restartRuntime(addition) {
                await runtime.stop();
                runtime = await startContainerd(machine, await node.containerd(boot, addition));
            },
            run(door, { namespace, pod, container }, command, token) {
                const query = [...command.map((word) => `command=${encodeURIComponent(word)}`), "output=1", "error=1"].join("&");
                const path = `/exec/${namespace}/${pod}/${container}?${query}`;
                return door === "kubelet"
                    ? runByWebSocket(dialKubelet(), path, token)
                    : runByWebSocket(server.dial(), `/api/v1/nodes/${NODE}/proxy${path}`, token);
            },
            faultOfServing: () =>
                new Promise((done) => {
                    const ca = readFileSync(client.authority);
                    const call = connectTls({ socket: room.dial(NODE_ADDRESS, KUBELET_PORT), host: NODE_ADDRESS, ca });
                    call.on("secureConnect", () => (call.destroy(), done(undefined)));
                    call.on("error", (error) => (call.destroy(), done(error.message)));
                    call.on("close", () => done("it serves none"));
                }),
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

async function startContainerd(machine: Machine, configuration: string): Promise<Daemon> {
    const daemon = await machine.start("containerd", "-c", configuration);
    await until("containerd", 60_000, () => {
        if (daemon.ended) throw new Error(`containerd ended: ${daemon.log().slice(-2_000)}`);
        return machine.output("ctr", "-a", RUNTIME_SOCKET, "version").catch(() => undefined);
    });
    return daemon;
}

/** The API server's own certificate, of an authority that `makeAuthority` made, as flags. */
function servingOf(folder: string, name: string): string[] {
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
    writeFileSync(join(folder, "serving.ext"), "subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth");
    openssl("req", ...KEY, "-keyout", "serving.key", "-out", "serving.csr", "-subj", "/CN=kube-apiserver");
    const signing = [
        "-CA",
        `${name}-ca.crt`,
        "-CAkey",
        `${name}-ca.key`,
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "serving.ext",
    ];
    openssl("x509", "-req", "-in", "serving.csr", ...signing, "-out", "serving.crt");
    return [`--tls-cert-file=${join(folder, "serving.crt")}`, `--tls-private-key-file=${join(folder, "serving.key")}`];
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/**
 * An authority, and a certificate of it with which its owner serves and asks.
 * @returns the paths of the authority's certificate, and of the other's certificate and key
 */
export function makeAuthority(
    folder: string,
    name: string,
): { readonly authority: string; readonly cert: string; readonly key: string } {
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
    const [ca, own] = [`${name}-ca`, name];
    openssl("req", "-x509", ...KEY, "-days", "2", "-keyout", `${ca}.key`, "-out", `${ca}.crt`, "-subj", `/CN=${ca}`);
    openssl("req", ...KEY, "-keyout", `${own}.key`, "-out", `${own}.csr`, "-subj", "/O=system:masters/CN=api-server");
    const signing = ["-CA", `${ca}.crt`, "-CAkey", `${ca}.key`, "-CAcreateserial", "-days", "2"];
    openssl("x509", "-req", "-in", `${own}.csr`, ...signing, "-out", `${own}.crt`);
    return { authority: join(folder, `${ca}.crt`), cert: join(folder, `${own}.crt`), key: join(folder, `${own}.key`) };
}

export { MASTERS_TOKEN };
