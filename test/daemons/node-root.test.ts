/**
 * What the real kubeadm and the real nodeadm write into a node's root is judged by `audit --node-root` as it is: nothing is made up of a node that they
 * leave safe, and what they are told to open is found in the files that they made of it.
 */
import { execFile } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { nodeUserData } from "../../components/hardened-node-group/user-data";
import { audited } from "../policypack/cli/command";
import { KUBEADM_DROP_IN } from "../policypack/cli/node-roots";
import { program } from "./programs";
import { openMachine } from "./proofs/machine";
import { runNodeadm, withSettings } from "./proofs/nodeadm-node";
import { openRoom } from "./room";

const exec = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "kbg-node-root-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LONG = 180_000;
/** The audit of a machine that boots with no rules. */
const NO_RECORD = /^node-audit-/;

/** What is said of a root beside its audit record. */
async function saidOf(root: string): Promise<string[]> {
    const { violations, unreadable } = await audited("--node-root", root);
    expect(unreadable).toEqual([]);
    return violations
        .filter(({ policy }) => !NO_RECORD.test(policy))
        .map(({ enforcementLevel, policy, at }) => `${enforcementLevel} ${policy} ${at}`);
}

function put(root: string, path: string, text: string): void {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
}

function enable(root: string, unit: string, from: string): void {
    const wants = join(root, "etc/systemd/system/multi-user.target.wants");
    mkdirSync(wants, { recursive: true });
    symlinkSync(`${from}/${unit}`, join(wants, unit));
}

describe("kubeadm", () => {
    /** What the packages of the kubelet and of kubeadm bring (kubernetes/release, cmd/krel/templates/latest). */
    const UNIT =
        "[Unit]\nWants=network-online.target\n[Service]\nExecStart=/usr/bin/kubelet\nRestart=always\n[Install]\nWantedBy=multi-user.target\n";
    const arguments_ = (given: Readonly<Record<string, string>>) =>
        Object.entries(given).map(([name, value]) => ({ name, value }));

    interface Told {
        readonly apiServer?: Readonly<Record<string, string>>;
        readonly etcd?: Readonly<Record<string, string>>;
        readonly kubelet?: object;
        readonly flags?: Readonly<Record<string, string>>;
    }

    /** The root of a control plane that `kubeadm init` has made, as far as it goes without containers. */
    async function controlPlane(told: Told): Promise<string> {
        const root = mkdtempSync(join(folder, "control-plane-"));
        chmodSync(root, 0o755);
        put(root, "/usr/lib/systemd/system/kubelet.service", UNIT);
        put(root, "/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf", KUBEADM_DROP_IN);
        enable(root, "kubelet.service", "/usr/lib/systemd/system");
        const documents = [
            {
                kind: "InitConfiguration",
                localAPIEndpoint: { advertiseAddress: "10.0.0.1" },
                nodeRegistration: {
                    name: "control-plane",
                    criSocket: "unix:///run/containerd/containerd.sock",
                    kubeletExtraArgs: arguments_(told.flags ?? {}),
                },
            },
            {
                kind: "ClusterConfiguration",
                kubernetesVersion: "v1.36.3",
                apiServer: { extraArgs: arguments_(told.apiServer ?? {}) },
                etcd: { local: { extraArgs: arguments_(told.etcd ?? {}) } },
            },
        ].map((document) => stringify({ apiVersion: "kubeadm.k8s.io/v1beta4", ...document }));
        const kubelet = stringify({ apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration", ...told.kubelet });
        // Outside of what is read: what it was told says nothing of what it made.
        put(root, "/init.yaml", [...documents, kubelet].join("---\n"));
        for (const phase of ["certs all", "kubeconfig all", "kubelet-start", "control-plane all", "etcd local"])
            await exec(program("KUBEADM"), ["init", "phase", ...phase.split(" "), "--config", "/init.yaml", "--rootfs", root], {
                timeout: 60_000,
            });
        return root;
    }

    const MANIFEST = "/etc/kubernetes/manifests/kube-apiserver.yaml › spec.containers[0].command";
    const HARDENED: Told = {
        apiServer: { "anonymous-auth": "false", "kubelet-certificate-authority": "/etc/kubernetes/pki/ca.crt" },
        kubelet: { serverTLSBootstrap: true },
    };

    test(
        "what it makes by itself blocks nothing, and has what kubeadm leaves out as advice",
        async () => {
            expect(await saidOf(await controlPlane({}))).toEqual([
                `advisory kube-apiserver-anonymous-auth-disabled ${MANIFEST}[0]`,
                `advisory kube-apiserver-verifies-kubelets ${MANIFEST}[0]`,
                "advisory kubelet-serving-certificate-set /var/lib/kubelet/config.yaml › serverTLSBootstrap",
            ]);
        },
        LONG,
    );

    test(
        "told to be safe it leaves nothing to be said",
        async () => {
            expect(await saidOf(await controlPlane(HARDENED))).toEqual([]);
        },
        LONG,
    );

    test.each<[string, Told, RegExp]>([
        [
            "the kubelet's configuration",
            { kubelet: { serverTLSBootstrap: true, readOnlyPort: 10255 } },
            /^mandatory kubelet-read-only-port-disabled \/var\/lib\/kubelet\/config\.yaml › readOnlyPort$/,
        ],
        [
            "a flag for the kubelet",
            { flags: { "authorization-mode": "AlwaysAllow" } },
            /^mandatory kubelet-authorization-required \/var\/lib\/kubelet\/kubeadm-flags\.env$/,
        ],
        [
            "an argument of the API server",
            { apiServer: { ...HARDENED.apiServer, "authorization-mode": "AlwaysAllow" } },
            /^mandatory kube-apiserver-authorization-required \/etc\/kubernetes\/manifests\/kube-apiserver\.yaml › spec\.containers\[0\]\.command\[\d+\]$/,
        ],
        [
            "an argument of etcd",
            { etcd: { "listen-metrics-urls": "http://0.0.0.0:2381" } },
            /^\w+ etcd-metrics-not-exposed \/etc\/kubernetes\/manifests\/etcd\.yaml › spec\.containers\[0\]\.command\[\d+\]$/,
        ],
    ])(
        "what is opened is found in the file that it wrote: %s",
        async (_, told, line) => {
            const said = await saidOf(await controlPlane({ ...HARDENED, ...told }));
            expect(said).toEqual([expect.stringMatching(line)]);
        },
        LONG,
    );

    test(
        "what is changed afterwards is found: modes, owners, and a file over the package's unit",
        async () => {
            const root = await controlPlane(HARDENED);
            chmodSync(join(root, "etc/kubernetes/pki/etcd/ca.key"), 0o644);
            chmodSync(join(root, "etc/kubernetes/admin.conf"), 0o640);
            chownSync(join(root, "etc/kubernetes/admin.conf"), 0, 1000);
            put(root, "/etc/default/kubelet", "KUBELET_EXTRA_ARGS=--anonymous-auth=true\n");
            expect(await saidOf(root)).toEqual([
                "mandatory kubelet-anonymous-auth-disabled /etc/default/kubelet",
                "advisory kubelet-configuration-protected /etc/kubernetes/admin.conf",
                "mandatory private-key-files-protected /etc/kubernetes/admin.conf",
                "mandatory private-key-files-protected /etc/kubernetes/pki/etcd/ca.key",
            ]);
            // The kubelet that systemd does not start has no settings in force.
            symlinkSync("/dev/null", join(root, "etc/systemd/system/kubelet.service"));
            expect(await saidOf(root)).not.toContain("mandatory kubelet-anonymous-auth-disabled /etc/default/kubelet");
        },
        LONG,
    );
});

describe("nodeadm", () => {
    /** The image's (awslabs/amazon-eks-ami, templates/al2023/runtime/rootfs/etc/systemd/system/kubelet.service). */
    const UNIT = [
        "[Unit]",
        "After=containerd.service",
        "Wants=containerd.service",
        "[Service]",
        "EnvironmentFile=/etc/eks/kubelet/environment",
        "ExecStart=/usr/bin/kubelet $NODEADM_KUBELET_ARGS",
        "",
    ].join("\n");
    const USER_DATA = nodeUserData({}, "/nodes");

    /** The root of a node on which nodeadm has read user data. */
    async function node(userData: string): Promise<string> {
        const own = mkdtempSync(join(folder, "eks-"));
        const door = join(own, "door.sock");
        const authority = join(own, "ca.crt");
        copyFileSync(await certificate(own), authority);
        const room = await openRoom(own, door);
        const machine = await openMachine(own, room);
        const root = join(own, "root");
        mkdirSync(root);
        try {
            await runNodeadm({ machine, folder: own, door, authority }, userData);
            await machine.output(
                "cp",
                "-a",
                "--parents",
                "/etc/kubernetes",
                "/etc/eks",
                "/etc/containerd",
                "/var/lib/kubelet",
                root,
            );
        } finally {
            await machine.stop();
            await room.stop();
        }
        put(root, "/etc/systemd/system/kubelet.service", UNIT);
        enable(root, "sshd.service", "/usr/lib/systemd/system");
        return root;
    }

    async function certificate(place: string): Promise<string> {
        const [key, file] = [join(place, "own.key"), join(place, "own.crt")];
        await exec("openssl", [
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=ca",
            "-keyout",
            key,
            "-out",
            file,
        ]);
        return file;
    }

    test(
        "what it makes of HardenedNodeGroup's user data leaves nothing to be said",
        async () => {
            expect(await saidOf(await node(USER_DATA))).toEqual([]);
        },
        LONG,
    );

    test(
        "settings of its NodeConfig are found in the drop-in that it writes",
        async () => {
            const turned = { authentication: { anonymous: { enabled: true } }, readOnlyPort: 10255, staticPodPath: "/srv/pods" };
            const said = await saidOf(await node(withSettings(USER_DATA, turned)));
            const at = "/etc/kubernetes/kubelet/config.json.d/00-nodeadm.conf";
            expect(said).toEqual([
                `mandatory kubelet-static-pods-disabled ${at} › staticPodPath`,
                `mandatory kubelet-anonymous-auth-disabled ${at} › authentication.anonymous.enabled`,
                `mandatory kubelet-read-only-port-disabled ${at} › readOnlyPort`,
            ]);
        },
        LONG,
    );
});
