import { idPatterns } from "./id-patterns";

/** Prefix lists whose ranges may reach a guarded port. A list that holds everybody is not trusted by that: `model/reach` looks into those of the stack. */
export const trustedPrefixLists = idPatterns(
    "Prefix lists whose addresses may reach the port: ids, or names of lists that the stack declares; * stands for any letters.",
    "prefix list",
    /^[\w .*-]+$/,
    /^(pl-?)?\*+$/,
    "pl-0123456789abcdef0",
);
