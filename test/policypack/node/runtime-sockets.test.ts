import { nodePath } from "../../../policypack/model/node-path";
import { socketReach } from "../../../policypack/node/runtime-sockets";

const SOCKETS = [
    "/var/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/var/run/crio/crio.sock",
    "/run/k3s/containerd/containerd.sock",
    "/run/k0s/containerd.sock",
    "/var/snap/microk8s/common/run/containerd.sock",
    "/run/podman/podman.sock",
    "/run/user/1001/podman/podman.sock",
    "/var/run/nri/nri.sock",
    "/run/host-containerd/containerd.sock",
    "/run/api.sock",
    "/run/cri-dockerd.sock",
    "/run/buildkit/buildkitd.sock",
];
const how = (path: string) => socketReach(nodePath(path))?.how;

test.each(SOCKETS)("%s is a socket, and every directory above it holds one", (socket) => {
    expect(how(socket)).toBe("itself");
    const parts = socket.split("/").slice(1);
    for (let depth = 0; depth < parts.length; depth++) {
        const above = `/${parts.slice(0, depth).join("/")}`;
        expect([above, how(above)]).toEqual([above, "inside"]);
    }
});

/** The same path written otherwise: what the file system ignores, chosen by a seeded generator. */
function respelt(path: string, seed: number): string {
    let state = seed;
    const pick = (count: number) => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return Math.floor(state / 65536) % count;
    };
    const parts = path.split("/").slice(1);
    const noise = () => ["/", "//", "/./", "/x/../", "/./y/..//"][pick(5)]!;
    return parts.map((part) => noise() + part).join("") + ["", "/", "//", "/."][pick(4)]!;
}

test("no spelling of a path hides a socket", () => {
    for (let seed = 1; seed <= 2000; seed++) {
        const socket = SOCKETS[seed % SOCKETS.length]!;
        const written = respelt(socket, seed);
        expect([written, how(written)]).toEqual([written, "itself"]);
    }
});

test.each([
    "/etc",
    "/var/lib/docker",
    "/var/log",
    "/run/xtables.lock",
    "/run/docker.sockets",
    "/var/lib/kubelet",
    "/opt",
    "/sys",
])("%s leads to no socket", (path) => expect(how(path)).toBeUndefined());
