import { parse } from "yaml";
import { type GivenInStack, UNKNOWN } from "../policypack/judge";

interface Template {
    readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
    readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Record<string, any> }>>;
}

/** What Cloud Control has under these types with the same properties, in lower camel case. */
const NATIVE: Readonly<Record<string, string>> = {
    "AWS::EC2::Instance": "aws-native:ec2:Instance",
    "AWS::EC2::LaunchTemplate": "aws-native:ec2:LaunchTemplate",
    "AWS::AutoScaling::LaunchConfiguration": "aws-native:autoscaling:LaunchConfiguration",
    "AWS::EKS::Nodegroup": "aws-native:eks:Nodegroup",
};

/** `!Ref x` as `{ Ref: x }`. Other short tags are read as their text. */
const REF = { tag: "!Ref", resolve: (name: string) => ({ Ref: name }) };

/** The resources, with parameters replaced by their defaults: a template is judged as it is deployed without any. */
function resolved({ Resources, Parameters = {} }: Template): Template["Resources"] {
    const replaced = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(replaced);
        if (typeof value !== "object" || value === null) return value;
        const { Ref: name } = value as { Ref?: unknown };
        const parameter = typeof name === "string" && Object.hasOwn(Parameters, name) ? Parameters[name] : undefined;
        if (parameter?.Default !== undefined) return parameter.Default;
        return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, replaced(own)]));
    };
    return replaced(Resources) as Template["Resources"];
}

/**
 * The security groups, network ACL entries, machines and node groups of a CloudFormation template, as Pulumi has them.
 * @param which only this one, by its logical id, which may stand behind its type; without it, all
 */
export function resourcesIn(text: string, which?: string): GivenInStack[] {
    const Resources = resolved(parse(text, { logLevel: "silent", customTags: [REF] }) as Template);
    const logicalId = which?.split(".").at(-1);
    return Object.entries(Resources)
        .filter(([name]) => logicalId === undefined || name === logicalId)
        .flatMap(([name, { Type, Properties = {} }]): GivenInStack[] => {
            if (Type === "AWS::EC2::SecurityGroup")
                return [{ type: "aws:ec2/securityGroup:SecurityGroup", name, props: groupOf(Properties) }];
            if (Type === "AWS::EC2::SecurityGroupIngress")
                return [{ type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, props: ruleOf(Properties) }];
            if (Type === "AWS::EC2::NetworkAclEntry")
                return [{ type: "aws:ec2/networkAclRule:NetworkAclRule", name, props: entryOf(Properties) }];
            const type = NATIVE[Type];
            return type === undefined ? [] : [{ type, name, props: lowered(Properties) as object }];
        });
}

/** Every name in lower camel case, and functions unknown. */
function lowered(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(lowered);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    if (entries.some(([key]) => key === "Ref" || key.startsWith("Fn::"))) return UNKNOWN;
    return Object.fromEntries(entries.map(([key, own]) => [key.charAt(0).toLowerCase() + key.slice(1), lowered(own)]));
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

function entryOf(own: Record<string, any>): object {
    return {
        networkAclId: known(own.NetworkAclId),
        ruleNumber: own.RuleNumber,
        egress: own.Egress ?? false,
        protocol: known(String(own.Protocol)),
        ruleAction: own.RuleAction,
        cidrBlock: known(own.CidrBlock),
        ipv6CidrBlock: known(own.Ipv6CidrBlock),
        fromPort: port(own.PortRange?.From),
        toPort: port(own.PortRange?.To),
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
