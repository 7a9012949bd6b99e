import { oncePerStack } from "../../../lib/stack";
import type { StackResource } from "../../../lib/subject";
import { propertyOf } from "./buckets";
import { ifKnown } from "../../../lib/read-all";

/** The accounts that a stack's own resources are in, as far as their ARNs are known; empty at the preview of a new stack. */
export const ownAccounts = oncePerStack((stack): ReadonlySet<string> => new Set(stack.flatMap(accountOf)));

function accountOf(resource: StackResource): string[] {
    if (!/^aws(?:-native)?:/.test(resource.type)) return [];
    const arn = ifKnown(() => propertyOf(resource, "arn").text());
    const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? "")?.[1];
    return account === undefined ? [] : [account];
}
