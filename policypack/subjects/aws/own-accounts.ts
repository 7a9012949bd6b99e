import type { StackResource } from "../../lib/subject";
import { propertyOf } from "./buckets";
import { ifKnown } from "./read-all";

const known = new WeakMap<readonly StackResource[], ReadonlySet<string>>();

/** The accounts that a stack's own resources are in, as far as their ARNs are known; empty at the preview of a new stack. */
export function ownAccounts(stack: readonly StackResource[]): ReadonlySet<string> {
    const before = known.get(stack);
    if (before !== undefined) return before;
    const accounts = new Set(stack.flatMap(accountOf));
    known.set(stack, accounts);
    return accounts;
}

function accountOf(resource: StackResource): string[] {
    if (!/^aws(?:-native)?:/.test(resource.type)) return [];
    const arn = ifKnown(() => propertyOf(resource, "arn").text());
    const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? "")?.[1];
    return account === undefined ? [] : [account];
}
