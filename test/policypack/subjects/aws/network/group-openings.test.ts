import { kubeletPortNotReachable } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { UNKNOWN } from "../../../judge";
import { stackTable } from "../../../table";

const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";

const named = (name: string, { type, props }: { type: string; props: object }, more: object = {}) => ({
    name,
    type,
    props: { ...props, ...more },
});
const rule = (props: object) => ({ type: RULE, props: { type: "ingress", securityGroupId: "sg-1", ...props } });
const group = (...ingress: unknown[]) => ({ type: "aws:ec2/securityGroup:SecurityGroup", props: { ingress } });
const ingressRule = (props: object) => ({
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    props: { securityGroupId: "sg-1", ...props },
});
const kubelet = { protocol: "tcp", fromPort: 10250, toPort: 10250 };
const everything = { protocol: "-1", fromPort: 0, toPort: 0 };
const both = "opens kubelet ports 10250 and 10255 to";
const wideFix =
    "Open only the ports that these addresses need, and the kubelet's to the control plane's security group (securityGroups).";

stackTable(kubeletPortNotReachable, {
    "halves in two rules of one group, told together beside each": {
        resources: [
            named("nodes", group(), { id: "sg-1" }),
            named("one", rule({ ...kubelet, cidrBlocks: ["0.0.0.0/1"] })),
            named("other", rule({ ...everything, cidrBlocks: ["128.0.0.0/1"] })),
        ],
        reports: [
            `cidrBlocks: ${both} 128.0.0.0/1 (128.0.0.0/1 → security group "nodes" → kubelet 10250). ` +
                `${wideFix.replace("securityGroups", "sourceSecurityGroupId")} @other`,
            "opens kubelet port 10250 to everywhere, its rules together (0.0.0.0/1 and 128.0.0.0/1 → security group " +
                `"nodes" → kubelet 10250). Name the control plane's security group in its rules and remove the addresses. @nodes`,
        ],
    },
    "halves in two rules of a group of another stack": {
        resources: [
            named("one", rule({ ...kubelet, cidrBlocks: ["0.0.0.0/1"] })),
            named("other", ingressRule({ ipProtocol: "tcp", fromPort: 10250, toPort: 10250, cidrIpv4: "128.0.0.0/1" })),
        ],
        reports: [
            "opens kubelet port 10250 to everywhere, its rules together (0.0.0.0/1 and 128.0.0.0/1 → security group " +
                `sg-1 → kubelet 10250). Name the control plane's security group in its rules and remove the addresses. @one`,
        ],
    },
    "halves of different groups are not together": {
        resources: [
            named("one", rule({ ...kubelet, securityGroupId: "sg-1", cidrBlocks: ["0.0.0.0/1"] })),
            named("other", rule({ ...kubelet, securityGroupId: "sg-2", cidrBlocks: ["128.0.0.0/1"] })),
            named("third", rule({ ...kubelet, securityGroupId: UNKNOWN, cidrBlocks: ["128.0.0.0/1"] })),
        ],
        reports: [],
    },
    "halves for different ports are not together": {
        resources: [
            named("one", rule({ ...kubelet, cidrBlocks: ["0.0.0.0/1"] })),
            named("other", rule({ ...kubelet, fromPort: 10255, toPort: 10255, cidrBlocks: ["128.0.0.0/1"] })),
        ],
        reports: [],
    },
    "a half beside a rule for everybody says nothing more": {
        resources: [
            named("one", rule({ ...kubelet, cidrBlocks: ["0.0.0.0/1"] })),
            named("other", rule({ ...kubelet, cidrBlocks: ["0.0.0.0/0"] })),
        ],
        reports: [],
    },
    "a rule that AWS lists in its group too is no second half": {
        resources: [
            named("nodes", group({ ...kubelet, cidrBlocks: ["0.0.0.0/1"] }), { id: "sg-1" }),
            named("one", rule({ ...kubelet, cidrBlocks: ["0.0.0.0/1"] })),
        ],
        reports: [],
    },
    "a half in a prefix list of the stack": {
        resources: [
            named("half", {
                type: "aws:ec2/managedPrefixList:ManagedPrefixList",
                props: { id: "pl-1", entries: [{ cidr: "0.0.0.0/1" }] },
            }),
            named("one", rule({ ...kubelet, cidrBlocks: ["128.0.0.0/1"], prefixListIds: ["pl-1"] })),
        ],
        reports: [
            'prefixListIds: opens kubelet port 10250 to 0.0.0.0/1 in prefix list "half". Name the control plane\'s security group in ' +
                "sourceSecurityGroupId and remove prefixListIds. @one",
            'opens kubelet port 10250 to everywhere, its rules together (128.0.0.0/1 and 0.0.0.0/1 in prefix list "half" → security ' +
                "group sg-1 → kubelet 10250). Name the control plane's security group in its rules and remove the addresses. @one",
        ],
    },
});
