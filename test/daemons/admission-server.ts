import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RenderedPolicy } from "../../components/bypass-admission-policy/render";
import { JUDGED_BY } from "./admission-objects";
import { type ApiAnswer, type ApiServer, withControlPlane } from "./api-server";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
/** Where Pods are made. */
export const PODS = "/api/v1/namespaces/default/pods";
/** The token of a node. */
export const NODE = "node";
const LOG = "audit.log";

/** A control plane that takes all that a cluster takes. */
export const withAdmissionServer = (ask: (server: ApiServer, audited: () => string) => Promise<void>): Promise<void> =>
    withControlPlane(
        (server, folder) => ask(server, () => readFileSync(join(folder, LOG), "utf8")),
        (folder) => {
            const policy = join(folder, "audit.yaml");
            const rules = [{ level: "Metadata" }];
            writeFileSync(policy, JSON.stringify({ apiVersion: "audit.k8s.io/v1", kind: "Policy", rules }));
            return {
                users: { [NODE]: { name: "system:node:a", groups: ["system:nodes", "system:masters"] } },
                flags: [
                    "--disable-admission-plugins=ServiceAccount",
                    "--allow-privileged=true",
                    `--audit-policy-file=${policy}`,
                    `--audit-log-path=${join(folder, LOG)}`,
                ],
            };
        },
    );

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
