import { kubeletPortNotReachable } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { UNKNOWN } from "../../../judge";
import { stackTable } from "../../../table";

const NATIVE_RULE = "aws-native:ec2:SecurityGroupIngress";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";
const named = (name: string, { type, props }: { type: string; props: object }, more: object = {}) => ({
    name,
    type,
    props: { ...props, ...more },
});
const rule = (props: object) => ({ type: RULE, props: { type: "ingress", securityGroupId: "sg-1", ...props } });
const group = (...ingress: unknown[]) => ({ type: "aws:ec2/securityGroup:SecurityGroup", props: { ingress } });
const kubelet = { protocol: "tcp", fromPort: 10250, toPort: 10250 };
const name = (instead: string, remove: string) => `Name the control plane's security group in ${instead} and remove ${remove}.`;

stackTable(kubeletPortNotReachable, {
    "a prefix list of elsewhere is named, as its addresses are not seen": {
        resources: [named("nodes", group({ ...kubelet, prefixListIds: ["pl-63a5400a"] }))],
        reports: [
            "(advisory) ingress[0].prefixListIds: opens kubelet port 10250 to prefix list pl-63a5400a, whose addresses the stack does " +
                `not show. ${name("securityGroups", "prefixListIds").slice(0, -1)}, or list it in trustedPrefixLists. @nodes`,
        ],
    },
    "a prefix list of elsewhere that is declared": {
        resources: [
            {
                ...named("nodes", group({ ...kubelet, prefixListIds: ["pl-63a5400a"] })),
                config: { trustedPrefixLists: ["pl-63a5*"] },
            },
        ],
        reports: [],
    },
    "the ranges of a list that the stack declares are judged as addresses": {
        resources: [
            named("offices", {
                type: PREFIX_LIST,
                props: { id: "pl-1", entries: [{ cidr: "0.0.0.0/1" }, { cidr: "128.0.0.0/1", description: "the rest" }] },
            }),
            named("nodes", group({ ...kubelet, prefixListIds: ["pl-1"], cidrBlocks: ["10.0.0.0/16"] })),
        ],
        reports: [
            "ingress[0].prefixListIds: opens kubelet port 10250 to everywhere (0.0.0.0/1 and 128.0.0.0/1 in prefix list " +
                `"offices"). ${name("securityGroups", "prefixListIds")} @nodes`,
        ],
    },
    "a list while its id is unknown, by what the property is made from": {
        resources: [
            named("offices", { type: PREFIX_LIST, props: { id: UNKNOWN, name: "corp-offices", entries: UNKNOWN } }),
            {
                ...named("berlin", { type: PREFIX_LIST_ENTRY, props: { prefixListId: UNKNOWN, cidr: "203.0.113.0/24" } }),
                propertyDependencies: { prefixListId: ["offices"] },
            },
            {
                ...named("open", rule({ ...kubelet, prefixListIds: [UNKNOWN] })),
                propertyDependencies: { prefixListIds: ["offices"] },
            },
        ],
        reports: [
            'prefixListIds: opens kubelet port 10250 to 203.0.113.0/24 in prefix list "corp-offices". ' +
                `${name("sourceSecurityGroupId", "prefixListIds")} @open`,
        ],
    },
    "a declared list that is trusted by its name": {
        resources: [
            named("offices", {
                type: PREFIX_LIST,
                props: { id: UNKNOWN, name: "corp-offices", entries: [{ cidr: "203.0.113.0/24" }] },
            }),
            {
                ...named("open", rule({ ...kubelet, prefixListIds: [UNKNOWN] })),
                propertyDependencies: { prefixListIds: ["offices"] },
                config: { trustedPrefixLists: ["corp-*"] },
            },
        ],
        reports: [],
    },
    "a trusted list that holds everybody is no trust": {
        resources: [
            named("all", {
                type: PREFIX_LIST,
                props: { id: "pl-1", entries: [{ cidr: "0.0.0.0/1" }, { cidr: "128.0.0.0/1" }] },
            }),
            {
                ...named("open", rule({ ...kubelet, prefixListIds: ["pl-1"] })),
                config: { trustedPrefixLists: ["pl-1"] },
            },
        ],
        reports: [
            'prefixListIds: opens kubelet port 10250 to everywhere (0.0.0.0/1 and 128.0.0.0/1 in prefix list "all"). ' +
                `${name("sourceSecurityGroupId", "prefixListIds")} @open`,
        ],
    },
    "CloudFormation's form of a list": {
        resources: [
            named("offices", {
                type: "aws-native:ec2:PrefixList",
                props: {
                    prefixListId: "pl-1",
                    prefixListName: "corp",
                    entries: [{ cidr: "2001:db8::/32" }, { cidr: "10.0.0.0/8" }],
                },
            }),
            named("open", {
                type: NATIVE_RULE,
                props: { groupId: "sg-1", ipProtocol: "tcp", fromPort: 10250, toPort: 10250, sourcePrefixListId: "pl-1" },
            }),
        ],
        reports: [
            `sourcePrefixListId: opens kubelet port 10250 to 2001:db8::/32 in prefix list "corp". ` +
                `${name("sourceSecurityGroupId", "sourcePrefixListId")} @open`,
            `(advisory) [medium] sourcePrefixListId: opens kubelet port 10250 to 10.0.0.0/8 in prefix list "corp". ` +
                `${name("sourceSecurityGroupId", "sourcePrefixListId").slice(0, -1)}, or list the range in trustedCidrs. @open`,
        ],
    },
    "one of several lists in a group's rules cannot be told": {
        resources: [
            named("office", { type: PREFIX_LIST, props: { entries: [{ cidr: "203.0.113.0/24" }] } }),
            named("world", { type: PREFIX_LIST, props: { entries: [{ cidr: "0.0.0.0/0" }] } }),
            {
                ...named("nodes", group({ ...kubelet, prefixListIds: [UNKNOWN] })),
                propertyDependencies: { ingress: ["office", "world"] },
            },
        ],
        reports: [],
        unknown: "ingress.0.prefixListIds.0",
    },
    "a list of the stack beside one of another, both unknown": {
        resources: [
            named("offices", { type: PREFIX_LIST, props: { entries: [{ cidr: "203.0.113.0/24" }] } }),
            named("other", { type: "pulumi:pulumi:StackReference", props: {} }),
            {
                ...named("open", rule({ ...kubelet, prefixListIds: [UNKNOWN, UNKNOWN] })),
                propertyDependencies: { prefixListIds: ["offices", "other"] },
            },
        ],
        reports: [
            'prefixListIds: opens kubelet port 10250 to 203.0.113.0/24 in prefix list "offices". ' +
                `${name("sourceSecurityGroupId", "prefixListIds")} @open`,
        ],
        unknown: "prefixListIds.0",
    },
    "the one list of a group's rules, and what may come from another stack": {
        resources: [
            named("offices", { type: PREFIX_LIST, props: { entries: [{ cidr: "203.0.113.0/24" }] } }),
            named("other", { type: "pulumi:pulumi:StackReference", props: {} }),
            {
                ...named("nodes", group({ ...kubelet, prefixListIds: [UNKNOWN] })),
                propertyDependencies: { ingress: ["offices", "other"] },
            },
        ],
        reports: [
            'ingress[0].prefixListIds: opens kubelet port 10250 to 203.0.113.0/24 in prefix list "offices". ' +
                `${name("securityGroups", "prefixListIds")} @nodes`,
        ],
        unknown: "ingress.0.prefixListIds.0",
    },
    "the one list of a group's rules": {
        resources: [
            named("vpc", { type: "aws:ec2/vpc:Vpc", props: {} }),
            named("offices", { type: PREFIX_LIST, props: { entries: [{ cidr: "203.0.113.0/24" }] } }),
            {
                ...named("nodes", group({ ...kubelet, prefixListIds: [UNKNOWN] })),
                propertyDependencies: { ingress: ["offices", "vpc"] },
            },
        ],
        reports: [
            'ingress[0].prefixListIds: opens kubelet port 10250 to 203.0.113.0/24 in prefix list "offices". ' +
                `${name("securityGroups", "prefixListIds")} @nodes`,
        ],
    },
    "what the stack adds to a list of elsewhere": {
        resources: [
            named("entry", { type: PREFIX_LIST_ENTRY, props: { prefixListId: "pl-63a5400a", cidr: "0.0.0.0/0" } }),
            {
                ...named("open", rule({ ...kubelet, prefixListIds: ["pl-63a5400a"] })),
                config: { trustedPrefixLists: ["pl-63a5400a"] },
            },
        ],
        reports: [
            'prefixListIds: opens kubelet port 10250 to 0.0.0.0/0 in prefix list "pl-63a5400a". ' +
                `${name("sourceSecurityGroupId", "prefixListIds")} @open`,
        ],
    },
});
