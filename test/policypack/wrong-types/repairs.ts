import { Secret } from "@pulumi/policy/policy";
import type { Repair } from "../../../policypack/model/repair";
import { isData } from "./reads";
import { typeOf, type Place, valueAt, withValueAt } from "./places";
import { ofResource } from "./verdict";
import type { WrongValue } from "./wrong-values";

const { secretsPreservingProxy } = require("@pulumi/policy/secret") as { secretsPreservingProxy<T>(props: T): T };
const { unknownCheckingProxy } = require("@pulumi/policy/proxy") as { unknownCheckingProxy<T>(props: T): T };

/** A copy all the way down: a repair writes into what it is given. */
function copyOf(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(copyOf);
    return isData(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyOf(one)])) : value;
}

/**
 * Repairs the row with the wrong value in it, as it is and as a secret, as the SDK would (server.js, makeRemediateRpcFun), and says what is wrong with
 * what comes of it.
 */
export function repairedWith({ policy, given, index, path, ...place }: Place, props: object, { value }: WrongValue): string[] {
    const found: string[] = [];
    const resource = given[index]!;
    const { onlyWith } = policy.repair as Repair;
    const config = { ...resource.config, ...(onlyWith !== undefined && { [onlyWith]: true }) };
    for (const isSecret of typeof value === "symbol" ? [false] : [false, true]) {
        const own = copyOf(isSecret ? withValueAt(props, path, new Secret(copyOf(value))) : props) as object;
        const proxied = unknownCheckingProxy(secretsPreservingProxy(own));
        try {
            const name = resource.name ?? "it";
            const urn = `urn:pulumi:test::test::${resource.type}::${name}`;
            const asked = { type: typeOf({ given, index }), name, urn, props: proxied, getConfig: () => config };
            const made = policy.remediateResource!(asked as never) as object | undefined;
            if (isSecret && !(valueAt(own, path) instanceof Secret)) found.push("what was a secret is none");
            if (made === undefined) continue;
            const plain = isSecret ? withValueAt(own, path, (valueAt(own, path) as Secret).value) : own;
            const after = ofResource(policy, { ...resource, config }, plain as object);
            const lines = after.lines.filter((line) => /the policy [\w-]+ failed|the repair failed/.test(line));
            found.push(...lines);
            if (after.certain.length >= place.before.certain.length && after.lines.length > place.before.lines.length)
                found.push(`repaired, and worse: ${after.lines.join(" | ").slice(0, 300)}`);
        } catch (error) {
            found.push(`the repair threw ${String((error as Error).stack).slice(0, 400)}`);
        }
        // The reason why it was not repaired is told by the next check.
        const told = ofResource(policy, { ...resource, config }, props).lines.filter((line) =>
            line.includes("the repair failed"),
        );
        found.push(...told);
    }
    return found;
}
