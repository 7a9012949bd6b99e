import { type RenderedAllowance, renderAdmission } from "../../components/bypass-admission-policy/render";
import { RULES } from "../../components/bypass-admission-policy/rules";
import { imageRepository } from "../../policypack/model/image-repository";
import { nodePath } from "../../policypack/model/node-path";
import { UNKNOWN } from "../policypack/judge";
import { objectsOf } from "./admission-objects";
import type { AdmissionRow } from "./admission-rows";
import { install, isDenial, tried } from "./admission-server";
import type { ApiServer } from "./api-server";
import { until } from "./until";

/** Whether all of a row is known, as all is that reaches an API server. */
export const isKnown = ({ given }: AdmissionRow): boolean => !JSON.stringify(given).includes(UNKNOWN);

/** An element of the setting systemWorkloads. */
interface ConfiguredWorkload {
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly image: string;
    readonly paths?: readonly string[];
    readonly shares?: readonly string[];
}

/** The label of what all rules judge. */
const ALL = "all";

/** What a row's own settings allow, as the component is given it: its paths have the one spelling. */
function allowancesOf({ policy, given: [given] }: AdmissionRow): readonly RenderedAllowance[] {
    const own = (given?.config?.["systemWorkloads"] ?? []) as ConfiguredWorkload[];
    return own.flatMap(({ namespace, serviceAccount, image, paths = [], shares = [] }) =>
        [...paths.map(nodePath), ...shares].map((allows) => ({
            policy,
            namespace,
            serviceAccount,
            image: imageRepository(image),
            allows,
        })),
    );
}

/**
 * Installs what judges the rows: every rule alone, as a denial names one policy alone, once more for each set of allowances, and all
 * rules together for rows whose policy has none.
 * @returns by what label a row's objects are judged
 */
export async function judges(server: ApiServer, rows: readonly AdmissionRow[]): Promise<(row: AdmissionRow) => string> {
    const names = new Map<string, string>();
    const keyOf = (row: AdmissionRow) =>
        row.isForAllRules ? ALL : JSON.stringify({ policy: row.policy, allowances: allowancesOf(row) });
    await install(server, renderAdmission(RULES, { prefix: ALL }), ALL);
    names.set(ALL, ALL);
    for (const row of rows) {
        if (names.has(keyOf(row))) continue;
        const name = `set-${names.size}`;
        names.set(keyOf(row), name);
        const rules = RULES.filter((rule) => rule.policy === row.policy);
        await install(server, renderAdmission(rules, { prefix: name, allowances: allowancesOf(row) }), name);
    }
    // They come into effect in no order that is told; each is asked of until it denies what it is there for.
    const inEffect = async (row: AdmissionRow, name: string, policy: string) => {
        const [first] = row.given.flatMap((one) => objectsOf(one, "probe", name));
        if (first === undefined || (await tried(server, first.path, first.body)).status === 422) return false;
        await until(`the effect of ${name}-${policy}`, 60_000, async () => isDenial(await tried(server, first.path, first.body)));
        return true;
    };
    const waited = new Set<string>();
    for (const row of rows.filter((one) => one.isDenied && !one.isForAllRules && isKnown(one))) {
        if (row.given.some(({ config }) => config !== undefined)) continue;
        const name = names.get(keyOf(row))!;
        if (!waited.has(name) && (await inEffect(row, name, row.policy))) waited.add(name);
    }
    await allInEffect(server, rows);
    return (row) => names.get(keyOf(row))!;
}

const everyoneIs = (kind: string, role: string) => ({
    type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}`,
    props: {
        metadata: { namespace: "kube-system" },
        roleRef: { kind: "ClusterRole", name: role },
        subjects: [{ kind: "Group", name: "system:authenticated" }],
    },
});
/** Objects that rules deny whose policies have only rows of whole stacks. */
const OF_STACKS = [
    everyoneIs("RoleBinding", "edit"),
    everyoneIs("ClusterRoleBinding", "system:controller:legacy-service-account-token-cleaner"),
];

/**
 * Of several policies that deny one object an API server names one, the first in an order of its own, which it makes anew with every policy that
 * comes. Where two always deny together, the other is seen after a change of that order.
 */
async function reorder(server: ApiServer, name: string): Promise<void> {
    const policies = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";
    const nothing = {
        matchConstraints: {
            resourceRules: [{ apiGroups: ["none.test"], apiVersions: ["v1"], resources: ["none"], operations: ["CREATE"] }],
        },
    };
    const { status } = await server.ask("POST", policies, {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicy",
        metadata: { name },
        spec: { ...nothing, validations: [{ expression: "true" }] },
    });
    if (status !== 201) throw new Error(`no policy more: ${status}`);
    await new Promise((done) => setTimeout(done, 1_500));
    await server.ask("DELETE", `${policies}/${name}`);
}

/** Waits until each of all rules is told of in a denial or warning of its own: the others may deny the same object before it. */
async function allInEffect(server: ApiServer, rows: readonly AdmissionRow[]): Promise<void> {
    const waiting = new Set(RULES.filter(({ isMandatory }) => isMandatory).map(({ policy }) => policy));
    const probes = rows.filter(
        (row) => row.isDenied && !row.isForAllRules && isKnown(row) && row.given.every(({ config }) => config === undefined),
    );
    let round = 0;
    await until(`the effect of all rules together`, 120_000, async () => {
        if (round++ > 0) await reorder(server, `reorder-${round}`);
        const left = probes.filter(({ policy }) => waiting.has(policy));
        for (const { policy, given } of [...left, ...OF_STACKS.map((one) => ({ policy: undefined, given: [one] }))]) {
            const [first] = given.flatMap((one) => objectsOf(one, "probe", ALL));
            if (first === undefined || waiting.size === 0 || (policy !== undefined && !waiting.has(policy))) continue;
            const { body } = await tried(server, first.path, first.body);
            const told = RULES.map(({ policy }) => policy).filter((policy) =>
                String(body?.message).includes(`'${ALL}-${policy}' `),
            );
            for (const policy of told) waiting.delete(policy);
        }
        return waiting.size === 0;
    });
}

/** What the API server says of a row. */
export interface Verdict {
    /** The denials of its objects; empty where all are let in. */
    readonly denial: string;
    readonly warnings: string;
    /** Why the API server takes no such object anyway. */
    readonly refused: string | undefined;
}

/** Makes a row's objects, but not for good. @param judge the label */
export async function verdictOf(server: ApiServer, row: AdmissionRow, name: string, judge: string): Promise<Verdict> {
    if (!isKnown(row)) return { denial: "", warnings: "", refused: "unknown" };
    let [denial, warnings] = ["", ""];
    const objects = row.given.flatMap((one, i) => objectsOf(one, `${name}-${i}`, judge));
    for (const { path, body } of objects) {
        const answer = await tried(server, path, body);
        if (answer.warnings.includes(`'${judge}-`)) warnings += answer.warnings;
        if (isDenial(answer)) denial += `${answer.body.message} `;
        // The API server has some roles and bindings already.
        else if (answer.status !== 201 && answer.status !== 409) {
            const why = `${answer.status} ${String(answer.body?.message ?? answer.body).slice(0, 600)}`;
            return { denial: "", warnings: "", refused: why };
        }
    }
    return { denial, warnings, refused: undefined };
}
