import fc from "fast-check";
import { allows, type NodeSubresourceGrant } from "../../policypack/model/node-subresource-grant";
import { names } from "../../policypack/model/rbac";
import { Cursor } from "../../policypack/parse/cursor";
import { type ClusterRole, grantsOf } from "../../policypack/subjects/kubernetes/rbac/cluster-role";
import { ClusterRoles } from "../../policypack/subjects/kubernetes/rbac/cluster-roles";
import { nodeAccesses } from "../../policypack/subjects/kubernetes/rbac/node-access";
import { stackOf } from "../policypack/judge";
import type { ApiServer } from "./api-server";
import { rbacCase, type RbacCase, SUBRESOURCES, VERBS } from "./rbac-cases";
import { pathOf, type Question, Score, withApiServer, withObjects } from "./rbac-comparison";

const CASES = Number(process.env["RBAC_CASES"] ?? "12");
const SEED = Number(process.env["RBAC_SEED"] ?? "20261125");

/** The roles that the API server brings of which our table says otherwise, with what they allow. */
async function differingBuiltIns(server: ApiServer): Promise<readonly string[]> {
    const { body } = await server.ask("GET", pathOf("ClusterRole"));
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
    const score = new Score();
    await withApiServer(async (server) => {
        expect(await differingBuiltIns(server)).toEqual([]);
        for (let i = 0; i < CASES; i++) {
            const [{ resources, who }] = fc.sample(rbacCase(`case-${i}`), { seed: SEED + i, numRuns: 1 }) as [RbacCase];
            const { known, faults } = nodeAccesses(stackOf(resources));
            expect(faults).toEqual([]);
            const ours = ({ who, request }: Question) =>
                known.some(
                    ({ view: { subjects, grants } }) =>
                        subjects.some((subject) => names(subject, who)) &&
                        grants.some(({ grant }) => allows(grant, asked(request))),
                );
            const questions = who.flatMap((one) =>
                VERBS.flatMap((verb) =>
                    SUBRESOURCES.flatMap((subresource): Question[] => {
                        const request = { verb, group: "", resource: "nodes", subresource };
                        return [
                            { who: one, request },
                            ...(verb === "get" ? [{ who: one, request: { ...request, name: "node-1" } }] : []),
                        ];
                    }),
                ),
            );
            await withObjects(server, resources, () =>
                score.compare(server, questions, ours, `case ${i}: ${JSON.stringify(resources)}`),
            );
        }
    });
    score.finish("rbac");
}, 900_000);

const asked = ({ verb, subresource = "", name }: Question["request"]) => ({
    verb,
    subresource,
    ...(name !== undefined && { node: name }),
});
