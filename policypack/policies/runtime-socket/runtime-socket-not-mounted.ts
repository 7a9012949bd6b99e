import { definePolicy } from "../../lib/define-policy";
import { isAllowed as isAllowedMount } from "../../lib/mounted-places";
import { settle } from "../../lib/settle";
import { subject } from "../../lib/subject";
import type { Finding } from "../../model/finding";
import { type HostPath, NODE_EXPORTER, NODE_EXPORTER_FIX, type SocketReach, socketFact } from "../../model/host-path";
import { imageRepository } from "../../model/image-repository";
import type { Allowances } from "../../settings/allowances";
import { shippedSockets } from "../../settings/shipped-allowances";
import { type SystemWorkloads, systemWorkloads } from "../../settings/system-workloads";
import { movedSocketPaths } from "../../subjects/moved-places";
import { buildVolumes } from "../../subjects/kubernetes/pods/build-pods";
import { hostPathRows } from "../../subjects/kubernetes/pods/host-path";
import { agentMounting } from "../examples";

export const runtimeSocketNotMounted = definePolicy({
    name: "runtime-socket-not-mounted",
    displayName: "Runtime sockets are not mounted",
    description:
        "A volume must not be, or hold, the socket of a container runtime, or of what else starts programs of the node as root.",
    severity: "critical",
    mitigation: "M14",
    remediationSteps:
        "Remove the volume (a read-only mount of a socket still commands the runtime), or name the workload in the setting systemWorkloads",
    frameworks: { "CIS Kubernetes 1.12": ["5.2.11"], "CIS EKS 1.8": ["4.2.1"] },
    repair: "what the Pod wants of the runtime it has to get in another way, and only its owner knows which",
    attack:
        "A process in the Pod opens the runtime's socket and starts a container with the node's file system and all privileges. The API " +
        "server never sees that container, so neither admission nor audit nor a NetworkPolicy concerns it.",
    settings: { systemWorkloads: systemWorkloads({ paths: shippedSockets }) },
    subject: subject(...hostPathRows, ...buildVolumes),
    check,
    stack: { subject: movedSocketPaths, check },
    examples: {
        bad: agentMounting("/var/run/docker.sock", { readOnly: true, name: "docker", mountPath: "/var/run/docker.sock" }),
        good: agentMounting("/var/log/containers", { readOnly: true, name: "logs", mountPath: "/var/log" }),
    },
});

function* check(volume: HostPath, { systemWorkloads }: { readonly systemWorkloads: SystemWorkloads }): Generator<Finding> {
    const { at, reach } = volume;
    if (reach === undefined || isAllowed(volume, systemWorkloads.paths)) return;
    const message = `${verb(volume)} ${JSON.stringify(volume.written)}${socketFact(reach)}`;
    yield { at, message, ...mildly(volume, reach) };
}

function verb({ owner, likelyFor }: HostPath): string {
    if (likelyFor !== undefined) return `gives ${likelyFor} the volume`;
    return owner === undefined ? "offers" : "mounts";
}

/** Every container that mounts it must be allowed to. Who mounts it is only asked where an allowance is about the path. */
function isAllowed(volume: HostPath, allowed: Allowances): boolean {
    const { path, owner } = volume;
    if (owner === undefined) return false;
    if (allowed.concern(path)) {
        const mounts = [...volume.mounts()];
        return mounts.length > 0 && mounts.every((mount) => isAllowedMount(mount, volume, owner, allowed));
    }
    // By their sub paths the containers may have no more than what is allowed.
    const { values } = settle(volume.mounts(), (mount) => mount.path !== path && allowed.concern(mount.path));
    if (!values.includes(true)) return false;
    return [...volume.mounts()].every((mount) => isAllowedMount(mount, volume, owner, allowed));
}

function mildly(volume: HostPath, reach: SocketReach): Partial<Finding> {
    if (volume.likelyFor !== undefined) return { certainty: "unsure" };
    if (isNodeExporter(volume, reach)) return { certainty: "unsure", fix: NODE_EXPORTER_FIX };
    if (reach.socket.obeysRootAlone === true && isForOthersThanRoot(volume)) return { certainty: "unsure" };
    return isNarrowed(volume) ? { certainty: "unsure", fix: NARROWED_FIX } : {};
}

function isForOthersThanRoot(volume: HostPath): boolean {
    const mounts = [...volume.mounts()];
    return mounts.length > 0 && mounts.every(({ unprivileged }) => unprivileged);
}

const NARROWED_FIX = "Name the path that its mounts need in the volume itself: an ephemeral container may mount all of it";

/** Every mount sees another part of the volume, by its sub path. One that is not known may see all of it. */
function isNarrowed(volume: HostPath): boolean {
    const { values, finish } = settle(volume.mounts(), ({ reach }) => reach === undefined);
    if (values.length === 0 || values.includes(false)) return false;
    try {
        finish();
        return true;
    } catch {
        return false;
    }
}

function isNodeExporter(volume: HostPath, { how }: SocketReach): boolean {
    if (how === "itself") return false;
    const mounts = [...volume.mounts()];
    return (
        mounts.length > 0 &&
        mounts.every((mount) => mount.readOnly && NODE_EXPORTER.test(imageRepository(mount.image)) && mount.unprivileged)
    );
}
