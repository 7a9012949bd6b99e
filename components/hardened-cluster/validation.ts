import { isIP } from "node:net";
import { checkNodeGroup } from "../hardened-node-group/validation";
import { refuse } from "../lib/arguments";
import { faultOfRetention } from "../lib/retention";
import { type ClusterNodeGroup, type NamespaceAccess, NamespaceRole } from "./cluster-options";

/** The network plugin and kube-proxy run there, and whoever changes them has the nodes. */
const SYSTEM = "kube-system";

/** The arguments that are checked before anything is made. */
export interface Checked {
    readonly clusterName: string;
    readonly controlPlaneLogDays?: number;
    readonly exposeApiServerTo?: readonly string[];
    readonly namespaceAccess?: readonly NamespaceAccess[];
    readonly nodeGroups?: readonly ClusterNodeGroup[];
}

/** @throws InputPropertyError naming the argument that cannot be taken */
export function checkCluster(args: Checked): void {
    if (!/^[A-Za-z0-9][\w-]{0,99}$/.test(args.clusterName))
        refuse("clusterName", `is ${JSON.stringify(args.clusterName)}, which EKS does not take: give letters, digits, - and _`);
    const days = args.controlPlaneLogDays;
    const fault = days === undefined ? undefined : faultOfRetention(days);
    if (fault !== undefined) refuse("controlPlaneLogDays", fault);
    (args.exposeApiServerTo ?? []).forEach((range, i) => {
        if (!isRange(range)) refuse(`exposeApiServerTo[${i}]`, `is ${JSON.stringify(range)}: give a range like 198.51.100.0/24`);
    });
    (args.namespaceAccess ?? []).forEach(({ role, namespaces }, i) => {
        const at = `namespaceAccess[${i}]`;
        if (!Object.values(NamespaceRole).includes(role))
            refuse(`${at}.role`, `is ${JSON.stringify(role)}: give ${Object.values(NamespaceRole).join(", ")}`);
        if (namespaces.length === 0) refuse(`${at}.namespaces`, "names none: give one at least");
        namespaces.forEach((name, j) => {
            if (!/^[a-z0-9][a-z0-9-]*\*?$/.test(name)) {
                const what = `is ${JSON.stringify(name)}, which is no namespace's name and no start of one`;
                refuse(`${at}.namespaces[${j}]`, `${what}: give one like shop or shop-*`);
            }
            if (role !== NamespaceRole.View && covers(name, SYSTEM)) {
                const what = `covers ${SYSTEM}, whose Pods are root on every node`;
                refuse(`${at}.namespaces[${j}]`, `${what}: give others, or name who it is in giveWholeClusterTo`);
            }
        });
    });
    const seen = new Set<string>();
    (args.nodeGroups ?? []).forEach((group, i) => {
        const at = `nodeGroups[${i}].`;
        if (!/^[a-z0-9][a-z0-9-]*$/.test(group.name))
            refuse(`${at}name`, `is ${JSON.stringify(group.name)}: give small letters, digits and dashes`);
        if (seen.has(group.name)) refuse(`${at}name`, `is ${JSON.stringify(group.name)}, which another group has`);
        seen.add(group.name);
        checkNodeGroup(group, at);
    });
}

const covers = (pattern: string, name: string): boolean =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

function isRange(text: string): boolean {
    const [address, prefix, ...rest] = text.split("/");
    return isIP(address!) === 4 && prefix !== undefined && /^\d{1,2}$/.test(prefix) && Number(prefix) <= 32 && rest.length === 0;
}
