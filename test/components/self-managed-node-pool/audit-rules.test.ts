import { nodeAuditRules, watchedFolders } from "../../../components/self-managed-node-pool/audit-rules";

test("old rules go first, then watches, and the rules are locked last", () => {
    const lines = nodeAuditRules()
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines).toEqual([
        "-D",
        "-b 8192",
        "-f 1",
        "-w /etc/kubernetes -p rwa -k kubernetes",
        "-w /var/lib/kubelet/pki -p rwa -k kubelet-keys",
        "-w /etc/containerd -p wa -k runtime",
        "-w /etc/systemd/system -p wa -k units",
        "-w /etc/audit -p wa -k audit",
        "-w /var/lib/kubelet/config.yaml -p rwa -k kubelet",
        "-w /var/lib/kubelet/kubeadm-flags.env -p rwa -k kubelet",
        "-w /etc/sysconfig/kubelet -p rwa -k kubelet",
        "-e 2",
    ]);
});

test.each(["/etc/kubernetes", "/etc/kubernetes/manifests"])("%s is watched already", (path) => {
    expect(nodeAuditRules(path)).toBe(nodeAuditRules());
});

test.each(["/etc/kubernetes-pods", "/etc/containerd/pods"])("%s gets a rule of its own", (path) => {
    expect(watchedFolders(path)).toContain(path);
    expect(nodeAuditRules(path)).toContain(`\n-w ${path} -p rwa -k static-pods\n`);
});
