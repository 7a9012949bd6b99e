import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./until";

/** A containerd of the test's own, in its folder; nothing of the machine's is touched. */
export async function startContainerd(folder: string): Promise<{ readonly socket: string; stop(): Promise<void> }> {
    const socket = join(folder, "containerd.sock");
    const config = join(folder, "containerd.toml");
    writeFileSync(
        config,
        [
            "version = 2",
            `root = "${join(folder, "containerd")}"`,
            `state = "${join(folder, "containerd-state")}"`,
            "[grpc]",
            `  address = "${socket}"`,
        ].join("\n"),
    );
    const child = spawn("containerd", ["-c", config], { stdio: "ignore" });
    const gone = new Promise<void>((done) => child.once("exit", () => done()));
    await until("containerd's socket", 20_000, () => existsSync(socket));
    return {
        socket,
        async stop() {
            child.kill("SIGTERM");
            await gone;
        },
    };
}
