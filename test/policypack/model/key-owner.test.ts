import { keyOwner } from "../../../policypack/model/key-owner";

test.each([
    // kubeadm's, k3s', Kubespray's, RKE's and people's own names
    ["/etc/kubernetes/pki/etcd/ca.key", "authority"],
    ["etcd-ca.key", "authority"],
    ["etcdRootCa", "authority"],
    ["/var/lib/rancher/k3s/server/tls/etcd/server-ca.key", "authority"],
    ["/etc/kubernetes/pki/etcd/healthcheck-client.key", "health-check"],
    ["kube-etcd-healthcheck-client", "health-check"],
    ["/etc/kubernetes/pki/apiserver-etcd-client.key", "api server"],
    ["kube-apiserver-etcd-client", "api server"],
    ["ETCD_CLIENT_KEY", "client"],
    ["etcd-backup.key", "client"],
    ["prometheus-etcd", "client"],
    ["/etc/kubernetes/pki/etcd/peer.key", "server"],
    ["/etc/ssl/etcd/ssl/member-node1-key.pem", "server"],
    ["kube-etcd-10-0-0-1", "server"],
    ["/etc/kubernetes/pki/ca.key", "cluster"],
    ["apiserver-kubelet-client", "cluster"],
    ["apiserver.key", "cluster"],
    ["kubeletClient", "cluster"],
    ["front-proxy-ca", "cluster"],
    ["kubernetes-ca", "cluster"],
    // an application's
    ["/shop/api-server/tls.key", "unknown"],
    ["shop-apiserver-2.key", "unknown"],
    ["/k8s/ingress/tls.key", "unknown"],
    ["signing", "unknown"],
])("%s is a key of: %s", (name, owner) => {
    expect(keyOwner([name])).toBe(owner);
});

test("names add up: a folder says whose, a file says which", () => {
    expect(keyOwner(["etcd", "/prod/pki", "ca.key"])).toBe("authority");
});
