/** What the components write for kubelets, given to a real one; and what the same kubelet gives away once a setting is turned round. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { parse } from "yaml";
import type { KubeletChoices } from "../../components/hardened-node-group/kubelet-configuration";
import { nodeConfig } from "../../components/hardened-node-group/node-config";
import { startContainerd } from "./containerd";
import { type Bench, type Fields, type KubeletOutcome, runKubelet } from "./kubelet";
import { openRoom, type Room } from "./room";
import { KNOWN_TOKEN, POWERLESS_TOKEN, startTokenReview } from "./token-review";
import { until } from "./until";
import { program } from "./programs";

const TYPE = { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" };
const POD = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "planted", namespace: "kube-system", uid: "0c0ffee0" },
    spec: { containers: [{ name: "pause", image: "example.invalid/pause:1" }] },
};
/** Self-signed, as no stand-in for the API server approves a kubelet's request for a certificate, and without one it serves nobody. */
const SERVING: KubeletChoices = { isSelfSigned: true, servesJournal: false };

let folder: string;
let bench: Bench;
let room: Room;
let manifests: string;
let ca: string;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
    const binary = program("KUBELET");
    folder = mkdtempSync(join(tmpdir(), "kbg-hardened-"));
    const containerd = await startContainerd(folder);
    const reviews = join(folder, "reviews.sock");
    const reviewer = await startTokenReview(reviews);
    room = await openRoom(folder, reviews);
    stops.push(
        () => room.stop(),
        reviewer.stop,
        () => containerd.stop(),
    );
    ca = join(folder, "ca.crt");
    const key = join(folder, "ca.key");
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    execFileSync("openssl", ["req", "-x509", ...curve, "-keyout", key, "-out", ca, "-subj", "/CN=ca", "-days", "2"], {
        stdio: "ignore",
    });
    // Whoever comes has a token or nothing.
    bench = { binary, folder, containerdSocket: containerd.socket, client: { cert: "", key: "" } };
    manifests = join(folder, "manifests");
    mkdirSync(manifests);
    writeFileSync(join(manifests, "planted.json"), JSON.stringify(POD));
});

afterAll(async () => {
    for (const stop of stops) await stop();
    rmSync(folder, { recursive: true, force: true });
});

/** The drop-in that nodeadm makes of a NodeConfig, with the authority where this machine has one. */
function dropInOf(choices: KubeletChoices, turned: Fields = {}): string {
    const { config } = (parse(nodeConfig(choices)) as { spec: { kubelet: { config: Record<string, any> } } }).spec.kubelet;
    const { authentication, ...rest } = { ...config, ...turned };
    return JSON.stringify({ ...TYPE, ...rest, authentication: { ...authentication, x509: { clientCAFile: ca } } });
}

/** Starts a kubelet as nodeadm does, from a base file and a drop-in, and asks it what `visit` wants to know. */
const start = (dropIn: string, visit?: (outcome: KubeletOutcome) => Promise<void>) =>
    runKubelet(bench, { file: JSON.stringify({ ...TYPE }), dropIns: { "40-nodeadm.conf": dropIn }, flags: [] }, room, visit);

interface Reply {
    readonly status: number;
    readonly body: string;
}

/** What the kubelet answers; undefined when it does not serve. */
function ask(port: number, path: string, token?: string): Promise<Reply | undefined> {
    const isPlain = port === 10255;
    return new Promise((resolve) => {
        const socket = room.dial("127.0.0.1", port);
        const options = {
            path,
            timeout: 5_000,
            headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
            createConnection: () => (isPlain ? socket : connect({ socket, rejectUnauthorized: false })),
        };
        const call = (isPlain ? plainRequest : request)(options, (response) => {
            let body = "";
            response.on("data", (chunk) => (body += String(chunk)));
            response.on("end", () => {
                socket.destroy();
                resolve({ status: response.statusCode ?? 0, body });
            });
        });
        const silent = () => {
            socket.destroy();
            resolve(undefined);
        };
        socket.on("error", silent);
        call.on("error", silent);
        call.on("timeout", silent);
        call.end();
    });
}

/** The kubelet looks into its folder of static Pods a moment after it serves. */
const SETTLED_MS = 10_000;
const PLANTED = "planted-node-under-test";
const untilPlanted = (reply: () => Promise<Reply | undefined>) =>
    until("the planted Pod", SETTLED_MS, async () => podsOf(await reply()).includes(PLANTED));

const podsOf = (reply: Reply | undefined): string[] =>
    (JSON.parse(reply!.body) as { items: { metadata: { name: string } }[] | null }).items?.map(({ metadata }) => metadata.name) ??
    [];

test("a real kubelet takes every field as it was written", async () => {
    const outcome = await start(dropInOf({ isSelfSigned: false, servesJournal: false, maxPods: 58 }));
    if (outcome.kind === "refused") throw new Error(outcome.log.slice(-2_000));
    expect(outcome.kind).toBe("logs");
    expect(outcome.kind === "logs" && outcome.logged).toMatchObject({
        Authentication: { Anonymous: { Enabled: false }, Webhook: { Enabled: true }, X509: { ClientCAFile: ca } },
        Authorization: { Mode: "Webhook" },
        ReadOnlyPort: 0,
        StaticPodPath: "",
        StaticPodURL: "",
        ServerTLSBootstrap: true,
        ProtectKernelDefaults: true,
        SeccompDefault: true,
        MaxPods: 58,
    });
}, 60_000);

test("while nobody has approved its certificate it serves nobody", async () => {
    let reply: Reply | undefined = { status: 0, body: "" };
    await start(dropInOf({ isSelfSigned: false, servesJournal: false }), async () => {
        reply = await ask(10250, "/pods", KNOWN_TOKEN);
    });
    expect(reply).toBeUndefined();
}, 60_000);

test("it asks who comes and what they may, serves no read-only port, and runs no planted Pod", async () => {
    const replies: Record<string, number | undefined> = {};
    let pods: string[] = ["not asked"];
    await start(dropInOf(SERVING), async () => {
        for (const path of ["/pods", "/configz", "/metrics", "/logs/", "/exec/kube-system/planted/pause?command=id&output=1"])
            replies[`nobody ${path.split("?")[0]}`] = (await ask(10250, path))?.status;
        replies["a stranger"] = (await ask(10250, "/pods", "guessed"))?.status;
        replies["the powerless"] = (await ask(10250, "/pods", POWERLESS_TOKEN))?.status;
        // As long as another kubelet needs several times over to find what is planted.
        await new Promise((done) => setTimeout(done, 3_000));
        const allowed = await ask(10250, "/pods", KNOWN_TOKEN);
        replies["who may"] = allowed?.status;
        replies["who may, of profiles"] = (await ask(10250, "/debug/pprof/heap", KNOWN_TOKEN))?.status;
        replies["who may, of the journal"] = (await ask(10250, "/logs/?query=kubelet", KNOWN_TOKEN))?.status;
        replies["read-only port"] = (await ask(10255, "/pods"))?.status;
        pods = podsOf(allowed);
    });
    expect(replies).toEqual({
        "nobody /pods": 401,
        "nobody /configz": 401,
        "nobody /metrics": 401,
        "nobody /logs/": 401,
        "nobody /exec/kube-system/planted/pause": 401,
        "a stranger": 401,
        "the powerless": 403,
        "who may": 200,
        "who may, of profiles": 405,
        "who may, of the journal": 405,
        "read-only port": undefined,
    });
    expect(pods).toEqual([]);
}, 60_000);

test("with the settings turned round the same requests have the node", async () => {
    const replies: Record<string, number | undefined> = {};
    const turned = {
        authentication: { anonymous: { enabled: true }, webhook: { enabled: true } },
        authorization: { mode: "AlwaysAllow" },
        readOnlyPort: 10255,
    };
    await start(dropInOf({ ...SERVING, staticPodPath: manifests }, turned), async () => {
        replies["nobody"] = (await ask(10250, "/pods"))?.status;
        replies["read-only port"] = (await ask(10255, "/pods"))?.status;
        await untilPlanted(() => ask(10255, "/pods"));
    });
    expect(replies).toEqual({ nobody: 200, "read-only port": 200 });
}, 60_000);

test("a static Pod path that is asked for is one that the kubelet runs", async () => {
    const outcome = await start(dropInOf({ ...SERVING, staticPodPath: manifests }), () =>
        untilPlanted(() => ask(10250, "/pods", KNOWN_TOKEN)).then(() => undefined),
    );
    expect(outcome.kind).toBe("serves");
}, 60_000);

test("the journal is served where it is asked for, to who may", async () => {
    const replies: (number | undefined)[] = [];
    await start(dropInOf({ ...SERVING, servesJournal: true }), async () => {
        for (const token of [undefined, POWERLESS_TOKEN, KNOWN_TOKEN])
            replies.push((await ask(10250, "/logs/?query=kubelet", token))?.status);
    });
    expect(replies).toEqual([401, 403, 200]);
}, 60_000);
