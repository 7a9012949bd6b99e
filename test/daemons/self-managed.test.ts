/**
 * The user data of `SelfManagedNodePool` on machines of their own: a real kubeadm makes a control plane and a worker of it, a real API server and
 * a real kubelet run as they then are, and what kubeadm makes by itself is shown to give away what they keep.
 */
import * as fc from "fast-check";
import { parse } from "yaml";
import { NodePoolRole } from "../../components";
import { safeOptions } from "../components/self-managed-cases";
import { type Caller, type KubeadmCluster, startKubeadmCluster } from "./kubeadm-cluster";
import type { KubeadmNode } from "./kubeadm-node";
import { type Daemon, NODE_ADDRESS } from "./proofs/machine";
import { filesIn, listening, saidOfApiServer, saidOfKubelet, startImpostor, userDataOf } from "./self-managed-machines";
import { until } from "./until";

const MANIFESTS = "/etc/kubernetes/manifests";
const PATCHES = /patches:\n +directory: \S+\n/;
const KUBELET_PORT = 10250;
const READ_ONLY_PORT = 10255;
const PLANTED = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "planted", namespace: "kube-system" },
    spec: { containers: [{ name: "pause", image: "example.invalid/pause:1" }] },
};

let cluster: KubeadmCluster;
/** The node's name, which is that of the machine on which the test runs. */
let node: string;

beforeAll(async () => {
    cluster = await startKubeadmCluster(await userDataOf(NodePoolRole.ControlPlane));
    node = (await cluster.controlPlane.run("hostname")).trim().toLowerCase();
}, 200_000);
afterAll(() => cluster?.stop(), 60_000);

test("kubeadm takes the documents of every set of options, and not one that is misspelt", async () => {
    const { controlPlane } = cluster;
    const validate = async (document: string) => {
        await controlPlane.write("/run/kubeadm.yaml", document);
        return controlPlane.run("kubeadm", "config", "validate", "--config", "/run/kubeadm.yaml");
    };
    await controlPlane.write("/etc/kubernetes/discovery.conf", "");
    let count = 0;
    for (const role of Object.values(NodePoolRole)) {
        // kubeadm knows its own version of Kubernetes and the one before it.
        for (const options of fc.sample(safeOptions[role], { numRuns: 6, seed: 7 })) {
            const { write_files } = parse(await userDataOf(role, { ...options, kubernetesVersion: "1.36.3" })) as {
                write_files: { path: string; content: string }[];
            };
            const document = write_files.find(({ path }) => path === "/etc/kubernetes/kubeadm.yaml")!.content;
            expect(await validate(document)).toContain("ok");
            await expect(validate(document.replace("criSocket:", "criSockets:"))).rejects.toThrow("criSockets");
            count++;
        }
    }
    process.stderr.write(`kubeadm: takes ${count} configurations of SelfManagedNodePool\n`);
}, 120_000);

test("a control plane has its manifests, keys and kubeconfigs to root alone, and keeps none of system:masters", async () => {
    const files = await filesIn(cluster.controlPlane, "/etc/kubernetes");
    expect([...new Set(Object.values(files))]).toEqual(["600 root root"]);
    expect(Object.keys(files)).toEqual(
        expect.arrayContaining([`${MANIFESTS}/kube-apiserver.yaml`, "/etc/kubernetes/pki/ca.key", "/etc/kubernetes/admin.conf"]),
    );
    expect(Object.keys(files)).not.toContain("/etc/kubernetes/super-admin.conf");
    for (const folder of [MANIFESTS, "/etc/kubernetes/pki"])
        expect([folder, await cluster.controlPlane.modeOf(folder)]).toEqual([folder, "700 root root"]);
});

test("of its API server the pack reports nothing, and it answers nobody but about its health", async () => {
    expect(saidOfApiServer(await cluster.controlPlane.read(`${MANIFESTS}/kube-apiserver.yaml`))).toEqual([]);
    const answers: Record<string, number> = {};
    for (const path of ["/livez", "/readyz", "/healthz", "/version", "/api", "/metrics", CLUSTER_INFO])
        answers[path] = (await cluster.ask("nobody", "GET", path)).status;
    expect(answers).toEqual({
        "/livez": 200,
        "/readyz": 200,
        "/healthz": 200,
        "/version": 401,
        "/api": 401,
        "/metrics": 401,
        [CLUSTER_INFO]: 401,
    });
    expect((await cluster.ask("admin", "GET", "/version")).body).toMatchObject({ gitVersion: "v1.36.3" });
});

test("another machine beside it that boots with the same is the same cluster", async () => {
    const other = await cluster.machine(await userDataOf(NodePoolRole.ControlPlane));
    await other.run("kubernetes-setup");
    const server = await cluster.startPod(other, "kube-apiserver", `--secure-port=${TWIN_PORT}`);
    try {
        await answers(server, "admin", "/readyz");
        const account = "/api/v1/namespaces/kube-system/serviceaccounts/default/token";
        // The controller manager makes the account some time after the cluster is there; until then there is nobody to give a token to.
        const { token } = await until("a token of the account", 30_000, async () => {
            const { status, body } = await cluster.ask("admin", "POST", account, { spec: {} });
            return status === 201 ? (body.status as { token: string }) : undefined;
        });
        for (const port of [6443, TWIN_PORT])
            expect((await cluster.ask({ token }, "GET", "/version", undefined, port)).status).toBe(200);
        expect((await cluster.ask({ token: `${token}x` }, "GET", "/version", undefined, TWIN_PORT)).status).toBe(401);
    } finally {
        await server.stop();
    }
}, 120_000);

/** Waits until the API server at the other port answers. */
const answers = (server: Daemon, who: Caller, path: string) =>
    until("the other API server", 60_000, async () => {
        if (server.ended) throw new Error(server.log().slice(-2_000));
        const answer = await cluster.ask(who, "GET", path, undefined, TWIN_PORT).catch(() => undefined);
        return answer?.status === 200;
    });

test("an API server of kubeadm's own making answers everybody about itself, and shows whoever answers for a kubelet who it is; one with the component's flags does neither", async () => {
    const machine = await cluster.machine(await userDataOf(NodePoolRole.ControlPlane));
    const plain = machine.files.get("/etc/kubernetes/kubeadm.yaml")!.replace(/apiServer:\n[\s\S]*?(?=controllerManager:)/, "");
    expect(plain).not.toContain("authentication-config");
    await machine.write("/run/kubeadm.yaml", plain);
    await machine.run("cluster-keys");
    await machine.run("etcd-client-keys");
    for (const phase of [
        ["certs", "all"],
        ["control-plane", "apiserver"],
    ])
        await machine.run("kubeadm", "init", "phase", ...phase, "--config", "/run/kubeadm.yaml");
    const manifest = await machine.read(`${MANIFESTS}/kube-apiserver.yaml`);
    expect(saidOfApiServer(manifest)).toEqual(["kube-apiserver-anonymous-auth-disabled", "kube-apiserver-verifies-kubelets"]);
    const server = await cluster.startPod(machine, "kube-apiserver", `--secure-port=${TWIN_PORT}`);
    try {
        await answers(server, "nobody", "/readyz");
        for (const path of ["/version", CLUSTER_INFO])
            expect((await cluster.ask("nobody", "GET", path, undefined, TWIN_PORT)).status).toBe(200);
        const impostor = await startImpostor(machine, KUBELET_PORT);
        try {
            const logs = `/api/v1/nodes/${node}/proxy/pods`;
            await cluster.ask("admin", "POST", "/api/v1/nodes", { metadata: { name: node } });
            const status = { addresses: [{ type: "InternalIP", address: NODE_ADDRESS }] };
            await cluster.ask("admin", "PUT", `/api/v1/nodes/${node}/status`, { metadata: { name: node }, status });
            expect((await cluster.ask("admin", "GET", logs, undefined, TWIN_PORT)).body).toEqual({
                asked: "kube-apiserver-kubelet-client",
            });
            const { status: code, body } = await cluster.ask("admin", "GET", logs);
            expect([code, JSON.stringify(body)]).toEqual([
                503,
                expect.stringContaining("certificate signed by unknown authority"),
            ]);
        } finally {
            await impostor.stop();
        }
    } finally {
        await server.stop();
    }
}, 120_000);

const CLUSTER_INFO = "/api/v1/namespaces/kube-public/configmaps/cluster-info";
const TWIN_PORT = 7443;

/** Boots a worker, with a Pod planted where kubeadm's control planes have theirs, and asks it while its kubelet runs. */
async function joined(userData: string, ask: (worker: KubeadmNode) => Promise<void>, meanwhile?: () => Promise<void>) {
    await cluster.controlPlane.run("join-token");
    const worker = await cluster.machine(userData);
    await worker.run("kubernetes-setup");
    await worker.write(`${MANIFESTS}/planted.json`, JSON.stringify(PLANTED));
    await whileItRuns(worker, () => ask(worker), meanwhile);
}

/** @param meanwhile what is asked while nobody has approved its certificate */
async function whileItRuns(
    machine: KubeadmNode,
    ask: () => Promise<void>,
    meanwhile: () => Promise<void> = () => Promise.resolve(),
) {
    await cluster.ask("admin", "DELETE", `/api/v1/nodes/${node}`);
    const kubelet = await cluster.startKubelet(machine);
    try {
        await until("the node's registration", 60_000, async () => {
            if (kubelet.ended) throw new Error(`the kubelet ended: ${kubelet.log().slice(-3_000)}`);
            return (await cluster.ask("admin", "GET", `/api/v1/nodes/${node}`)).status === 200;
        });
        await meanwhile();
        await until("the kubelet's certificate", 60_000, async () => {
            await cluster.approve();
            return (await proxied("/configz")).status === 200;
        });
        await ask();
    } finally {
        await kubelet.stop();
    }
}

/** Asks the kubelet through the API server, which verifies its certificate. */
const proxied = (path: string) => cluster.ask("admin", "GET", `/api/v1/nodes/${node}/proxy${path}`);
const configz = async () => ((await proxied("/configz")).body as { kubeletconfig: Record<string, unknown> }).kubeletconfig;
const pods = async () =>
    ((await proxied("/pods")).body as { items: { metadata: { name: string } }[] | null }).items?.map(
        ({ metadata }) => metadata.name,
    ) ?? [];
/** What nobody gets of a port of the node; undefined where nothing serves. */
const nobody = (path: string, port: number) =>
    cluster.ask("nobody", "GET", path, undefined, port).then(
        ({ status }) => status,
        () => undefined,
    );

test("the kubelet of a control plane runs kubeadm's static Pods, and asks who comes", async () => {
    await whileItRuns(cluster.controlPlane, async () => {
        expect(await configz()).toMatchObject({ staticPodPath: MANIFESTS, serverTLSBootstrap: true });
        expect([await nobody("/pods", KUBELET_PORT), await nobody("/pods", READ_ONLY_PORT)]).toEqual([401, undefined]);
        await until("the static Pods", 40_000, async () => (await pods()).length === 3);
        expect((await pods()).sort()).toEqual(
            ["kube-apiserver", "kube-controller-manager", "kube-scheduler"].map((name) => `${name}-${node}`),
        );
    });
}, 150_000);

test("a worker that joins by the token of the hour has no static Pods, no port without questions and one socket of root's", async () => {
    let unapproved: unknown[] = [];
    await joined(
        await userDataOf(NodePoolRole.Worker, {
            labels: { tier: "web" },
            taints: [{ key: "tier", value: "web", effect: "NO_SCHEDULE" }],
        }),
        async (worker) => {
            expect(await configz()).toMatchObject({
                authentication: {
                    anonymous: { enabled: false },
                    webhook: { enabled: true },
                    x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
                },
                authorization: { mode: "Webhook" },
                serverTLSBootstrap: true,
                rotateCertificates: true,
                protectKernelDefaults: true,
                healthzBindAddress: "127.0.0.1",
                enableProfilingHandler: false,
                enableSystemLogHandler: false,
            });
            // The kubelet leaves out what is none.
            for (const field of ["staticPodPath", "staticPodURL", "readOnlyPort"])
                expect([field, (await configz())[field]]).toEqual([field, undefined]);
            expect([await nobody("/pods", KUBELET_PORT), await nobody("/pods", READ_ONLY_PORT)]).toEqual([401, undefined]);
            // As long as another kubelet needs several times over to find what is planted.
            await new Promise((done) => setTimeout(done, 3_000));
            expect(await pods()).toEqual([]);

            expect(saidOfKubelet(await worker.read("/var/lib/kubelet/config.yaml"))).toEqual([]);
            const { metadata, spec } = (await cluster.ask("admin", "GET", `/api/v1/nodes/${node}`)).body;
            expect([metadata.labels.tier, spec.taints[0]]).toMatchObject(["web", { key: "tier", effect: "NoSchedule" }]);
            expect(await worker.modeOf("/run/containerd/containerd.sock")).toBe("660 root root");
            expect(await listening(worker)).toEqual([6443, KUBELET_PORT]);
            const files = await filesIn(worker, "/etc/kubernetes");
            expect([...new Set(Object.values(files))]).toEqual(["600 root root"]);
            expect(Object.keys(files)).not.toContain("/etc/kubernetes/discovery.conf");
            expect(await worker.modeOf(MANIFESTS)).toBe("700 root root");
        },
        async () => {
            unapproved = [await nobody("/pods", KUBELET_PORT), (await proxied("/configz")).status];
        },
    );
    // Until somebody approves its certificate it serves nobody, the API server among them.
    expect(unapproved).toEqual([undefined, 503]);
}, 150_000);

test("a worker without the component's patch has kubeadm's path of static Pods and runs what is planted there; with it none is run", async () => {
    const own = await userDataOf(NodePoolRole.Worker);
    const plain = own.replace(new RegExp(` *${PATCHES.source}`), "");
    expect(plain).not.toBe(own);
    await joined(plain, async (worker) => {
        expect(await configz()).toMatchObject({ staticPodPath: MANIFESTS });
        await until("the planted Pod", 40_000, async () => (await pods()).includes(`planted-${node}`));
        expect(saidOfKubelet(await worker.read("/var/lib/kubelet/config.yaml"))).toEqual(["kubelet-static-pods-disabled"]);
    });
}, 150_000);
