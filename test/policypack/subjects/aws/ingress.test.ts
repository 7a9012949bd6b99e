import { etcdPortNotReachable } from "../../../../policypack/policies/etcd-api/etcd-port-not-reachable";
import { kubeletPortNotReachable } from "../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import type { Policy } from "../../../../policypack/lib/define-policy";
import { type Answer, type Given, judge, judgeStack } from "../../judge";

/**
 * {resource form} × {ports} × {sources} × {protocol} × {tags}, each judged by the policies and by an oracle that knows nothing of sets or
 * ranges: it walks through every port, and through the addresses at the edges of every range, bit by bit.
 */

// ---- what is combined

const TRUSTED = ["10.9.0.0/16", "203.0.113.0/24", "2001:db8:9::/48"];
const PORTS: readonly (readonly [unknown, unknown])[] = [
    [10250, 10250],
    [10255, 10255],
    ["10250", "10250"],
    [10250, 10259],
    [10200, 10299],
    [10200, 10300],
    [2379, 2379],
    [2375, 2379],
    [2381, 10249],
    [0, 0],
    [0, 65535],
    [1025, 65535],
    [443, 443],
    [10255, 10250],
    [undefined, undefined],
];
const PROTOCOLS = ["-1", "all", "ALL", "tcp", "TCP", "6", 6, "udp", "icmp"];
interface Sources {
    readonly v4?: readonly string[];
    readonly v6?: readonly string[];
    readonly lists?: readonly string[];
    readonly group?: boolean;
    readonly self?: boolean;
}
const SOURCES: readonly Sources[] = [
    {},
    { self: true },
    { group: true },
    { v4: ["0.0.0.0/0"] },
    { v6: ["::/0"] },
    { v4: ["0.0.0.0/0"], v6: ["::/0"] },
    { v4: ["0.0.0.0/1", "128.0.0.0/1"] },
    { v4: ["10.0.0.0/8"] },
    { v4: ["10.9.0.0/16"] },
    { v4: ["10.9.0.0/17", "10.9.128.0/17"] },
    { v4: ["10.8.0.0/15"] },
    { v4: ["203.0.113.7/32"] },
    { v4: ["203.0.112.0/23"] },
    { v4: ["8.0.0.0/5"] },
    { v4: ["172.16.0.0/12", "192.168.0.0/16"] },
    { v4: ["172.16.0.0/11"] },
    { v4: ["100.64.0.0/10", "198.51.100.1/32"] },
    { v4: ["1.2.3.5/16"] },
    { v4: ["10.1.2.3/0"] },
    { v6: ["fd00::/8"] },
    { v6: ["2001:db8:9:1::/64"] },
    { v6: ["2001:db8:8::/47"] },
    { v6: ["::ffff:10.0.0.0/104"] },
    { lists: ["pl-1"] },
    { lists: ["pl-1"], v4: ["10.9.1.0/24"], self: true },
    { v4: ["9.9.9.9/32"], v6: ["fe80::/10"], lists: ["pl-1", "pl-2"] },
];
const TAGS: readonly (Readonly<Record<string, string>> | undefined)[] = [
    undefined,
    { Name: "web" },
    { "kubernetes.io/cluster/prod": "owned" },
    { "k8s.io/role/control-plane": "1" },
];

interface Combination {
    readonly from: unknown;
    readonly to: unknown;
    readonly protocol: unknown;
    readonly sources: Sources;
    readonly tags: Readonly<Record<string, string>> | undefined;
}

const inline = ({ from, to, protocol, sources }: Combination) => ({
    protocol,
    ...(from !== undefined && { fromPort: from, toPort: to }),
    ...(sources.v4 && { cidrBlocks: sources.v4 }),
    ...(sources.v6 && { ipv6CidrBlocks: sources.v6 }),
    ...(sources.lists && { prefixListIds: sources.lists }),
    ...(sources.self !== undefined && { self: sources.self }),
});
/** How each form writes a combination; undefined where it cannot. */
const FORMS: Readonly<Record<string, (one: Combination) => object | undefined>> = {
    "aws:ec2/securityGroup:SecurityGroup": (one) => ({
        ingress: [{ ...inline(one), ...(one.sources.group && { securityGroups: ["sg-9"] }) }],
        ...(one.tags && { tags: one.tags }),
    }),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (one) => ({
        ingress: [{ ...inline(one), ...(one.sources.group && { securityGroups: ["sg-9"] }) }],
        ...(one.tags && { tagsAll: one.tags }),
    }),
    "aws:ec2/securityGroupRule:SecurityGroupRule": (one) => ({
        type: "ingress",
        securityGroupId: "sg-1",
        ...inline(one),
        ...(one.sources.group && { sourceSecurityGroupId: "sg-9" }),
    }),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ({ from, to, protocol, sources, tags }) =>
        [sources.v4, sources.v6, sources.lists].some((list) => (list?.length ?? 0) > 1)
            ? undefined
            : {
                  securityGroupId: "sg-1",
                  ipProtocol: protocol,
                  ...(from !== undefined && { fromPort: from, toPort: to }),
                  ...(sources.v4 && { cidrIpv4: sources.v4[0] }),
                  ...(sources.v6 && { cidrIpv6: sources.v6[0] }),
                  ...(sources.lists && { prefixListId: sources.lists[0] }),
                  ...((sources.group || sources.self) && { referencedSecurityGroupId: "sg-9" }),
                  ...(tags && { tags }),
              },
};

// ---- the oracle

/** `4` or `6` and then the address's bits, as text. */
function bitsOf(address: string): string {
    const parts = address.split(".");
    if (!address.includes(":")) return `4${parts.map((part) => Number(part).toString(2).padStart(8, "0")).join("")}`;
    const dotted = /^::ffff:([\d.]+)$/.exec(address)?.[1];
    if (dotted !== undefined) return bitsOf(dotted);
    const [head, tail] = address.split("::") as [string, string?];
    const words = (text: string | undefined) => (text ? text.split(":") : []);
    const zeros = Array<string>(8 - words(head).length - words(tail).length).fill("0");
    const all = tail === undefined ? words(head) : [...words(head), ...zeros, ...words(tail)];
    return `6${all.map((word) => Number.parseInt(word, 16).toString(2).padStart(16, "0")).join("")}`;
}
const prefixOf = (cidr: string): string => {
    const [address, length] = cidr.split("/") as [string, string];
    const bits = bitsOf(address);
    const mapped = bits.startsWith("4") && address.includes(":") ? 96 : 0;
    return bits.slice(0, 1 + Number(length) - mapped);
};
const reached = new Map<string, readonly boolean[]>();
function reach(cidr: string): readonly boolean[] {
    const prefix = prefixOf(cidr);
    const range = reached.get(cidr) ?? ADDRESSES.map((bits) => bits.startsWith(prefix));
    reached.set(cidr, range);
    return range;
}
const PRIVATE = [
    ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15", "169.254.0.0/16", "127.0.0.0/8"],
    ...["0.0.0.0/8", "240.0.0.0/4", "fc00::/7", "fe80::/10", "::1/128"],
].map(prefixOf);
/** The first and last address of every range above, and of both halves of each. */
const ADDRESSES = [
    ...new Set(
        [
            ...TRUSTED.map(prefixOf),
            ...SOURCES.flatMap(({ v4 = [], v6 = [] }) => [...v4, ...v6]).map(prefixOf),
            ...PRIVATE,
        ].flatMap((prefix) =>
            [prefix, `${prefix}0`, `${prefix}1`].flatMap((part) =>
                ["0", "1"].map((fill) =>
                    part.slice(0, prefix.startsWith("4") ? 33 : 129).padEnd(prefix.startsWith("4") ? 33 : 129, fill),
                ),
            ),
        ),
    ),
];
const trusted = TRUSTED.map(reach);
const isTrusted = (i: number) => trusted.some((range) => range[i]);
const isPrivate = ADDRESSES.map((bits) => PRIVATE.some((prefix) => bits.startsWith(prefix)));

const opened = new Map<string, ReadonlySet<number>>();
function portsOf({ from, to, protocol }: Combination): ReadonlySet<number> {
    const key = `${from} ${to} ${protocol}`;
    const known = opened.get(key);
    if (known !== undefined) return known;
    const ports = new Set<number>();
    for (let port = 0; port < 65536; port++) {
        if (["-1", "all", "ALL"].includes(String(protocol))) ports.add(port);
        else if (
            ["tcp", "TCP", "6"].includes(String(protocol)) &&
            (from === undefined || (port >= Number(from) && port <= Number(to)))
        ) {
            ports.add(port);
        }
    }
    opened.set(key, ports);
    return ports;
}

/** What one property comes to: one letter for each finding, M mandatory and A advisory. */
function letters(values: readonly string[], evidence: "node" | "unsure"): string {
    const ranges = values.map(reach).map((range) => range.map((here, i) => here && !isTrusted(i)));
    const exposing = ranges.filter((range) => range.some((here, i) => here && !isPrivate[i]));
    const others = ranges.filter(
        (range) => !exposing.includes(range) && range.some((here, i) => here && !exposing.some((e) => e[i])),
    );
    return (exposing.length > 0 ? (evidence === "node" ? "M" : "A") : "") + (others.length > 0 && evidence === "node" ? "A" : "");
}

function expected(guarded: readonly number[], isEtcd: boolean, one: Combination): string {
    const ports = portsOf(one);
    if (!guarded.some((port) => ports.has(port))) return "";
    const isNamed = ports.size <= 100;
    const tags = Object.keys(one.tags ?? {}).join();
    const isNode = isNamed || tags.includes("control-plane") || (tags.includes("cluster") && !isEtcd);
    if (!isNode && tags.includes("cluster")) return "";
    const evidence = isNode ? "node" : "unsure";
    const { v4 = [], v6 = [], lists = [] } = one.sources;
    return letters(v4, evidence) + letters(v6, evidence) + (lists.length > 0 && isNode ? "A" : "");
}

// ---- the comparison

const found = ({ reported, unknown }: Answer): string =>
    unknown === undefined ? reported.map(({ level }) => (level === "advisory" ? "A" : "M")).join("") : "unknown";

/** Both sides of a policy, over a stack of this one resource. */
function judged(policy: Policy, given: Given): string {
    const here = found(judge(policy, given));
    const there = found(judgeStack(policy, [given]));
    // What is said of prefix lists comes from the stack.
    const isTwice = here !== "" && there !== "" && there !== "A";
    return isTwice ? `told twice: ${here} ${there}` : here + there;
}

test("ingress agrees with an oracle that enumerates ports and addresses", () => {
    const disagreements: string[] = [];
    let combinations = 0;
    let turn = 0;
    const outcomes = new Set<string>();
    for (const [type, write] of Object.entries(FORMS)) {
        for (const [from, to] of PORTS) {
            for (const protocol of PROTOCOLS) {
                for (const sources of SOURCES) {
                    // A rule of its own has no tags in the older form; elsewhere they take turns.
                    const tags = type.endsWith(":SecurityGroupRule") ? undefined : TAGS[turn++ % TAGS.length];
                    const one = { from, to, protocol, sources, tags };
                    const props = write(one);
                    if (props === undefined) continue;
                    combinations++;
                    for (const [policy, guarded, isEtcd] of [
                        [kubeletPortNotReachable, [10250, 10255], false],
                        [etcdPortNotReachable, [2379, 2380], true],
                    ] as const) {
                        const want = expected(guarded, isEtcd, one);
                        const got = judged(policy, { type, props, config: { trustedCidrs: TRUSTED } });
                        outcomes.add(want);
                        if (got !== want) disagreements.push(`${policy.name} ${type} ${JSON.stringify(one)}: ${got} not ${want}`);
                    }
                }
            }
        }
    }
    expect(disagreements.slice(0, 10)).toEqual([]);
    expect(combinations).toBeGreaterThan(2_000);
    expect([...outcomes].sort()).toEqual(["", "A", "AA", "M", "MA", "MAA", "MM"]);
    process.stderr.write(`ingress: ${combinations} combinations, ${disagreements.length} disagreements\n`);
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
