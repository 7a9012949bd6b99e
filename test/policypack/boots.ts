import { parse } from "yaml";
import type { Policy } from "../../policypack/lib/define-policy";
import { everyKubernetesScript } from "./carriers-kubernetes";
import { everyCarrier, written } from "./carriers";
import type { PolicyTable } from "./table";

/**
 * A failing row for every type that the policy reads a boot from.
 *
 * @param boot a shell script, which every carrier takes, or a cloud-config that writes one file, for which others get a script
 * @param reports whole lines; `AT › line 2` in them stands for the path of that line, `AT › write_files[0].content` for the file's
 * @param isOfNode whether they are about the node as a whole, and not about the line that they name
 */
export function everyBoot(policy: Policy, boot: string, reports: readonly string[], isOfNode = false): PolicyTable["fails"] {
    const carriers = everyCarrier(policy, "the same", ({ admits, at, line }) => {
        const asScript = admits === "script" && !boot.startsWith("#!");
        const told = asScript ? reports.map((report) => report.replaceAll("AT › write_files[0].content", line(2))) : reports;
        return {
            text: asScript ? scriptOf(boot) : boot,
            reports: told.map((report) =>
                report.replace(/AT › line (\d+)/g, (_, number: string) => line(Number(number))).replace(/\bAT\b/g, at),
            ),
        };
    });
    const script = boot.startsWith("#!") ? boot : scriptOf(boot);
    const ofScript = reports.map((report) => report.replaceAll("AT › write_files[0].content", "AT › line 2"));
    return { ...carriers, ...everyKubernetesScript(policy, script, ofScript, isOfNode) };
}

function scriptOf(cloudConfig: string): string {
    const { write_files, runcmd } = parse(cloudConfig) as { write_files: { path: string; content: string }[]; runcmd?: string[] };
    return `${written(write_files[0]!.path, write_files[0]!.content)}${(runcmd ?? []).join("\n")}\n`;
}
