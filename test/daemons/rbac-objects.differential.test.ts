import fc from "fast-check";
import { names } from "../../policypack/model/rbac";
import { accessAllows } from "../../policypack/model/rbac-access";
import { type RbacRule, ruleAllows } from "../../policypack/model/rbac-rule";
import { Cursor } from "../../policypack/parse/cursor";
import { type ClusterRole, rulesIn } from "../../policypack/subjects/kubernetes/rbac/cluster-role";
import { ClusterRoles } from "../../policypack/subjects/kubernetes/rbac/cluster-roles";
import { rbacAccesses } from "../../policypack/subjects/kubernetes/rbac/rbac-access";
import { stackOf } from "../policypack/judge";
import type { ApiServer } from "./api-server";
import type { RbacCase } from "./rbac-cases";
import { pathOf, type Question, Score, withApiServer, withObjects } from "./rbac-comparison";
import { OBJECT_VERBS, OBJECTS, rbacObjectCase } from "./rbac-object-cases";

const CASES = Number(process.env["RBAC_OBJECT_CASES"] ?? "12");
const SEED = Number(process.env["RBAC_SEED"] ?? "20261126");
const WRITING = OBJECT_VERBS.filter((verb) => verb !== "get");

/** The roles that the API server brings of which our table says that they write other objects than they do. */
async function differingBuiltIns(server: ApiServer): Promise<readonly string[]> {
    const { body } = await server.ask("GET", pathOf("ClusterRole"));
    const ours = new ClusterRoles([]);
    const told = (rules: readonly RbacRule[]) =>
        WRITING.flatMap((verb) =>
            OBJECTS.filter(({ request }) => rules.some((rule) => ruleAllows(rule, { ...request, verb }))).map(
                ({ request }) => `${verb} ${request.resource} ${request.name ?? ""}`,
            ),
        ).join(", ");
    return (body as { items: { metadata: { name: string } }[] }).items.flatMap((role) => {
        const { name } = role.metadata;
        const rules = [...rulesIn(Cursor.of<ClusterRole>(role).field("rules"))].map((thunk) => thunk());
        const [theirs, own] = [told(rules), told(ours.rulesOf(name).map(({ rule }) => rule))];
        return theirs === own ? [] : [`${name}: ${theirs || "nothing"}; we say ${own || "nothing"}`];
    });
}

test(`${CASES} stacks of roles and bindings in namespaces: a real API server lets write what we say, and nothing else`, async () => {
    const score = new Score();
    await withApiServer(async (server) => {
        expect(await differingBuiltIns(server)).toEqual([]);
        for (const name of ["shop", "clusters"]) {
            await server.ask("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
        }
        for (let i = 0; i < CASES; i++) {
            const [{ resources, who }] = fc.sample(rbacObjectCase(`case-${i}`), { seed: SEED + i, numRuns: 1 }) as [RbacCase];
            const { known, faults } = rbacAccesses(stackOf(resources));
            expect(faults).toEqual([]);
            const ours = ({ who, request, namespace }: Question) =>
                known.some(
                    ({ view }) => view.subjects.some((subject) => names(subject, who)) && accessAllows(view, request, namespace),
                );
            // What the built-in roles read is in no table of ours.
            const verbs = resources.some(({ props }) => /"(admin|edit|view)"/.test(JSON.stringify(props)))
                ? WRITING
                : OBJECT_VERBS;
            const questions = who.flatMap((one) =>
                verbs.flatMap((verb) =>
                    OBJECTS.map(({ request, namespace }): Question => ({ who: one, request: { ...request, verb }, namespace })),
                ),
            );
            await withObjects(server, resources, () =>
                score.compare(server, questions, ours, `case ${i}: ${JSON.stringify(resources)}`),
            );
        }
    });
    score.finish("rbac of objects");
}, 900_000);
