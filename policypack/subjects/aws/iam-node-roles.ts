import type { StackResource } from "../../lib/subject";
import { IamReferences } from "./iam-references";
import { hintsOfMachines } from "./machine-hints";
import { Machines } from "./machines";

const PROFILE = /^(aws:iam\/instanceProfile:|aws-native:iam:InstanceProfile$)/;
/** The properties by which EKS and Karpenter are told the role of nodes, by type. */
const NODE_ROLE: readonly { readonly type: RegExp; readonly properties: readonly string[] }[] = [
    { type: /^aws:eks\/nodeGroup:/, properties: ["nodeRoleArn"] },
    { type: /^aws-native:eks:Nodegroup$/, properties: ["nodeRole"] },
    { type: /^(aws:eks\/cluster:|aws-native:eks:Cluster$)/, properties: ["computeConfig"] },
    { type: /^eks:index:ManagedNodeGroup$/, properties: ["nodeRole", "nodeRoleArn"] },
    { type: /^eks:index:NodeGroup(V2)?$/, properties: ["instanceProfile", "instanceProfileName"] },
    { type: /^kubernetes:karpenter\.k8s\.aws\/.*:EC2NodeClass$/, properties: ["spec"] },
];
const EC2 = /^aws(-native)?:ec2[/:]/;
const MACHINE_PROFILE = ["iamInstanceProfile", "launchTemplateData"];

/**
 * The roles of Kubernetes workers, as far as what starts the workers shows: node groups, Karpenter's node classes, and instance profiles of
 * machines that are known as workers. (A policy that only workers need shows it too; that is seen where policies are attached.)
 */
export function nodeRolesOf(stack: readonly StackResource[], roles: IamReferences): ReadonlySet<StackResource> {
    const profiles = new IamReferences(stack.filter(({ type }) => PROFILE.test(type)));
    const machines = new Machines(stack);
    const found = new Set<StackResource>();
    const note = (referred: Iterable<StackResource>) => {
        for (const one of referred) found.add(one);
    };
    const noteProfiles = (referred: Iterable<StackResource>) => {
        for (const profile of referred) {
            for (const property of ["role", "roles"]) note(roles.of(profile, property).found);
        }
    };
    for (const resource of stack) {
        const properties = NODE_ROLE.find(({ type }) => type.test(resource.type))?.properties ?? [];
        for (const property of properties) {
            note(roles.of(resource, property).found);
            noteProfiles(profiles.of(resource, property).found);
        }
        for (const property of EC2.test(resource.type) ? MACHINE_PROFILE : []) {
            const referred = profiles.of(resource, property).found;
            if (referred.size > 0 && hintsOfMachines(resource, machines).some(({ role }) => role === "worker"))
                noteProfiles(referred);
        }
    }
    return found;
}
