import type { DefaultSecurityGroupArgs } from "@pulumi/aws/ec2/defaultSecurityGroup";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { SecurityGroupRuleArgs } from "@pulumi/aws/ec2/securityGroupRule";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { each, on, type Props, subject } from "../../lib/subject";
import { EVERY_PORT, type PortRange } from "../../model/port-range";
import type { Cursor } from "../../parse/cursor";

/** A property of a rule that says who may come in. */
export interface SourcePlace {
    readonly kind: "addresses" | "prefix list";
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
    readonly sources: readonly SourcePlace[];
    /** The property that takes a security group. */
    readonly instead: string;
}

type Inline = NonNullable<Props<SecurityGroupArgs>["ingress"]>[number];

const inline = (rule: Cursor<Inline>): IngressRule => ({
    at: rule.path,
    tcpPorts: () => tcpPorts(rule.field("protocol"), rule.field("fromPort"), rule.field("toPort")),
    sources: [
        many("addresses", rule.field("cidrBlocks")),
        many("addresses", rule.field("ipv6CidrBlocks")),
        many("prefix list", rule.field("prefixListIds")),
    ],
    instead: "securityGroups",
});

const everyInline = (rules: Cursor<Inline[] | undefined>) =>
    each(rules.items(), function* (rule) {
        yield () => inline(rule as Cursor<Inline>);
    });

/** The rules of every form of security group rule that lets traffic in. `self` and security groups are no sources here: they are the cluster. */
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
            ],
            instead: "referencedSecurityGroupId",
        });
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

/**
 * As AWS reads a rule: -1 opens every port whatever the ports say, `tcp` with 0 to 0 opens port 0 only, and ports of ICMP are types and codes.
 * What AWS would refuse (no protocol, TCP without ports) counts as everything.
 */
function tcpPorts(protocol: Cursor<unknown>, from: Cursor<unknown>, to: Cursor<unknown>): PortRange | undefined {
    const written = protocol.raw();
    const name = (typeof written === "number" ? String(written) : (protocol.text() ?? "-1")).trim().toLowerCase();
    if (name === "-1" || name === "all") return EVERY_PORT;
    if (name !== "tcp" && name !== "6") return undefined;
    return { first: from.number() ?? EVERY_PORT.first, last: to.number() ?? EVERY_PORT.last };
}
