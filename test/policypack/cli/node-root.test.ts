import { AL2_NODE, K3S_SERVER, KUBESPRAY_NODE, ON_DISTRIBUTIONS, RKE2_AGENT } from "./node-root-distributions";
import { chmodSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { MISTAKES } from "./node-root-mistakes";
import { fixOf, audited, temporaryFolder } from "./command";
import { CONTROL_PLANE, EKS_NODE, ETCD_MEMBER, IS_ROOT, lostOwners, nodeRoot, type OnDisk, own } from "./node-roots";

const folder = temporaryFolder();
const { "/etc/systemd/system/multi-user.target.wants/etcd.service": wanted, ...MEMBER } = ETCD_MEMBER;
/** An etcd that nothing starts, and that would serve everybody. */
const OPEN_ETCD = {
    ...MEMBER,
    "/etc/default/etcd": "ETCD_LISTEN_CLIENT_URLS=http://10.0.0.5:2379\n",
    "/etc/systemd/system/multi-user.target.wants/sshd.service": { link: "/lib/systemd/system/sshd.service" },
};
const WANTED = { "/etc/systemd/system/multi-user.target.wants/etcd.service": wanted! };
let count = 0;

/** What is said of a node: the policy, the place and the fact, without what every finding of the policy ends with. */
async function saidOf(
    files: Readonly<Record<string, OnDisk>>,
    change: (root: string) => void | Promise<void> = () => undefined,
): Promise<string[]> {
    const root = nodeRoot(`${folder.path}/node-${++count}`, files);
    await change(root);
    const { violations, unreadable, resources } = await audited("--node-root", root);
    expect([unreadable, resources]).toEqual([lostOwners(root), 1]);
    for (const { at, file, name } of violations) expect([name, file]).toEqual([root, root + at.replace(/ › .*/, "")]);
    return violations.map(
        ({ policy, at, message }) => `${policy} ${at}: ${message.replace(` ${fixOf(policy)}`, "").replace(/\.$/, "")}`,
    );
}

test.each([
    ["a node of Amazon Linux 2023 as nodeadm leaves it", EKS_NODE],
    ["a control plane of kubeadm's", CONTROL_PLANE],
    ["a member of etcd that a unit starts", ETCD_MEMBER],
    ["a node of Amazon Linux 2", AL2_NODE],
    ["a server of k3s", K3S_SERVER],
    ["an agent of RKE2", RKE2_AGENT],
    ["a node of Kubespray's", KUBESPRAY_NODE],
])("%s has nothing to be said of where it is hardened", async (_, files) => {
    expect(await saidOf(files)).toEqual([]);
});

test.each(Object.entries({ ...MISTAKES, ...ON_DISTRIBUTIONS }))("%s", async (_, [base, changes, said]) => {
    expect(await saidOf({ ...base, ...changes })).toEqual(said);
});

test.each<[string, Readonly<Record<string, OnDisk>>]>([
    ["its unit is masked", { ...OPEN_ETCD, "/etc/systemd/system/etcd.service": { link: "/dev/null" }, ...WANTED }],
    [
        "its unit is masked by a link that climbs",
        { ...OPEN_ETCD, "/etc/systemd/system/etcd.service": { link: "../../../dev/null" }, ...WANTED },
    ],
    ["its unit is not enabled", OPEN_ETCD],
])("an etcd does not run, so that its variables open nothing: %s", async (_, files) => {
    expect(await saidOf({ ...OPEN_ETCD, ...WANTED })).toHaveLength(2);
    expect(await saidOf(files)).toEqual([]);
});

test("a socket is not opened, and its mode is told", async () => {
    const server = createServer();
    const said = await saidOf(EKS_NODE, async (root) => {
        mkdirSync(join(root, "run/containerd"), { recursive: true });
        const socket = join(root, "run/containerd/containerd.sock");
        await new Promise<void>((done) => server.listen(socket, done));
        chmodSync(socket, 0o666);
    });
    await new Promise((done) => server.close(done));
    expect(said).toEqual([
        "runtime-socket-root-only /run/containerd/containerd.sock: opens containerd's socket to every user of the node (mode 0666)",
    ]);
});

(IS_ROOT ? test : test.skip)("owners by the node's own names, and numbers without one", async () => {
    const said = await saidOf(CONTROL_PLANE, (root) => {
        own(root, "/etc/kubernetes/manifests", 1000, 1000);
        own(root, "/etc/kubernetes/manifests/etcd.yaml", 4242, 0);
        own(root, "/var/lib/kubelet/config.yaml", 0, 1000);
    });
    expect(said).toEqual([
        'static-pod-manifests-protected /etc/kubernetes/manifests: makes user "ec2-user" the owner of "/etc/kubernetes/manifests"',
        'static-pod-manifests-protected /etc/kubernetes/manifests/etcd.yaml: makes user "4242" the owner of "/etc/kubernetes/manifests/etcd.yaml"',
    ]);
});
