import { kubeletPortNotReachable } from "../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const group = (...ingress: unknown[]) => ({ type: SECURITY_GROUP, props: { ingress } });
const tagged = (tags: object, ...ingress: unknown[]) => ({ type: SECURITY_GROUP, props: { tags, ingress } });
const rule = (props: object) => ({ type: RULE, props: { type: "ingress", securityGroupId: "sg-1", ...props } });
const ingressRule = (props: object) => ({ type: INGRESS_RULE, props: { securityGroupId: "sg-1", ...props } });

const kubelet = { protocol: "tcp", fromPort: 10250, toPort: 10250 };
const everything = { protocol: "-1", fromPort: 0, toPort: 0 };
const CLUSTER = { "kubernetes.io/cluster/prod": "owned" };

const name = (instead: string, remove: string) => `Name the control plane's security group in ${instead} and remove ${remove}.`;
const inlineFix = name("securityGroups", "cidrBlocks");
const wideFix =
    "Open only the ports that these addresses need, and the kubelet's to the control plane's security group (securityGroups).";
const trustFix = `${inlineFix.slice(0, -1)}, or list the range in trustedCidrs.`;
const both = "opens kubelet ports 10250 and 10255 to";

policyTable(kubeletPortNotReachable, {
    fails: {
        "an inline rule opens the port to the internet": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a default group has the same rules": {
            type: DEFAULT_GROUP,
            props: { ingress: [{ ...kubelet, cidrBlocks: ["0.0.0.0/0"] }] },
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a rule of its own names its own property": {
            ...rule({ ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${name("sourceSecurityGroupId", "cidrBlocks")}`],
        },
        "the vpc form has singular names": {
            ...ingressRule({ ipProtocol: "tcp", fromPort: 10250, toPort: 10250, cidrIpv4: "0.0.0.0/0" }),
            reports: [`cidrIpv4: opens kubelet port 10250 to 0.0.0.0/0. ${name("referencedSecurityGroupId", "cidrIpv4")}`],
        },
        "IPv6 is the internet too": {
            ...group({ ...kubelet, ipv6CidrBlocks: ["::/0"] }),
            reports: [`ingress[0].ipv6CidrBlocks: opens kubelet port 10250 to ::/0. ${name("securityGroups", "ipv6CidrBlocks")}`],
        },
        "the vpc form takes IPv6": {
            ...ingressRule({ ipProtocol: "6", fromPort: 10255, toPort: 10255, cidrIpv6: "::/0" }),
            reports: [`cidrIpv6: opens kubelet port 10255 to ::/0. ${name("referencedSecurityGroupId", "cidrIpv6")}`],
        },
        "both families of one rule are two findings": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] }),
            reports: [
                `ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`,
                `ingress[0].ipv6CidrBlocks: opens kubelet port 10250 to ::/0. ${name("securityGroups", "ipv6CidrBlocks")}`,
            ],
        },
        "halves of the internet are everywhere": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }),
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to everywhere (0.0.0.0/1 and 128.0.0.0/1). ${inlineFix}`],
        },
        "halves in two rules of one group are both reported": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/1"] }, { ...kubelet, cidrBlocks: ["128.0.0.0/1"] }),
            reports: [
                `ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/1. ${inlineFix}`,
                `ingress[1].cidrBlocks: opens kubelet port 10250 to 128.0.0.0/1. ${inlineFix}`,
            ],
        },
        "one public address that nobody declared is not trusted": {
            ...group({ ...kubelet, cidrBlocks: ["203.0.113.7/32"] }),
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 203.0.113.7/32. ${inlineFix}`],
        },
        "many ranges are counted": {
            ...group({ ...kubelet, cidrBlocks: ["1.0.0.0/8", "2.0.0.0/8", "3.0.0.0/8", "4.0.0.0/8", "5.0.0.0/8"] }),
            reports: [
                `ingress[0].cidrBlocks: opens kubelet port 10250 to 1.0.0.0/8, 2.0.0.0/8, 3.0.0.0/8 and 2 more. ${inlineFix}`,
            ],
        },
        "the read-only port discloses Pods": {
            ...group({ ...kubelet, fromPort: 10255, toPort: 10255, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10255 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a range around both ports opens both": {
            ...group({ ...kubelet, fromPort: 10250, toPort: 10259, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${inlineFix}`],
        },
        "a cluster's group with every port open": {
            ...tagged(CLUSTER, { ...everything, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${wideFix}`],
        },
        "upper case spells the same protocol": {
            ...tagged({ "karpenter.sh/discovery": "prod" }, { ...everything, protocol: "ALL", cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${wideFix}`],
        },
        "a sibling that names the kubelet shows whose group it is": {
            ...group({ ...kubelet, securityGroups: ["sg-2"] }, { ...everything, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[1].cidrBlocks: ${both} 0.0.0.0/0. ${wideFix}`],
        },
        "trust in some addresses does not cover the others": {
            ...group({ ...kubelet, cidrBlocks: ["10.1.0.0/16", "0.0.0.0/0"] }),
            config: { trustedCidrs: ["10.1.0.0/16"] },
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a private range may be the cluster's own network, so it advises": {
            ...group({ ...kubelet, cidrBlocks: ["10.0.0.0/16"] }),
            reports: [`(advisory) [medium] ingress[0].cidrBlocks: opens kubelet port 10250 to 10.0.0.0/16. ${trustFix}`],
        },
        "a private range beside a public one": {
            ...group({ ...kubelet, cidrBlocks: ["10.0.0.0/16", "203.0.113.0/24"] }),
            reports: [
                `ingress[0].cidrBlocks: opens kubelet port 10250 to 203.0.113.0/24. ${inlineFix}`,
                `(advisory) [medium] ingress[0].cidrBlocks: opens kubelet port 10250 to 10.0.0.0/16. ${trustFix}`,
            ],
        },
        "a prefix list is named, as its addresses are elsewhere": {
            ...group({ ...kubelet, prefixListIds: ["pl-63a5400a"] }),
            reports: [
                "(advisory) ingress[0].prefixListIds: opens kubelet port 10250 to prefix list pl-63a5400a, whose addresses the rule does " +
                    `not show. ${name("securityGroups", "prefixListIds")}`,
            ],
        },
        "what is no address range cannot be judged": {
            ...group({ ...kubelet, cidrBlocks: ["10.0.0.0/33"] }),
            reports: ["ingress[0].cidrBlocks[0]: is no address range, so it could not be judged. Correct it."],
        },
        "a list of the wrong type hides no sibling": {
            ...group({ ...kubelet, cidrBlocks: "0.0.0.0/0" }, { ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [
                "ingress[0].cidrBlocks: is a string where a list was expected, so it could not be judged. Correct it.",
                `ingress[1].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`,
            ],
        },
    },
    passes: {
        "the control plane's security group": group({ ...kubelet, securityGroups: ["sg-2"] }),
        "the nodes among themselves": group({ ...everything, self: true }),
        "a rule with a source group": rule({ ...kubelet, sourceSecurityGroupId: "sg-2", self: false, cidrBlocks: [] }),
        "the vpc form with a referenced group": ingressRule({
            ipProtocol: "tcp",
            fromPort: 10250,
            toPort: 10250,
            referencedSecurityGroupId: "sg-2",
        }),
        "a declared bastion": {
            ...group({ ...kubelet, cidrBlocks: ["203.0.113.7/32"] }),
            config: { trustedCidrs: ["203.0.113.0/24"] },
        },
        "a range that two declared ranges cover": {
            ...group({ ...kubelet, cidrBlocks: ["10.0.0.0/8"] }),
            config: { trustedCidrs: ["10.0.0.0/9", "10.128.0.0/9"] },
        },
        "a website": tagged(CLUSTER, { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }),
        "node ports end above the kubelet's": tagged(CLUSTER, {
            protocol: "tcp",
            fromPort: 30000,
            toPort: 32767,
            cidrBlocks: ["0.0.0.0/0"],
        }),
        "the ports of UDP are others": group({ ...kubelet, protocol: "udp", cidrBlocks: ["0.0.0.0/0"] }),
        "the ports of ICMP are types": tagged(CLUSTER, { protocol: "icmp", fromPort: -1, toPort: -1, cidrBlocks: ["0.0.0.0/0"] }),
        "tcp from 0 to 0 is port 0": tagged(CLUSTER, { protocol: "tcp", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }),
        "what leaves": rule({ type: "egress", ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
        "a wide rule on a group that says nothing is left to the whole stack": group({
            ...everything,
            cidrBlocks: ["0.0.0.0/0"],
        }),
        "the same as a rule of its own": rule({ ...everything, cidrBlocks: ["0.0.0.0/0"] }),
        "a group without rules": { type: SECURITY_GROUP, props: {} },
        "a wide rule with unknown sources is left to the whole stack": group({ ...everything, cidrBlocks: UNKNOWN }),
        "unknown sources of another port": group({ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: UNKNOWN }),
        "unknown ports that only the cluster reaches": group({ protocol: "tcp", fromPort: UNKNOWN, toPort: UNKNOWN, self: true }),
        "an unknown source group is a group": group({ ...kubelet, securityGroups: [UNKNOWN] }),
    },
    unknowns: {
        "unknown addresses hide no known rule": {
            ...group({ ...kubelet, cidrBlocks: UNKNOWN }, { ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "ingress.0.cidrBlocks",
            reports: [`ingress[1].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "an unknown address hides no known one beside it": {
            ...group({ ...kubelet, cidrBlocks: [UNKNOWN, "0.0.0.0/0"] }),
            unknown: "ingress.0.cidrBlocks.0",
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "an unknown rule hides no known one": {
            ...group(UNKNOWN, { ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "ingress.0",
            reports: [`ingress[1].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "unknown ports may be others": {
            ...rule({ protocol: "tcp", fromPort: UNKNOWN, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "fromPort",
        },
        "an unknown protocol may be UDP": {
            ...ingressRule({ ipProtocol: UNKNOWN, fromPort: 10250, toPort: 10250, cidrIpv4: "0.0.0.0/0" }),
            unknown: "ipProtocol",
        },
        "an unknown direction may be egress": {
            ...rule({ type: UNKNOWN, ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "type",
        },
        "unknown rules altogether": { type: SECURITY_GROUP, props: { ingress: UNKNOWN }, unknown: "ingress" },
    },
});
