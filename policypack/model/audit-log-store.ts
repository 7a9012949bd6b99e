import type { NodeEvidence } from "./node-evidence";

/** For how long the audit record of a node is kept where it is sent. */
export interface AuditLogStore {
    /** `retentionInDays`; where the node's own agent is configured, if that decides. */
    readonly at: string;
    /** Undefined for ever. */
    readonly days: number | undefined;
    /** From the node to the group: `launch template "workers"`, `log group "audit"`. */
    readonly path: readonly string[];
    readonly evidence: NodeEvidence;
}
