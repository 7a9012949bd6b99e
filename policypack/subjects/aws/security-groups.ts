import type { StackResource } from "../../lib/subject";
import type { RoleHint } from "../../model/node-evidence";
import type { Cursor } from "../../parse/cursor";
import { AttachedRules } from "./attached-rules";
import type { IngressRule } from "./ingress-rules";
import { inWords, Machines } from "./machines";
import { ifKnown } from "./read-all";
import { idOf, References } from "./references";
import { hintsOfName, hintsOfRules, hintsOfTags } from "./role-hints";

const GROUP = /^(aws:ec2\/(securityGroup:SecurityGroup|defaultSecurityGroup:DefaultSecurityGroup)|aws-native:ec2:SecurityGroup)$/;
/** Rules and bookkeeping: they refer to groups, and put nothing behind them. */
const NOTHING_BEHIND =
    /securityGroup.*Rule|securityGroup:|defaultSecurityGroup:|securityGroupVpcAssociation|SecurityGroupRulesExclusive|networkAcl|^aws-native:ec2:SecurityGroup/i;
/** The properties by which AWS resources take their groups. A source (an EKS node group's `remoteAccess`, a rule's) is none. */
const TAKES_GROUPS =
    /security_?groups?(ids?)?$|^vpcConfig|^vpcOptions|^vpcSettings|^networkInterfaces?$|^networkConfiguration|^brokerNodeGroupInfo|^ec2Attributes|^computeResources/i;
const takesGroups = (property: string) => TAKES_GROUPS.test(property);

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
}

/** The security groups of a stack, the rules that are attached to them and what stands behind them. */
export class SecurityGroups {
    private readonly groups: References;
    private readonly machines: Machines;
    private readonly users = new Map<StackResource, StackResource[]>();
    private readonly rules = new Map<StackResource, IngressRule[]>();
    private readonly attached = new Map<StackResource, AttachedRules>();
    private readonly hints = new Map<StackResource, readonly RoleHint[]>();

    constructor(stack: readonly StackResource[]) {
        this.groups = new References(stack.filter(isGroup));
        this.machines = new Machines(stack);
        for (const resource of stack) {
            if (NOTHING_BEHIND.test(resource.type)) continue;
            const property = resource.type.startsWith("kubernetes:") ? (name: string) => name === "spec" : takesGroups;
            for (const group of this.groups.of(resource, property)) if (isGroup(group)) append(this.users, group, resource);
        }
    }

    /** Counts rules towards the groups that they are attached to; do so for every rule before asking for hints. */
    attach(resource: StackResource, rules: readonly IngressRule[]): void {
        for (const group of this.groupsOf(resource)) {
            for (const rule of rules) append(this.rules, group, rule);
            if (group === resource) continue;
            const attached = this.attached.get(group) ?? new AttachedRules();
            this.attached.set(group, attached);
            for (const rule of rules) attached.add(rule);
        }
    }

    /** The rules that other resources attach to a group. */
    attachedTo(group: StackResource): AttachedRules | undefined {
        return this.attached.get(group);
    }

    /** The group that a resource with rules belongs to: itself, or the one that its `securityGroupId` names. */
    groupOf(resource: StackResource): RuleGroup {
        const [group] = this.groupsOf(resource);
        if (group !== undefined) return { words: inWords(group), hints: this.hintsOf(group), resource: group, id: idOf(group) };

        const props = resource.props as Cursor<{ securityGroupId: string; groupId: string }>;
        const id = ifKnown(() => props.field("securityGroupId").text()) ?? ifKnown(() => props.field("groupId").text());
        // The cluster's own group is an output of the cluster.
        const owner = [...this.groups.of(resource, isOwnGroup)].flatMap((source) => this.machines.hintsOf(source));
        const cluster = owner.find(({ role }) => role === "kubernetes" || role === "worker");
        if (cluster !== undefined) {
            const words = `the security group of ${cluster.why}`;
            return { words, hints: [{ ...cluster, through: [] }], resource: undefined, id };
        }
        return { words: `security group ${id ?? "of another stack"}`, hints: [], resource: undefined, id };
    }

    private groupsOf(resource: StackResource): StackResource[] {
        return isGroup(resource) ? [resource] : [...this.groups.of(resource, isOwnGroup)].filter(isGroup);
    }

    private hintsOf(group: StackResource): readonly RoleHint[] {
        const known = this.hints.get(group);
        if (known !== undefined) return known;
        const behind = (this.users.get(group) ?? []).flatMap((user) => this.machines.hintsOf(user));
        const isService = behind.length > 0 && behind.every(({ role }) => role === "service");
        const hints = [
            ...hintsOfTags(group),
            ...hintsOfRules(this.rules.get(group) ?? []),
            ...behind,
            // A load balancer of a control plane has its name too.
            ...(isService ? [] : hintsOfName(group)),
        ];
        this.hints.set(group, hints);
        return hints;
    }
}

/** A rule's own property for its group: `groupId` in `aws-native:ec2:SecurityGroupIngress`. */
const isOwnGroup = (property: string) => property === "securityGroupId" || property === "groupId";

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
}
