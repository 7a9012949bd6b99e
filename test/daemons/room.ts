import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";

/** A network namespace with nothing but loopback: what listens there on every address is reached through `dial` alone. */
export interface Room {
    /** The words that run a program in it. */
    readonly enter: readonly string[];
    /** A connection to a port in the room. */
    dial(host: string, port: number): Socket;
    stop(): Promise<void>;
}

/** The API server's address in every room. */
export const API_SERVER = "http://127.0.0.1:6443";

/** In front of a program: when the test is killed, what it has started ends too. */
export const LEASH = ["setpriv", "--pdeathsig", "KILL", "--"] as const;

/** @param apiServer the socket file that `API_SERVER` leads to; without it that port is free for an API server of the room's own */
export async function openRoom(folder: string, apiServer?: string): Promise<Room> {
    const door = join(mkdtempSync(join(folder, "room-")), "door.sock");
    const relay = join(__dirname, "room-relay.cjs");
    const script = 'ip link set lo up && exec "$@"';
    const [leash, ...held] = LEASH;
    const child = spawn(
        leash,
        [
            ...held,
            "unshare",
            "--net",
            "--",
            "sh",
            "-c",
            script,
            "sh",
            process.execPath,
            relay,
            door,
            ...(apiServer === undefined ? [] : [apiServer]),
        ],
        {
            stdio: ["ignore", "pipe", "inherit"],
        },
    );
    const gone = new Promise<void>((done) => child.once("close", () => done()));
    await Promise.race([
        new Promise<void>((done) => child.stdout.once("data", () => done())),
        gone.then(() => Promise.reject(new Error("the network namespace did not open"))),
    ]);
    return {
        enter: ["nsenter", `--net=/proc/${child.pid}/ns/net`, "--", ...LEASH],
        dial(host, port) {
            const socket = connect(door);
            socket.write(`${host} ${port}\n`);
            return socket;
        },
        async stop() {
            child.kill("SIGTERM");
            await gone;
        },
    };
}
