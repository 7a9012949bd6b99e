import { idPatterns } from "./id-patterns";

/** Security groups that other stacks make, of which this one cannot see what stands behind them. */
export const nodeSecurityGroups = idPatterns(
    "Ids of security groups that are known to have what the policy guards behind them, such as those of nodes that another stack makes; " +
        "* stands for any letters. Rules of these groups are judged as a node's.",
    "security group's id",
    /^(sg-[\da-z*]+|\*)$/,
    undefined,
    "sg-0123456789abcdef0",
);
