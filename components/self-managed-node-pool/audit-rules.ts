import { auditRulesFile } from "../lib/audit-rules";

/** Folders of a node of kubeadm that decide which Pods run without the API server, and which daemons obey whom. */
const FOLDERS: readonly (readonly [path: string, permissions: string, key: string])[] = [
    // Static Pods, kubeconfigs, the cluster's and etcd's keys, kubeadm's documents and patches.
    ["/etc/kubernetes", "rwa", "kubernetes"],
    // The kubelet's serving key and its client's.
    ["/var/lib/kubelet/pki", "rwa", "kubelet-keys"],
    ["/etc/containerd", "wa", "runtime"],
    ["/etc/systemd/system", "wa", "units"],
    ["/etc/audit", "wa", "audit"],
];
/** Files that kubeadm, or whoever comes after it, writes for the kubelet; what else is in their folders changes with every Pod. */
const FILES: readonly string[] = ["/var/lib/kubelet/config.yaml", "/var/lib/kubelet/kubeadm-flags.env", "/etc/sysconfig/kubelet"];

/**
 * The folders that must be there when rules are loaded: a rule for what is not there is taken for one file, and what is put into a folder of
 * that name later goes unrecorded.
 * @param manifests a folder of static Pods
 */
export const watchedFolders = (manifests?: string): readonly string[] => [
    ...folders(manifests).map(([path]) => path),
    ...new Set(FILES.map((file) => file.slice(0, file.lastIndexOf("/")))),
];

/**
 * The rules for the kernel's audit, as a whole file for /etc/audit/rules.d. Reads are recorded where credentials lie.
 * @param manifests a folder of static Pods that is watched as well
 */
export const nodeAuditRules = (manifests?: string): string =>
    auditRulesFile(
        [
            ...folders(manifests).map(([path, permissions, key]) => `-w ${path} -p ${permissions} -k ${key}`),
            ...FILES.map((path) => `-w ${path} -p rwa -k kubelet`),
        ],
        "node",
    );

function folders(manifests: string | undefined): typeof FOLDERS {
    const isCovered = manifests === undefined || `${manifests}/`.startsWith("/etc/kubernetes/");
    return isCovered ? FOLDERS : [...FOLDERS, [manifests, "rwa", "static-pods"]];
}
