import { randomBytes } from "node:crypto";
import { request } from "node:http";
import type { Duplex } from "node:stream";

/** What came of a command that somebody asked to be run in a container. */
export type Ran =
    | { readonly kind: "ran"; readonly stdout: string; readonly stderr: string; readonly succeeded: boolean }
    | { readonly kind: "refused"; readonly status: number; readonly body: string };

const LIMIT_MS = 60_000;

/**
 * Runs a command in a container with one GET, which asks for a WebSocket: the request that a subject with `get` may make.
 * @param stream a connection of its own; it is closed at the end
 * @param path the kubelet's `/exec/…`, or the same behind the API server's proxy
 */
export function runByWebSocket(stream: Duplex, path: string, token?: string): Promise<Ran> {
    return new Promise<Ran>((done, fail) => {
        const limit = setTimeout(() => stream.destroy(new Error("the command gave no answer")), LIMIT_MS);
        stream.on("error", fail);
        stream.on("close", () => (clearTimeout(limit), fail(new Error("the connection closed before the command's end"))));
        const call = request(
            {
                path,
                createConnection: () => stream as never,
                headers: {
                    host: "node",
                    ...(token !== undefined && { authorization: `Bearer ${token}` }),
                    connection: "Upgrade",
                    upgrade: "websocket",
                    "sec-websocket-version": "13",
                    "sec-websocket-key": randomBytes(16).toString("base64"),
                    "sec-websocket-protocol": "v4.channel.k8s.io",
                },
            },
            (response) => {
                let body = "";
                response.on("data", (chunk: Buffer) => (body += chunk.toString()));
                response.on("end", () => done({ kind: "refused", status: response.statusCode ?? 0, body }));
            },
        );
        call.on("error", fail);
        call.on("upgrade", (_response, socket, head: Buffer) => {
            const output = ["", "", "", ""];
            const finish = () => {
                const succeeded = output[STATUS]!.includes('"Success"');
                done({ kind: "ran", stdout: output[STDOUT]!, stderr: output[STDERR]!, succeeded });
            };
            let bytes = head;
            const read = () => {
                for (let frame = frameOf(bytes); frame !== undefined; frame = frameOf(bytes)) {
                    bytes = bytes.subarray(frame.size);
                    if (frame.opcode === CLOSE) return finish();
                    const [channel] = frame.payload;
                    if (channel !== undefined && channel < output.length) output[channel] += frame.payload.subarray(1).toString();
                }
            };
            socket.on("data", (chunk: Buffer) => ((bytes = Buffer.concat([bytes, chunk])), read()));
            socket.on("end", finish);
            read();
        });
        call.end();
    }).finally(() => stream.destroy());
}

/** The channels of `v4.channel.k8s.io`: the first byte of each message. */
const [STDOUT, STDERR, STATUS] = [1, 2, 3];
const CLOSE = 8;

/** The first whole frame of what a server has sent; servers mask nothing (RFC 6455, 5.2). */
function frameOf(bytes: Buffer): { readonly opcode: number; readonly payload: Buffer; readonly size: number } | undefined {
    if (bytes.length < 2) return undefined;
    const short = bytes[1]! & 0x7f;
    const start = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (bytes.length < start) return undefined;
    const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
    if (bytes.length < start + length) return undefined;
    return { opcode: bytes[0]! & 0x0f, payload: bytes.subarray(start, start + length), size: start + length };
}
