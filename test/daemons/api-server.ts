import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import type { Duplex } from "node:stream";
import { tmpdir } from "node:os";
import { connect as connectTls } from "node:tls";
import { join } from "node:path";
import { openRoom, type Room } from "./room";
import { until } from "./until";
import { controlPlanePrograms } from "./programs";

/** The programs of a control plane, as `npm run test:daemons` builds them. */
export interface ControlPlanePrograms {
    readonly etcd: string;
    readonly apiServer: string;
    readonly controllerManager: string;
}

/** Somebody that a server knows beside root: their token is their key in `users`. */
export interface User {
    readonly name: string;
    readonly groups: readonly string[];
}

/** What a server has beside RBAC. */
export interface ApiServerOptions {
    readonly users?: Readonly<Record<string, User>>;
    /** Further flags of kube-apiserver. */
    readonly flags?: readonly string[];
    /** kube-apiserver's flags for an etcd that runs in the room already; without them one without TLS is started. */
    readonly store?: readonly string[];
}

export interface ApiAnswer {
    readonly status: number;
    readonly body: any;
    /** What the API server warns of, as kubectl shows it. */
    readonly warnings: string;
}

export interface ApiServer {
    /** One request, as a member of system:masters where no token says otherwise. */
    ask(method: string, path: string, body?: object, token?: string): Promise<ApiAnswer>;
    /** A connection of its own, inside TLS. */
    dial(): Duplex;
    stop(): Promise<void>;
}

export const API_SERVER_PORT = 6444;
/** The token of a member of system:masters. */
export const MASTERS_TOKEN = "masters";
const START_LIMIT = 60_000;

/**
 * Starts a control plane in a room of its own, and stops it when all is asked.
 *
 * @param options may need the folder that everything of the server is in
 * @throws Error where a program was not built
 */
export async function withControlPlane(
    ask: (server: ApiServer, folder: string) => Promise<void>,
    options: (folder: string) => ApiServerOptions = () => ({}),
): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "kbg-api-server-"));
    const room = await openRoom(folder, join(folder, "nobody.sock"));
    let server: ApiServer | undefined;
    try {
        server = await startApiServer(controlPlanePrograms(), folder, room, options(folder));
        await ask(server, folder);
    } finally {
        await server?.stop();
        await room.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Starts etcd, a kube-apiserver with RBAC and the controller that aggregates roles, on loopback of a room of their own. */
export async function startApiServer(
    programs: ControlPlanePrograms,
    folder: string,
    room: Room,
    { users = {}, flags = [], store }: ApiServerOptions = {},
): Promise<ApiServer> {
    const path = (name: string) => join(folder, name);
    mkdirSync(path("certs"), { recursive: true });
    const known: Readonly<Record<string, User>> = { ...users, [MASTERS_TOKEN]: { name: "root", groups: ["system:masters"] } };
    const rows = Object.entries(known).map(([token, { name, groups }]) => `${token},${name},${name},"${groups.join(",")}"\n`);
    writeFileSync(path("tokens.csv"), rows.join(""));
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(path("sa.key"), privateKey.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(
        path("kubeconfig"),
        JSON.stringify({
            apiVersion: "v1",
            kind: "Config",
            clusters: [
                { name: "c", cluster: { server: `https://127.0.0.1:${API_SERVER_PORT}`, "insecure-skip-tls-verify": true } },
            ],
            users: [{ name: "u", user: { token: MASTERS_TOKEN } }],
            contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
            "current-context": "x",
        }),
    );

    const running: { readonly name: string; readonly child: ChildProcess; readonly gone: Promise<void>; log: string }[] = [];
    const start = (name: string, program: string, ...args: string[]) => {
        const [enter, ...words] = room.enter;
        const child = spawn(enter!, [...words, program, ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
        const one = { name, child, gone: new Promise<void>((done) => child.once("close", () => done())), log: "" };
        for (const stream of [child.stdout, child.stderr])
            stream?.on("data", (chunk: Buffer) => (one.log = `${one.log}${chunk.toString()}`.slice(-4_000)));
        running.push(one);
    };
    const stop = async () => {
        agent.destroy();
        for (const { child } of running) child.kill("SIGKILL");
        await Promise.all(running.map(({ gone }) => gone));
    };

    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    // The room is reached through its own door, and not by an address of this machine.
    const dial = (): Duplex =>
        connectTls({ socket: room.dial("127.0.0.1", API_SERVER_PORT), rejectUnauthorized: false, servername: "localhost" });
    agent.createConnection = () => dial() as never;
    const ask: ApiServer["ask"] = (method, url, body, token = MASTERS_TOKEN) =>
        new Promise((done, fail) => {
            const text = body === undefined ? "" : JSON.stringify(body);
            const headers = {
                authorization: `Bearer ${token}`,
                "content-type": "application/json",
                "content-length": Buffer.byteLength(text),
            };
            const call = request({ agent, method, path: url, headers }, (response) => {
                let answer = "";
                response.on("data", (chunk: Buffer) => (answer += chunk.toString()));
                response.on("end", () => {
                    const told = { status: response.statusCode ?? 0, warnings: String(response.headers["warning"] ?? "") };
                    try {
                        done({ ...told, body: JSON.parse(answer) as unknown });
                    } catch {
                        done({ ...told, body: answer });
                    }
                });
                response.on("error", fail);
            });
            call.on("error", fail);
            call.end(text);
        });

    if (store === undefined)
        start(
            "etcd",
            programs.etcd,
            `--data-dir=${path("etcd")}`,
            "--unsafe-no-fsync",
            "--listen-peer-urls=http://127.0.0.1:2380",
        );
    start(
        "kube-apiserver",
        programs.apiServer,
        ...(store ?? ["--etcd-servers=http://127.0.0.1:2379"]),
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        `--secure-port=${API_SERVER_PORT}`,
        "--authorization-mode=RBAC",
        `--token-auth-file=${path("tokens.csv")}`,
        `--cert-dir=${path("certs")}`,
        "--service-account-issuer=https://kubernetes.default.svc",
        `--service-account-key-file=${path("sa.key")}`,
        `--service-account-signing-key-file=${path("sa.key")}`,
        "--service-cluster-ip-range=10.96.0.0/16",
        ...flags,
    );
    try {
        await until("kube-apiserver", START_LIMIT, async () => {
            const ended = running.find(({ child }) => child.exitCode !== null);
            if (ended !== undefined) throw new Error(`${ended.name} ended: ${ended.log.trim().split("\n").at(-1)}`);
            return await ask("GET", "/readyz").then(
                ({ status }) => status === 200,
                () => false,
            );
        });
        start(
            "kube-controller-manager",
            programs.controllerManager,
            `--kubeconfig=${path("kubeconfig")}`,
            "--controllers=clusterrole-aggregation-controller",
            "--leader-elect=false",
            "--bind-address=127.0.0.1",
            `--cert-dir=${path("certs")}`,
        );
        return { ask, dial, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}
