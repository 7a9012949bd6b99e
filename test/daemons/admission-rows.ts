import { RULES } from "../../components/bypass-admission-policy/rules";
import type { Policy } from "../../policypack/lib/define-policy";
import { policies } from "../../policypack/policies";
import { type Given, type GivenInStack, judge, judgeStack, type Reported } from "../policypack/judge";
import { tableRows } from "../policypack/table-rows";

/** One row of a policy's own table that is about Pods or RBAC, with what the pack says of it. */
export interface AdmissionRow {
    readonly policy: string;
    readonly reason: string;
    /** The objects about Pods or RBAC: one, or those of a stack. */
    readonly given: readonly Given[];
    /** Whether it is a stack's row: what the pack says of it only the whole stack shows. */
    readonly isOfStack: boolean;
    /** Whether all rules of the component judge it, and not that of its own policy alone, which has none or sees the whole stack. */
    readonly isForAllRules: boolean;
    /** The pack's own policy refuses it. */
    readonly isRefused: boolean;
    /** A policy that judges it here refuses one of its objects by itself, so that the API server must. */
    readonly isDenied: boolean;
    /** The lines of the policies that judge it here; `(advisory) …` where it has its own level. */
    readonly lines: readonly string[];
    /** The lines of the row's own policy, for whoever looks into a difference. */
    readonly own: readonly string[];
}

/** Kinds that are Pods, make Pods, or are RBAC, whatever their form. */
const KINDS =
    /^kubernetes:.+:(?:Pod|PodTemplate|ReplicationController|Deployment|DaemonSet|StatefulSet|ReplicaSet|Job|CronJob|DeploymentConfig|Rollout|CloneSet|BroadcastJob|JobSet|Workflow|WorkflowTemplate|ClusterWorkflowTemplate|OpenTelemetryCollector|PersistentVolume|ClusterRole|ClusterRoleBinding|Role|RoleBinding)(?:Patch|List)?$/;

/** Whether a type is one of Pods or RBAC, so that admission might judge it. */
export const isAdmissible = (type: string): boolean => KINDS.test(type);

const isMandatory = (policy: Policy): boolean => policy.enforcementLevel === "mandatory";
const shown = ({ level, message }: Reported): string => `${level === undefined ? "" : `(${level}) `}${message}`;
const ruled: readonly Policy[] = policies.filter(({ name }) => RULES.some((rule) => rule.policy === name));

/** What a policy says of an object by itself: at the resource or, where it only has a stack's side, as a stack of this object alone. */
function saidAlone(policy: Policy, object: Given): readonly Reported[] {
    if (policy.reads.length > 0) return policy.reads.includes(object.type) ? judge(policy, object).reported : [];
    return /:(?:Cluster)?Role(?:Binding)?(?:Patch|List)?$/.test(object.type) ? judgeStack(policy, [object]).reported : [];
}

/** What the policies that have rules say of objects one by one, without configuration, as the component is installed for them. */
function byRules(objects: readonly Given[]): Pick<AdmissionRow, "isDenied" | "lines"> {
    const said = objects.flatMap(({ type, props }) =>
        ruled.flatMap((policy) => saidAlone(policy, { type, props }).map((one) => ({ policy, one }))),
    );
    return {
        isDenied: said.some(({ policy, one }) => one.level === undefined && isMandatory(policy)),
        lines: said.map(({ one }) => shown(one)),
    };
}

function rowOf(policy: Policy, reason: string, given: Given): AdmissionRow {
    const { reported } = judge(policy, given);
    const isRefused = isMandatory(policy) && reported.some(({ level }) => level === undefined);
    const own = reported.map(shown);
    const hasRule = ruled.includes(policy);
    const judged = hasRule ? { isDenied: isRefused, lines: own } : byRules([given]);
    return { policy: policy.name, reason, given: [given], isOfStack: false, isForAllRules: !hasRule, isRefused, own, ...judged };
}

/** What the pack says of a stack counts where it says it of Pods and RBAC. */
function stackRowOf(policy: Policy, reason: string, resources: readonly GivenInStack[]): AdmissionRow {
    const given = resources.filter(({ type }) => isAdmissible(type));
    const about = given.map(({ type, name }) => `::${type}::${name ?? "it"}`);
    const reported = judgeStack(policy, resources).reported.filter(({ urn }) => about.some((end) => urn?.endsWith(end)));
    const isRefused = isMandatory(policy) && reported.some(({ level }) => level === undefined);
    const own = reported.map(shown);
    return { policy: policy.name, reason, given, isOfStack: true, isForAllRules: true, isRefused, own, ...byRules(given) };
}

/** Every row about Pods or RBAC in the tables of all policies. */
export const admissionRows = (): readonly AdmissionRow[] =>
    tableRows()
        .filter(({ given }) => given.some(({ type }) => isAdmissible(type)))
        .map(({ policy, reason, given, isOfStack }) =>
            isOfStack ? stackRowOf(policy, reason, given) : rowOf(policy, reason, given[0]!),
        );
