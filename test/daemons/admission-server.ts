import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RenderedPolicy } from "../../components/bypass-admission-policy/render";
import { JUDGED_BY } from "./admission-objects";
import { type ApiAnswer, type ApiServer, startApiServer } from "./api-server";
import { openRoom } from "./room";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
/** Where Pods are made. */
export const PODS = "/api/v1/namespaces/default/pods";
/** The token of a node. */
export const NODE = "node";

/** A control plane that takes all that a cluster takes. */
export async function withAdmissionServer(ask: (server: ApiServer, audited: () => string) => Promise<void>): Promise<void> {
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
    const [policy, log] = [join(folder, "audit.yaml"), join(folder, "audit.log")];
    writeFileSync(policy, JSON.stringify({ apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "Metadata" }] }));
    try {
        server = await startApiServer(programs, folder, room, {
            users: { [NODE]: { name: "system:node:a", groups: ["system:nodes", "system:masters"] } },
            flags: [
                "--disable-admission-plugins=ServiceAccount",
                "--allow-privileged=true",
                `--audit-policy-file=${policy}`,
                `--audit-log-path=${log}`,
            ],
        });
        await ask(server, () => readFileSync(log, "utf8"));
    } finally {
        await server?.stop();
        await room.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Makes an object. @throws what the API server says */
export async function make(server: ApiServer, path: string, body: object): Promise<void> {
    const { status, body: answer } = await server.ask("POST", path, body);
    if (status !== 201)
        throw new Error(`${path}: ${String(answer?.message).slice(0, 200)} … ${String(answer?.message).slice(-200)}`);
}

/** What the component makes. @param judgedBy where it is for labelled objects alone */
export async function install(server: ApiServer, rendered: readonly RenderedPolicy[], judgedBy?: string): Promise<void> {
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

/** Makes an object, but not for good. */
export const tried = (server: ApiServer, path: string, body: object, token?: string) =>
    server.ask("POST", `${path}?dryRun=All`, body, token);
/** Whether a ValidatingAdmissionPolicy refuses it. */
export const isDenial = ({ status, body }: ApiAnswer): boolean =>
    status === 403 && String(body?.message).includes("ValidatingAdmissionPolicy");
