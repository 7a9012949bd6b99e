import { PLACE_RULES, socketRule, writableRule } from "./host-paths";
import { shareRule } from "./host-shares";
import { ROLE_RULES } from "./roles";
import { type AdmissionRule, shipped } from "./rule";

/** What the component ships, made of the pack's own tables. */
export const shippedRules = (): readonly AdmissionRule[] =>
    [...ROLE_RULES, shareRule, socketRule, writableRule, ...PLACE_RULES].map(shipped);
