import type { NodeEvidence } from "./node-evidence";

/** Whether a machine is a node, and the way in the stack that shows it. */
export interface MachineEvidence {
    readonly evidence: NodeEvidence;
    /** The things between the machine's resource and what showed it, first and last included: `launch template "workers"`, `node group "workers"`. */
    readonly path: readonly string[];
}

/** ` (launch template "workers" → node group "workers")` after a fact, or the doubt; "" where the resource shows by itself that it is a node's. */
export function inWhichMachine({ evidence, path }: MachineEvidence): string {
    const way = path.length > 1 ? path.join(" → ") : "";
    if (evidence.verdict === "node") return way === "" ? "" : ` (${way})`;
    return ` (${way === "" ? "" : `${way}; `}nothing tells whether that is a Kubernetes node)`;
}
