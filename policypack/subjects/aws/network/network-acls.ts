import type { StackResource } from "../../../lib/subject";
import { AddressSet } from "../../../model/address-set";
import { containsPort, type PortRange } from "../../../model/port-range";
import { Unreadable } from "../../../model/unreadable";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown, ifSet } from "../../../lib/read-all";
import { References } from "../references";
import type { Subnets } from "./subnets";
import { tcpPorts } from "./tcp-ports";
import { inWords } from "../words";

type Place = Cursor<Record<string, unknown>>;

const isAcl = ({ type }: StackResource) =>
    /^(aws:ec2\/(networkAcl:NetworkAcl|defaultNetworkAcl:DefaultNetworkAcl)|aws-native:ec2:NetworkAcl)$/.test(type);
const isRule = ({ type }: StackResource) => type === "aws:ec2/networkAclRule:NetworkAclRule";
const isAssociation = ({ type }: StackResource) =>
    type === "aws:ec2/networkAclAssociation:NetworkAclAssociation" || type === "aws-native:ec2:SubnetNetworkAclAssociation";
const ownAcl = (property: string) => property === "networkAclId";

/** One rule for what comes in. */
interface AclRule {
    readonly number: number;
    readonly denies: boolean;
    readonly ports: PortRange | undefined;
    readonly addresses: AddressSet;
}

/**
 * The network ACLs of a stack. One is never a finding: it can only narrow what a security group opens, and only where everything about it is
 * known: which ACL the subnet has, and each of its rules. Whatever is not known admits everybody.
 */
export class NetworkAcls {
    /** The one ACL of each subnet; undefined where several claim it. */
    private readonly bySubnet = new Map<StackResource, StackResource | undefined>();
    private readonly rules = new Map<StackResource, readonly AclRule[] | undefined>();
    private readonly attached = new Map<StackResource, StackResource[]>();
    /** Whether there is any, so that something may be narrowed at all. */
    readonly isEmpty: boolean;
    /** A rule whose ACL is not known may be any ACL's. */
    private readonly isWhole: boolean;

    constructor(stack: readonly StackResource[], subnets: Subnets) {
        const acls = stack.filter(isAcl);
        this.isEmpty = acls.length === 0;
        const references = new References(acls);
        const aclsOf = (resource: StackResource) => [...references.of(resource, ownAcl)].filter(isAcl);
        let isWhole = true;
        for (const resource of acls.length === 0 ? [] : stack) {
            if (isAcl(resource)) for (const subnet of subnets.allOf(resource) ?? []) this.give(subnet, resource);
            else if (isAssociation(resource)) {
                const [subnet] = subnets.allOf(resource) ?? [];
                const [acl] = aclsOf(resource);
                if (subnet !== undefined && acl !== undefined) this.give(subnet, acl);
            } else if (isRule(resource)) {
                const [acl] = aclsOf(resource);
                const isElsewhere = ifKnown(() => (resource.props as Place).field("networkAclId").text()) !== undefined;
                if (acl !== undefined) this.attached.set(acl, [...(this.attached.get(acl) ?? []), resource]);
                else if (!isElsewhere) isWhole = false;
            }
        }
        this.isWhole = isWhole;
    }

    /**
     * What of a source an ACL of each of the subnets denies on each of the ports.
     * @returns nothing when any subnet's ACL is not known, and the ACLs that deny in words
     */
    denied(
        subnets: readonly StackResource[],
        addresses: AddressSet,
        ports: readonly number[],
    ): { readonly addresses: AddressSet; readonly words: string } {
        const acls = new Set(subnets.map((subnet) => this.bySubnet.get(subnet)));
        let left = addresses;
        for (const acl of acls) {
            const rules = acl && this.rulesOf(acl);
            if (rules === undefined) return { addresses: AddressSet.NONE, words: "" };
            for (const port of ports) left = left.minus(left.minus(deniedBy(rules, left, port)));
        }
        if (acls.size === 0) left = AddressSet.NONE;
        return { addresses: left, words: [...acls].map((acl) => inWords(acl!)).join(" and ") };
    }

    private give(subnet: StackResource, acl: StackResource): void {
        const known = this.bySubnet.has(subnet) ? this.bySubnet.get(subnet) : acl;
        this.bySubnet.set(subnet, known === acl ? acl : undefined);
    }

    /** In their order; undefined when any of them cannot be read, or when there is none here: then they are made elsewhere. */
    private rulesOf(acl: StackResource): readonly AclRule[] | undefined {
        if (!this.isWhole) return undefined;
        if (!this.rules.has(acl)) {
            const rules = ifKnown(() => [...inlineOf(acl), ...this.attachedTo(acl)].sort(byNumber));
            this.rules.set(acl, rules?.length === 0 ? undefined : rules);
        }
        return this.rules.get(acl);
    }

    private attachedTo(acl: StackResource): AclRule[] {
        return (this.attached.get(acl) ?? []).flatMap(({ props }) => {
            const all = props as Place;
            if ((all.field("egress") as Cursor<boolean>).flag() === true) return [];
            return ruleOf(all, "ruleNumber", "ruleAction");
        });
    }
}

/** AWS computes the inline rules of an ACL that declares none: those that are attached. After that, they stand in both places. */
function inlineOf(acl: StackResource): AclRule[] {
    const list = (acl.props as Place).field("ingress") as Cursor<Record<string, unknown>[]>;
    const items = ifSet(acl, "ingress", () => [...list.items()]) ?? [];
    return items.flatMap((rule) => ruleOf(rule as Place, "ruleNo", "action"));
}

function ruleOf(rule: Place, number: string, action: string): AclRule[] {
    const ports = tcpPorts(rule.field("protocol"), rule.field("fromPort"), rule.field("toPort"));
    const written = (rule.field(action).text() ?? "").toLowerCase();
    const ranges = ["cidrBlock", "ipv6CidrBlock"].flatMap((property) => {
        const place = rule.field(property);
        const text = place.text() ?? "";
        const addresses = text === "" ? AddressSet.NONE : AddressSet.parse(text);
        if (addresses === undefined) throw new Unreadable(place.path, "is no address range");
        return addresses;
    });
    const order = rule.field(number).number();
    if (order === undefined || (written !== "allow" && written !== "deny")) throw new Unreadable(rule.path, "is no rule");
    return [{ number: order, denies: written === "deny", ports, addresses: AddressSet.unionOf(ranges) }];
}

const byNumber = (one: AclRule, other: AclRule): number => one.number - other.number;

/** The first rule that matches decides; behind all of them stands one that denies. */
function deniedBy(rules: readonly AclRule[], addresses: AddressSet, port: number): AddressSet {
    let left = addresses;
    let allowed = AddressSet.NONE;
    for (const rule of rules) {
        if (rule.ports === undefined || !containsPort(rule.ports, port)) continue;
        const matched = left.minus(left.minus(rule.addresses));
        if (!rule.denies) allowed = allowed.union(matched);
        left = left.minus(rule.addresses);
    }
    return addresses.minus(allowed);
}
