import { readFileSync } from "node:fs";
import { kubeletReadRules } from "../../../components/kubelet-read-access/rules";
import { nodeSubresourcesNotGrantedToEveryone } from "../../../policypack/policies/kubelet-api/node-subresources-not-granted-to-everyone";
import { nodeSubresourcesRestricted } from "../../../policypack/policies/kubelet-api/node-subresources-restricted";
import { judgeStack } from "../../policypack/judge";
import { until } from "../until";
import { type Cluster, type Container, type Door, MASTERS_TOKEN, NODE, startCluster } from "./cluster";
import { bind, isReported, make, makeNamespace, podOf, readOnlyPort, shown, start } from "./pods";
import type { Ran } from "./web-socket";

const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
const BINDING = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";
const SECRET = "the value of the Secret";
const READ_IT = ["/program", "env", "PASSWORD"];
/** An authorizer sees what is written a moment later, and a kubelet keeps an answer for a second. */
const PATIENCE = 15_000;

const proxyRules = [{ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }];
const prober = { kind: "User", apiGroup: "rbac.authorization.k8s.io", name: "prober" };

let cluster: Cluster;
let victim: Container;

beforeAll(async () => {
    cluster = await startCluster({ prober: { name: "prober", groups: [] }, anybody: { name: "anybody", groups: [] } });
    await makeNamespace(cluster, "payments");
    const metadata = { name: "database" };
    await make(cluster, "/api/v1/namespaces/payments/secrets", {
        apiVersion: "v1",
        kind: "Secret",
        metadata,
        stringData: { password: SECRET },
    });
    const env = [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } }];
    victim = await start(cluster, podOf("payments", "victim", { env }));
}, 200_000);

afterAll(() => cluster?.stop(), 60_000);

/** Asks until the answer is of the kind that is expected: what is given or taken counts a moment later. */
async function eventually(kind: Ran["kind"], token: string | undefined, door: Door = "kubelet"): Promise<Ran> {
    let answer: Ran | undefined;
    await until(`a command that is ${kind}`, PATIENCE, async () => {
        answer = await cluster.run(door, victim, READ_IT, token);
        return answer.kind === kind;
    }).catch(() => undefined);
    return answer!;
}

const ran = { kind: "ran", stdout: SECRET, stderr: "", succeeded: true };
const refused = (status: number) => expect.objectContaining({ kind: "refused", status }) as Ran;
/** The status with which the API server answers a subject. */
const statusOf = async (token: string, path: string, method = "GET") =>
    (await cluster.server.ask(method, path, undefined, token)).status;

test("get on nodes/proxy runs a command in another's container, past pods/exec and the audit log; the role that is recommended does not", async () => {
    expect(isReported(nodeSubresourcesRestricted, ROLE, { rules: proxyRules })).toBe(true);
    expect(isReported(nodeSubresourcesRestricted, ROLE, { rules: kubeletReadRules({ stats: true }) })).toBe(false);
    const exec = `/api/v1/namespaces/payments/pods/victim/exec?container=main&stdout=1&command=/program&command=say&command=by-the-front-door`;

    const undo = await bind(cluster, "prober", proxyRules, prober);
    expect(await eventually("ran", "prober")).toEqual(ran);
    // By the front door the same subject gets nothing.
    expect(await statusOf("prober", "/api/v1/namespaces/payments/secrets/database")).toBe(403);
    expect(await statusOf("prober", exec)).toBe(403);
    await undo();

    await bind(cluster, "monitoring", kubeletReadRules({ stats: true }), prober);
    expect(await eventually("refused", "prober")).toEqual(refused(403));
    // Its role is in force all the same: it reads what it is for.
    await until("the figures", PATIENCE, async () => (await cluster.askKubelet("/metrics", "prober")).status === 200);
    // The summary itself wants file systems that a mount namespace may not show: let in is what counts.
    await until("the summary", PATIENCE, async () => (await cluster.askKubelet("/stats/summary", "prober")).status !== 403);
    for (const path of ["/pods", "/configz", "/containerLogs/payments/victim/main"])
        expect([path, (await cluster.askKubelet(path, "prober")).status]).toEqual([path, 403]);

    // The API server has logged who asked at its front door, and nothing of the command that was run.
    const audit = readFileSync(cluster.auditLog, "utf8");
    expect(audit).toContain("by-the-front-door");
    expect(audit).not.toContain(encodeURIComponent(READ_IT[0]!));
    expect(audit).not.toContain("PASSWORD");
    shown("get on nodes/proxy runs a command and reads a Secret; under the recommended role it does not");
}, 120_000);

test("through the API server's proxy, get on nodes/proxy reads the Pods of every namespace, and create runs a command", async () => {
    const proxy = `/api/v1/nodes/${NODE}/proxy`;
    const run = `${proxy}/run/payments/victim/main?cmd=${encodeURIComponent(READ_IT.join(" "))}`;
    expect(await statusOf("anybody", `${proxy}/pods`)).toBe(403);
    const anybody = { ...prober, name: "anybody" };
    const undoGet = await bind(cluster, "reader", proxyRules, anybody);
    await until("the Pods", PATIENCE, async () => (await statusOf("anybody", `${proxy}/pods`)) === 200);
    const pods = await cluster.server.ask("GET", `${proxy}/pods`, undefined, "anybody");
    expect(JSON.stringify(pods.body)).toContain('"name":"victim"');
    expect(await statusOf("anybody", "/api/v1/namespaces/payments/pods")).toBe(403);
    expect(await statusOf("anybody", run, "POST")).toBe(403);
    // The proxy loses the query of an upgrade, so the kubelet, which has let it in, is told of no command.
    const upgrade = await cluster.run("the API server's proxy", victim, READ_IT, "anybody");
    expect(upgrade).toEqual({ kind: "refused", status: 400, body: "you must specify at least 1 of stdin, stdout, stderr" });
    await undoGet();

    const rules = [{ ...proxyRules[0], verbs: ["create"] }];
    expect(isReported(nodeSubresourcesRestricted, ROLE, { rules })).toBe(true);
    const undoCreate = await bind(cluster, "runner", rules, anybody);
    await until("the command", PATIENCE, async () => (await statusOf("anybody", run, "POST")) === 200);
    expect((await cluster.server.ask("POST", run, undefined, "anybody")).body).toBe(SECRET);
    await undoCreate();
    shown("through the API server's proxy, get on nodes/proxy reads every Pod and create runs a command");
}, 60_000);

test("get on nodes/proxy for system:authenticated lets whoever has any token run a command; for one subject it does not", async () => {
    const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "everyone" };
    const everyone = { kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: "system:authenticated" };
    const stack = (subject: object) => [
        { type: ROLE, name: "role", props: { metadata: { name: "everyone" }, rules: proxyRules } },
        { type: BINDING, name: "binding", props: { metadata: { name: "everyone" }, roleRef, subjects: [subject] } },
    ];
    expect(judgeStack(nodeSubresourcesNotGrantedToEveryone, stack(everyone)).reported).not.toEqual([]);
    expect(judgeStack(nodeSubresourcesNotGrantedToEveryone, stack(prober)).reported).toEqual([]);

    const undoOne = await bind(cluster, "one", proxyRules, prober);
    expect(await eventually("ran", "prober")).toEqual(ran);
    expect(await eventually("refused", "anybody")).toEqual(refused(403));
    await undoOne();
    const undo = await bind(cluster, "everyone", proxyRules, everyone);
    expect(await eventually("ran", "anybody")).toEqual(ran);
    await undo();
    expect(await eventually("refused", "anybody")).toEqual(refused(403));
    shown("nodes/proxy for everyone lets any token run a command");
}, 60_000);

test("a kubelet that allows everything runs a command for any token, and with anonymous access for a stranger; one that asks does not", async () => {
    expect(await cluster.run("kubelet", victim, READ_IT, undefined)).toEqual(refused(401));
    expect(await cluster.run("kubelet", victim, READ_IT, "anybody")).toEqual(refused(403));

    const authorization = { mode: "AlwaysAllow" };
    await cluster.restartKubelet({ authorization });
    expect(await whenServing("anybody")).toEqual(ran);
    expect(await cluster.run("kubelet", victim, READ_IT, undefined)).toEqual(refused(401));

    const authentication = { anonymous: { enabled: true }, webhook: { enabled: false } };
    await cluster.restartKubelet({ authentication });
    // Anonymous requests alone are asked about, and system:anonymous has no role.
    expect(await whenServing(undefined)).toEqual(refused(403));
    await cluster.restartKubelet({ authentication, authorization });
    expect(await whenServing(undefined)).toEqual(ran);
    shown("a kubelet without authentication and authorization runs a stranger's command");
}, 120_000);

test("the read-only port lists every Pod to a stranger, without TLS; a kubelet without it does not", async () => {
    await cluster.restartKubelet({});
    expect(await whenServing(MASTERS_TOKEN)).toEqual(ran);
    expect(await readOnlyPort(cluster, "/pods")).toBeUndefined();
    await cluster.restartKubelet({ readOnlyPort: 10255 });
    expect(await whenServing(MASTERS_TOKEN)).toEqual(ran);
    expect(await readOnlyPort(cluster, "/pods")).toContain('"name":"victim"');
    shown("the read-only port lists every Pod to a stranger");
}, 120_000);

/** The first answer of a kubelet that has just been started and knows its Pods. */
async function whenServing(token: string | undefined): Promise<Ran> {
    return until("the kubelet's answer", 40_000, async () => {
        const answer = await cluster.run("kubelet", victim, READ_IT, token).catch(() => undefined);
        return answer?.kind === "refused" && answer.status >= 404 ? undefined : answer;
    });
}
