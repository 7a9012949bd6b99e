import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectHttp2, constants } from "node:http2";
import { request } from "node:http";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { join } from "node:path";
import type { EtcdConfig } from "./etcd-cases";
import type { Room } from "./room";

/** Who asks: without TLS, with TLS and no certificate, or with the certificate of one of two authorities. */
export const CALLERS = ["plain", "nobody", "first", "second"] as const;
export type Caller = (typeof CALLERS)[number];

export interface Certificate {
    readonly cert: string;
    readonly key: string;
}

/** What to ask at an address: a key over gRPC or JSON, the members, the metrics, a profile. */
export type Question = "grpc" | "json" | "version" | "members" | "metrics" | "pprof";

export interface Etcd {
    /** Whether an address answers the question of a caller. */
    ask(question: Question, host: string, port: number, caller: Caller): Promise<boolean>;
    /** Set when it has ended by itself. */
    readonly ended: boolean;
    /** Whether it keeps its store in that folder, as seen from where it was started. */
    storesIn(dataDir: string): boolean;
    log(): string;
    stop(): Promise<void>;
}

const ANSWER_LIMIT = 6_000;

/** Starts an etcd in a folder and a network namespace of its own. */
export function startEtcd(
    binary: string,
    folder: string,
    room: Room,
    { flags, environment, file }: EtcdConfig,
    certificates: Readonly<Record<"first" | "second", Certificate>>,
): Etcd {
    const home = mkdtempSync(join(folder, "etcd-"));
    mkdirSync(join(home, "work"));
    const path = join(home, "etcd.yaml");
    if (file !== undefined) writeFileSync(path, file.text);
    const [program, ...enter] = room.enter;
    const flag = `--config-file=${file?.by === "flag" ? path : ""}`;
    const named = file === undefined || file.by === "variable" ? [] : [flag];
    const child: ChildProcess = spawn(program!, [...enter, binary, ...named, ...flags], {
        cwd: join(home, "work"),
        env: {
            PATH: process.env["PATH"],
            ...environment,
            ...(file !== undefined && file.by !== "flag" && { ETCD_CONFIG_FILE: path }),
        },
        stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    let ended = false;
    for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (chunk: Buffer) => (log = `${log}${chunk.toString()}`.slice(-20_000)));
    const gone = new Promise<void>((done) => child.once("close", () => ((ended = true), done())));
    child.once("error", () => (ended = true));
    return {
        get ended() {
            return ended;
        },
        storesIn: (dataDir) => existsSync(join(home, "work", dataDir, "member")),
        log: () => log,
        ask: askerIn(room, certificates),
        async stop() {
            child.kill("SIGKILL");
            await gone;
            rmSync(home, { recursive: true, force: true });
        },
    };
}

/** Asks an etcd that runs in a room. */
export function askerIn(room: Room, certificates: Readonly<Record<"first" | "second", Certificate>>): Etcd["ask"] {
    return async (question, host, port, caller) => {
        const socket = room.dial(host, port);
        const limit = setTimeout(() => socket.destroy(), ANSWER_LIMIT);
        try {
            const own = caller === "first" || caller === "second" ? certificates[caller] : {};
            const alpn = question === "grpc" ? ["h2"] : ["http/1.1"];
            const stream =
                caller === "plain" ? socket : connectTls({ socket, rejectUnauthorized: false, ALPNProtocols: alpn, ...own });
            socket.on("error", () => stream.destroy());
            return question === "grpc" ? await readByGrpc(stream, caller !== "plain") : await readByHttp(stream, question);
        } catch {
            return false;
        } finally {
            clearTimeout(limit);
            socket.destroy();
        }
    };
}

/** A range request for the key `a`: whatever the answer holds, etcd has let the caller read. */
function readByGrpc(stream: Duplex, isTls: boolean): Promise<boolean> {
    return new Promise((done) => {
        const session = connectHttp2(isTls ? "https://etcd" : "http://etcd", { createConnection: () => stream });
        const finish = (answer: boolean) => {
            session.destroy();
            done(answer);
        };
        session.on("error", () => finish(false));
        stream.on("close", () => finish(false));
        const call = session.request({
            [constants.HTTP2_HEADER_METHOD]: "POST",
            [constants.HTTP2_HEADER_PATH]: "/etcdserverpb.KV/Range",
            "content-type": "application/grpc",
            te: "trailers",
        });
        call.on("error", () => finish(false));
        let status: string | undefined;
        const note = (headers: Record<string, unknown>) => (status = (headers["grpc-status"] as string | undefined) ?? status);
        call.on("response", note);
        call.on("trailers", note);
        call.on("end", () => finish(status === "0"));
        call.resume();
        call.end(Buffer.from([0, 0, 0, 0, 3, 0x0a, 1, 0x61]));
    });
}

const REQUESTS: Readonly<Record<Exclude<Question, "grpc">, readonly [string, string, string?]>> = {
    version: ["GET", "/version"],
    json: ["POST", "/v3/kv/range", '{"key":"YQ=="}'],
    members: ["GET", "/members"],
    metrics: ["GET", "/metrics"],
    pprof: ["GET", "/debug/pprof/cmdline"],
};

function readByHttp(stream: Duplex, question: Exclude<Question, "grpc">): Promise<boolean> {
    const [method, path, body] = REQUESTS[question];
    return new Promise((done) => {
        stream.on("error", () => done(false));
        stream.on("close", () => done(false));
        const call = request({ method, path, createConnection: () => stream as never, headers: { host: "etcd" } }, (response) => {
            response.resume();
            response.on("end", () => done(response.statusCode === 200));
            response.on("error", () => done(false));
        });
        call.on("error", () => done(false));
        call.end(body);
    });
}
