import { UNKNOWN } from "./judge";
import type { PolicyTable } from "./table";

/** The type of every form of a rule, and its property for a source group. */
export const FORMS = {
    group: "aws:ec2/securityGroup:SecurityGroup",
    defaultGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    rule: "aws:ec2/securityGroupRule:SecurityGroupRule",
    ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    nativeGroup: "aws-native:ec2:SecurityGroup",
    nativeRule: "aws-native:ec2:SecurityGroupIngress",
} as const;

export const CLUSTER = { "kubernetes.io/cluster/prod": "owned" };
export const CLUSTER_LIST = [{ key: "kubernetes.io/cluster/prod", value: "owned" }];
const WORLD = "0.0.0.0/0";

/** What one port policy says of a rule that opens its port to the internet: the fact, and the fix for a form's property. */
export interface Said {
    readonly ports: readonly [number, number];
    /** `opens SSH port 22 to`. */
    readonly fact: string;
    /** Whose group a rule should name. */
    readonly client: string;
    /** What stands before each line. */
    readonly level?: string;
}

export const fixIn = ({ client }: Said, instead: string, remove: string) => `Name ${client} in ${instead} and remove ${remove}.`;

/** One failing row for every form of a rule that can carry a cluster's tag, all of a group that does. */
export const taggedForms = (said: Said): PolicyTable["fails"] => {
    const [fromPort, toPort] = said.ports;
    const line = (at: string, instead: string) =>
        `${said.level ?? ""}${at}: ${said.fact} ${WORLD}. ${fixIn(said, instead, at.split(".").at(-1)!)}`;
    const inline = { protocol: "tcp", fromPort, toPort, cidrBlocks: [WORLD] };
    const native = { ipProtocol: "TCP", fromPort, toPort, cidrIp: WORLD };
    return {
        "a group that is a cluster's": {
            type: FORMS.group,
            props: { tags: CLUSTER, ingress: [inline] },
            reports: [line("ingress[0].cidrBlocks", "securityGroups")],
        },
        "a default group that is a cluster's": {
            type: FORMS.defaultGroup,
            props: { tags: CLUSTER, ingress: [inline] },
            reports: [line("ingress[0].cidrBlocks", "securityGroups")],
        },
        "a rule that is a cluster's by its own tag": {
            type: FORMS.ingressRule,
            props: { securityGroupId: "sg-1", tags: CLUSTER, ipProtocol: "6", fromPort, toPort, cidrIpv4: WORLD },
            reports: [line("cidrIpv4", "referencedSecurityGroupId")],
        },
        "CloudFormation's form of a group": {
            type: FORMS.nativeGroup,
            props: { tags: CLUSTER_LIST, securityGroupIngress: [native] },
            reports: [line("securityGroupIngress[0].cidrIp", "sourceSecurityGroupId")],
        },
    };
};

/** The forms that carry no tags, for a service that a rule for its own ports shows. */
export const bareForms = (said: Said): PolicyTable["fails"] => {
    const [fromPort, toPort] = said.ports;
    const line = (at: string) => `${said.level ?? ""}${at}: ${said.fact} ${WORLD}. ${fixIn(said, "sourceSecurityGroupId", at)}`;
    return {
        "a rule of its own": {
            type: FORMS.rule,
            props: { type: "ingress", securityGroupId: "sg-1", protocol: "tcp", fromPort, toPort, cidrBlocks: [WORLD] },
            reports: [line("cidrBlocks")],
        },
        "CloudFormation's form of a rule": {
            type: FORMS.nativeRule,
            props: { groupId: "sg-1", ipProtocol: "tcp", fromPort, toPort, cidrIp: WORLD },
            reports: [line("cidrIp")],
        },
    };
};

/** Unknown addresses of a known port, beside a known rule. */
export const unknownAddresses = (said: Said): PolicyTable["unknowns"] => {
    const [fromPort, toPort] = said.ports;
    const rule = { protocol: "tcp", fromPort, toPort };
    return {
        "unknown addresses hide no known rule": {
            type: FORMS.group,
            props: {
                tags: CLUSTER,
                ingress: [
                    { ...rule, cidrBlocks: UNKNOWN },
                    { ...rule, cidrBlocks: [WORLD] },
                ],
            },
            unknown: "ingress.0.cidrBlocks",
            reports: [
                `${said.level ?? ""}ingress[1].cidrBlocks: ${said.fact} ${WORLD}. ${fixIn(said, "securityGroups", "cidrBlocks")}`,
            ],
        },
    };
};
