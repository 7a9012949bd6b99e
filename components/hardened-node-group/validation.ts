import { refuse } from "../lib/arguments";
import { faultOfRetention } from "../lib/retention";
import { type NodeGroupOptions, NodeProcessor, NodeSystem } from "./node-group-options";

/** The most Pods that any type of instance takes. */
const MOST_PODS = 737;
/** Options of which Bottlerocket has nothing, with the reason. */
const LINUX_ONLY: readonly (readonly [keyof NodeGroupOptions, string])[] = [
    ["runStaticPodsFrom", "is not for Bottlerocket, which takes static Pods from its settings alone"],
    ["serveJournal", "is not for Bottlerocket, whose kubelet has no such setting"],
    ...(["keepAuditRecordOnNode", "auditLogGroup", "auditRecordDays", "auditLogKeyArn", "sendAuditRecordTo"] as const).map(
        (name) => [name, "is not for Bottlerocket, which keeps no audit record"] as const,
    ),
];
/** Options about a log group that the component makes. */
const OF_OWN_GROUP = ["auditLogGroup", "auditRecordDays", "auditLogKeyArn"] as const;

/**
 * Refuses options that cannot be taken.
 * @param place what stands before the option's name in messages: `nodeGroups[0].`
 * @throws InputPropertyError naming the option
 */
export function checkNodeGroup(options: NodeGroupOptions, place = ""): void {
    const isSet = (name: keyof NodeGroupOptions) => options[name] !== undefined && options[name] !== false;
    const check = <K extends keyof NodeGroupOptions>(
        name: K,
        faultOf: (value: NonNullable<NodeGroupOptions[K]>) => string | undefined,
    ) => {
        const value = options[name];
        if (value === undefined || value === null) return;
        const fault = faultOf(value);
        if (fault !== undefined) refuse(`${place}${name}`, fault);
    };
    check("system", oneOf(Object.values(NodeSystem)));
    check("processor", oneOf(Object.values(NodeProcessor)));
    check("maxPods", faultOfPods);
    check("volumeSize", faultOfVolume);
    check("auditRecordDays", faultOfRetention);
    check("runStaticPodsFrom", faultOfStaticPodPath);
    for (const name of OF_OWN_GROUP) {
        if (!isSet(name)) continue;
        if (isSet("keepAuditRecordOnNode"))
            refuse(`${place}${name}`, "says where the record goes, and keepAuditRecordOnNode that it stays: give one of them");
        if (isSet("sendAuditRecordTo"))
            refuse(
                `${place}${name}`,
                "is about a group that is made here, and sendAuditRecordTo names another: give one of them",
            );
    }
    if (isSet("keepAuditRecordOnNode") && isSet("sendAuditRecordTo"))
        refuse(
            `${place}sendAuditRecordTo`,
            "says where the record goes, and keepAuditRecordOnNode that it stays: give one of them",
        );
    if (options.system !== NodeSystem.Bottlerocket) return;
    for (const [name, reason] of LINUX_ONLY) if (isSet(name)) refuse(`${place}${name}`, reason);
}

/** What is wrong with the name of a log group (CreateLogGroup). */
export const faultOfLogGroup = (name: string): string | undefined =>
    /^[\w./#-]{1,512}$/.test(name)
        ? undefined
        : `is ${JSON.stringify(name)}, which is no log group's name: give one like /nodes/shop`;

const oneOf = (values: readonly string[]) => (value: string) =>
    values.includes(value) ? undefined : `is ${JSON.stringify(value)}: give ${values.join(" or ")}`;

function whole(what: string, least: number, most: number): (value: number) => string | undefined {
    return (value) =>
        Number.isInteger(value) && value >= least && value <= most
            ? undefined
            : `is ${value}: give a whole ${what} from ${least} to ${most}`;
}

/** What is wrong with how many Pods a node takes. */
export const faultOfPods = whole("number", 1, MOST_PODS);
/** What is wrong with the size of a node's volume. */
export const faultOfVolume = whole("number of GiB", 20, 16_384);

/** What is wrong with a folder of static Pods. */
export function faultOfStaticPodPath(path: string): string | undefined {
    const what = `is ${JSON.stringify(path)}, which is no absolute path in letters, digits, dots, dashes and slashes`;
    return isPlainPath(path) ? undefined : `${what}: give one like /etc/kubernetes/manifests`;
}

/** It goes into audit rules too, in which blanks and quotes have meanings of their own. */
const isPlainPath = (path: string): boolean =>
    /^(?:\/[\w.-]+)+$/.test(path) && path.split("/").every((part) => part !== "." && part !== "..");
