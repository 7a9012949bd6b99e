import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { parse } from "yaml";
import { type KubeadmNode, kubeadmNode } from "./kubeadm-node";
import { program } from "./programs";
import { type Daemon, NODE_ADDRESS, openMachine } from "./proofs/machine";
import { openRoom } from "./room";
import { Signer } from "./signer";
import { until } from "./until";

export interface Answer {
    readonly status: number;
    readonly body: any;
}

/** Who asks: an administrator of the cluster, or nobody. */
export type Caller = "admin" | "nobody";

/** A control plane that kubeadm and user data made, of real programs without containers, in namespaces of its own. */
export interface KubeadmCluster {
    readonly controlPlane: KubeadmNode;
    /** Another machine that boots with user data beside it; only one kubelet of all of them may run at a time. */
    machine(userData: string): Promise<KubeadmNode>;
    /** Starts a machine's kubelet as kubeadm's unit does, once containerd runs. */
    startKubelet(node: KubeadmNode): Promise<Daemon>;
    /** Starts a program as its static Pod on a machine says (`kube-apiserver`); further flags win. */
    startPod(node: KubeadmNode, name: string, ...flags: readonly string[]): Promise<Daemon>;
    ask(who: Caller, method: string, path: string, body?: object, port?: number): Promise<Answer>;
    /** Approves every request for a serving certificate, as an approver does that knows the machines. */
    approve(): Promise<void>;
    stop(): Promise<void>;
}

const REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
const HOSTS = ["api.shop.internal", "etcd-0.etcd.shop.internal", "etcd-1.etcd.shop.internal"];
const API_PORT = 6443;
/** What this machine lacks, and no policy looks at, in front of the flags that the node has. */
const OF_THE_TEST = [
    "--cgroup-driver=cgroupfs",
    "--cgroups-per-qos=false",
    "--enforce-node-allocatable=",
    "--fail-swap-on=false",
    `--node-ip=${NODE_ADDRESS}`,
];
/** What kubeadm's drop-in has (kubernetes/release, 10-kubeadm.conf). */
const OF_THE_UNIT = [
    "--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf",
    "--kubeconfig=/etc/kubernetes/kubelet.conf",
    "--config=/var/lib/kubelet/config.yaml",
];

/**
 * Boots a machine with the user data of a control plane, and starts what kubeadm writes as static Pods.
 * @param userData of a cluster whose endpoint and etcd have the names of `HOSTS`
 */
export async function startKubeadmCluster(userData: string): Promise<KubeadmCluster> {
    const folder = mkdtempSync(join(tmpdir(), "kbg-kubeadm-"));
    const cleanUp: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })];
    const stop = async () => {
        for (let next = cleanUp.pop(); next !== undefined; next = cleanUp.pop()) await next();
    };
    try {
        const room = await openRoom(folder);
        cleanUp.push(() => room.stop());
        const { secrets, etcd } = writeSecrets(folder);
        const hosts = join(folder, "hosts");
        writeFileSync(hosts, `127.0.0.1 localhost ${HOSTS.slice(1).join(" ")}\n${NODE_ADDRESS} ${HOSTS[0]}\n`);
        const machine = async (text: string) => {
            const made = await openMachine(folder, room);
            cleanUp.push(() => made.stop());
            // kubeadm takes the address of the machine's default route.
            await made.output("ip", "route", "replace", "default", "dev", "lo", "src", NODE_ADDRESS);
            await made.output("install", "-m", "644", hosts, "/etc/hosts");
            return kubeadmNode(made, folder, text, secrets);
        };
        const controlPlane = await machine(userData);
        await controlPlane.start(program("ETCD"), `--data-dir=${join(folder, "etcd-data")}`, "--unsafe-no-fsync", ...etcd);

        const startPod: KubeadmCluster["startPod"] = async (node, name, ...flags) => {
            const [command, ...args] = commandOf(await node.read(`/etc/kubernetes/manifests/${name}.yaml`));
            return node.start(program(command!.toUpperCase().replaceAll("-", "_")), ...args, ...flags);
        };
        const boot = controlPlane.run("kubernetes-setup");
        const failed = boot.then(
            () => undefined,
            (error: Error) => error,
        );
        await until("the manifests", 60_000, async () => {
            const isThere = await controlPlane.run("ls", "/etc/kubernetes/manifests/kube-scheduler.yaml").catch(() => "");
            const error = isThere === "" ? await Promise.race([failed, undefined]) : undefined;
            if (error instanceof Error) throw error;
            return isThere;
        });
        const daemons = [await startPod(controlPlane, "kube-apiserver"), await startPod(controlPlane, "kube-controller-manager")];
        await Promise.race([
            boot,
            until("the end of kubernetes-setup", 90_000, async () => {
                const ended = daemons.find((one) => one.ended);
                if (ended !== undefined) throw new Error(`a program of the control plane ended: ${ended.log().slice(-3_000)}`);
                return (await Promise.race([failed.then(() => true), false])) || undefined;
            }),
        ]);

        const { users } = parse(await controlPlane.read("/etc/kubernetes/admin.conf")) as AdminConfig;
        const [own] = users;
        const pem = (text: string) => Buffer.from(text, "base64").toString();
        const admin = { cert: pem(own!.user["client-certificate-data"]), key: pem(own!.user["client-key-data"]) };
        const ask: KubeadmCluster["ask"] = (who, method, path, body, port = API_PORT) =>
            asked(room.dial(NODE_ADDRESS, port), who === "admin" ? admin : {}, method, path, body);
        return {
            controlPlane,
            machine,
            startPod,
            ask,
            stop,
            async approve() {
                const { items } = (await ask("admin", "GET", REQUESTS)).body as { items: SigningRequest[] };
                for (const one of items) {
                    if (one.spec.signerName !== "kubernetes.io/kubelet-serving" || one.status.conditions !== undefined) continue;
                    const condition = { type: "Approved", status: "True", reason: "Test", message: "It is the test's own" };
                    const approved = { ...one, status: { ...one.status, conditions: [condition] } };
                    await ask("admin", "PUT", `${REQUESTS}/${one.metadata.name}/approval`, approved);
                }
            },
            async startKubelet(node) {
                const containerd = await node.start("containerd");
                await until("containerd's socket", 20_000, () => {
                    if (containerd.ended) throw new Error(`containerd ended: ${containerd.log().slice(-2_000)}`);
                    return node.run("ls", "/run/containerd/containerd.sock").catch(() => undefined);
                });
                const words = wordsOf(await node.read("/var/lib/kubelet/kubeadm-flags.env"));
                const args = [...OF_THE_TEST, ...OF_THE_UNIT, ...words];
                // Current kubelets refuse to run beside the old hierarchy of control groups.
                const mounted = ["sh", "-c", 'mount -t cgroup2 none /sys/fs/cgroup && exec "$@"', "sh"];
                const kubelet = await node.start("unshare", "--mount", "--", ...mounted, program("KUBELET"), ...args);
                return {
                    log: () => kubelet.log(),
                    get ended() {
                        return kubelet.ended;
                    },
                    async stop() {
                        await kubelet.stop();
                        await containerd.stop();
                    },
                };
            },
        };
    } catch (error) {
        await stop();
        throw error;
    }
}

interface SigningRequest {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly signerName: string };
    readonly status: { readonly conditions?: readonly object[] };
}

/** One request over TLS. @throws Error when nobody answers */
function asked(socket: Socket, own: object, method: string, path: string, body: object | undefined): Promise<Answer> {
    return new Promise((done, fail) => {
        const text = body === undefined ? "" : JSON.stringify(body);
        const call = request(
            {
                method,
                path,
                headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
                timeout: 10_000,
                createConnection: () => connect({ socket, rejectUnauthorized: false, ...own }),
            },
            (response) => {
                let answer = "";
                response.on("data", (chunk: Buffer) => (answer += chunk.toString()));
                response.on("end", () => {
                    socket.destroy();
                    done({ status: response.statusCode ?? 0, body: jsonOr(answer) });
                });
            },
        );
        const failed = (error: Error) => {
            socket.destroy();
            fail(error);
        };
        socket.on("error", failed);
        call.on("error", failed);
        call.on("timeout", () => call.destroy(new Error("no answer")));
        call.end(text);
    });
}

interface AdminConfig {
    readonly users: readonly { readonly user: Readonly<Record<"client-certificate-data" | "client-key-data", string>> }[];
}

/** The command of the one container of a static Pod. */
const commandOf = (manifest: string): string[] =>
    (parse(manifest) as { spec: { containers: [{ command: string[] }] } }).spec.containers[0].command;

/** The words of kubeadm-flags.env. */
const wordsOf = (text: string): string[] => (/"(.*)"/.exec(text)?.[1] ?? "").split(" ").filter((word) => word !== "");

const jsonOr = (text: string): unknown => {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return text;
    }
};

/** The secrets of a control plane, as the components fill them, with keys of openssl's; and the flags of an etcd that serves its client. */
function writeSecrets(folder: string): { readonly secrets: string; readonly etcd: readonly string[] } {
    const secrets = join(folder, "secrets");
    mkdirSync(secrets);
    const signer = new Signer(folder);
    const [cluster, front, store] = ["cluster", "front-proxy", "etcd"].map((name) => signer.authority(name)) as [
        string,
        string,
        string,
    ];
    const text = (file: string) => readFileSync(signer.path(file), "utf8");
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
    openssl("genrsa", "-out", "sa.key", "2048");
    openssl("rsa", "-in", "sa.key", "-pubout", "-out", "sa.pub");
    const client = signer.sign(store, ["extendedKeyUsage=clientAuth"]);
    const names = HOSTS.slice(1).map((host) => `DNS:${host}`);
    const server = signer.sign(store, [`subjectAltName=${names.join(",")}`, "extendedKeyUsage=serverAuth,clientAuth"]);
    const put = (name: string, parts: Readonly<Record<string, string>>) =>
        writeFileSync(
            join(secrets, name),
            JSON.stringify(Object.fromEntries(Object.entries(parts).map(([part, file]) => [part, text(file)]))),
        );
    put("shop_kubernetes_control-plane", {
        "ca.crt": `${cluster}.crt`,
        "ca.key": `${cluster}.key`,
        "front-proxy-ca.crt": `${front}.crt`,
        "front-proxy-ca.key": `${front}.key`,
        "sa.pub": "sa.pub",
        "sa.key": "sa.key",
    });
    put("shop_etcd_apiserver-etcd-client", {
        "ca.crt": `${store}.crt`,
        "client.crt": `${client}.crt`,
        "client.key": `${client}.key`,
    });
    const etcd = [
        "--listen-client-urls=https://127.0.0.1:2379",
        "--advertise-client-urls=https://127.0.0.1:2379",
        "--listen-peer-urls=http://127.0.0.1:2380",
        "--client-cert-auth",
        `--trusted-ca-file=${signer.path(`${store}.crt`)}`,
        `--cert-file=${signer.path(`${server}.crt`)}`,
        `--key-file=${signer.path(`${server}.key`)}`,
    ];
    return { secrets, etcd };
}
