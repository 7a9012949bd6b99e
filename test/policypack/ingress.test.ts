import { policies } from "../../policypack/policies";
import { kubeletPortNotReachable } from "../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import type { Policy } from "../../policypack/lib/define-policy";
import { type Asked, expected, type Part, sampleAddressesOf, SERVICES, TRUSTED } from "./ingress-oracle";
import { type Answer, type GivenInStack, judge, judgeStack } from "./judge";

/**
 * {resource form} × {ports} × {sources} × {protocol}, each in a stack that shows more or less of the group, judged by every policy about
 * ports and by an oracle that knows nothing of sets or ranges.
 */

const PORTS: readonly (readonly [unknown, unknown])[] = [
    [10250, 10250],
    [10255, 10255],
    ["10250", "10250"],
    [10250, 10259],
    [10200, 10299],
    [10200, 10300],
    [10248, 10249],
    [10256, 10256],
    [10251, 65535],
    [10010, 10010],
    [2379, 2379],
    [2375, 2379],
    [2375, 2376],
    [2381, 2381],
    [2380, 2381],
    [2381, 10249],
    [22, 22],
    [3389, 3389],
    [1, 4000],
    [0, 0],
    [0, 65535],
    [1025, 65535],
    [443, 443],
    [10255, 10250],
    [-1, -1],
    [10250, undefined],
    [undefined, undefined],
];
const PROTOCOLS = ["-1", "all", "ALL", "tcp", "TCP", "6", "06", 6, "udp", 17, "icmp", "58", undefined];
interface Sources {
    readonly v4?: readonly string[];
    readonly v6?: readonly string[];
    readonly lists?: readonly string[];
    readonly groups?: readonly string[];
    readonly self?: boolean;
}
/** Everything but one range: of each of its bits the other half. */
function around(address: string, length: number): string[] {
    const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    return Array.from({ length }, (_, i) => {
        const start = Math.floor(value / 2 ** (31 - i)) * 2 ** (31 - i);
        const other = Math.floor(start / 2 ** (31 - i)) % 2 === 0 ? start + 2 ** (31 - i) : start - 2 ** (31 - i);
        return `${[24, 16, 8, 0].map((shift) => Math.floor(other / 2 ** shift) % 256).join(".")}/${i + 1}`;
    });
}

const SOURCES: readonly Sources[] = [
    { v4: around("203.0.113.0", 24) },
    { v4: around("203.0.112.0", 23) },
    {},
    { self: true },
    { groups: ["sg-9"] },
    { groups: ["222222222222/sg-9"] },
    { groups: ["111111111111/sg-9"] },
    { v4: ["0.0.0.0/0"] },
    { v6: ["::/0"] },
    { v4: ["0.0.0.0/0"], v6: ["::/0"] },
    { v4: ["0.0.0.0/1", "128.0.0.0/1"] },
    { v4: ["0.0.0.0/1", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/3"] },
    { v4: ["128.0.0.0/1"] },
    { v4: ["10.0.0.0/8"] },
    { v4: ["10.9.0.0/16"] },
    { v4: ["10.9.0.0/17", "10.9.128.0/17"] },
    { v4: ["10.8.0.0/15"] },
    { v4: ["203.0.113.7/32"] },
    { v4: ["203.0.112.0/23"] },
    { v4: ["198.51.100.0/24"] },
    { v4: ["198.51.100.0/24", "198.51.100.128/25"] },
    { v4: ["198.51.100.0/24", "192.0.2.1/32"] },
    { v4: ["8.0.0.0/5"] },
    { v4: ["172.16.0.0/12", "192.168.0.0/16"] },
    { v4: ["172.16.0.0/11"] },
    { v4: ["100.64.0.0/10", "198.51.100.1/32"] },
    { v4: ["1.2.3.5/16"] },
    { v4: ["10.1.2.3/0"] },
    { v6: ["fd00::/8"] },
    { v6: ["2000::/3"] },
    { v6: ["2600:1f14:abc:de00::/56"] },
    { v6: ["2a05:d000::/44", "2a05:d010::/43"] },
    { v6: ["2600:1f14::/35"] },
    { v6: ["2001:db8:9:1::/64"] },
    { v6: ["2001:db8:8::/47"] },
    { v6: ["2001:db8:7::/48"] },
    { v6: ["::ffff:10.0.0.0/104"] },
    { v6: ["::ffff:0.0.0.0/96"] },
    { v6: ["::ffff:0.0.0.0/97", "::ffff:128.0.0.0/97"] },
    { lists: ["pl-1"] },
    { lists: ["pl-trusted"] },
    { lists: ["pl-offices"] },
    { lists: ["pl-halves"] },
    { lists: ["pl-half"], v4: ["128.0.0.0/1"] },
    { lists: ["pl-native", "pl-1"], v4: ["10.9.1.0/24"], self: true },
    { v4: ["9.9.9.9/32"], v6: ["fe80::/10"], lists: ["pl-1", "pl-2"], groups: ["sg-9", "222222222222/sg-9"] },
];
/** The prefix lists that the stack declares. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
    "pl-offices": ["198.51.100.0/25", "10.1.0.0/16"],
    "pl-halves": ["0.0.0.0/1", "128.0.0.0/1"],
    "pl-half": ["0.0.0.0/1"],
    "pl-native": ["203.0.112.0/23"],
};
const CONTEXTS: readonly Asked["context"][] = ["nothing", "web", "cluster", "control plane", "worker", "declared"];
const TAGS: Partial<Record<Asked["context"], Readonly<Record<string, string>>>> = {
    web: { Name: "web" },
    cluster: { "kubernetes.io/cluster/prod": "owned" },
    "control plane": { "k8s.io/role/control-plane": "1" },
    worker: { "eks:nodegroup-name": "workers" },
};

type Combination = Omit<Asked, "parts"> & { readonly sources: Sources };
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
const groupId = ({ context }: Combination) => (context === "declared" ? "sg-declared" : "sg-1");

const FORMS: Readonly<Record<string, Form>> = {
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
function stackOf(one: Combination, { carriers }: Written): GivenInStack[] {
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

const found = ({ reported, unknown }: Answer): string[] =>
    unknown !== undefined
        ? ["unknown"]
        : reported.map(
              ({ level, message }) =>
                  (level === "advisory" ? "A" : "D") +
                  (/ to everywhere\b/.test(message) ? "*" : "") +
                  (message.includes("its rules together") ? "T" : ""),
          );

/** Both sides of a policy: each carrier by itself, and the stack. */
function judged(policy: Policy, carriers: readonly GivenInStack[], stack: readonly GivenInStack[]): string {
    const config = TRUSTED;
    const alone = carriers.flatMap((one) => found(judge(policy, { ...one, config })));
    const [first, ...others] = stack;
    const whole = first === undefined ? [] : found(judgeStack(policy, [{ ...first, config }, ...others]));
    return [...alone, ...whole].sort().join(" ");
}

/** Every so manieth of all combinations; prime to the number of each thing that is combined, so that each value meets every other. */
const STEP = 19;

test("ingress agrees with an oracle that enumerates ports and addresses", () => {
    sampleAddressesOf([...SOURCES.flatMap(({ v4 = [], v6 = [] }) => [...v4, ...v6]), ...Object.values(LISTS).flat()]);
    const about = policies.filter(({ name }) => name in SERVICES);
    const disagreements: string[] = [];
    const outcomes = new Set<string>();
    let combinations = 0;
    let turn = 0;
    for (const [form, write] of Object.entries(FORMS)) {
        for (const [from, to] of PORTS) {
            for (const protocol of PROTOCOLS) {
                for (const sources of SOURCES) {
                    if (turn++ % STEP !== 0) continue;
                    const context = CONTEXTS[combinations++ % CONTEXTS.length]!;
                    const one = { from, to, protocol, sources, context };
                    const tags = TAGS[context];
                    const written = write(one, { id: groupId(one), ...(tags && { tags }) });
                    const stack = stackOf(one, written);
                    for (const policy of about) {
                        const want = expected(policy.name, { ...one, parts: written.parts });
                        const got = judged(policy, written.carriers, stack);
                        outcomes.add(want);
                        if (got !== want)
                            disagreements.push(`${policy.name}, ${form}, ${JSON.stringify(one)}: "${got}", not "${want}"`);
                    }
                }
            }
        }
    }
    process.stdout.write(`ingress: ${combinations} combinations, ${disagreements.length} disagreements\n`);
    expect(disagreements.slice(0, 10)).toEqual([]);
    expect(combinations).toBeGreaterThan(5_000);
    expect(about).toHaveLength(Object.keys(SERVICES).length);
    // Every kind of finding was asked for, and silence too.
    expect([...new Set([...outcomes].flatMap((words) => words.split(" ")))].sort()).toEqual([
        "",
        "A",
        "A*",
        "A*T",
        "D",
        "D*",
        "D*T",
    ]);
});

test("10,000 rules in one group are judged in seconds, on both sides", () => {
    const ingress = Array.from({ length: 10_000 }, (_, i) => ({
        protocol: "tcp",
        fromPort: 1024,
        toPort: 65535,
        cidrBlocks: [`${20 + (i >> 8)}.${i & 255}.0.0/16`],
    }));
    const given = { type: "aws:ec2/securityGroup:SecurityGroup", props: { ingress } };
    const start = performance.now();
    expect(
        judge(kubeletPortNotReachable, { ...given, props: { ingress, tags: { "kubernetes.io/cluster/a": "" } } }).reported,
    ).toHaveLength(10_000);
    expect(judgeStack(kubeletPortNotReachable, [given]).reported).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(10_000);
});
