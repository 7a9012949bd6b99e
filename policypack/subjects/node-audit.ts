import { subject } from "../lib/subject";
import type { NodeAudit } from "../model/node-audit";
import { auditOf } from "../node/audit";
import { everyNodeBoot } from "./node-boot";

/** What each known node's audit records of its static Pods and its kubelet's configuration. */
export const nodeAudit = subject<NodeAudit>(
    ...everyNodeBoot<NodeAudit>(function* (boot) {
        if (boot.evidence.verdict === "node") yield () => auditOf(boot);
    }),
);
