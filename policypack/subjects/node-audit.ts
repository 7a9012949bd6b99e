import { subject } from "../lib/subject";
import type { NodeAudit } from "../model/node-audit";
import { auditOf } from "../node/audit";
import { everyNodeBoot } from "./node-boot";

/** What the audit of each known node, and of each machine with audit rules about Kubernetes, records of manifests and configuration. */
export const nodeAudit = subject<NodeAudit>(
    ...everyNodeBoot<NodeAudit>(function* (boot) {
        const audit = auditOf(boot);
        if (boot.evidence.verdict === "node" || audit.hasRules) yield () => audit;
    }),
);
