import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { podsIsolatedFromNode } from "../../../policypack/policies/runtime-socket/pods-isolated-from-node";
import { runtimeSocketNotMounted } from "../../../policypack/policies/runtime-socket/runtime-socket-not-mounted";
import { runtimeSocketRootOnly } from "../../../policypack/policies/runtime-socket/runtime-socket-root-only";
import { type Cluster, type Container, RUNTIME_SOCKET, startCluster } from "./cluster";
import { IMAGE } from "./image";
import { answerTo, isReported, makeNamespace, mountOf, POD, podOf, shown, start } from "./pods";

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

const runIn = (where: Container, ...command: readonly string[]) => answerTo(cluster, where, ...command);
const escape = (where: Container) => runIn(where, "escape", RUNTIME_SOCKET, IMAGE, secretFile);
const failed = (reason: string) =>
    expect.objectContaining({ kind: "ran", stdout: "", stderr: expect.stringContaining(reason), succeeded: false });
const succeeded = (stdout: string) => ({ kind: "ran", stdout, stderr: "", succeeded: true });

test("a Pod with the runtime's socket mounted read-only creates a container that reads the node as root; one without it does not", async () => {
    const { container, spec } = mountOf(RUNTIME_SOCKET, true);
    const mounting = podOf("apps", "mounting", container, spec);
    const without = podOf("apps", "without");
    expect(isReported(runtimeSocketNotMounted, POD, mounting)).toBe(true);
    expect(isReported(runtimeSocketNotMounted, POD, without)).toBe(false);

    const where = await start(cluster, mounting);
    expect(await runIn(where, "read", secretFile)).toEqual(failed("no such file"));
    expect(await escape(where)).toEqual(succeeded(SECRET));
    expect(await escape(await start(cluster, without))).toEqual(failed("no such file"));
    // No object tells of the container that it made.
    const { body } = await cluster.server.ask("GET", "/api/v1/pods");
    expect((body as { items: { metadata: { name: string } }[] }).items.map(({ metadata }) => metadata.name).sort()).toEqual([
        "mounting",
        "without",
    ]);
    shown("a read-only mount of the runtime's socket creates a container that reads the node as root");
}, 120_000);

test("the folder of the socket, mounted read-only, refuses a file and commands the runtime all the same", async () => {
    const { container, spec } = mountOf("/run/containerd", true);
    const pod = podOf("apps", "folder", container, spec);
    expect(isReported(runtimeSocketNotMounted, POD, pod)).toBe(true);
    const where = await start(cluster, pod);
    expect(await runIn(where, "write", "/run/containerd/new", "x")).toEqual(failed("read-only file system"));
    expect(await escape(where)).toEqual(succeeded(SECRET));
    shown("a folder that refuses every write still passes the runtime's socket on");
}, 120_000);

test("a socket that every user of the node may open makes an ordinary user root; one of root's alone does not", async () => {
    const socketOf = (mode: string) => ({
        userData: `#!/bin/bash\n/etc/eks/bootstrap.sh prod\nchmod ${mode} ${RUNTIME_SOCKET}\n`,
    });
    const instance = "aws:ec2/instance:Instance";
    expect(isReported(runtimeSocketRootOnly, instance, socketOf("0666"))).toBe(true);
    expect(isReported(runtimeSocketRootOnly, instance, socketOf("0600"))).toBe(false);

    // A process with a user's numbers and nothing of root's, to which the file system shows the socket.
    const { container, spec } = mountOf(RUNTIME_SOCKET, true);
    const securityContext = {
        runAsUser: 1000,
        runAsGroup: 1000,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
    };
    const where = await start(cluster, podOf("apps", "user", { ...container, securityContext }, spec));
    await cluster.machine.output("chmod", "0600", RUNTIME_SOCKET);
    expect(await escape(where)).toEqual(failed("permission denied"));
    await cluster.machine.output("chmod", "0666", RUNTIME_SOCKET);
    expect(await escape(where)).toEqual(succeeded(SECRET));
    await cluster.machine.output("chmod", "0660", RUNTIME_SOCKET);
    shown("a socket that every user may open makes an ordinary user root");
}, 120_000);

test("a privileged Pod that sees the node's processes reads the node's files through them; one that does not see them cannot", async () => {
    const through = `/proc/1/root${secretFile}`;
    const privileged = { securityContext: { privileged: true } };
    const seeing = podOf("apps", "seeing", privileged, { hostPID: true });
    const isolated = podOf("apps", "isolated", {}, { hostNetwork: false, hostUsers: false });
    expect(isReported(podsIsolatedFromNode, POD, seeing)).toBe(true);
    expect(isReported(podsIsolatedFromNode, POD, isolated)).toBe(false);

    expect(await runIn(await start(cluster, seeing), "read", through)).toEqual(succeeded(SECRET));
    // Its twin here stays on the node's network, as no other is there, and has no process of the node before it.
    expect(await runIn(await start(cluster, podOf("apps", "twin")), "read", through)).toEqual(failed("no such file"));
    shown("a privileged Pod with the node's processes reads the node's files");
}, 120_000);
