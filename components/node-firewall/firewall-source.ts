import * as pulumi from "@pulumi/pulumi";

/** Who is let in beside the cluster itself: addresses, a prefix list or a security group, exactly one of them. */
export interface FirewallSource {
    /** Who that is and why, as the rule's description in AWS has it. */
    description: pulumi.Input<string>;
    /** A range of IPv4 addresses: `10.20.0.0/24`. */
    cidrIpv4?: pulumi.Input<string>;
    /** A range of IPv6 addresses: `2001:db8::/56`. */
    cidrIpv6?: pulumi.Input<string>;
    /** The id of a prefix list: `pl-…`. */
    prefixListId?: pulumi.Input<string>;
    /** The id of a security group, with the account in front where it is another one: `sg-…`, `123456789012/sg-…`. */
    securityGroupId?: pulumi.Input<string>;
}

const KINDS = ["cidrIpv4", "cidrIpv6", "prefixListId", "securityGroupId"] as const;

/**
 * The property of a rule that admits a source.
 *
 * @param source who is let in
 * @param propertyPath where the source stands in a component's arguments, for the error
 * @returns one property of `aws.vpc.SecurityGroupIngressRuleArgs`
 * @throws InputPropertyError when none or several of the kinds are given
 */
export function admitting(source: FirewallSource, propertyPath: string): Admitted {
    const given = KINDS.filter((kind) => source[kind] !== undefined);
    const [kind] = given;
    if (kind === undefined || given.length > 1)
        throw new pulumi.InputPropertyError({
            propertyPath,
            reason: `has ${given.join(" and ") || "no source"}: give exactly one of ${KINDS.join(", ")}`,
        });
    const value = source[kind]!;
    return kind === "securityGroupId" ? { referencedSecurityGroupId: value } : { [kind]: value };
}

/** What `admitting` returns. */
export interface Admitted {
    cidrIpv4?: pulumi.Input<string>;
    cidrIpv6?: pulumi.Input<string>;
    prefixListId?: pulumi.Input<string>;
    referencedSecurityGroupId?: pulumi.Input<string>;
}
