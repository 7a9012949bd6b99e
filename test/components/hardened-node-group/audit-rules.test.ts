import { auditRules, watchedFolders } from "../../../components/hardened-node-group/audit-rules";

test("old rules go first, then watches, and the rules are locked last", () => {
    const lines = auditRules()
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines).toEqual([
        "-D",
        "-b 8192",
        "-f 1",
        "-w /etc/kubernetes -p rwa -k kubernetes",
        "-w /etc/eks -p wa -k kubernetes",
        "-w /var/lib/kubelet/pki -p rwa -k kubelet-keys",
        "-w /etc/containerd -p wa -k runtime",
        "-w /etc/systemd/system -p wa -k units",
        "-w /etc/audit -p wa -k audit",
        "-e 2",
    ]);
});

test("a folder of static Pods is watched for reads too", () => {
    expect(auditRules("/srv/pods")).toContain("\n-w /srv/pods -p rwa -k static-pods\n");
});

test.each(["/etc/kubernetes", "/etc/kubernetes/manifests"])("%s is watched already", (path) => {
    expect(auditRules(path)).toBe(auditRules());
});

test("a folder that is only beside a watched one, or watched for writes alone, gets its own rule", () => {
    expect(watchedFolders("/etc/kubernetes-pods")).toContain("/etc/kubernetes-pods");
    expect(watchedFolders("/etc/containerd/pods")).toContain("/etc/containerd/pods");
});
