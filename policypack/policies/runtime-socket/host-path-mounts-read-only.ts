import { definePolicy } from "../../lib/define-policy";
import { settle } from "../../lib/settle";
import { MOUNTED_BELOW, MOUNTED_BELOW_FIX, ROOT_DISK } from "../../model/mounted-facts";
import type { Finding } from "../../model/finding";
import { isAllowed } from "../../lib/mounted-places";
import { isOwnFolder } from "../../lib/own-folder";
import type { HostPath, Mount, PodOwner } from "../../model/host-path";
import { isWithin } from "../../model/node-path";
import { SYSTEM_DIRECTORIES } from "../../model/system-directories";
import { repairMounts } from "../../settings/repair-consent";
import { shippedNodeFolders } from "../../settings/shipped-static-pods";
import { systemWorkloads } from "../../settings/system-workloads";
import { hostPath } from "../../subjects/kubernetes/pods/host-path";

export const hostPathMountsReadOnly = definePolicy({
    name: "host-path-mounts-read-only",
    displayName: "hostPath mounts are read-only",
    description: "A container must mount a path of its node read-only.",
    severity: "high",
    mitigation: "M14",
    remediationSteps:
        "Set readOnly: true on every mount of the volume, or give the container an emptyDir or a PersistentVolumeClaim; a workload " +
        "that must write is named in the setting systemWorkloads",
    frameworks: { "CIS Kubernetes 1.12": ["5.2.11"], "CIS EKS 1.8": ["4.2.1"] },
    repair: { does: "Sets readOnly to true on the mounts that it names.", onlyWith: "repairMounts" },
    attack:
        "A process in the Pod writes what the node will run or trust: a static Pod manifest, a CNI plugin, a cron job, an SSH key. It " +
        "then has the node, with no request that the API server could refuse.",
    settings: { systemWorkloads: systemWorkloads({ paths: shippedNodeFolders }), repairMounts },
    subject: hostPath,
    *check(volume, { systemWorkloads }) {
        const { owner } = volume;
        if (owner === undefined) return yield* persistent(volume);

        const { values, finish } = settle(volume.mounts(), (mount) => {
            // The policies about sockets and about these places report them, read-only or not.
            const isTold = mount.reach !== undefined || mount.place !== undefined;
            return isTold || isAllowed(mount, volume, owner, systemWorkloads.paths) ? [] : [mount];
        });
        const mounts = values.flat();
        yield* writable(volume, owner, mounts);
        yield* notBelow(volume, mounts);
        finish();
    },
    examples: {
        bad: {
            type: "kubernetes:core/v1:Pod",
            props: {
                spec: {
                    containers: [
                        { name: "app", image: "example.com/app:1", volumeMounts: [{ name: "etc", mountPath: "/host/etc" }] },
                    ],
                    volumes: [{ name: "etc", hostPath: { path: "/etc/cron.d" } }],
                },
            },
        },
        good: {
            type: "kubernetes:core/v1:Pod",
            props: {
                spec: {
                    containers: [
                        {
                            name: "app",
                            image: "example.com/app:1",
                            volumeMounts: [{ name: "etc", mountPath: "/host/etc", readOnly: true }],
                        },
                    ],
                    volumes: [{ name: "etc", hostPath: { path: "/etc/cron.d" } }],
                },
            },
        },
    },
});

/** Of more than one the worst is told, and the others after it. */
function* writable({ path, written }: HostPath, owner: PodOwner, mounts: readonly Mount[]): Generator<Finding> {
    const all = mounts.filter(({ readOnly }) => !readOnly);
    const isMild = (mount: Mount) =>
        isWithin(mount.path, "/var/log") || isOwnFolder({ path: mount.path, image: () => mount.image }, owner);
    const first = all.find((mount) => !isMild(mount)) ?? all[0];
    if (first === undefined) return;
    const others = all.filter((mount) => mount !== first);
    const too = others.length === 0 ? "" : `, as ${others.map(({ at }) => at).join(", ")} ${others.length === 1 ? "does" : "do"}`;
    const shown = first.path === path ? written : first.path;
    const message = `mounts the node's ${JSON.stringify(shown)} writable${too}`;
    const repair = { at: all.filter((mount) => !isMild(mount)).map(({ at }) => `${at}.readOnly`), value: true };
    yield { at: first.at, message, ...(isMild(first) ? MILD : { repair }) };
}

/** The kernel makes the mount itself read-only, and none of those below it (mount_setattr(2), AT_RECURSIVE). */
function* notBelow({ path, written }: HostPath, mounts: readonly Mount[]): Generator<Finding> {
    const found = mounts.find(({ readOnly, isRecursive, unprivileged }) => readOnly && !isRecursive && !unprivileged);
    const submount = MOUNTED_BELOW.find((below) => found !== undefined && below !== found.path && isWithin(below, found.path));
    if (found === undefined || submount === undefined) return;
    const shown = found.path === path ? written : found.path;
    const message = `mounts the node's ${JSON.stringify(shown)} read-only, but not what is mounted below it, such as ${submount}`;
    yield { at: found.at, message, fix: MOUNTED_BELOW_FIX, severity: "low", certainty: "unsure" };
}

/**
 * Log collectors of every make keep their position beside the logs, and what keeps state has a folder of its name. What they could do there is
 * disclose, not run.
 */
const MILD: Partial<Finding> = { certainty: "unsure" };

/**
 * A PersistentVolume says neither which Pods mount it nor how, and to be written is what storage is for, so a directory of data is no
 * finding. A directory of the system is: no claim on it can be held to be read-only.
 */
function* persistent({ at, path, written, reach, place }: HostPath): Generator<Finding> {
    if (reach !== undefined || place !== undefined) return;
    if (ROOT_DISK.test(path)) {
        const message = `offers the node's disk ${JSON.stringify(written)}, which it may boot from, to any Pod that claims it`;
        yield { at, message, fix: "Name a disk of data, by its id" };
        return;
    }
    const system = SYSTEM_DIRECTORIES.find((directory) => isWithin(path, directory) || isWithin(directory, path));
    if (system === undefined) return;
    const message = `offers the node's ${JSON.stringify(written)} to any Pod that claims it, writable`;
    yield { at, message, fix: "Keep the data in a directory of its own, such as /mnt/disks" };
}
