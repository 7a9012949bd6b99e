import { etcdMetricsPortNotReachable } from "../../../../policypack/policies/etcd-api/etcd-metrics-port-not-reachable";
import { bareForms, fixIn, FORMS, type Said } from "../../port-rows";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const SAID: Said = { ports: [2381, 2381], fact: "opens etcd metrics port 2381 to", client: "the monitoring's security group" };
const tcp = (fromPort: number, toPort = fromPort) => ({ protocol: "tcp", fromPort, toPort });
const group = (...ingress: unknown[]) => ({ type: FORMS.group, props: { ingress } });
const inlineFix = fixIn(SAID, "securityGroups", "cidrBlocks");
const anywhere = { cidrBlocks: ["0.0.0.0/0"] };

policyTable(etcdMetricsPortNotReachable, {
    fails: {
        ...bareForms(SAID),
        "a rule for the port shows that an etcd is there": {
            ...group({ ...tcp(2381), ...anywhere }),
            reports: [`ingress[0].cidrBlocks: ${SAID.fact} 0.0.0.0/0. ${inlineFix}`],
        },
        "a default group has the same rules": {
            type: FORMS.defaultGroup,
            props: { ingress: [{ ...tcp(2381), ipv6CidrBlocks: ["::/0"] }] },
            reports: [`ingress[0].ipv6CidrBlocks: ${SAID.fact} ::/0. ${fixIn(SAID, "securityGroups", "ipv6CidrBlocks")}`],
        },
        "the vpc form has singular names": {
            type: FORMS.ingressRule,
            props: { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 2381, toPort: 2382, cidrIpv4: "203.0.113.7/32" },
            reports: [`cidrIpv4: ${SAID.fact} 203.0.113.7/32. ${fixIn(SAID, "referencedSecurityGroupId", "cidrIpv4")}`],
        },
        "CloudFormation's form of a group": {
            type: FORMS.nativeGroup,
            props: { securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 2381, toPort: 2381, cidrIpv6: "::/0" }] },
            reports: [`securityGroupIngress[0].cidrIpv6: ${SAID.fact} ::/0. ${fixIn(SAID, "sourceSecurityGroupId", "cidrIpv6")}`],
        },
    },
    passes: {
        "monitoring scrapes from inside the VPC": group({ ...tcp(2381), cidrBlocks: ["10.0.0.0/16"] }),
        "a range that opens etcd's own ports is that policy's finding": group({ ...tcp(2379, 2381), ...anywhere }),
        "a wide range was not written for the port": group({ ...tcp(2381, 9999), ...anywhere }),
        "a security group": group({ ...tcp(2381), securityGroups: ["sg-2"] }),
    },
    unknowns: {
        "unknown addresses hide no known rule": {
            ...group({ ...tcp(2381), cidrBlocks: [UNKNOWN] }, { ...tcp(2381), ...anywhere }),
            unknown: "ingress.0.cidrBlocks.0",
            reports: [`ingress[1].cidrBlocks: ${SAID.fact} 0.0.0.0/0. ${inlineFix}`],
        },
    },
    stacks: {
        "halves in two rules are everywhere": {
            resources: [
                {
                    name: "etcd",
                    type: FORMS.group,
                    props: { id: "sg-1", ingress: [{ ...tcp(2381), cidrBlocks: ["0.0.0.0/1"] }] },
                },
                {
                    name: "more",
                    type: FORMS.rule,
                    props: { type: "ingress", securityGroupId: "sg-1", ...tcp(2381), cidrBlocks: ["128.0.0.0/1"] },
                },
            ],
            reports: [
                "opens etcd metrics port 2381 to everywhere, its rules together (0.0.0.0/1 and 128.0.0.0/1 → security group " +
                    '"etcd" → etcd metrics 2381). Name the monitoring\'s security group in its rules and remove the addresses. @etcd',
            ],
        },
    },
});
