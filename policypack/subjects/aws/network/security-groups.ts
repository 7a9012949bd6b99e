import type { StackResource } from "../../../lib/subject";
import type { RoleHint } from "../../../model/node-evidence";
import type { Cursor } from "../../../parse/cursor";
import { AttachedRules } from "./attached-rules";
import type { IngressRule, SourcePlace } from "./ingress-rules";
import { GroupSelectors } from "./group-selectors";
import { knownMachines, type Machines } from "../machines/machines";
import { ifKnown, readAll } from "../../../lib/read-all";
import { idOf, References } from "../references";
import { hintsOfName, hintsOfParents, hintsOfRules, hintsOfTags } from "../role-hints";
import { inWords } from "../words";

const GROUP = /^(aws:ec2\/(securityGroup:SecurityGroup|defaultSecurityGroup:DefaultSecurityGroup)|aws-native:ec2:SecurityGroup)$/;
/** Rules and bookkeeping: they refer to groups, and put nothing behind them. */
const NOTHING_BEHIND =
    /securityGroup[a-z]{0,40}Rule|securityGroup:|defaultSecurityGroup:|securityGroupVpcAssociation|SecurityGroupRulesExclusive|networkAcl|^aws-native:ec2:SecurityGroup/i;
/** The properties by which AWS resources take their groups. A source (an EKS node group's `remoteAccess`, a rule's) is none. */
const TAKES_GROUPS =
    /security_?groups?(ids?|names?)?$|^groupSet$|^launchTemplateData$|^launchSpecifications$|^spotFleetRequestConfigData$|^resourcesVpcConfig|^vpcConfig|^vpcOptions|^vpcSettings|^networkInterfaces?$|^networkConfiguration|^brokerNodeGroupInfo|^ec2Attributes|^computeResources/i;
const takesGroups = (property: string) => TAKES_GROUPS.test(property);

const isCluster = ({ type }: StackResource) => type === "aws:eks/cluster:Cluster" || type === "aws-native:eks:Cluster";
/** The group that EKS makes for a cluster and its nodes: an output of the cluster. */
const groupsOfCluster = ({ props }: StackResource) => {
    const all = props as Cursor<{ clusterSecurityGroupId: string; vpcConfig: { clusterSecurityGroupId: string } }>;
    return [all, all.field("vpcConfig")].map((place) => ifKnown(() => place.field("clusterSecurityGroupId").text()));
};

/** In a default VPC machines and rules may name groups. Two groups of one name are of two networks: nothing tells which is meant. */
function namedOnce(groups: readonly StackResource[]): References {
    const byName = new Map<string, StackResource[]>();
    for (const group of groups) for (const name of namesOf(group)) append(byName, name, group);
    const namesOnce = (group: StackResource) => namesOf(group).filter((name) => byName.get(name)?.length === 1);
    return new References(groups, namesOnce);
}
const namesOf = ({ props }: StackResource): string[] =>
    ["name", "groupName"].flatMap(
        (property) => ifKnown(() => (props as Cursor<Record<string, unknown>>).field(property).text()) ?? [],
    );
/** Where AWS takes names: an instance's or launch configuration's `securityGroups`, a launch template's `securityGroupNames`, a rule's `groupName`. */
const takesNames = (property: string) => /^(securityGroups|securityGroupNames|groupName)$/.test(property);

export const isGroup = ({ type }: StackResource): boolean => GROUP.test(type);

/** What a rule's group is, as far as the stack shows. */
export interface RuleGroup {
    /** `security group "nodes"`. */
    readonly words: string;
    readonly hints: readonly RoleHint[];
    /** The group itself, where the stack has it. */
    readonly resource: StackResource | undefined;
    /** Its id, where that is known. */
    readonly id: string | undefined;
    /** Its id comes from another stack. */
    readonly isReferenced: boolean;
}

/** The security groups of a stack, the rules that are attached to them and what stands behind them. */
export class SecurityGroups {
    private readonly groups: References;
    private readonly named: References;
    readonly machines: Machines;
    private readonly users = new Map<StackResource, StackResource[]>();
    private readonly rules = new Map<StackResource, IngressRule[]>();
    private readonly attached = new Map<StackResource, AttachedRules>();
    private readonly hints = new Map<StackResource, readonly RoleHint[]>();

    constructor(stack: readonly StackResource[]) {
        const groups = stack.filter(isGroup);
        this.groups = new References([...groups, ...stack.filter(isCluster)], groupsOfCluster);
        this.named = namedOnce(groups);
        this.machines = knownMachines(stack);
        const selectors = new GroupSelectors(groups);
        for (const resource of stack) {
            if (NOTHING_BEHIND.test(resource.type)) continue;
            const isObject = resource.type.startsWith("kubernetes:");
            const property = isObject ? (name: string) => name === "spec" : takesGroups;
            const taken = [...this.groups.of(resource, property)].filter(isGroup);
            const others = isObject ? selectors.of(resource) : [...this.named.of(resource, takesNames)].filter(isGroup);
            for (const group of new Set([...taken, ...others])) append(this.users, group, resource);
        }
    }

    /** Counts rules towards the groups that they are attached to, and returns these; do so for every rule before asking for hints. */
    attach(resource: StackResource, rules: readonly IngressRule[]): readonly StackResource[] {
        const groups = this.groupsOf(resource);
        for (const group of groups) {
            for (const rule of rules) append(this.rules, group, rule);
            if (group === resource) continue;
            const attached = this.attached.get(group) ?? new AttachedRules();
            this.attached.set(group, attached);
            for (const rule of rules) attached.add(rule);
        }
        return groups;
    }

    /** The rules that other resources attach to a group. */
    attachedTo(group: StackResource): AttachedRules | undefined {
        return this.attached.get(group);
    }

    /** The groups of a load balancer, where it has some and all of them are in the stack. */
    groupsBefore(resource: StackResource): readonly StackResource[] | undefined {
        const list = (resource.props as Cursor<{ securityGroups: string[] }>).field("securityGroups");
        const count = ifKnown(() => [...list.items()].length) ?? 0;
        const groups = [...this.groups.of(resource, (property) => property === "securityGroups")];
        return count > 0 && groups.length === count && groups.every(isGroup) ? groups : undefined;
    }

    /** What has a group: machines, and what starts or configures them. */
    usersOf = (group: StackResource | undefined): readonly StackResource[] => (group && this.users.get(group)) ?? NONE;

    /**
     * The groups of the stack that a rule's property admits. Where ids are unknown the engine tells only what a top property is made from: of
     * several groups in a group's own rules it does not tell which stands where, and then there is none.
     */
    admittedBy(resource: StackResource, place: SourcePlace): readonly StackResource[] {
        const { known, faults } = readAll(
            () => place.values(),
            (value) => value.text() ?? "",
        );
        const byId = known.flatMap((id) => this.groups.withId(id) ?? []).filter(isGroup);
        if (faults.length === 0) return byId;
        const [property = ""] = /^\w+/.exec(place.at) ?? [];
        const made = (resource.propertyDependencies[property] ?? []).filter(isGroup);
        return property === place.at || made.length === 1 ? [...new Set([...byId, ...made])] : byId;
    }

    /** Every rule of a group that could be read, wherever it is written. */
    rulesOf(group: StackResource): readonly IngressRule[] {
        return this.rules.get(group) ?? [];
    }

    /** The group that a resource with rules belongs to: itself, or the one that its `securityGroupId` names. */
    groupOf(resource: StackResource): RuleGroup {
        const [group] = this.groupsOf(resource);
        if (group !== undefined)
            return { words: inWords(group), hints: this.hintsOf(group), resource: group, id: idOf(group), isReferenced: false };

        const props = resource.props as Cursor<{ securityGroupId: string; groupId: string }>;
        const id = ifKnown(() => props.field("securityGroupId").text()) ?? ifKnown(() => props.field("groupId").text());
        // The cluster's own group is an output of the cluster.
        const owner = [...this.groups.of(resource, isOwnGroup)].flatMap((source) => this.machines.hintsOf(source));
        const cluster = owner.find(({ role }) => role === "kubernetes" || role === "worker");
        if (cluster !== undefined) {
            const words = `the security group of ${cluster.why}`;
            return { words, hints: [{ ...cluster, through: [] }], resource: undefined, id, isReferenced: false };
        }
        const isReferenced = [...this.groups.of(resource, isOwnGroup)].some(({ type }) => type === STACK_REFERENCE);
        const words = ["security group", id, ...(id === undefined || isReferenced ? ["of another stack"] : [])]
            .filter(Boolean)
            .join(" ");
        return { words, hints: [], resource: undefined, id, isReferenced };
    }

    private groupsOf(resource: StackResource): StackResource[] {
        if (isGroup(resource)) return [resource];
        const own = [...this.groups.of(resource, isOwnGroup), ...this.named.of(resource, (property) => property === "groupName")];
        return [...new Set(own.filter(isGroup))];
    }

    /** What is known of a group: its tags, rules and name, and what stands behind it. */
    hintsOf(group: StackResource): readonly RoleHint[] {
        const known = this.hints.get(group);
        if (known !== undefined) return known;
        const behind = (this.users.get(group) ?? []).flatMap((user) => this.machines.hintsOf(user, "with addresses"));
        const isService = behind.length > 0 && behind.every(({ role }) => role === "service");
        const hints = [
            ...hintsOfTags(group),
            ...hintsOfParents(group),
            ...hintsOfRules(this.rules.get(group) ?? []),
            ...behind,
            // A load balancer of a control plane has its name too.
            ...(isService ? [] : hintsOfName(group)),
        ];
        this.hints.set(group, hints);
        return hints;
    }
}

const NONE: readonly StackResource[] = [];
const STACK_REFERENCE = "pulumi:pulumi:StackReference";
/** A rule's own property for its group: `groupId` in `aws-native:ec2:SecurityGroupIngress`. */
const isOwnGroup = (property: string) => property === "securityGroupId" || property === "groupId";

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
}
