import { stringify } from "smol-toml";
import { PLACES } from "./places";

/**
 * The configuration of containerd (version 2, which 1.7 and 2.x take): one socket, which is root's alone, and nothing that listens elsewhere.
 * Source: containerd `docs/man/containerd-config.toml.5.md`, `docs/cri/config.md`.
 */
export const containerdConfiguration = (): string =>
    stringify({
        version: 2,
        grpc: { address: PLACES.socket, tcp_address: "", uid: 0, gid: 0 },
        ttrpc: { address: "", uid: 0, gid: 0 },
        debug: { address: "", uid: 0, gid: 0 },
        metrics: { address: "" },
        plugins: {
            "io.containerd.grpc.v1.cri": {
                disable_tcp_service: true,
                stream_server_address: "127.0.0.1",
                containerd: {
                    runtimes: { runc: { runtime_type: "io.containerd.runc.v2", options: { SystemdCgroup: true } } },
                },
            },
        },
    });
