import { narrowIngress } from "./repair-consent";
import { nodeSecurityGroups } from "./node-security-groups";
import { trustedCidrs } from "./trusted-cidrs";
import { trustedPrefixLists } from "./trusted-prefix-lists";
import { trustedSecurityGroups } from "./trusted-security-groups";

/** The settings of every policy about who reaches a port. */
export const trustedSources = {
    trustedCidrs,
    trustedPrefixLists,
    trustedSecurityGroups,
    nodeSecurityGroups,
    narrowIngress,
} as const;
