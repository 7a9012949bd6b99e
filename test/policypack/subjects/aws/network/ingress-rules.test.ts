import { rulesOf } from "../../../../../policypack/subjects/aws/network/ingress";
import { ingressRules } from "../../../../../policypack/subjects/aws/network/ingress-rules";
import { stackOf } from "../../../judge";
import { resource } from "../../../paths";

/** The rules of a resource: where each stands, its ports, who comes in by which property, and which takes a group. */
const rulesIn = (type: string, props: object) =>
    rulesOf(stackOf([resource("it", type, props)])[0]!).known.map((rule) => {
        const ports = rule.tcpPorts();
        const from = rule.sources.flatMap(({ kind, at, values }) =>
            [...values()].map((value) => `${kind} ${value.text()} in ${at}`),
        );
        return [`${rule.at || "itself"} ${ports === undefined ? "none" : `${ports.first}-${ports.last}`}`, ...from, rule.instead];
    });

const INLINE = {
    protocol: "tcp",
    fromPort: 1,
    toPort: 2,
    cidrBlocks: ["10.0.0.0/8", "10.1.0.0/16"],
    ipv6CidrBlocks: ["::/0"],
    prefixListIds: ["pl-1"],
    securityGroups: ["sg-1"],
    self: true,
};
const NATIVE = {
    ipProtocol: "tcp",
    fromPort: 1,
    toPort: 2,
    cidrIp: "10.0.0.0/8",
    cidrIpv6: "::/0",
    sourcePrefixListId: "pl-1",
    sourceSecurityGroupId: "sg-1",
};
const inline = (at: string) => [
    `${at} 1-2`,
    `addresses 10.0.0.0/8 in ${at}.cidrBlocks`,
    `addresses 10.1.0.0/16 in ${at}.cidrBlocks`,
    `addresses ::/0 in ${at}.ipv6CidrBlocks`,
    `prefix list pl-1 in ${at}.prefixListIds`,
    `security group sg-1 in ${at}.securityGroups`,
    "securityGroups",
];
const native = (at: string, before = "") => [
    `${at} 1-2`,
    `addresses 10.0.0.0/8 in ${before}cidrIp`,
    `addresses ::/0 in ${before}cidrIpv6`,
    `prefix list pl-1 in ${before}sourcePrefixListId`,
    `security group sg-1 in ${before}sourceSecurityGroupId`,
    "sourceSecurityGroupId",
];

/** Every form of rule that lets traffic in, with everybody in it. */
const FORMS: Readonly<Record<string, readonly [props: object, rules: string[][]]>> = {
    "aws:ec2/securityGroup:SecurityGroup": [
        { ingress: [INLINE, { protocol: "udp" }], egress: [INLINE] },
        [inline("ingress[0]"), ["ingress[1] none", "securityGroups"]],
    ],
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": [{ ingress: [INLINE] }, [inline("ingress[0]")]],
    "aws:ec2/securityGroupRule:SecurityGroupRule": [
        { ...INLINE, type: "ingress", securityGroups: undefined, sourceSecurityGroupId: "sg-1" },
        [
            [
                "itself 1-2",
                "addresses 10.0.0.0/8 in cidrBlocks",
                "addresses 10.1.0.0/16 in cidrBlocks",
                "addresses ::/0 in ipv6CidrBlocks",
                "prefix list pl-1 in prefixListIds",
                "security group sg-1 in sourceSecurityGroupId",
                "sourceSecurityGroupId",
            ],
        ],
    ],
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
        {
            ipProtocol: "tcp",
            fromPort: 1,
            toPort: 2,
            cidrIpv4: "10.0.0.0/8",
            cidrIpv6: "::/0",
            prefixListId: "pl-1",
            referencedSecurityGroupId: "sg-1",
        },
        [
            [
                "itself 1-2",
                "addresses 10.0.0.0/8 in cidrIpv4",
                "addresses ::/0 in cidrIpv6",
                "prefix list pl-1 in prefixListId",
                "security group sg-1 in referencedSecurityGroupId",
                "referencedSecurityGroupId",
            ],
        ],
    ],
    "aws-native:ec2:SecurityGroup": [
        { securityGroupIngress: [NATIVE], securityGroupEgress: [NATIVE] },
        [native("securityGroupIngress[0]", "securityGroupIngress[0].")],
    ],
    "aws-native:ec2:SecurityGroupIngress": [NATIVE, [native("itself")]],
};

test.each(Object.entries(FORMS))("%s", (type, [props, rules]) => expect(rulesIn(type, props)).toEqual(rules));

test("every form is here, and a rule for what goes out is none", () => {
    expect([...ingressRules.rows.keys()].sort()).toEqual(Object.keys(FORMS).sort());
    expect(rulesIn("aws:ec2/securityGroupRule:SecurityGroupRule", { ...INLINE, type: "egress" })).toEqual([]);
    expect(rulesIn("aws:ec2/securityGroup:SecurityGroup", {})).toEqual([]);
    expect(
        rulesIn("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
    ).toEqual([]);
});
