import { parse, parseAllDocuments } from "yaml";
import {
    type ControlPlane,
    initDocuments,
    joinDocument,
    kubeletPatch,
} from "../../../components/self-managed-node-pool/kubeadm-documents";

const plain = { isSelfSigned: false, servesJournal: false };
const least: ControlPlane = {
    labels: {},
    clusterName: "shop",
    endpoint: "api.shop.internal:6443",
    version: "1.36.3",
    etcdEndpoints: ["https://etcd-0.etcd.shop.internal:2379"],
    trustsAnyKubelet: false,
    kubelet: plain,
};
const documents = (text: string): any[] => parseAllDocuments(text).map((one) => one.toJS());
const flagsOf = (list: { name: string; value: string }[]) => Object.fromEntries(list.map(({ name, value }) => [name, value]));

describe("a control plane", () => {
    const [init, cluster, kubelet] = documents(initDocuments(least));

    test("is three documents, of which the last is for every kubelet", () => {
        expect([init.kind, cluster.kind, kubelet.kind]).toEqual([
            "InitConfiguration",
            "ClusterConfiguration",
            "KubeletConfiguration",
        ]);
        expect(documents(initDocuments(least))).toHaveLength(3);
    });

    test("lets nobody in who is not authorized by node or by role, and verifies kubelets", () => {
        expect(flagsOf(cluster.apiServer.extraArgs)).toEqual({
            "authentication-config": "/etc/kubernetes/authentication.yaml",
            "authorization-mode": "Node,RBAC",
            "enable-admission-plugins": "NodeRestriction",
            "kubelet-certificate-authority": "/etc/kubernetes/pki/ca.crt",
            profiling: "false",
        });
    });

    test("has what says who is anonymous in its container, and not to write", () => {
        const [volume] = cluster.apiServer.extraVolumes;
        expect(volume).toMatchObject({
            hostPath: "/etc/kubernetes/authentication.yaml",
            mountPath: "/etc/kubernetes/authentication.yaml",
            readOnly: true,
        });
    });

    test("keeps its data in an etcd of another authority, where kubeadm has the files", () => {
        expect(cluster.etcd).toEqual({
            external: {
                endpoints: ["https://etcd-0.etcd.shop.internal:2379"],
                caFile: "/etc/kubernetes/pki/etcd/ca.crt",
                certFile: "/etc/kubernetes/pki/apiserver-etcd-client.crt",
                keyFile: "/etc/kubernetes/pki/apiserver-etcd-client.key",
            },
        });
    });

    test("makes no token that lasts, and tells the log of none", () => {
        expect(init.bootstrapTokens).toEqual([expect.objectContaining({ ttl: "5m0s" })]);
        expect(init.skipPhases).toEqual(["show-join-command"]);
        expect(JSON.stringify([init, cluster])).not.toMatch(/certificateKey|"token"/);
    });

    test("trusts any kubelet where it is told to, and in nothing else differs", () => {
        const [, other] = documents(initDocuments({ ...least, trustsAnyKubelet: true }));
        const { "kubelet-certificate-authority": _, ...rest } = flagsOf(cluster.apiServer.extraArgs);
        expect(flagsOf(other.apiServer.extraArgs)).toEqual(rest);
    });

    test("has the networks that are given", () => {
        expect(cluster.networking).toEqual({});
        const [, other] = documents(initDocuments({ ...least, podSubnet: "10.244.0.0/16", serviceSubnet: "10.96.0.0/12" }));
        expect(other.networking).toEqual({ podSubnet: "10.244.0.0/16", serviceSubnet: "10.96.0.0/12" });
    });

    test("runs its own static Pods", () => {
        expect(kubelet).toMatchObject({ staticPodPath: "/etc/kubernetes/manifests", serverTLSBootstrap: true });
    });
});

describe("a worker", () => {
    test("joins by a file that names the cluster, so that no token is in its document", () => {
        const join = parse(joinDocument({ labels: {} }));
        expect(join).toEqual({
            apiVersion: "kubeadm.k8s.io/v1beta4",
            kind: "JoinConfiguration",
            caCertPath: "/etc/kubernetes/pki/ca.crt",
            discovery: { file: { kubeConfigPath: "/etc/kubernetes/discovery.conf" } },
            nodeRegistration: { criSocket: "unix:///run/containerd/containerd.sock" },
            patches: { directory: "/etc/kubernetes/patches" },
        });
    });

    test("registers with labels and taints", () => {
        const taint = { key: "tier", value: "web", effect: "NoSchedule" };
        const { nodeRegistration } = parse(joinDocument({ labels: { tier: "web", "example.com/zone": "a" }, taints: [taint] }));
        expect(nodeRegistration).toMatchObject({
            kubeletExtraArgs: [{ name: "node-labels", value: "tier=web,example.com/zone=a" }],
            taints: [taint],
        });
        expect(parse(joinDocument({ labels: {}, taints: [] })).nodeRegistration.taints).toEqual([]);
    });

    test("takes the path of static Pods away from its kubelet, and says the rest again", () => {
        const patch = parse(kubeletPatch(plain));
        const [, , kubelet] = documents(initDocuments(least));
        expect(patch).toEqual({ ...kubelet, staticPodPath: "" });
    });

    test("has the path that it is told", () => {
        expect(parse(kubeletPatch({ ...plain, staticPodPath: "/srv/pods" }))).toMatchObject({ staticPodPath: "/srv/pods" });
    });
});
