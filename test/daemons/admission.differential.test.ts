import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RenderedAllowance, renderAdmission, type RenderedPolicy } from "../../components/bypass-admission-policy/render";
import { RULES } from "../../components/bypass-admission-policy/rules";
import { imageRepository } from "../../policypack/model/image-repository";
import { nodePath } from "../../policypack/model/node-path";
import { UNKNOWN } from "../policypack/judge";
import { customResources } from "./admission-customs";
import { DIFFERENCES } from "./admission-differences";
import { JUDGED_BY, objectsOf } from "./admission-objects";
import { type AdmissionRow, admissionRows } from "./admission-rows";
import { type ApiServer, startApiServer } from "./api-server";
import { openRoom } from "./room";
import { until } from "./until";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const PODS = "/api/v1/namespaces/default/pods";
const NODE = "node";

/** A control plane that takes all that a cluster takes. */
async function withServer(ask: (server: ApiServer) => Promise<void>): Promise<void> {
    const program = (variable: string): string => {
        const path = process.env[variable];
        if (path === undefined) throw new Error(`no ${variable}: run npm run test:daemons, which builds one`);
        return path;
    };
    const programs = {
        etcd: program("ETCD"),
        apiServer: program("KUBE_APISERVER"),
        controllerManager: program("KUBE_CONTROLLER_MANAGER"),
    };
    const folder = mkdtempSync(join(tmpdir(), "kbg-admission-"));
    const room = await openRoom(folder, join(folder, "nobody.sock"));
    let server: ApiServer | undefined;
    try {
        server = await startApiServer(programs, folder, room, {
            users: { [NODE]: { name: "system:node:a", groups: ["system:nodes", "system:masters"] } },
            flags: ["--disable-admission-plugins=ServiceAccount", "--allow-privileged=true"],
        });
        await ask(server);
    } finally {
        await server?.stop();
        await room.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}

async function make(server: ApiServer, path: string, body: object): Promise<void> {
    const { status, body: answer } = await server.ask("POST", path, body);
    if (status !== 201)
        throw new Error(`${path}: ${String(answer?.message).slice(0, 200)} … ${String(answer?.message).slice(-200)}`);
}

/** What the component makes. @param judgedBy where it is for labelled objects alone */
async function install(server: ApiServer, rendered: readonly RenderedPolicy[], judgedBy?: string): Promise<void> {
    const apiVersion = "admissionregistration.k8s.io/v1";
    const matchResources = { objectSelector: { matchLabels: { [JUDGED_BY]: judgedBy } } };
    for (const { name, spec, binding } of rendered) {
        const common = { apiVersion, metadata: { name } };
        await make(server, `${ADMISSION}/validatingadmissionpolicies`, { ...common, kind: "ValidatingAdmissionPolicy", spec });
        await make(server, `${ADMISSION}/validatingadmissionpolicybindings`, {
            ...common,
            kind: "ValidatingAdmissionPolicyBinding",
            spec: { ...binding, ...(judgedBy !== undefined && { matchResources }) },
        });
    }
}

const tried = (server: ApiServer, path: string, body: object, token?: string) =>
    server.ask("POST", `${path}?dryRun=All`, body, token);
const isDenial = ({ status, body }: { status: number; body: any }): boolean =>
    status === 403 && String(body?.message).includes("ValidatingAdmissionPolicy");

/** Whether all of a row is known, as all is that reaches an API server. */
const isKnown = ({ props }: AdmissionRow["given"]): boolean => !JSON.stringify(props).includes(UNKNOWN);

interface Given {
    readonly policy: string;
    readonly allowances: readonly RenderedAllowance[];
}

/** What a row's own settings allow, as the component is given it: its paths have the one spelling. */
function settingsOf({ policy, given }: AdmissionRow): Given {
    const own = (given.config?.["allowances"] ?? []) as Record<string, string>[];
    const allowances = own.map((one) => ({
        policy,
        namespace: one["namespace"]!,
        serviceAccount: one["serviceAccount"]!,
        image: imageRepository(one["image"]!),
        allows: one["share"] ?? nodePath(one["path"]!),
    }));
    return { policy, allowances };
}

/** Installs what judges the rows: every policy alone, as an answer names one policy alone, and once more for each set of allowances. */
async function judges(server: ApiServer, rows: readonly AdmissionRow[]): Promise<(row: AdmissionRow) => string> {
    const names = new Map<string, string>();
    const keyOf = (row: AdmissionRow) => JSON.stringify(settingsOf(row));
    for (const row of rows) {
        if (names.has(keyOf(row))) continue;
        const name = `set-${names.size}`;
        names.set(keyOf(row), name);
        const { policy, allowances } = settingsOf(row);
        const rules = RULES.filter((rule) => rule.policy === policy);
        await install(server, renderAdmission(rules, { prefix: name, allowances }), name);
    }
    // They come into effect in no order that is told; each is asked of until it denies what it is there for.
    for (const row of rows.filter(({ isRefused, given }) => isRefused && isKnown(given))) {
        const name = names.get(keyOf(row))!;
        if (row.given.config !== undefined) continue;
        const [first] = objectsOf(row.given, "probe", name);
        if (first === undefined || (await tried(server, first.path, first.body)).status === 422) continue;
        if (waited.has(name)) continue;
        waited.add(name);
        await until(`the effect of ${row.policy}`, 60_000, async () => isDenial(await tried(server, first.path, first.body)));
    }
    return (row) => names.get(keyOf(row))!;
}
const waited = new Set<string>();

/** What the API server says of a row: the denial of its policy, or that it takes no such object anyway. */
async function verdictOf(server: ApiServer, row: AdmissionRow, name: string, judge: string) {
    if (!isKnown(row.given)) return { denial: "", refused: "unknown" };
    let denial = "";
    for (const { path, body } of objectsOf(row.given, name, judge)) {
        const answer = await tried(server, path, body);
        if (isDenial(answer)) denial += `${answer.body.message} `;
        else if (answer.status !== 201)
            return { denial: "", refused: `${answer.status} ${String(answer.body?.message ?? answer.body).slice(0, 600)}` };
    }
    return { denial, refused: undefined };
}

const bare = (line: string): string => line.replace(/^items\[\d+\]\./, "");

test("a real API server with the component's policies denies what the pack refuses, and nothing else", async () => {
    const rows = admissionRows();
    expect(rows.length).toBeGreaterThan(800);
    const unexplained: string[] = [];
    const explained = new Map<string, number>();
    let [denied, told] = [0, 0];
    await withServer(async (server) => {
        for (const { path, definition } of customResources()) {
            await make(server, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);
            await until(path, 30_000, async () => (await server.ask("GET", path)).status === 200);
        }
        const known = rows.filter(({ given }) => isKnown(given));
        const namespaces = known.flatMap(({ given }) => objectsOf(given, "x", "x").map(({ body }) => body["metadata"].namespace));
        for (const name of new Set(namespaces))
            await server.ask("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
        const judgeOf = await judges(server, rows);
        for (const [i, row] of rows.entries()) {
            const { denial, refused } = await verdictOf(server, row, `row-${i}`, judgeOf(row));
            if (denial !== "") denied++;
            const said = row.lines.filter((line) => !line.startsWith("(")).map(bare);
            if (denial !== "" && said.every((line) => denial.includes(line))) told++;
            if (refused === undefined && (denial !== "") === row.isRefused) continue;
            const difference = DIFFERENCES.find((one) => one.covers(row, refused));
            if (difference !== undefined) explained.set(difference.reason, (explained.get(difference.reason) ?? 0) + 1);
            else
                unexplained.push(
                    `${row.policy}: ${row.reason} (${row.given.type}): pack ${row.isRefused}, cluster ${denial !== ""}; ` +
                        `${refused ?? denial}; ${row.lines.join(" / ")}`,
                );
        }
    });
    if (process.env["ADMISSION_REPORT"] !== undefined) writeFileSync(process.env["ADMISSION_REPORT"], unexplained.join("\n"));
    const counts = [...explained.values()];
    process.stdout.write(
        `\nadmission: ${rows.length} rows, ${unexplained.length} unexplained differences ` +
            `(${denied} denied, ${told} of them in the pack's whole words, ${counts.join(" + ")} explained)\n\n`,
    );
    expect(unexplained.slice(0, 5)).toEqual([]);
    expect([...explained.keys()].sort()).toEqual(DIFFERENCES.map(({ reason }) => reason).sort());
}, 900_000);

const pod = (metadata: object = {}) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "mirror", namespace: "default", ...metadata },
    spec: { nodeName: "a", hostPID: true, containers: [{ name: "c", image: "example.com/app:1" }] },
});
const MIRROR = { annotations: { "kubernetes.io/config.mirror": "x", "kubernetes.io/config.source": "file" } };

test("the mirror of a static Pod is let in for a node, and for nobody else", async () => {
    await withServer(async (server) => {
        await install(server, renderAdmission(RULES, { prefix: "guard" }));
        await until("the policies' effect", 60_000, async () => isDenial(await tried(server, PODS, pod())));
        expect((await tried(server, PODS, pod(MIRROR), NODE)).status).not.toBe(403);
        expect(isDenial(await tried(server, PODS, pod(), NODE))).toBe(true);
        expect(isDenial(await tried(server, PODS, pod(MIRROR)))).toBe(true);
    });
}, 300_000);
