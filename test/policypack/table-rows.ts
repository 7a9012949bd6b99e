import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "../../policypack/lib/define-policy";
import { policies } from "../../policypack/policies";
import type { Given, GivenInStack } from "./judge";
import type { PolicyTable } from "./table";

/** One row of a policy's own table, whatever its outcome. */
export interface TableRow {
    readonly policy: Policy;
    /** The key of the row: why it has its outcome. */
    readonly reason: string;
    /** The resource, or those of a stack. */
    readonly given: readonly GivenInStack[];
    /** Whether the policy's stack side judges it. */
    readonly isOfStack: boolean;
}

const TABLES = join(__dirname, "policies");

/** Every row in the tables of all policies, in the order of their files, which run with a table that only notes its rows. */
export function tableRows(): readonly TableRow[] {
    const rows: TableRow[] = [];
    const note = (policy: Policy, reason: string, given: readonly Given[], isOfStack: boolean) =>
        rows.push({ policy: known(policy), reason, given, isOfStack });
    const stackTable = (policy: Policy, stacks: NonNullable<PolicyTable["stacks"]>) => {
        for (const [reason, { resources }] of Object.entries(stacks)) note(policy, reason, resources, true);
    };
    const policyTable = (policy: Policy, { fails = {}, passes = {}, unknowns = {}, stacks = {} }: Partial<PolicyTable>) => {
        for (const group of [fails, passes, unknowns])
            for (const [reason, given] of Object.entries(group)) note(policy, reason, [given], false);
        stackTable(policy, stacks);
    };
    const own = globalThis as unknown as Record<string, unknown>;
    const kept = { test: own["test"], describe: own["describe"] };
    const nothing = Object.assign(() => undefined, { each: () => () => undefined });
    try {
        Object.assign(own, { test: nothing, describe: nothing });
        jest.isolateModules(() => {
            jest.doMock("./table", () => ({ ...jest.requireActual("./table"), policyTable, stackTable }));
            for (const file of readdirSync(TABLES, { recursive: true, encoding: "utf8" }).sort())
                if (file.endsWith(".test.ts")) require(join(TABLES, file));
        });
    } finally {
        jest.dontMock("./table");
        Object.assign(own, kept);
    }
    return rows;
}

/** The policy as this file knows it: the tables have loaded one of their own. */
const known = ({ name }: Policy): Policy => policies.find((policy) => policy.name === name)!;
