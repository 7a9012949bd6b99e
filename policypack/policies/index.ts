import type { Policy } from "../lib/define-policy";
import { nodeSubresourcesRestricted } from "./kubelet-api/node-subresources-restricted";

/** Every policy, in the order of the source's chapters; the reference has the same order. */
export const policies: readonly Policy[] = [nodeSubresourcesRestricted];
