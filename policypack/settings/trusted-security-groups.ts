import { idPatterns } from "./id-patterns";

/** Security groups that may reach a guarded port though nothing shows that they are the cluster's: those of another account above all. */
export const trustedSecurityGroups = idPatterns(
    "Security groups outside the cluster that may reach the port: ids, with the account in front where it is another one " +
        "(123456789012/sg-…); * stands for any letters.",
    "security group",
    /^([\d*]+\/)?(sg-[\da-z*]+|\*+)$/,
    /^([*]+\/)?(sg-)?\*+$/,
    "123456789012/sg-0123456789abcdef0",
);
