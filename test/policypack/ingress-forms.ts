import type { Asked, Part } from "./ingress-oracle";
import type { GivenInStack } from "./judge";

/** Who comes in, as a test writes it. */
export interface Sources {
    readonly v4?: readonly string[];
    readonly v6?: readonly string[];
    readonly lists?: readonly string[];
    readonly groups?: readonly string[];
    readonly self?: boolean;
}
/** The prefix lists that the stack declares. */
export const LISTS: Readonly<Record<string, readonly string[]>> = {
    "pl-offices": ["198.51.100.0/25", "10.1.0.0/16"],
    "pl-halves": ["0.0.0.0/1", "128.0.0.0/1"],
    "pl-half": ["0.0.0.0/1"],
    "pl-native": ["203.0.112.0/23"],
};
export const TAGS: Partial<Record<Asked["context"], Readonly<Record<string, string>>>> = {
    web: { Name: "web" },
    cluster: { "kubernetes.io/cluster/prod": "owned" },
    "control plane": { "k8s.io/role/control-plane": "1" },
    worker: { "eks:nodegroup-name": "workers" },
};

/** One thing of each kind that is combined. */
export type Combination = Omit<Asked, "parts"> & { readonly sources: Sources };
interface Written {
    readonly carriers: readonly GivenInStack[];
    readonly parts: readonly Part[];
}
/** How each form writes a combination. */
type Form = (one: Combination, group: object) => Written;

const listPart = (lists: readonly string[]): Part => ({
    ranges: lists.flatMap((list) => LISTS[list] ?? []),
    unknownLists: lists.filter((list) => LISTS[list] === undefined),
});
const partsOf = ({ v4 = [], v6 = [], lists = [], groups = [] }: Sources): Part[] => [
    { ranges: v4 },
    { ranges: v6 },
    listPart(lists),
    { groups },
];
/** Where a property takes one value, several are several rules. */
const singles = ({ v4 = [], v6 = [], lists = [], groups = [] }: Sources): Sources[] => [
    ...v4.map((range) => ({ v4: [range] })),
    ...v6.map((range) => ({ v6: [range] })),
    ...lists.map((list) => ({ lists: [list] })),
    ...groups.map((group) => ({ groups: [group] })),
];

const inline = ({ from, to, protocol, sources }: Combination) => ({
    protocol,
    fromPort: from,
    toPort: to,
    cidrBlocks: sources.v4,
    ipv6CidrBlocks: sources.v6,
    prefixListIds: sources.lists,
    self: sources.self,
});
const native = ({ from, to, protocol }: Combination, { v4, v6, lists, groups }: Sources) => ({
    ipProtocol: protocol,
    fromPort: from,
    toPort: to,
    cidrIp: v4?.[0],
    cidrIpv6: v6?.[0],
    sourcePrefixListId: lists?.[0],
    sourceSecurityGroupId: groups?.[0],
});
const ofSecurityGroup =
    (type: string): Form =>
    (one, group) => ({
        carriers: [
            { type, name: "group", props: { ...group, ingress: [{ ...inline(one), securityGroups: one.sources.groups }] } },
        ],
        parts: partsOf(one.sources),
    });
const rule = (name: string, one: Combination) => ({
    type: "aws:ec2/securityGroupRule:SecurityGroupRule",
    name,
    props: {
        type: "ingress",
        securityGroupId: groupId(one),
        ...inline(one),
        sourceSecurityGroupId: one.sources.groups?.[0],
    },
});
export const groupId = ({ context }: Combination) => (context === "declared" ? "sg-declared" : "sg-1");

export const FORMS: Readonly<Record<string, Form>> = {
    SecurityGroup: ofSecurityGroup("aws:ec2/securityGroup:SecurityGroup"),
    DefaultSecurityGroup: ofSecurityGroup("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"),
    SecurityGroupRule: (one) => ({
        carriers: [rule("rule", one)],
        parts: partsOf({ ...one.sources, groups: one.sources.groups?.slice(0, 1) ?? [] }),
    }),
    "a SecurityGroupRule for each source": (one) => ({
        carriers: singles(one.sources).map((sources, i) => rule(`rule-${i}`, { ...one, sources })),
        parts: singles(one.sources).flatMap(partsOf),
    }),
    SecurityGroupIngressRule: (one) => ({
        carriers: singles(one.sources).map(({ v4, v6, lists, groups }, i) => ({
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            name: `rule-${i}`,
            props: {
                securityGroupId: groupId(one),
                ipProtocol: one.protocol,
                fromPort: one.from,
                toPort: one.to,
                cidrIpv4: v4?.[0],
                cidrIpv6: v6?.[0],
                prefixListId: lists?.[0],
                referencedSecurityGroupId: groups?.[0],
            },
        })),
        parts: singles(one.sources).flatMap(partsOf),
    }),
    "aws-native SecurityGroup": (one, { tags, ...group }: { tags?: object }) => ({
        carriers: [
            {
                type: "aws-native:ec2:SecurityGroup",
                name: "group",
                props: {
                    ...group,
                    groupId: groupId(one),
                    tags: Object.entries(tags ?? {}).map(([key, value]) => ({ key, value: value as string })),
                    securityGroupIngress: singles(one.sources).map((sources) => native(one, sources)),
                },
            },
        ],
        parts: singles(one.sources).flatMap(partsOf),
    }),
    "aws-native SecurityGroupIngress": (one) => ({
        carriers: singles(one.sources).map((sources, i) => ({
            type: "aws-native:ec2:SecurityGroupIngress",
            name: `rule-${i}`,
            props: { groupId: groupId(one), ...native(one, sources) },
        })),
        parts: singles(one.sources).flatMap(partsOf),
    }),
};

/** The carriers with their group, where they have none of it in them, and the lists that they name. */
export function stackOf(one: Combination, { carriers }: Written): GivenInStack[] {
    const hasGroup = carriers.some(({ name }) => name === "group") || one.context === "nothing" || one.context === "declared";
    const group = {
        type: "aws:ec2/securityGroup:SecurityGroup",
        name: "group",
        props: { id: groupId(one), tags: TAGS[one.context] },
    };
    const lists = (one.sources.lists ?? []).flatMap((id): GivenInStack[] => {
        const [first, ...more] = LISTS[id] ?? [];
        if (first === undefined) return [];
        if (id === "pl-native") {
            const props = { prefixListId: id, entries: [first, ...more].map((cidr) => ({ cidr })) };
            return [{ type: "aws-native:ec2:PrefixList", name: id, props }];
        }
        return [
            { type: "aws:ec2/managedPrefixList:ManagedPrefixList", name: id, props: { id, entries: [{ cidr: first }] } },
            ...more.map((cidr, i) => ({
                type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
                name: `${id}-${i}`,
                props: { prefixListId: id, cidr },
            })),
        ];
    });
    return [...carriers, ...(hasGroup ? [] : [group]), ...lists];
}
