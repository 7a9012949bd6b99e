import { API_SERVER_RULES } from "./api-servers";
import { collectorRule } from "./collectors";
import { ETCD_RULES } from "./etcds";
import { PLACE_RULES, socketRule, writableRule } from "./host-paths";
import { shareRule } from "./host-shares";
import { KUBELET_RULES } from "./kubelets";
import { ROLE_RULES } from "./roles";
import { WRITER_RULES } from "./writers";
import { type AdmissionRule, shipped } from "./rule";

/** What the component ships, made of the pack's own tables. */
export const shippedRules: readonly AdmissionRule[] = [
    ...ROLE_RULES,
    ...WRITER_RULES,
    shareRule,
    socketRule,
    writableRule,
    ...PLACE_RULES,
    ...KUBELET_RULES,
    ...API_SERVER_RULES,
    collectorRule,
    ...ETCD_RULES,
].map(shipped);
