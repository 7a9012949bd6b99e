/** What a mount of the node's paths gives, in the words of findings; the same at a deployment and at admission. */

/** Of what says how a kubelet runs, and of what it and its Pods are known by. */
export const OF_KUBELET = {
    settings: { gives: "lets it say how the node's kubelet and runtime run" },
    credentials: { gives: "lets it read the kubelet's credentials, or the tokens and Secrets of the node's Pods" },
} as const;

/** Of a folder of static Pods. */
export const OF_MANIFESTS = {
    manifests: { gives: "lets it start static Pods, of which no admission is asked" },
    "read manifests": { gives: "tells it how the node's static Pods run", isMild: true },
} as const;

/** Of the control plane's keys. */
export const OF_KEYS = {
    keys: { gives: "lets it read the private keys of the control plane, or etcd's data" },
} as const;

/** File systems of every node that are mounted below others, and that root may write as such. */
export const MOUNTED_BELOW = ["/sys/fs/cgroup", "/sys/fs/bpf", "/sys/kernel/debug", "/sys/kernel/tracing"];

export const MOUNTED_BELOW_FIX = "Set recursiveReadOnly: Enabled, or mount only what is read";

/** The first disk under the names of Xen, NVMe, SCSI and virtio, and its partitions. Disks of data have others, or are named by id. */
export const ROOT_DISK = /^\/dev(?:\/(?:root|xvda\d*|sda\d*|vda\d*|nvme0n1(?:p\d+)?))?$/;
