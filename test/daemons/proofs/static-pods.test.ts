import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { join } from "node:path";
import { hostPathMountsReadOnly } from "../../../policypack/policies/runtime-socket/host-path-mounts-read-only";
import { staticPodsVisible } from "../../../policypack/policies/static-pods/static-pods-visible";
import { judgeStack } from "../../policypack/judge";
import { until } from "../until";
import { denyBypasses, denyEverything, kubeadmPods, privileged } from "./admission";
import { type Cluster, makeAuthority, NODE, startCluster } from "./cluster";
import {
    answerTo,
    runningOf,
    inside,
    isReported,
    listed,
    makeNamespace,
    manifestOf,
    mountOf,
    place,
    POD,
    type Pod,
    podOf,
    runs,
    shown,
    start,
} from "./pods";

const SECRET = "what root alone reads";

let cluster: Cluster;
/** A file of the node, as a kubelet's key is. */
let secretFile: string;

beforeAll(async () => {
    cluster = await startCluster({});
    secretFile = join(cluster.folder, "secret");
    writeFileSync(secretFile, SECRET, { mode: 0o600 });
    await makeNamespace(cluster, "apps");
}, 200_000);

afterAll(() => cluster?.stop(), 60_000);

const nameOf = ({ metadata }: Pod): string => `${metadata.name}-${NODE}`;
/** What the pack says of a node that boots with a static Pod, where the program makes these namespaces. */
const told = (pod: Pod, ...namespaces: readonly object[]) => {
    const content = JSON.stringify(pod);
    const userData = `#cloud-config\n${JSON.stringify({ write_files: [{ path: "/etc/kubernetes/manifests/pod.json", content }] })}`;
    const made = namespaces.map((metadata, i) => ({
        type: "kubernetes:core/v1:Namespace",
        name: `namespace-${i}`,
        props: { metadata },
    }));
    return judgeStack(staticPodsVisible, [...made, { type: "aws:ec2/instance:Instance", name: "node", props: { userData } }])
        .reported;
};
/** Waits until the kubelet has told the API server of a static Pod. */
const seen = (pod: Pod) =>
    until(`the mirror of ${pod.metadata.name}`, 40_000, async () => (await listed(cluster)).includes(nameOf(pod)));
/** Waits until the API server has refused a static Pod's mirror. */
const refused = (pod: Pod, reason: string) =>
    until(`the refusal of ${pod.metadata.name}'s mirror`, 40_000, () =>
        cluster
            .kubelet()
            .log()
            .split("\n")
            .some((line) => line.includes("mirror pod") && line.includes(pod.metadata.name) && line.includes(reason)),
    );

test("a static Pod runs and is not in the API where its namespace does not exist; in one that exists it is", async () => {
    const [ghost, known] = [podOf("no-such-namespace", "ghost"), podOf("kube-system", "known")];
    expect(told(ghost)).toMatchObject([{ message: expect.stringContaining("which nothing here makes") }]);
    expect(told(known)).toEqual([]);
    for (const pod of [ghost, known]) place(cluster, pod);
    await runs(cluster, ghost);
    await runs(cluster, known);
    await refused(ghost, "not found");
    await seen(known);
    expect(await listed(cluster)).not.toContain(nameOf(ghost));
    shown("a static Pod whose namespace does not exist runs and is not in the API");
}, 120_000);

test("a static Pod runs and is not in the API where Pod Security refuses it; where it is admitted it is", async () => {
    const labels = (level: string) => ({ "pod-security.kubernetes.io/enforce": level });
    for (const level of ["restricted", "privileged"]) await makeNamespace(cluster, level, labels(level));
    const [hidden, admitted] = [podOf("restricted", "hidden"), podOf("privileged", "admitted")];
    const namespaces = ["restricted", "privileged"].map((name) => ({ name, labels: labels(name) }));
    expect(told(hidden, ...namespaces)).toMatchObject([{ message: expect.stringContaining("which refuses it") }]);
    expect(told(admitted, ...namespaces)).toEqual([]);
    for (const pod of [hidden, admitted]) place(cluster, pod);
    await runs(cluster, hidden);
    await runs(cluster, admitted);
    await refused(hidden, "violates PodSecurity");
    await seen(admitted);
    expect(await listed(cluster)).not.toContain(nameOf(hidden));
    shown("a static Pod that Pod Security refuses runs and is not in the API");
}, 120_000);

test("a policy that denies mirrors hides a Pod that runs; BypassAdmissionPolicy with Deny everywhere shows it, and kubeadm's, and denies everybody else", async () => {
    const pod = podOf("apps", "denied");
    const undo = await denyEverything(cluster);
    place(cluster, pod);
    await runs(cluster, pod);
    await refused(pod, "is on the node's network");
    expect(await listed(cluster)).not.toContain(nameOf(pod));
    await undo();

    const end = await denyBypasses(cluster);
    for (const one of kubeadmPods()) place(cluster, one);
    for (const one of [pod, ...kubeadmPods()]) await seen(one);
    for (const one of kubeadmPods()) await runs(cluster, one);
    const byHand = privileged("by-hand");
    const mirror = {
        ...byHand,
        metadata: { ...byHand.metadata, annotations: { "kubernetes.io/config.mirror": "x" } },
        spec: { ...byHand.spec, nodeName: NODE },
    };
    for (const body of [byHand, mirror])
        expect((await cluster.server.ask("POST", "/api/v1/namespaces/apps/pods", body)).status).toBe(403);
    await end();
    for (const one of kubeadmPods()) rmSync(manifestOf(cluster, one));
    shown("with Deny everywhere kubeadm's mirror Pods are registered, and a denied mirror hides a Pod that runs");
}, 180_000);

test("a Pod that may write the folder of manifests gets the node through a static Pod; one that may only read it does not", async () => {
    const writing = mountOf(cluster.manifests, false);
    const reading = mountOf(cluster.manifests, true);
    const [writer, reader] = [
        podOf("apps", "writer", writing.container, writing.spec),
        podOf("apps", "reader", reading.container, reading.spec),
    ];
    expect(isReported(hostPathMountsReadOnly, POD, writer)).toBe(true);
    expect(isReported(hostPathMountsReadOnly, POD, reader)).toBe(false);

    const node = { volumeMounts: [{ name: "node", mountPath: "/node" }], securityContext: { privileged: true } };
    const planted = podOf("no-such-namespace", "planted", node, { volumes: [{ name: "node", hostPath: { path: "/" } }] });
    const plant = ["write", manifestOf(cluster, planted), JSON.stringify(planted)];
    const attempt = await answerTo(cluster, await start(cluster, reader), ...plant);
    expect(attempt).toMatchObject({ kind: "ran", succeeded: false, stderr: expect.stringContaining("read-only file system") });
    expect(await answerTo(cluster, await start(cluster, writer), ...plant)).toMatchObject({ kind: "ran", succeeded: true });
    const where = await runs(cluster, planted);
    const answer = await answerTo(cluster, where, "read", `/node${secretFile}`);
    expect(answer).toMatchObject({ kind: "ran", stdout: SECRET, succeeded: true });
    expect(await listed(cluster)).not.toContain(nameOf(planted));
    shown("whoever writes the folder of manifests gets the node, unseen by the API server");
}, 180_000);

test("a kubelet without a folder of manifests runs none of them", async () => {
    const pod = podOf("kube-system", "ordinary");
    place(cluster, pod);
    const where = await runs(cluster, pod);
    await cluster.restartKubelet({});
    expect(await runs(cluster, pod)).toEqual(where);
    expect(await runningOf(cluster, where)).toBe(2);
    await cluster.restartKubelet({ staticPodPath: "" });
    // It ends what another kubelet has started and no manifest of its own names: here its sandbox and its container.
    await until("the end of the static Pod", 60_000, async () => (await runningOf(cluster, where)) === 0);
    shown("a kubelet without a folder of manifests runs no static Pod");
}, 120_000);

test("whoever answers at a plain HTTP address of manifests runs a Pod on the node; at an HTTPS address a stranger's answer is not taken", async () => {
    const pod = podOf("kube-system", "fetched");
    let asked = 0;
    const { cert, key } = makeAuthority(cluster.folder, "impostor");
    const tls = { cert: readFileSync(cert), key: readFileSync(key) };
    const impostor = createTlsServer(tls, (_request, response) => response.end(JSON.stringify(pod)));
    impostor.on("tlsClientError", () => asked++);
    await new Promise<void>((done) => impostor.listen(cluster.door, done));
    const settings = { staticPodPath: "", httpCheckFrequency: "1s" };
    await cluster.restartKubelet({ ...settings, staticPodURL: "https://127.0.0.1:6443/pod.json" });
    await until("the kubelet's refusal", 60_000, () => asked >= 3);
    await new Promise<void>((done) => impostor.close(() => done()));
    expect(await runningOf(cluster, inside(pod, true))).toBe(0);

    const server = createServer((_request, response) => response.end(JSON.stringify(pod)));
    rmSync(cluster.door, { force: true });
    await new Promise<void>((done) => server.listen(cluster.door, done));
    try {
        await cluster.restartKubelet({ ...settings, staticPodURL: "http://127.0.0.1:6443/pod.json" });
        await runs(cluster, pod);
    } finally {
        server.closeAllConnections();
        await new Promise<void>((done) => server.close(() => done()));
    }
    shown("whoever answers at a plain HTTP address of manifests runs a Pod on the node");
}, 180_000);

test("a static Pod whose namespace cannot exist is not run at all", async () => {
    await cluster.restartKubelet({});
    const [odd, ordinary] = [podOf("Node_Agents", "odd"), podOf("kube-system", "beside")];
    expect(told(odd)).toEqual([]);
    for (const pod of [odd, ordinary]) place(cluster, pod);
    await runs(cluster, ordinary);
    await until("the kubelet's refusal", 40_000, () => cluster.kubelet().log().includes("invalid pod: [metadata.namespace"));
    expect(await runningOf(cluster, inside(odd, true))).toBe(0);
    shown("a static Pod whose namespace cannot exist is not run");
}, 120_000);
