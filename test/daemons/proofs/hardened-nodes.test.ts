/**
 * A real cluster of one node, whose containerd and kubelet start on what `HardenedNodeGroup` writes for them: on Amazon Linux 2023 as nodeadm makes
 * files and flags of its user data, on Bottlerocket as its settings become a kubelet's configuration. Each secure node has an insecure twin, on
 * which the same requests succeed.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { NodeSystem } from "../../../components";
import { nodeUserData } from "../../../components/hardened-node-group/user-data";
import { kubeletReadRules } from "../../../components/kubelet-read-access/rules";
import { runtimeSocketRootOnly } from "../../../policypack/policies/runtime-socket/runtime-socket-root-only";
import { kubeletOf } from "../bottlerocket";
import { program } from "../programs";
import { until } from "../until";
import { type Cluster, type Container, RUNTIME_SOCKET, startCluster } from "./cluster";
import { IMAGE } from "./image";
import { nodeadmNode, withContainerd } from "./nodeadm-node";
import { plainNode } from "./node-kind";
import { bind, inside, isReported, listed, make, makeNamespace, podOf, readOnlyPort, runningOf, shown, start } from "./pods";
import { approveServing } from "./serving-certificate";
import type { Ran } from "./web-socket";

const SECRET = "the value of the Secret";
const READ_IT = ["/program", "env", "PASSWORD"];
const PATIENCE = 40_000;
const USER_DATA = nodeUserData({}, "/nodes");
const USERS = {
    monitoring: { name: "monitoring", groups: [] },
    operator: { name: "operator", groups: [] },
    anybody: { name: "anybody", groups: [] },
};

let cluster: Cluster;
let victim: Container;
beforeAll(async () => {
    cluster = await startCluster(USERS, nodeadmNode(USER_DATA));
    await makeNamespace(cluster, "payments");
    await make(cluster, "/api/v1/namespaces/payments/secrets", {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "database" },
        stringData: { password: SECRET },
    });
    const env = [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } }];
    victim = await start(cluster, podOf("payments", "victim", { env }));
    const subject = (name: string) => ({ kind: "User", apiGroup: "rbac.authorization.k8s.io", name });
    await bind(cluster, "monitoring", kubeletReadRules({ stats: true }), subject("monitoring"));
    await bind(cluster, "operator", [{ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }], subject("operator"));
}, 200_000);
afterAll(() => cluster?.stop(), 60_000);

const ran = { kind: "ran", stdout: SECRET, stderr: "", succeeded: true };
const refused = (status: number) => expect.objectContaining({ kind: "refused", status }) as Ran;
const run = (token?: string): Promise<Ran> => cluster.run("kubelet", victim, READ_IT, token);
/** The answer of a kubelet that has just been started, once it knows its Pods. */
const whenServing = (token?: string): Promise<Ran> =>
    until("the kubelet's answer", PATIENCE, async () => {
        const answer = await run(token).catch(() => undefined);
        return answer?.kind === "refused" && answer.status >= 404 ? undefined : answer;
    });

/** Nobody gets in but who has the sub-resource, and these as far as it goes. */
async function expectGuarded(): Promise<void> {
    expect(await whenServing("operator")).toEqual(ran);
    expect(await run()).toEqual(refused(401));
    expect(await run("guessed")).toEqual(refused(401));
    expect(await run("anybody")).toEqual(refused(403));
    expect(await run("monitoring")).toEqual(refused(403));
    const statusOf = async (path: string, token?: string) => [path, token, (await cluster.askKubelet(path, token)).status];
    for (const path of ["/pods", "/configz", "/containerLogs/payments/victim/main", "/metrics"]) {
        expect(await statusOf(path)).toEqual([path, undefined, 401]);
        expect(await statusOf(path, "anybody")).toEqual([path, "anybody", 403]);
        const isGranted = path === "/metrics";
        expect(await statusOf(path, "monitoring")).toEqual([path, "monitoring", isGranted ? 200 : 403]);
    }
    expect(await readOnlyPort(cluster, "/pods")).toBeUndefined();
}

test("a kubelet of HardenedNodeGroup's, started by nodeadm, serves nobody until its certificate is approved, and then under one that the cluster's authority vouches for", async () => {
    expect(await cluster.faultOfServing()).toBeDefined();
    await expect(run("operator")).rejects.toThrow();
    await approveServing(cluster);
    await until("the certificate", PATIENCE, async () => (await cluster.faultOfServing()) === undefined);
    shown("HardenedNodeGroup's kubelet serves under a certificate of the cluster's authority");
}, 120_000);

test("by nodeadm's files a stranger gets 401, a subject without the sub-resource 403, the read-only port answers nobody and a planted Pod is not run; turned round, each is had", async () => {
    const planted = podOf("kube-system", "planted");
    await plant(planted);
    await expectGuarded();
    // As long as another kubelet needs several times over to find what is planted.
    await new Promise((done) => setTimeout(done, 3_000));
    expect(await runningOf(cluster, inside(planted, true))).toBe(0);

    await cluster.restartKubelet({
        authentication: { anonymous: { enabled: true } },
        authorization: { mode: "AlwaysAllow" },
        readOnlyPort: 10255,
        staticPodPath: MANIFESTS,
    });
    expect(await whenServing()).toEqual(ran);
    expect(await whenServing("monitoring")).toEqual(ran);
    expect(await readOnlyPort(cluster, "/pods")).toContain('"name":"victim"');
    await until("the planted Pod", PATIENCE, async () => (await listed(cluster)).includes("planted-node-1"));
    shown("what HardenedNodeGroup's kubelet refuses, one with its settings turned round gives to a stranger");
}, 180_000);

const ofSettings = (text: string) => ({
    ...kubeletOf(text, join(cluster.folder, "clients-ca.crt")),
    rotateCertificates: false,
});

test("by Bottlerocket's settings a stranger gets 401, a subject without the sub-resource 403 and the read-only port answers nobody; standing alone, a stranger has the node", async () => {
    const settings = nodeUserData({ system: NodeSystem.Bottlerocket }, undefined);
    await cluster.restartKubelet(ofSettings(settings), plainNode);
    await approveServing(cluster);
    await expectGuarded();

    const alone = settings.replace("standalone-mode = false", "standalone-mode = true");
    // Its certificate is as it was, and nothing else of the settings differs.
    await cluster.restartKubelet(ofSettings(alone), plainNode);
    expect(await whenServing()).toEqual(ran);
    shown("HardenedNodeGroup's Bottlerocket refuses a stranger, to whom one in standalone mode gives the node");
}, 180_000);

const NOBODY = "65534";
const NETWORK = "127.0.0.1:1338";
let secretFile: string;
beforeAll(async () => {
    await cluster.restartKubelet({});
    secretFile = join(cluster.folder, "secret");
    writeFileSync(secretFile, SECRET, { mode: 0o600 });
    await cluster.machine.output("cp", program("POD_PROGRAM"), "/run/program");
}, 60_000);

/** What the container prints that a user makes by the runtime; or why there is none. */
const escape = (user: string, address: string): Promise<string> =>
    cluster.machine
        .output(
            "setpriv",
            `--reuid=${user}`,
            `--regid=${user}`,
            "--clear-groups",
            "/run/program",
            "escape",
            address,
            IMAGE,
            secretFile,
        )
        .catch((error: Error & { stderr?: string }) => `failed: ${error.stderr ?? error.message}`);
const listeners = async () =>
    (await cluster.machine.output("ss", "-Hltnp"))
        .split("\n")
        .filter((line) => line.includes('"containerd"'))
        .map((line) => line.trim().split(/\s+/)[3]!);
const reported = (userData: string) =>
    isReported(runtimeSocketRootOnly, "aws:ec2/launchTemplate:LaunchTemplate", {
        userData: Buffer.from(userData).toString("base64"),
    });

test("the socket of nodeadm's containerd is root's alone and it listens nowhere else; with a group or an address that it is given, nobody reads the node as root", async () => {
    expect(reported(USER_DATA)).toBe(false);
    expect(await cluster.machine.output("stat", "-c", "%U %G %a", RUNTIME_SOCKET)).toBe("root root 660\n");
    expect(await escape("0", RUNTIME_SOCKET)).toBe(SECRET);
    expect(await escape(NOBODY, RUNTIME_SOCKET)).toContain("permission denied");
    // Streams of exec and logs, each behind a token of one use that the kubelet alone is told.
    expect(await listeners()).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+$/)]);
    expect(await escape(NOBODY, (await listeners())[0]!)).toMatch(/^failed: /);

    const group = `[grpc]\ngid = ${NOBODY}\n`;
    expect(reported(withContainerd(USER_DATA, group))).toBe(true);
    await cluster.restartRuntime(group);
    expect(await escape(NOBODY, RUNTIME_SOCKET)).toBe(SECRET);

    const cri = '[plugins."io.containerd.grpc.v1.cri"]\ndisable_tcp_service = false\n';
    const address = `[grpc]\ntcp_address = "${NETWORK}"\n${cri}`;
    expect(reported(withContainerd(USER_DATA, address))).toBe(true);
    await cluster.restartRuntime(address);
    expect(await listeners()).toContain(NETWORK);
    expect(await escape(NOBODY, RUNTIME_SOCKET)).toContain("permission denied");
    expect(await escape(NOBODY, NETWORK)).toBe(SECRET);
    shown("HardenedNodeGroup's containerd serves root alone; with a group or an address, anybody is root");
}, 180_000);

const MANIFESTS = "/etc/kubernetes/manifests";

/** Puts a manifest where kubelets have theirs. */
async function plant(pod: object): Promise<void> {
    writeFileSync(join(cluster.folder, "planted.json"), JSON.stringify(pod));
    await cluster.machine.output("sh", "-c", `mkdir -p ${MANIFESTS} && cp ${join(cluster.folder, "planted.json")} ${MANIFESTS}/`);
}
