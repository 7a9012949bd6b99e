import { definePolicy } from "../../lib/define-policy";
import { type HostPath, NODE_EXPORTER, NODE_EXPORTER_FIX, type SocketReach, socketFact } from "../../model/host-path";
import { imageRepository } from "../../model/image-repository";
import { allowances, type Allowances } from "../../settings/allowances";
import { shippedSockets } from "../../settings/shipped-allowances";
import { hostPath } from "../../subjects/kubernetes/pods/host-path";

export const runtimeSocketNotMounted = definePolicy({
    name: "runtime-socket-not-mounted",
    displayName: "Runtime sockets are not mounted",
    description: "A volume must not be, or hold, the socket of a container runtime.",
    severity: "critical",
    mitigation: "M14",
    remediationSteps:
        "Remove the volume (a read-only mount of a socket still commands the runtime), or name the workload in the setting allowances",
    frameworks: { "CIS Kubernetes 1.12": ["5.2.11"], "CIS EKS 1.8": ["4.2.1"] },
    attack:
        "A process in the Pod opens the runtime's socket and starts a container with the node's file system and all privileges. The API " +
        "server never sees that container, so neither admission nor audit nor a NetworkPolicy concerns it.",
    settings: { allowances: allowances(shippedSockets) },
    subject: hostPath,
    *check(volume, { allowances }) {
        const { at, reach } = volume;
        if (reach === undefined || isAllowed(volume, allowances)) return;
        const message = `${volume.owner === undefined ? "offers" : "mounts"} ${JSON.stringify(volume.written)}${socketFact(reach)}`;
        yield { at, message, ...(isNodeExporter(volume, reach) && { certainty: "unsure", fix: NODE_EXPORTER_FIX }) };
    },
    examples: {
        bad: {
            type: "kubernetes:apps/v1:DaemonSet",
            props: {
                spec: {
                    template: {
                        spec: {
                            containers: [
                                {
                                    name: "agent",
                                    image: "example.com/agent:1",
                                    volumeMounts: [{ name: "docker", mountPath: "/var/run/docker.sock", readOnly: true }],
                                },
                            ],
                            volumes: [{ name: "docker", hostPath: { path: "/var/run/docker.sock" } }],
                        },
                    },
                },
            },
        },
        good: {
            type: "kubernetes:apps/v1:DaemonSet",
            props: {
                spec: {
                    template: {
                        spec: {
                            containers: [
                                {
                                    name: "agent",
                                    image: "example.com/agent:1",
                                    volumeMounts: [{ name: "logs", mountPath: "/var/log", readOnly: true }],
                                },
                            ],
                            volumes: [{ name: "logs", hostPath: { path: "/var/log/containers" } }],
                        },
                    },
                },
            },
        },
    },
});

/** Every container that mounts it must be allowed to. Who mounts it is only asked where an allowance is about the path. */
function isAllowed(volume: HostPath, allowed: Allowances): boolean {
    const { path, owner } = volume;
    if (owner === undefined || !allowed.concern(path)) return false;
    const mounts = [...volume.mounts()];
    return mounts.length > 0 && mounts.every((mount) => allowed.admit(path, mount, owner));
}

function isNodeExporter(volume: HostPath, { how }: SocketReach): boolean {
    if (how === "itself") return false;
    const mounts = [...volume.mounts()];
    return (
        mounts.length > 0 &&
        mounts.every((mount) => mount.readOnly && NODE_EXPORTER.test(imageRepository(mount.image)) && mount.unprivileged)
    );
}
