import { certificateHolder } from "../../../policypack/model/certificate-holder";

test.each([
    [["kube-etcd", "localhost"], "etcd"],
    [["kube-apiserver-etcd-client"], "etcd"],
    [["10.0.0.1", "etcd-0.internal"], "etcd"],
    [["system:node:ip-10-0-1-10", "system:nodes"], "kubernetes"],
    [["admin", "system:masters"], "kubernetes"],
    [["kubernetes-admin", "kubeadm:cluster-admins"], "kubernetes"],
    [["kube-apiserver", "kubernetes.default.svc"], "kubernetes"],
    [["apiserver-kubelet-client"], "kubernetes"],
    [["front-proxy-client"], "kubernetes"],
    [["kubernetes"], "kubernetes"],
    [["Kubernetes CA"], "kubernetes"],
] as const)("%j is certainly %s", (subject, is) => {
    expect(certificateHolder(subject, ["anything"])).toEqual({ is, isCertain: true });
});

test.each([[["shop-web"]], [["api-server.shop.example.com"]], [["kubernetes.example.com"]], [[]]])(
    "%j may be anybody, a member of etcd too",
    (subject) => {
        expect(certificateHolder(subject, ["anything"])).toEqual({ is: "other", isCertain: false });
    },
);

test("a name in the program counts where the subject does not say, and is a hint", () => {
    expect(certificateHolder(["node-1"], ["etcd-node-1"])).toEqual({ is: "etcd", isCertain: false });
    expect(certificateHolder(["node-1"], ["kubelet-1"])).toEqual({ is: "kubernetes", isCertain: false });
    expect(certificateHolder(["system:node:a"], ["etcd-node-1"])).toEqual({ is: "kubernetes", isCertain: true });
});
