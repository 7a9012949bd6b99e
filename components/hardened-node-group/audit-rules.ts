import { auditRulesFile } from "../lib/audit-rules";

/** What of an EKS node decides which Pods run without the API server, and which daemons obey whom. */
const WATCHES: readonly (readonly [path: string, permissions: string, key: string])[] = [
    // The kubelet's configuration and drop-ins, its kubeconfig, the cluster's authority, static Pods at their usual place.
    ["/etc/kubernetes", "rwa", "kubernetes"],
    // nodeadm takes files from here that beat user data.
    ["/etc/eks", "wa", "kubernetes"],
    // The kubelet's serving key.
    ["/var/lib/kubelet/pki", "rwa", "kubelet-keys"],
    ["/etc/containerd", "wa", "runtime"],
    ["/etc/systemd/system", "wa", "units"],
    ["/etc/audit", "wa", "audit"],
];

/**
 * The folders that rules watch. Each must be there when rules are loaded: a rule for what is not there is taken for one file, and what is
 * put into a folder of that name later goes unrecorded.
 * @param manifests a folder of static Pods
 */
export const watchedFolders = (manifests?: string): readonly string[] => watches(manifests).map(([path]) => path);

/**
 * The rules for the kernel's audit, as a whole file for /etc/audit/rules.d. Reads are recorded where credentials lie.
 * @param manifests a folder of static Pods that is watched as well
 */
export const auditRules = (manifests?: string): string =>
    auditRulesFile(
        watches(manifests).map(([path, permissions, key]) => `-w ${path} -p ${permissions} -k ${key}`),
        "node",
    );

function watches(manifests: string | undefined): typeof WATCHES {
    const isCovered = WATCHES.some(([path, permissions]) => permissions === "rwa" && isWithin(manifests, path));
    return manifests === undefined || isCovered ? WATCHES : [...WATCHES, [manifests, "rwa", "static-pods"]];
}

const isWithin = (path: string | undefined, folder: string): boolean =>
    path !== undefined && (path === folder || path.startsWith(`${folder}/`));
