import type { Policy } from "../../policypack/lib/define-policy";
import { type Given, judge } from "../policypack/judge";
import type { PolicyTable } from "../policypack/table";

/** One row of a policy's own table that is an object of Kubernetes, with what the pack says of it. */
export interface AdmissionRow {
    readonly policy: string;
    readonly reason: string;
    readonly given: Given;
    /** The pack refuses it. */
    readonly isRefused: boolean;
    /** The lines of the pack, for whoever looks into a difference. */
    readonly lines: readonly string[];
    /** Something in it is known only after the preview. */
    readonly hasUnknown: boolean;
}

/** The files whose tables are compared, by chapter. */
const FILES = [
    "kubelet-api/node-subresources-restricted",
    "kubelet-api/node-subresources-not-granted-to-everyone",
    "kubelet-api/node-subresources-wildcard-intent",
    "kubelet-api/node-certificate-approval-restricted",
    "kubelet-api/node-impersonation-restricted",
    "runtime-socket/pods-isolated-from-node",
    "runtime-socket/runtime-socket-not-mounted",
    "runtime-socket/host-path-mounts-read-only",
    "static-pods/static-pod-folders-not-mounted",
    "static-pods/kubelet-folders-not-mounted",
    "etcd-api/private-key-folders-not-mounted",
];
/** Kinds that the component judges, whatever their form. */
const KINDS =
    /:(?:Pod|PodTemplate|ReplicationController|Deployment|DaemonSet|StatefulSet|ReplicaSet|Job|CronJob|DeploymentConfig|Rollout|CloneSet|BroadcastJob|JobSet|Workflow|WorkflowTemplate|ClusterWorkflowTemplate|OpenTelemetryCollector|PersistentVolume|ClusterRole|ClusterRoleBinding)(?:Patch|List)?$/;

/** Every row about one object of those kinds in the policies' own tables; their files run with a table that only notes its rows. */
export function admissionRows(): readonly AdmissionRow[] {
    const rows: AdmissionRow[] = [];
    const policyTable = (policy: Policy, { fails = {}, passes = {}, unknowns = {} }: Partial<PolicyTable>) => {
        for (const [reason, given] of Object.entries({ ...fails, ...passes, ...unknowns })) {
            if (!given.type.startsWith("kubernetes:") || !KINDS.test(given.type)) continue;
            const { reported, unknown } = judge(policy, given);
            rows.push({
                policy: policy.name,
                reason,
                given,
                isRefused: reported.some(({ level }) => level === undefined) && policy.enforcementLevel === "mandatory",
                lines: reported.map(({ level, message }) => `${level === undefined ? "" : `(${level}) `}${message}`),
                hasUnknown: unknown !== undefined,
            });
        }
    };
    const own = globalThis as unknown as Record<string, unknown>;
    const kept = { test: own["test"], describe: own["describe"] };
    const nothing = Object.assign(() => undefined, { each: () => () => undefined });
    try {
        Object.assign(own, { test: nothing, describe: nothing });
        jest.isolateModules(() => {
            jest.doMock("../policypack/table", () => ({ ...jest.requireActual("../policypack/table"), policyTable }));
            for (const file of FILES) require(`../policypack/policies/${file}.test`);
        });
    } finally {
        jest.dontMock("../policypack/table");
        Object.assign(own, kept);
    }
    return rows;
}
