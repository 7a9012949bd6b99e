import { subject } from "../../../lib/subject";
import type { RbacRule } from "../../../model/rbac-rule";
import { everyChartRules } from "./chart-rules";
import { everyClusterRole, rulesIn } from "./cluster-role";

/** Every rule of every ClusterRole, as it is written, and those that charts are given for theirs. */
export const clusterRoleRule = subject<RbacRule>(
    ...everyClusterRole((role) => rulesIn(role.field("rules"))),
    ...everyChartRules(rulesIn),
);
