import type { Policy } from "../lib/define-policy";

/** Every policy, in the order of the source's chapters; the reference has the same order. */
export const policies: readonly Policy[] = [];
