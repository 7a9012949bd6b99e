import { UNKNOWN } from "../policypack/judge";
import type { AdmissionRow } from "./admission-rows";

/** A kind of row where admission does other than the pack. The docs have the reasons word for word. */
export interface Difference {
    readonly reason: string;
    /** @param refused what the API server says where it takes no such object, whatever the policies */
    covers(row: AdmissionRow, refused: string | undefined): boolean;
}

/** The API server's own words about objects that no cluster takes. */
const NEVER_TAKEN = [
    /must not contain '\.\.'/,
    /`hostUsers` must be false to use `Unmasked`/,
    /cannot unmarshal string into Go struct field .* of type bool/,
    /spec\.volumes\[\d+\]\.hostPath\.path: Required value/,
];

export const DIFFERENCES: readonly Difference[] = [
    {
        reason: "A value that is not known before the deployment is one that the pack reports as such; an API server is never sent one.",
        covers: ({ given }) => JSON.stringify(given.props).includes(UNKNOWN),
    },
    {
        reason:
            "Who has a role is what only a whole stack shows, so the setting monitoringSubjects has no counterpart: the role is " +
            "denied whoever it is bound to.",
        covers: ({ given }) => given.config?.["monitoringSubjects"] !== undefined,
    },
    {
        reason:
            "A JobSet, a Workflow of Argo or a collector of OpenTelemetry has its Pods in a form of its own. It is let in, and the " +
            "Pods and Jobs that its controller makes of it are denied.",
        covers: ({ given }, refused) =>
            refused === undefined &&
            /:(?:JobSet|Workflow|WorkflowTemplate|ClusterWorkflowTemplate|OpenTelemetryCollector)(?:Patch|List)?$/.test(
                given.type,
            ),
    },
    {
        reason:
            "Some objects of which the pack reads more than it must the API server takes from nobody: a path with .., a /proc that is not " +
            "masked in a Pod without a user namespace, a text for a boolean, a volume without a path.",
        covers: (_, refused) => refused !== undefined && NEVER_TAKEN.some((one) => one.test(refused)),
    },
];
