import { refused } from "../refused";
import { type NodeGroupOptions, NodeProcessor, NodeSystem } from "./node-group-options";

/** The retentions that CloudWatch takes, in days; 0 is for ever. */
const RETENTIONS: readonly number[] = [
    0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
/** The most Pods that any type of instance takes. */
const MOST_PODS = 737;
/** Options that have no effect on Bottlerocket, with what it has instead. */
const LINUX_ONLY: readonly (readonly [keyof NodeGroupOptions, string])[] = [
    ["runStaticPodsFrom", "is not for Bottlerocket, which takes static Pods from its settings alone"],
    ["serveJournal", "is not for Bottlerocket, whose kubelet has no such setting"],
    ["keepAuditRecordOnNode", "is not for Bottlerocket, which keeps no audit record"],
    ["auditLogGroup", "is not for Bottlerocket, which keeps no audit record"],
    ["auditRecordDays", "is not for Bottlerocket, which keeps no audit record"],
    ["auditLogKeyArn", "is not for Bottlerocket, which keeps no audit record"],
];

/**
 * Refuses options that cannot be taken.
 * @param place what stands before the option's name in messages: `nodeGroups[0].`
 * @throws InputPropertyError naming the option
 */
export function checkNodeGroup(options: NodeGroupOptions, place = ""): void {
    const { system, processor, maxPods, volumeSize, auditRecordDays, auditLogGroup, runStaticPodsFrom } = options;
    const refuse = (name: keyof NodeGroupOptions, reason: string): never => {
        throw refused(`${place}${name}`, reason);
    };
    if (system !== undefined && !Object.values(NodeSystem).includes(system))
        refuse("system", `is ${JSON.stringify(system)}. Write AmazonLinux2023 or Bottlerocket`);
    if (processor !== undefined && !Object.values(NodeProcessor).includes(processor))
        refuse("processor", `is ${JSON.stringify(processor)}. Write x86_64 or arm64`);
    if (maxPods !== undefined && !isWhole(maxPods, 1, MOST_PODS))
        refuse("maxPods", `is ${maxPods}. Write a whole number from 1 to ${MOST_PODS}`);
    if (volumeSize !== undefined && !isWhole(volumeSize, 20, 16_384))
        refuse("volumeSize", `is ${volumeSize}. Write a whole number of GiB from 20 to 16384`);
    checkRetention(`${place}auditRecordDays`, auditRecordDays);
    if (auditLogGroup !== undefined && !/^[\w./#-]{1,512}$/.test(auditLogGroup))
        refuse("auditLogGroup", `is ${JSON.stringify(auditLogGroup)}, which is no log group's name. Write one like /nodes/shop`);
    if (runStaticPodsFrom !== undefined && !isPlainPath(runStaticPodsFrom)) {
        const what = `is ${JSON.stringify(runStaticPodsFrom)}, which is no absolute path in letters, digits, dots, dashes and slashes`;
        refuse("runStaticPodsFrom", `${what}. Write one like /etc/kubernetes/manifests`);
    }
    if (options.keepAuditRecordOnNode === true) {
        for (const name of ["auditLogGroup", "auditRecordDays", "auditLogKeyArn"] as const)
            if (options[name] !== undefined) refuse(name, "says where the record goes, and keepAuditRecordOnNode that it stays");
    }
    if (system !== NodeSystem.Bottlerocket) return;
    for (const [name, reason] of LINUX_ONLY) if (options[name] !== undefined && options[name] !== false) refuse(name, reason);
}

/**
 * Refuses a retention that CloudWatch does not take.
 * @param argument its path, for the error
 * @throws InputPropertyError
 */
export function checkRetention(argument: string, days: number | undefined): void {
    if (days !== undefined && !RETENTIONS.includes(days))
        throw refused(argument, `is ${days}, which CloudWatch does not take. Write one of ${RETENTIONS.join(", ")}`);
}

const isWhole = (value: number, least: number, most: number): boolean =>
    Number.isInteger(value) && value >= least && value <= most;

/** It goes into audit rules too, in which blanks and quotes have meanings of their own. */
const isPlainPath = (path: string): boolean =>
    /^(?:\/[\w.-]+)+$/.test(path) && path.split("/").every((part) => part !== "." && part !== "..");
