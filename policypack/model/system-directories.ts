/** What a node boots from, runs or trusts; writing it is having the node. */
export const SYSTEM_DIRECTORIES: readonly string[] = [
    ...["/etc", "/usr", "/bin", "/sbin", "/lib", "/lib64", "/boot", "/opt/cni", "/proc", "/sys", "/root"],
    ...["/var/lib/kubelet", "/var/lib/containerd", "/var/lib/containers", "/var/lib/docker", "/var/lib/etcd", "/var/lib/rancher"],
    ...["/var/lib/cloud", "/var/lib/amazon", "/var/lib/systemd", "/var/lib/snapd", "/var/lib/dpkg", "/var/lib/rpm"],
    ...["/var/spool/cron", "/opt/bin", "/run/systemd", "/run/udev"],
];
