/**
 * A real cluster of one node, whose kubelet and containerd start on what `HardenedNodeGroup` writes for them: on Amazon Linux 2023 as nodeadm makes
 * files and flags of its user data, on Bottlerocket as its settings become a kubelet's configuration. Each secure node has an insecure twin, on
 * which the same requests succeed.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { NodeSystem } from "../../../components";
import { nodeUserData } from "../../../components/hardened-node-group/user-data";
import { kubeletReadRules } from "../../../components/kubelet-read-access/rules";
import { kubeletAnonymousAuthDisabled } from "../../../policypack/policies/kubelet-api/kubelet-anonymous-auth-disabled";
import { kubeletAuthorizationRequired } from "../../../policypack/policies/kubelet-api/kubelet-authorization-required";
import { kubeletReadOnlyPortDisabled } from "../../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { kubeletStaticPodsDisabled } from "../../../policypack/policies/static-pods/kubelet-static-pods-disabled";
import { kubeletOf } from "../bottlerocket";
import { until } from "../until";
import { type Cluster, type Container, startCluster } from "./cluster";
import { nodeadmNode, withSettings } from "./nodeadm-node";
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

const JUDGES = [
    kubeletAnonymousAuthDisabled,
    kubeletAuthorizationRequired,
    kubeletReadOnlyPortDisabled,
    kubeletStaticPodsDisabled,
];
/** Which of these policies report a node with this user data. */
const saidOf = (userData: string): string[] => {
    const props = { userData: Buffer.from(userData).toString("base64") };
    return JUDGES.filter((policy) => isReported(policy, "aws:ec2/launchTemplate:LaunchTemplate", props)).map(({ name }) => name);
};

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
    shown("HardenedNodeGroup's kubelet serves under a certificate of the cluster's authority");
}, 120_000);

test("by nodeadm's files a stranger gets 401, a subject without the sub-resource 403, the read-only port answers nobody and a planted Pod is not run; turned round, each is had", async () => {
    const planted = podOf("kube-system", "planted");
    await plant(planted);
    await expectGuarded();
    // As long as another kubelet needs several times over to find what is planted.
    await new Promise((done) => setTimeout(done, 3_000));
    expect(await runningOf(cluster, inside(planted, true))).toBe(0);

    const turned = {
        authentication: { anonymous: { enabled: true } },
        authorization: { mode: "AlwaysAllow" },
        readOnlyPort: 10255,
        staticPodPath: MANIFESTS,
    };
    expect(saidOf(USER_DATA)).toEqual([]);
    expect(saidOf(withSettings(USER_DATA, turned))).toEqual(JUDGES.map(({ name }) => name));
    await cluster.restartKubelet(turned);
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
    expect(saidOf(settings)).toEqual([]);
    expect(saidOf(alone)).toEqual(["kubelet-anonymous-auth-disabled", "kubelet-authorization-required"]);
    // Its certificate is as it was, and nothing else of the settings differs.
    await cluster.restartKubelet(ofSettings(alone), plainNode);
    expect(await whenServing()).toEqual(ran);
    shown("HardenedNodeGroup's Bottlerocket refuses a stranger, to whom one in standalone mode gives the node");
}, 180_000);

const MANIFESTS = "/etc/kubernetes/manifests";

/** Puts a manifest where kubelets have theirs. */
async function plant(pod: object): Promise<void> {
    writeFileSync(join(cluster.folder, "planted.json"), JSON.stringify(pod));
    await cluster.machine.output("sh", "-c", `mkdir -p ${MANIFESTS} && cp ${join(cluster.folder, "planted.json")} ${MANIFESTS}/`);
}
