/**
 * containerd as it starts on what the components write for it, whose socket is root's alone; and with one line of it otherwise, on which anybody of the
 * node is root.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { NodePoolRole, SelfManagedNodePool } from "../../../components";
import { nodeUserData } from "../../../components/hardened-node-group/user-data";
import { containerdConfiguration } from "../../../components/self-managed-node-pool/containerd-configuration";
import { runtimeSocketRootOnly } from "../../../policypack/policies/runtime-socket/runtime-socket-root-only";
import { registered } from "../../components/registered";
import { LEAST } from "../../components/self-managed-cases";
import { program } from "../programs";
import { type Cluster, RUNTIME_SOCKET, startCluster } from "./cluster";
import { IMAGE } from "./image";
import { CRI, type NodeKind, plainNode, runtimePlugin } from "./node-kind";
import { nodeadmNode, withContainerd } from "./nodeadm-node";
import { isReported, shown } from "./pods";

const SECRET = "what root alone reads";
const NOBODY = "65534";
const NETWORK = "127.0.0.1:1338";
const GROUP = `[grpc]\ngid = ${NOBODY}\n`;
const ADDRESS = `[grpc]\ntcp_address = "${NETWORK}"\n[plugins."${CRI}"]\ndisable_tcp_service = false\n`;

let cluster: Cluster | undefined;
let secretFile: string;
afterEach(async () => {
    await cluster?.stop();
    cluster = undefined;
}, 60_000);

async function startOn(kind: NodeKind): Promise<Cluster> {
    cluster = await startCluster({}, kind);
    secretFile = join(cluster.folder, "secret");
    writeFileSync(secretFile, SECRET, { mode: 0o600 });
    await cluster.machine.output("cp", program("POD_PROGRAM"), "/run/program");
    return cluster;
}

/** What the container prints that a user makes by the runtime; or why there is none. */
const escape = ({ machine }: Cluster, user: string, address: string): Promise<string> => {
    const asUser = [`--reuid=${user}`, `--regid=${user}`, "--clear-groups"];
    return machine
        .output("setpriv", ...asUser, "/run/program", "escape", address, IMAGE, secretFile)
        .catch((error: Error & { stderr?: string }) => `failed: ${error.stderr ?? error.message}`);
};

const listeners = async ({ machine }: Cluster): Promise<string[]> =>
    (await machine.output("ss", "-Hltnp"))
        .split("\n")
        .filter((line) => line.includes('"containerd"'))
        .map((line) => line.trim().split(/\s+/)[3]!);

const reported = (userData: string): boolean =>
    isReported(runtimeSocketRootOnly, "aws:ec2/launchTemplate:LaunchTemplate", {
        userData: Buffer.from(userData).toString("base64"),
    });

/** It serves root by its socket, and nobody else by anything. */
async function expectRootAlone(node: Cluster): Promise<void> {
    expect(await node.machine.output("stat", "-c", "%U %G %a", RUNTIME_SOCKET)).toBe("root root 660\n");
    expect(await escape(node, "0", RUNTIME_SOCKET)).toBe(SECRET);
    expect(await escape(node, NOBODY, RUNTIME_SOCKET)).toContain("permission denied");
    // Streams of exec and logs, each behind a token of one use that the kubelet alone is told.
    const [streams, ...others] = await listeners(node);
    expect([streams, others]).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+$/), []]);
    expect(await escape(node, NOBODY, streams!)).toMatch(/^failed: /);
}

/** With a group, and with an address, that user is root. */
async function expectExploited(node: Cluster): Promise<void> {
    await node.restartRuntime(GROUP);
    expect(await escape(node, NOBODY, RUNTIME_SOCKET)).toBe(SECRET);
    await node.restartRuntime(ADDRESS);
    expect(await escape(node, NOBODY, RUNTIME_SOCKET)).toContain("permission denied");
    expect(await listeners(node)).toContain(NETWORK);
    expect(await escape(node, NOBODY, NETWORK)).toBe(SECRET);
}

test("the socket of HardenedNodeGroup's containerd is root's alone and it listens nowhere else; with a group or an address that it is given, any user is root", async () => {
    const userData = nodeUserData({}, "/nodes");
    expect([userData, withContainerd(userData, GROUP), withContainerd(userData, ADDRESS)].map(reported)).toEqual([
        false,
        true,
        true,
    ]);
    const node = await startOn(nodeadmNode(userData));
    await expectRootAlone(node);
    await expectExploited(node);
    shown("HardenedNodeGroup's containerd serves root alone; with a group or an address, any user is root");
}, 200_000);

test("the socket of SelfManagedNodePool's containerd is root's alone and it listens nowhere else; with a group or an address that it is given, any user is root", async () => {
    const resources = await registered(() => new SelfManagedNodePool("pool", { ...LEAST[NodePoolRole.Worker] }));
    const { props } = resources.find(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate")!;
    const userData = Buffer.from(props["userData"] as string, "base64").toString();
    expect(reported(userData)).toBe(false);
    const changed = (from: string, to: string) => {
        expect(userData).toContain(from);
        return userData.replace(from, to);
    };
    expect(reported(changed("gid = 0", `gid = ${NOBODY}`))).toBe(true);
    expect(reported(changed('tcp_address = ""', `tcp_address = "${NETWORK}"`))).toBe(true);
    const node = await startOn(ofSelfManagedNodePool);
    await expectRootAlone(node);
    await expectExploited(node);
    shown("SelfManagedNodePool's containerd serves root alone; with a group or an address, any user is root");
}, 200_000);

/** containerd on the component's own file, which is as it was written but for files that it imports. */
const ofSelfManagedNodePool: NodeKind = {
    ...plainNode,
    async containerd({ machine, folder }, addition = "") {
        const [file, own, more] = ["containerd.toml", "machine.toml", "addition.toml"].map((name) => join(folder, name));
        writeFileSync(file!, `imports = [${JSON.stringify(more)}, ${JSON.stringify(own)}]\n${containerdConfiguration()}`);
        writeFileSync(own!, runtimePlugin(addition));
        writeFileSync(more!, addition);
        await machine.output("install", "-D", "-m", "644", file!, "/etc/containerd/config.toml");
        return "/etc/containerd/config.toml";
    },
};
