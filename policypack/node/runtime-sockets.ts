import type { RuntimeSocket, SocketReach } from "../model/host-path";
import { isWithin } from "../model/node-path";

/** From the runtimes' own defaults; `*` stands for a user's number. Everything under /var/run is under /run. */
export const SOCKETS: readonly RuntimeSocket[] = [
    { path: "/run/containerd/containerd.sock", owner: "containerd" },
    { path: "/run/containerd/containerd.sock.ttrpc", owner: "containerd" },
    { path: "/run/containerd/debug.sock", owner: "containerd" },
    { path: "/run/docker/containerd/containerd.sock", owner: "Docker's containerd" },
    { path: "/run/k3s/containerd/containerd.sock", owner: "k3s' containerd" },
    { path: "/run/k0s/containerd.sock", owner: "k0s' containerd" },
    { path: "/var/snap/microk8s/common/run/containerd.sock", owner: "microk8s' containerd" },
    { path: "/run/host-containerd/containerd.sock", owner: "Bottlerocket's host containers" },
    { path: "/run/api.sock", owner: "Bottlerocket's settings" },
    { path: "/system/run/containerd/containerd.sock", owner: "Talos' system containers" },
    { path: "/run/crio/crio.sock", owner: "CRI-O" },
    { path: "/run/docker.sock", owner: "Docker" },
    { path: "/run/user/*/docker.sock", owner: "rootless Docker" },
    { path: "/run/cri-dockerd.sock", owner: "cri-dockerd" },
    { path: "/run/dockershim.sock", owner: "dockershim" },
    { path: "/run/podman/podman.sock", owner: "Podman" },
    { path: "/run/user/*/podman/podman.sock", owner: "rootless Podman" },
    { path: "/run/buildkit/buildkitd.sock", owner: "BuildKit" },
    { path: "/run/user/*/buildkit/buildkitd.sock", owner: "rootless BuildKit" },
    { path: "/run/soci-snapshotter-grpc/soci-snapshotter-grpc.sock", owner: "the SOCI snapshotter" },
    { path: "/run/nri/nri.sock", owner: "the Node Resource Interface" },
    { path: "/run/frakti.sock", owner: "frakti" },
    { path: "/run/gdn.sock", owner: "Garden" },
    { path: "/var/vcap/data/garden/garden.sock", owner: "Garden" },
    { path: "//./pipe/containerd-containerd", owner: "containerd" },
    { path: "//./pipe/docker_engine", owner: "Docker" },
    { path: "//./pipe/cri-dockerd", owner: "cri-dockerd" },
    { path: "//./pipe/dockershim", owner: "dockershim" },
];

/** The runtime socket that a path of the node is or contains; undefined when there is none. */
export function socketReach(path: string): SocketReach | undefined {
    const socket = SOCKETS.find((candidate) => isWithin(candidate.path, path));
    if (socket !== undefined) return { socket, how: depth(socket.path) === depth(path) ? "itself" : "inside" };
    // containerd's shims listen under /run/containerd/s, and each takes commands for its container.
    if (isWithin(path, "/run/containerd/s")) return { socket: { path, owner: "containerd's shims" }, how: "itself" };
    return undefined;
}

/** What starts programs of the node as root for whoever is root, by the socket's peer (systemd, src/core/dbus.c; D-Bus' system bus). */
const MANAGERS: readonly RuntimeSocket[] = [
    { path: "/run/systemd/private", owner: "systemd", obeysRootAlone: true },
    { path: "/run/dbus/system_bus_socket", owner: "the node's bus", obeysRootAlone: true },
];

/** As `socketReach`, for the sockets of systemd: for Pods, as the node's own units rightly speak to it. */
export function managerReach(path: string): SocketReach | undefined {
    const socket = MANAGERS.find((candidate) => isWithin(candidate.path, path));
    return socket && { socket, how: depth(socket.path) === depth(path) ? "itself" : "inside" };
}

const depth = (path: string): number => path.split("/").filter((part) => part !== "").length;

/** The socket behind the root of any process of the node: what /proc gives to whoever may look into other processes. */
export const SOCKET_BEHIND_PROC: SocketReach = { socket: SOCKETS[0]!, how: "processes" };
