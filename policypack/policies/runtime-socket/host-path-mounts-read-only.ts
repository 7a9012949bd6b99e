import { definePolicy } from "../../lib/define-policy";
import { settle } from "../../lib/settle";
import type { Finding } from "../../model/finding";
import type { HostPath } from "../../model/host-path";
import { isWithin } from "../../model/node-path";
import { SYSTEM_DIRECTORIES } from "../../model/system-directories";
import { allowances } from "../../settings/allowances";
import { shippedWritable } from "../../settings/shipped-allowances";
import { hostPath } from "../../subjects/kubernetes/pods/host-path";

export const hostPathMountsReadOnly = definePolicy({
    name: "host-path-mounts-read-only",
    displayName: "hostPath mounts are read-only",
    description: "A container must mount a path of its node read-only.",
    severity: "high",
    mitigation: "M14",
    remediationSteps:
        "Set readOnly: true on every mount of the volume, or give the container an emptyDir or a PersistentVolumeClaim; a workload " +
        "that must write is named in the setting allowances",
    frameworks: { "CIS Kubernetes 1.12": ["5.2.11"], "CIS EKS 1.8": ["4.2.1"] },
    attack:
        "A process in the Pod writes what the node will run or trust: a static Pod manifest, a CNI plugin, a cron job, an SSH key. It " +
        "then has the node, with no request that the API server could refuse.",
    settings: { allowances: allowances(shippedWritable) },
    subject: hostPath,
    *check(volume, { allowances }) {
        // runtime-socket-not-mounted reports these, read-only or not.
        if (volume.reach !== undefined) return;
        const { owner, path } = volume;
        if (owner === undefined) return yield* persistent(volume);

        const { values, finish } = settle(volume.mounts(), (mount) =>
            mount.readOnly || allowances.admit(path, mount, owner) ? [] : [mount.at],
        );
        const [first, ...others] = values.flat();
        if (first !== undefined) {
            const too = others.length === 0 ? "" : `, as ${others.join(", ")} ${others.length === 1 ? "does" : "do"}`;
            const message = `mounts the node's ${JSON.stringify(volume.written)} writable${too}`;
            yield { at: first, message, ...(isWithin(path, "/var/log") && LOGS) };
        }
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
                    volumes: [{ name: "etc", hostPath: { path: "/etc" } }],
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
                    volumes: [{ name: "etc", hostPath: { path: "/etc" } }],
                },
            },
        },
    },
});

/** Log collectors of every make keep their position beside the logs. What they could do there is disclose, not run. */
const LOGS: Partial<Finding> = { certainty: "unsure" };

/**
 * A PersistentVolume says neither which Pods mount it nor how, and to be written is what storage is for, so a directory of data is no
 * finding. A directory of the system is: no claim on it can be held to be read-only.
 */
function* persistent({ at, path, written }: HostPath): Generator<Finding> {
    const system = SYSTEM_DIRECTORIES.find((directory) => isWithin(path, directory) || isWithin(directory, path));
    if (system === undefined) return;
    const message = `offers the node's ${JSON.stringify(written)} to any Pod that claims it, writable`;
    yield { at, message, fix: "Keep the data in a directory of its own, such as /mnt/disks" };
}
