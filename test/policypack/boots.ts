import type { Policy } from "../../policypack/lib/define-policy";
import { everyCarrier } from "./carriers";
import type { PolicyTable } from "./table";

/**
 * A failing row for every type that the policy reads a boot from.
 *
 * @param script a shell script, which every carrier takes
 * @param reports whole lines; `AT › line 2` in them stands for the path of that line
 */
export const everyBoot = (policy: Policy, script: string, reports: readonly string[]): PolicyTable["fails"] =>
    everyCarrier(policy, "the same", ({ at, line }) => ({
        text: script,
        reports: reports.map((report) =>
            report.replace(/AT › line (\d+)/g, (_, number: string) => line(Number(number))).replace(/\bAT\b/g, at),
        ),
    }));
