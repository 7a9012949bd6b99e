import type { StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { IamReferences } from "./iam-references";
import { machinePlaces } from "../machines/machine-places";
import { knownMachines, type Machines } from "../machines/machines";
import { hintsOfBoot } from "../machines/other-machines";
import { ifKnown } from "../../../lib/read-all";

const PROFILE = /^(aws:iam\/instanceProfile:|aws-native:iam:InstanceProfile$)/;
/** The properties by which EKS and Karpenter are told the role of nodes, by type. */
const NODE_ROLE: readonly { readonly type: RegExp; readonly properties: readonly string[]; readonly ofType?: RegExp }[] = [
    { type: /^aws:eks\/nodeGroup:/, properties: ["nodeRoleArn"] },
    { type: /^aws-native:eks:Nodegroup$/, properties: ["nodeRole"] },
    { type: /^(aws:eks\/cluster:|aws-native:eks:Cluster$)/, properties: ["computeConfig"] },
    { type: /^(aws:eks\/accessEntry:|aws-native:eks:AccessEntry$)/, properties: ["principalArn"], ofType: /^(EC2|HYBRID)/ },
    { type: /^eks:index:ManagedNodeGroup$/, properties: ["nodeRole", "nodeRoleArn"] },
    { type: /^eks:index:Cluster$/, properties: ["instanceRole", "instanceRoles", "instanceProfileName"] },
    { type: /^eks:index:NodeGroup(V2)?$/, properties: ["instanceProfile", "instanceProfileName"] },
    { type: /^kubernetes:karpenter\.k8s\.aws\/.*:EC2NodeClass$/, properties: ["spec"] },
];
const EC2 = /^aws(-native)?:ec2[/:]/;
const MACHINE_PROFILE = ["iamInstanceProfile", "launchTemplateData"];

/** Roles of nodes: those of the stack, and the names of others. */
export interface NodeRoles {
    readonly own: ReadonlySet<StackResource>;
    readonly names: ReadonlySet<string>;
}

/**
 * The roles of Kubernetes workers, as far as what starts the workers shows: node groups, Karpenter's node classes, and instance profiles of
 * machines that are known as workers. (A policy that only workers need shows it too; that is seen where policies are attached.)
 */
export function nodeRolesOf(stack: readonly StackResource[], roles: IamReferences): NodeRoles {
    const profiles = new IamReferences(stack.filter(({ type }) => PROFILE.test(type)));
    const machines = knownMachines(stack);
    const found = new Set<StackResource>();
    const names = new Set<string>();
    const note = (referred: Iterable<StackResource>) => {
        for (const one of referred) found.add(one);
    };
    const noteProfiles = (referred: Iterable<StackResource>) => {
        for (const profile of referred) {
            for (const property of ["role", "roles"]) note(roles.of(profile, property).found);
        }
    };
    for (const resource of stack) {
        for (const property of propertiesOf(resource)) {
            const referred = roles.of(resource, property);
            note(referred.found);
            // Other texts of a node class are no names.
            for (const arn of property === "spec" ? [] : referred.strange) names.add(arn.slice(arn.lastIndexOf("/") + 1));
            noteProfiles(profiles.of(resource, property).found);
        }
        for (const property of EC2.test(resource.type) ? MACHINE_PROFILE : []) {
            const referred = profiles.of(resource, property).found;
            if (referred.size > 0 && startsWorkers(resource, machines)) noteProfiles(referred);
        }
    }
    return { own: found, names };
}

/** Of a machine that is known by its boot alone nothing says that it is a control plane, and k3s runs Pods on that too. */
function startsWorkers(resource: StackResource, machines: Machines): boolean {
    const roles = machines.hintsOf(resource).map(({ role }) => role);
    if (roles.includes("worker")) return true;
    return (
        !roles.includes("control plane") &&
        machinePlaces(resource.props)
            .flatMap(hintsOfBoot)
            .some(({ role }) => role === "kubernetes")
    );
}

/** An access entry says by its own type whether it lets in nodes (`EC2_LINUX`) or anybody else (`STANDARD`, or none). */
function propertiesOf({ type, props }: StackResource): readonly string[] {
    const row = NODE_ROLE.find((one) => one.type.test(type));
    if (row?.ofType === undefined) return row?.properties ?? [];
    const own = ifKnown(() => (props as Cursor<{ type: string }>).field("type").text()) ?? "";
    return row.ofType.test(own) ? row.properties : [];
}
