import { auditRulesFile } from "../lib/audit-rules";

/** Folders of a kubelet: a member runs none, and one that somebody starts there is recorded from its first file on. */
const OF_A_KUBELET = ["/etc/kubernetes", "/var/lib/kubelet"];
/** Folders of etcd's own, which its user reads for every connection. */
const OF_ETCD = ["/etc/etcd", "/var/lib/etcd"];
const OF_THE_MACHINE = ["/etc/systemd/system", "/etc/audit"];

/** The folders that rules watch; each must be there when they are loaded. */
export const WATCHED: readonly string[] = [...OF_A_KUBELET, ...OF_ETCD, ...OF_THE_MACHINE];

/**
 * The rules for the kernel's audit on a member of etcd, as a whole file for /etc/audit/rules.d: who but etcd itself touches its keys or its
 * store, who makes a kubelet of the machine, and who changes its units or these rules.
 */
export const etcdAuditRules = (): string =>
    auditRulesFile(
        [
            ...OF_A_KUBELET.map((folder) => `-w ${folder} -p rwa -k kubernetes`),
            ...OF_ETCD.map((folder) => `-a always,exit -F dir=${folder} -F perm=rwa -F uid!=etcd -k etcd`),
            ...OF_THE_MACHINE.map((folder) => `-w ${folder} -p wa -k machine`),
        ],
        "machine",
    );
