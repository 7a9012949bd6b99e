import type { SecurityGroupArgs as NativeSecurityGroupArgs } from "@pulumi/aws-native/ec2/securityGroup";
import type { SecurityGroupIngressArgs as NativeIngressArgs } from "@pulumi/aws-native/ec2/securityGroupIngress";
import type { DefaultSecurityGroupArgs } from "@pulumi/aws/ec2/defaultSecurityGroup";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { SecurityGroupRuleArgs } from "@pulumi/aws/ec2/securityGroupRule";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { each, on, type Props, subject } from "../../../lib/subject";
import type { Source } from "../../../model/ingress";
import type { PortRange } from "../../../model/port-range";
import type { Cursor } from "../../../parse/cursor";
import { tcpPorts } from "./tcp-ports";

/** A property of a rule that says who may come in. */
export interface SourcePlace {
    readonly kind: Source["kind"];
    /** `ingress[0].cidrBlocks`. */
    readonly at: string;
    /** Every value in it, each read by itself. @throws what reading the list throws */
    values(): Iterable<Cursor<unknown>>;
}

/** One rule that lets traffic in, in whichever form it was written. Nothing in it is read before it is asked for. */
export interface IngressRule {
    /** `ingress[0]`; "" for a rule that is a resource of its own. */
    readonly at: string;
    /** The TCP ports that it opens; undefined when it opens none (UDP, ICMP). @throws what reading throws */
    tcpPorts(): PortRange | undefined;
    /** `self` is none of them: it is the machines themselves. */
    readonly sources: readonly SourcePlace[];
    /** The property that takes a security group. */
    readonly instead: string;
}

type Inline = NonNullable<Props<SecurityGroupArgs>["ingress"]>[number];
/** An element of a group's list has the properties of a rule of its own but the group; so has the schema of CloudFormation. */
type Native = Pick<
    Props<NativeIngressArgs>,
    "ipProtocol" | "fromPort" | "toPort" | "cidrIp" | "cidrIpv6" | "sourcePrefixListId" | "sourceSecurityGroupId"
>;

const inline = (rule: Cursor<Inline>): IngressRule => ({
    at: rule.path,
    tcpPorts: () => tcpPorts(rule.field("protocol"), rule.field("fromPort"), rule.field("toPort")),
    sources: [
        many("addresses", rule.field("cidrBlocks")),
        many("addresses", rule.field("ipv6CidrBlocks")),
        many("prefix list", rule.field("prefixListIds")),
        many("security group", rule.field("securityGroups")),
    ],
    instead: "securityGroups",
});

const native = (rule: Cursor<Native>): IngressRule => ({
    at: rule.path,
    tcpPorts: () => tcpPorts(rule.field("ipProtocol"), rule.field("fromPort"), rule.field("toPort")),
    sources: [
        one("addresses", rule.field("cidrIp")),
        one("addresses", rule.field("cidrIpv6")),
        one("prefix list", rule.field("sourcePrefixListId")),
        one("security group", rule.field("sourceSecurityGroupId")),
    ],
    instead: "sourceSecurityGroupId",
});

const everyInline = (rules: Cursor<Inline[] | undefined>) =>
    each(rules.items(), (rule) => [() => inline(rule as Cursor<Inline>)]);

/**
 * The rules of every form of security group rule that lets traffic in. The type definitions of `@pulumi/aws` 7 and `@pulumi/aws-native` 1
 * name no other token for any of them: the module of `SecurityGroupIngressRule` is `vpc` alone.
 */
export const ingressRules = subject<IngressRule>(
    on<SecurityGroupArgs>()("aws:ec2/securityGroup:SecurityGroup", ({ props }) => everyInline(props.field("ingress"))),
    on<DefaultSecurityGroupArgs>()("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", ({ props }) =>
        everyInline(props.field("ingress") as Cursor<Inline[] | undefined>),
    ),
    on<SecurityGroupRuleArgs>()("aws:ec2/securityGroupRule:SecurityGroupRule", function* ({ props }) {
        if (props.field("type").text() === "egress") return;
        yield () => ({
            at: props.path,
            tcpPorts: () => tcpPorts(props.field("protocol"), props.field("fromPort"), props.field("toPort")),
            sources: [
                many("addresses", props.field("cidrBlocks")),
                many("addresses", props.field("ipv6CidrBlocks")),
                many("prefix list", props.field("prefixListIds")),
                one("security group", props.field("sourceSecurityGroupId")),
            ],
            instead: "sourceSecurityGroupId",
        });
    }),
    on<SecurityGroupIngressRuleArgs>()("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", function* ({ props }) {
        yield () => ({
            at: props.path,
            tcpPorts: () => tcpPorts(props.field("ipProtocol"), props.field("fromPort"), props.field("toPort")),
            sources: [
                one("addresses", props.field("cidrIpv4")),
                one("addresses", props.field("cidrIpv6")),
                one("prefix list", props.field("prefixListId")),
                one("security group", props.field("referencedSecurityGroupId")),
            ],
            instead: "referencedSecurityGroupId",
        });
    }),
    on<NativeSecurityGroupArgs>()("aws-native:ec2:SecurityGroup", ({ props }) =>
        each(props.field("securityGroupIngress").items(), (rule) => [() => native(rule as Cursor<Native>)]),
    ),
    on<NativeIngressArgs>()("aws-native:ec2:SecurityGroupIngress", function* ({ props }) {
        yield () => native(props as Cursor<Native>);
    }),
);

const many = (kind: SourcePlace["kind"], list: Cursor<readonly string[] | undefined>): SourcePlace => ({
    kind,
    at: list.path,
    values: () => list.items(),
});

const one = (kind: SourcePlace["kind"], place: Cursor<string | undefined>): SourcePlace => ({
    kind,
    at: place.path,
    values: () => (place.isPresent() ? [place] : []),
});
