import type { RbacRequest } from "../../policypack/model/rbac-rule";
import type { GivenInStack } from "../policypack/judge";
import { type ApiServer, withControlPlane } from "./api-server";
import type { Who } from "./rbac-cases";
import { until } from "./until";

/** An authorizer sees what is written a moment later; a real difference stays. */
const PATIENCE = 5_000;
const RBAC = "/apis/rbac.authorization.k8s.io/v1";

/** One request, and in which namespace it is made. */
export interface Question {
    readonly who: Who;
    readonly request: RbacRequest;
    readonly namespace?: string | undefined;
}

/** Where objects of a kind are made, and read over all namespaces where none is given. */
export function pathOf(kind: string, namespace?: string): string {
    const plural = `${kind.toLowerCase()}s`;
    return namespace === undefined ? `${RBAC}/${plural}` : `${RBAC}/namespaces/${namespace}/${plural}`;
}

/** Starts a control plane, and asks once the built-in roles are what their parts make them. */
export const withApiServer = (ask: (server: ApiServer) => Promise<void>): Promise<void> =>
    withControlPlane(async (server) => {
        await until("the controller that collects rules", 30_000, async () => {
            const { body } = await server.ask("GET", `${pathOf("ClusterRole")}/admin`);
            return (body as { rules: unknown[] | null }).rules?.length;
        });
        await settled(server);
        await ask(server);
    });

/** Makes the roles and bindings of a case, asks, and takes them away. */
export async function withObjects(
    server: ApiServer,
    resources: readonly GivenInStack[],
    ask: () => Promise<void>,
): Promise<void> {
    const placed = resources.map(({ type, name, props }) => {
        const kind = type.split(":").at(-1)!;
        const { namespace } = (props as { metadata: { namespace?: string } }).metadata;
        return { path: pathOf(kind, namespace), body: { apiVersion: "rbac.authorization.k8s.io/v1", kind, ...props }, name };
    });
    for (const { path, body } of placed) {
        const answer = await server.ask("POST", path, body);
        if (answer.status !== 201) throw new Error(`the API server refuses a ${body.kind}: ${JSON.stringify(answer.body)}`);
    }
    await settled(server);
    await ask();
    for (const { path, name } of [...placed].reverse()) await server.ask("DELETE", `${path}/${name}`);
    await settled(server);
}

/** The roles that collect others, once the controller has nothing left to do. */
async function settled(server: ApiServer): Promise<void> {
    let last = "";
    let same = 0;
    await until("the end of aggregation", 30_000, async () => {
        const { body } = await server.ask("GET", pathOf("ClusterRole"));
        const now = JSON.stringify((body as { items: { rules?: unknown }[] }).items.map(({ rules }) => rules));
        same = now === last ? same + 1 : 0;
        last = now;
        await new Promise((done) => setTimeout(done, 100));
        return same >= 5;
    });
}

async function isAllowed(server: ApiServer, { who, request, namespace }: Question): Promise<boolean> {
    const { body, status } = await server.ask("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SubjectAccessReview",
        spec: { user: who.user, groups: who.groups, resourceAttributes: { ...request, namespace } },
    });
    if (status !== 201) throw new Error(`the API server answers a review with ${status}`);
    return (body as { status: { allowed: boolean } }).status.allowed;
}

/** How many answers were compared, how many were yes, and which were not ours. */
export class Score {
    answers = 0;
    allowed = 0;
    readonly disagreements: string[] = [];

    /** Asks the API server until it says what we say, or for long enough. */
    async compare(server: ApiServer, questions: readonly Question[], ours: (question: Question) => boolean, where: string) {
        const queue = [...questions];
        const worker = async () => {
            for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
                const end = Date.now() + PATIENCE;
                const expected = ours(next);
                let theirs = await isAllowed(server, next);
                while (theirs !== expected && Date.now() < end) theirs = await isAllowed(server, next);
                this.answers++;
                if (theirs) this.allowed++;
                if (theirs !== expected)
                    this.disagreements.push(`${JSON.stringify(next)}: ${theirs}, we say otherwise\n${where}`);
            }
        };
        await Promise.all(Array.from({ length: 8 }, worker));
    }

    /** Says the figures and expects them: all agree, and not all are one answer. */
    finish(name: string): void {
        const { answers, allowed, disagreements } = this;
        process.stdout.write(`\n${name}: ${answers} answers, ${disagreements.length} disagreements (${allowed} allowed)\n\n`);
        expect(disagreements.slice(0, 3)).toEqual([]);
        expect(allowed).toBeGreaterThan(answers / 20);
        expect(answers - allowed).toBeGreaterThan(answers / 20);
    }
}
