import { join } from "node:path";
import { request } from "node:http";
import { writeFileSync } from "node:fs";
import type { Policy } from "../../../policypack/lib/define-policy";
import { judge } from "../../policypack/judge";
import { until } from "../until";
import { type Cluster, type Container, MASTERS_TOKEN, NODE, RUNTIME_SOCKET } from "./cluster";
import { IMAGE } from "./image";
import { NODE_ADDRESS } from "./machine";
import type { Ran } from "./web-socket";

/** A Pod of one container, which waits for commands. */
export interface Pod {
    readonly apiVersion: "v1";
    readonly kind: "Pod";
    readonly metadata: { readonly name: string; readonly namespace: string };
    readonly spec: object;
}

const CONTAINER = "main";
const START_LIMIT = 60_000;

/**
 * @param container what its container has beside the image
 * @param spec what it has beside its container; it is on the node's network, as no other is there
 */
export function podOf(namespace: string, name: string, container: object = {}, spec: object = {}): Pod {
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace },
        spec: {
            hostNetwork: true,
            automountServiceAccountToken: false,
            terminationGracePeriodSeconds: 0,
            containers: [{ name: CONTAINER, image: IMAGE, imagePullPolicy: "Never", ...container }],
            ...spec,
        },
    };
}

/** A container's mount and its Pod's volume: a path of the node under the same path. */
export function mountOf(path: string, readOnly: boolean): { readonly container: object; readonly spec: object } {
    return {
        container: { volumeMounts: [{ name: "node", mountPath: path, readOnly }] },
        spec: { volumes: [{ name: "node", hostPath: { path } }] },
    };
}

/** Where a command runs in a Pod; the kubelet names a static Pod after its node too. */
export const inside = ({ metadata }: Pod, isStatic = false): Container => ({
    namespace: metadata.namespace,
    pod: isStatic ? `${metadata.name}-${NODE}` : metadata.name,
    container: CONTAINER,
});

/** Makes an object. @throws Error when the API server refuses it */
export async function make({ server }: Cluster, path: string, body: object): Promise<void> {
    const { status, body: answer } = await server.ask("POST", path, body);
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
}

/** Makes a namespace with what an ordinary one has of a controller: its default service account. */
export async function makeNamespace(
    cluster: Cluster,
    name: string,
    labels: Readonly<Record<string, string>> = {},
): Promise<void> {
    await make(cluster, "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } });
    await make(cluster, `/api/v1/namespaces/${name}/serviceaccounts`, {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "default" },
    });
}

const RBAC = "rbac.authorization.k8s.io";

/**
 * Makes a cluster role, and binds it to one subject.
 * @returns what takes both away
 */
export async function bind(
    cluster: Cluster,
    name: string,
    rules: readonly object[],
    subject: object,
): Promise<() => Promise<void>> {
    const apiVersion = `${RBAC}/v1`;
    await make(cluster, `/apis/${apiVersion}/clusterroles`, { apiVersion, kind: "ClusterRole", metadata: { name }, rules });
    await make(cluster, `/apis/${apiVersion}/clusterrolebindings`, {
        apiVersion,
        kind: "ClusterRoleBinding",
        metadata: { name },
        roleRef: { apiGroup: RBAC, kind: "ClusterRole", name },
        subjects: [subject],
    });
    return async () => {
        await cluster.server.ask("DELETE", `/apis/${apiVersion}/clusterrolebindings/${name}`);
        await cluster.server.ask("DELETE", `/apis/${apiVersion}/clusterroles/${name}`);
    };
}

/** What the kubelet's read-only port answers; undefined where nothing listens. */
export function readOnlyPort(cluster: Cluster, path: string): Promise<string | undefined> {
    return new Promise((done) => {
        const socket = cluster.dial(NODE_ADDRESS, 10255);
        const finish = (answer: string | undefined) => {
            socket.destroy();
            done(answer);
        };
        socket.on("error", () => finish(undefined));
        socket.on("close", () => finish(undefined));
        const call = request({ path, createConnection: () => socket, headers: { host: "node" } }, (response) => {
            let body = "";
            response.on("data", (chunk: Buffer) => (body += chunk.toString()));
            response.on("end", () => finish(body));
        });
        call.on("error", () => finish(undefined));
        call.end();
    });
}

/** Makes a Pod on the node through the API server, and waits until its container runs. */
export async function start(cluster: Cluster, pod: Pod): Promise<Container> {
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods`;
    await make(cluster, path, { ...pod, spec: { ...pod.spec, nodeName: NODE } });
    await until(`the Pod ${pod.metadata.name}`, START_LIMIT, async () => {
        const { body } = await cluster.server.ask("GET", `${path}/${pod.metadata.name}`);
        return (body as { status?: { phase?: string } }).status?.phase === "Running";
    });
    return inside(pod);
}

/** The name of a Pod's manifest in the folder of static Pods. */
export const manifestOf = ({ manifests }: Cluster, { metadata }: Pod): string => join(manifests, `${metadata.name}.json`);

/** Puts a manifest into the kubelet's folder, as a node's boot does. */
export const place = (cluster: Cluster, pod: Pod): void => writeFileSync(manifestOf(cluster, pod), JSON.stringify(pod));

/** Waits until a static Pod runs: until a command of its kubelet's owner is done in it. */
export async function runs(cluster: Cluster, pod: Pod): Promise<Container> {
    const where = inside(pod, true);
    await until(`the static Pod ${pod.metadata.name}`, START_LIMIT, async () => {
        const answer = await answerTo(cluster, where, "say", "here");
        return answer.kind === "ran" && answer.stdout === "here";
    });
    return where;
}

/** What comes of a command, once the kubelet serves: right after its start it does not. */
export const answerTo = (cluster: Cluster, where: Container, ...command: readonly string[]): Promise<Ran> =>
    until("the kubelet's answer", START_LIMIT, () =>
        cluster.run("kubelet", where, ["/program", ...command], MASTERS_TOKEN).catch(() => undefined),
    );

/** How many containers of a Pod run in the runtime, its sandbox among them, whatever its kubelet says. */
export async function runningOf({ machine }: Cluster, { pod }: Container): Promise<number> {
    const list = async (...words: string[]) =>
        (await machine.output("ctr", "-a", RUNTIME_SOCKET, "-n", "k8s.io", ...words)).split("\n").filter((id) => id !== "");
    const tasks = new Set(await list("tasks", "ls", "-q"));
    const containers = await list("containers", "ls", "-q", `labels."io.kubernetes.pod.name"==${pod}`);
    return containers.filter((id) => tasks.has(id)).length;
}

/** The names of the Pods that the API server lists, in all namespaces. */
export async function listed({ server }: Cluster): Promise<readonly string[]> {
    const { body } = await server.ask("GET", "/api/v1/pods");
    return (body as { items: { metadata: { name: string } }[] }).items.map(({ metadata }) => metadata.name);
}

/** Whether the pack reports an object under a policy: what is exploited here must be what it blocks, and the twin what it lets pass. */
export function isReported(policy: Policy, type: string, props: object): boolean {
    const { reported, unknown, notApplicable } = judge(policy, { type, props });
    if (unknown !== undefined || notApplicable) throw new Error(`${policy.name} does not judge a ${type}`);
    return reported.length > 0;
}

export const POD = "kubernetes:core/v1:Pod";

/** One line for each thing that was shown, printed at the end of its test. */
export const shown = (what: string): boolean => process.stdout.write(`\nproof: ${what}: shown\n`);
