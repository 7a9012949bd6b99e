import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { allows, type NodeSubresourceGrant } from "../../policypack/model/node-subresource-grant";
import { names } from "../../policypack/model/rbac";
import { Cursor } from "../../policypack/parse/cursor";
import { type ClusterRole, grantsOf } from "../../policypack/subjects/kubernetes/rbac/cluster-role";
import { ClusterRoles } from "../../policypack/subjects/kubernetes/rbac/cluster-roles";
import { nodeAccesses } from "../../policypack/subjects/kubernetes/rbac/node-access";
import { stackOf } from "../policypack/judge";
import { type ApiServer, startApiServer } from "./api-server";
import { rbacCase, type RbacCase, SUBRESOURCES, VERBS, type Who } from "./rbac-cases";
import { openRoom } from "./room";
import { until } from "./until";

const CASES = Number(process.env["RBAC_CASES"] ?? "12");
const SEED = Number(process.env["RBAC_SEED"] ?? "20261125");
/** An authorizer sees what is written a moment later; a real difference stays. */
const PATIENCE = 5_000;
const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const PLURAL: Readonly<Record<string, string>> = { ClusterRole: "clusterroles", ClusterRoleBinding: "clusterrolebindings" };

interface Question {
    readonly who: Who;
    readonly verb: string;
    readonly subresource: string;
    readonly node?: string;
}

const pathOf = (type: string) => `${RBAC}/${PLURAL[type.split(":").at(-1)!]}`;

async function isAllowed(server: ApiServer, { who, verb, subresource, node }: Question): Promise<boolean> {
    const { body, status } = await server.ask("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SubjectAccessReview",
        spec: {
            user: who.user,
            groups: who.groups,
            resourceAttributes: { verb, resource: "nodes", subresource, ...(node && { name: node }) },
        },
    });
    if (status !== 201) throw new Error(`the API server answers a review with ${status}`);
    return (body as { status: { allowed: boolean } }).status.allowed;
}

/** The roles that collect others, once the controller has nothing left to do. */
async function settled(server: ApiServer): Promise<void> {
    let last = "";
    let same = 0;
    await until("the end of aggregation", 30_000, async () => {
        const { body } = await server.ask("GET", pathOf("x:ClusterRole"));
        const now = JSON.stringify((body as { items: { rules?: unknown }[] }).items.map(({ rules }) => rules));
        same = now === last ? same + 1 : 0;
        last = now;
        await new Promise((done) => setTimeout(done, 100));
        return same >= 5;
    });
}

/** The roles that the API server brings of which our table says otherwise, with what they allow. */
async function differingBuiltIns(server: ApiServer): Promise<readonly string[]> {
    const { body } = await server.ask("GET", pathOf("x:ClusterRole"));
    const ours = new ClusterRoles([]);
    return (body as { items: { metadata: { name: string } }[] }).items.flatMap((role) => {
        const { name } = role.metadata;
        const grants = [...grantsOf(Cursor.of<ClusterRole>(role))].map((thunk) => thunk());
        const told = (all: readonly NodeSubresourceGrant[]) =>
            VERBS.flatMap((verb) =>
                SUBRESOURCES.filter((subresource) => all.some((grant) => allows(grant, { verb, subresource }))).map(
                    (subresource) => `${verb} ${subresource}`,
                ),
            ).join(", ");
        const [theirs, own] = [told(grants), told(ours.grantsOf(name).map(({ grant }) => grant))];
        return theirs === own ? [] : [`${name}: ${theirs || "nothing"}; we say ${own || "nothing"}`];
    });
}

test(`${CASES} stacks of roles, aggregations and bindings: a real API server allows what we say, and nothing else`, async () => {
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
    const folder = mkdtempSync(join(tmpdir(), "kbg-rbac-"));
    const room = await openRoom(folder, join(folder, "nobody.sock"));
    let server: ApiServer | undefined;
    const disagreements: string[] = [];
    let answers = 0;
    let allowed = 0;
    try {
        server = await startApiServer(programs, folder, room);
        const own = server;
        expect(await differingBuiltIns(own)).toEqual([]);
        for (let i = 0; i < CASES; i++) {
            const [{ resources, who }] = fc.sample(rbacCase(`case-${i}`), { seed: SEED + i, numRuns: 1 }) as [RbacCase];
            for (const { type, props } of resources) {
                const { status, body } = await own.ask("POST", pathOf(type), {
                    apiVersion: "rbac.authorization.k8s.io/v1",
                    kind: type.split(":").at(-1),
                    ...props,
                });
                if (status !== 201) throw new Error(`the API server refuses a ${type}: ${JSON.stringify(body)}`);
            }
            await settled(own);
            const { known, faults } = nodeAccesses(stackOf(resources));
            expect(faults).toEqual([]);
            const ours = ({ who, ...request }: Question) =>
                known.some(
                    ({ view: { subjects, grants } }) =>
                        subjects.some((subject) => names(subject, who)) && grants.some(({ grant }) => allows(grant, request)),
                );
            const questions = who.flatMap((one) =>
                VERBS.flatMap((verb) =>
                    SUBRESOURCES.flatMap((subresource): Question[] => [
                        { who: one, verb, subresource },
                        ...(verb === "get" ? [{ who: one, verb, subresource, node: "node-1" }] : []),
                    ]),
                ),
            );
            const ask = async (question: Question) => {
                const end = Date.now() + PATIENCE;
                const expected = ours(question);
                let theirs = await isAllowed(own, question);
                while (theirs !== expected && Date.now() < end) theirs = await isAllowed(own, question);
                answers++;
                if (theirs) allowed++;
                if (theirs !== expected) {
                    const { who, verb, subresource, node } = question;
                    disagreements.push(
                        `case ${i}: ${who.user} ${verb} nodes/${subresource} ${node ?? ""}: ${theirs ? "allowed" : "refused"}, we say otherwise\n${JSON.stringify(resources)}`,
                    );
                }
            };
            const queue = [...questions];
            await Promise.all(
                Array.from({ length: 8 }, async () => {
                    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await ask(next);
                }),
            );
            for (const { type, name } of [...resources].reverse()) await own.ask("DELETE", `${pathOf(type)}/${name}`);
            await settled(own);
        }
    } finally {
        await server?.stop();
        await room.stop();
        rmSync(folder, { recursive: true, force: true });
    }
    process.stdout.write(`\nrbac: ${answers} answers, ${disagreements.length} disagreements (${allowed} allowed)\n\n`);
    expect(disagreements.slice(0, 3)).toEqual([]);
    // Questions of which all have one answer would show nothing.
    expect(allowed).toBeGreaterThan(answers / 20);
    expect(answers - allowed).toBeGreaterThan(answers / 20);
}, 900_000);
