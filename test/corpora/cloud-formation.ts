import { parse } from "yaml";
import { type GivenInStack, UNKNOWN } from "../policypack/judge";

interface Template {
    readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Record<string, any> }>>;
}

/**
 * The security groups of a CloudFormation template and their rules, as Pulumi has them. Short tags (`!Ref x`) are read as their text.
 * @param logicalId only this one; without it, all
 */
export function securityGroupsIn(text: string, logicalId?: string): GivenInStack[] {
    const { Resources } = parse(text, { logLevel: "silent" }) as Template;
    return Object.entries(Resources)
        .filter(([name]) => logicalId === undefined || name === logicalId)
        .flatMap(([name, { Type, Properties = {} }]) => {
            if (Type === "AWS::EC2::SecurityGroup")
                return [{ type: "aws:ec2/securityGroup:SecurityGroup", name, props: groupOf(Properties) }];
            if (Type !== "AWS::EC2::SecurityGroupIngress") return [];
            return [{ type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, props: ruleOf(Properties) }];
        });
}

function groupOf(own: Record<string, any>): object {
    const rules = [own.SecurityGroupIngress ?? []].flat() as Record<string, any>[];
    const tags = Object.fromEntries(
        ((own.Tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, known(Value)]),
    );
    return {
        description: known(own.GroupDescription),
        tags,
        ingress: rules.map((rule) => ({
            protocol: known(String(rule.IpProtocol)),
            fromPort: port(rule.FromPort),
            toPort: port(rule.ToPort),
            cidrBlocks: listed(rule.CidrIp),
            ipv6CidrBlocks: listed(rule.CidrIpv6),
            prefixListIds: listed(rule.SourcePrefixListId),
            securityGroups: listed(rule.SourceSecurityGroupId ?? rule.SourceSecurityGroupName),
            self: false,
        })),
    };
}

function ruleOf(own: Record<string, any>): object {
    const props = {
        securityGroupId: known(own.GroupId),
        ipProtocol: known(String(own.IpProtocol)),
        fromPort: port(own.FromPort),
        toPort: port(own.ToPort),
        cidrIpv4: known(own.CidrIp),
        cidrIpv6: known(own.CidrIpv6),
        prefixListId: known(own.SourcePrefixListId),
        referencedSecurityGroupId: known(own.SourceSecurityGroupId),
    };
    return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}

/** A function (`Ref`, `Fn::GetAtt`) is a value that nobody knows before the deployment. */
const known = (value: unknown): unknown => (typeof value === "object" && value !== null ? UNKNOWN : value);
const port = (value: unknown): unknown => (typeof value === "string" ? Number(value) : (known(value) ?? 0));
const listed = (value: unknown): unknown[] => (value === undefined ? [] : [known(value)]);
