import { NodePoolRole, SelfManagedNodePool } from "../../components";
import { registered } from "../components/registered";
import { LEAST, type Options } from "../components/self-managed-cases";
import { type KubeadmCluster, startKubeadmCluster } from "./kubeadm-cluster";
import { until } from "./until";

const userDataOf = async (role: NodePoolRole, options: Options = {}): Promise<string> => {
    const resources = await registered(() => new SelfManagedNodePool("pool", { ...LEAST[role], ...options }));
    const { props } = resources.find(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate")!;
    return Buffer.from(props["userData"], "base64").toString();
};

let cluster: KubeadmCluster;
beforeAll(async () => {
    cluster = await startKubeadmCluster(await userDataOf(NodePoolRole.ControlPlane));
}, 200_000);
afterAll(() => cluster?.stop(), 60_000);

test("x", async () => {
    for (const p of ["/livez", "/readyz", "/healthz", "/version", "/api", "/api/v1/namespaces/kube-public/configmaps/cluster-info"]) console.log(p, (await cluster.ask("nobody", "GET", p)).status);
    console.log((await cluster.ask("admin", "GET", "/api/v1/namespaces/kube-system/configmaps/kubelet-config")).body);
    console.log(await cluster.controlPlane.run("join-token"));
    const worker = await cluster.machine(await userDataOf(NodePoolRole.Worker));
    console.log(await worker.run("kubernetes-setup").catch((e) => e.message + e.stdout + e.stderr));
    console.log(await worker.run("find", "/etc/kubernetes", "/var/lib/kubelet", "-type", "f", "-printf", "%p %m\n"));
    console.log(await worker.read("/var/lib/kubelet/config.yaml"), await worker.read("/var/lib/kubelet/kubeadm-flags.env"));
    const kubelet = await cluster.startKubelet(worker);
    await until("node", 40000, async () => {
        if (kubelet.ended) throw new Error(kubelet.log().slice(-4000));
        return (await cluster.ask("admin", "GET", "/api/v1/nodes")).body.items.length > 0;
    }).catch((e) => console.log(e, kubelet.log().slice(-4000)));
    console.log(JSON.stringify((await cluster.ask("admin", "GET", "/apis/certificates.k8s.io/v1/certificatesigningrequests")).body.items.map((i: any) => [i.metadata.name, i.spec.signerName, i.spec.username, i.status])));
    console.log(await worker.modeOf("/run/containerd/containerd.sock"), await worker.run("cat", "/proc/net/tcp"));
    await kubelet.stop();
}, 200_000);
