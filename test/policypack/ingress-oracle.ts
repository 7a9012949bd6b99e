/**
 * What a port policy must say of a rule, found out naively: every port is walked through one by one, and every range by asking of the
 * addresses at the edges of all ranges there are, as strings of bits, whether they are in it. Nothing here is shared with the pack, neither
 * sets nor ranges nor tables: what a service is stands here a second time, in plain words.
 */

/** One rule's sources in one property, or one of several such rules. */
export interface Part {
    /** Ranges as they are written; those of a prefix list that the stack declares are here too. */
    readonly ranges?: readonly string[];
    /** Prefix lists of which nobody knows the ranges. */
    readonly unknownLists?: readonly string[];
    readonly groups?: readonly string[];
}
export interface Asked {
    readonly from: unknown;
    readonly to: unknown;
    readonly protocol: unknown;
    readonly parts: readonly Part[];
    /** What the stack shows of the group: its tag, or that the configuration declares it. */
    readonly context: "nothing" | "web" | "cluster" | "control plane" | "worker" | "declared";
}

export const TRUSTED = {
    trustedCidrs: ["10.9.0.0/16", "203.0.113.0/24", "2001:db8:9::/48"],
    trustedPrefixLists: ["pl-trusted"],
    trustedSecurityGroups: ["111111111111/*"],
    nodeSecurityGroups: ["sg-decl*"],
};

interface Service {
    readonly ports: readonly number[];
    /** A rule that opens one of these is told by another policy. */
    readonly toldBesides: readonly number[];
    /** A rule of at most 100 ports around one of these shows that the service is there. */
    readonly shownByPorts: readonly number[];
    readonly runsOn: readonly Asked["context"][];
    readonly isNowhereOn: readonly Asked["context"][];
    readonly wide: "told" | "told of nodes" | "silent";
    readonly isPrivateTold: boolean;
    readonly isFewMild: boolean;
}
const KUBELET_PORTS = [10250, 10255];
const NODES = { runsOn: ["cluster", "control plane", "worker"], isNowhereOn: [] } as const;
const MEMBERS = { runsOn: ["control plane"], isNowhereOn: ["cluster", "worker"] } as const;
export const SERVICES: Readonly<Record<string, Service>> = {
    "kubelet-port-not-reachable": {
        ...NODES,
        ports: KUBELET_PORTS,
        toldBesides: [],
        shownByPorts: KUBELET_PORTS,
        wide: "told",
        isPrivateTold: true,
        isFewMild: false,
    },
    "node-health-ports-not-reachable": {
        ...NODES,
        ports: [10248, 10249, 10256],
        toldBesides: KUBELET_PORTS,
        shownByPorts: [...KUBELET_PORTS, 10248, 10249, 10256],
        wide: "silent",
        isPrivateTold: false,
        isFewMild: false,
    },
    "runtime-port-not-reachable": {
        ...NODES,
        ports: [2375, 2376, 10010],
        toldBesides: KUBELET_PORTS,
        shownByPorts: KUBELET_PORTS,
        wide: "told of nodes",
        isPrivateTold: true,
        isFewMild: false,
    },
    "node-ssh-not-reachable": {
        ...NODES,
        ports: [22, 3389],
        toldBesides: KUBELET_PORTS,
        shownByPorts: KUBELET_PORTS,
        wide: "told",
        isPrivateTold: false,
        isFewMild: true,
    },
    "etcd-port-not-reachable": {
        ...MEMBERS,
        ports: [2379, 2380],
        toldBesides: [],
        shownByPorts: [2379, 2380],
        wide: "told",
        isPrivateTold: true,
        isFewMild: false,
    },
    "etcd-metrics-port-not-reachable": {
        ...MEMBERS,
        ports: [2381],
        toldBesides: [2379, 2380],
        shownByPorts: [2379, 2380, 2381],
        wide: "silent",
        isPrivateTold: false,
        isFewMild: false,
    },
};

// ---- ports

const opened = new Map<string, ReadonlySet<number>>();
export function portsOf({ from, to, protocol }: Asked): ReadonlySet<number> {
    if ([undefined, "-1", "all", "ALL"].includes(protocol as string)) return walked(0, 65535);
    if (!["tcp", "TCP", "6", "06"].includes(String(protocol))) return new Set();
    const isAbsent = (port: unknown) => port === undefined || Number(port) === -1;
    return walked(isAbsent(from) ? 0 : Number(from), isAbsent(to) ? 65535 : Number(to));
}
function walked(from: number, to: number): ReadonlySet<number> {
    const known = opened.get(`${from} ${to}`);
    if (known !== undefined) return known;
    const found = new Set<number>();
    for (let port = 0; port < 65536; port++) if (port >= from && port <= to) found.add(port);
    opened.set(`${from} ${to}`, found);
    return found;
}

// ---- addresses

/** `4` or `6` and then the address's bits, as text. */
function bitsOf(address: string): string {
    if (!address.includes(":"))
        return `4${address
            .split(".")
            .map((part) => Number(part).toString(2).padStart(8, "0"))
            .join("")}`;
    const mapped = /^::ffff:([\d.]+)$/.exec(address)?.[1];
    if (mapped !== undefined) return bitsOf(mapped);
    const [head, tail] = address.split("::") as [string, string?];
    const words = (text: string | undefined) => (text ? text.split(":") : []);
    const zeros = Array<string>(8 - words(head).length - words(tail).length).fill("0");
    const all = tail === undefined ? words(head) : [...words(head), ...zeros, ...words(tail)];
    return `6${all.map((word) => Number.parseInt(word, 16).toString(2).padStart(16, "0")).join("")}`;
}
const prefixes = new Map<string, string>();
function prefixOf(cidr: string): string {
    const known = prefixes.get(cidr);
    if (known !== undefined) return known;
    const [address, length] = cidr.split("/") as [string, string];
    const bits = bitsOf(address);
    const mapped = bits.startsWith("4") && address.includes(":") ? 96 : 0;
    const prefix = bits.slice(0, 1 + Number(length) - mapped);
    prefixes.set(cidr, prefix);
    return prefix;
}
const PRIVATE = [
    ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15", "169.254.0.0/16", "127.0.0.0/8"],
    ...["0.0.0.0/8", "240.0.0.0/4", "fc00::/7", "fe80::/10", "::1/128"],
];
/** Of IPv6 only this has been given to anybody; multicast reaches nobody. */
const GLOBAL = ["2000::/3"];
const MULTICAST = ["224.0.0.0/4"];
const EC2 = ["2600:1f00::/24", "2406:da00::/24", "2a05:d000::/25"];

/** The addresses that are asked: the first and the last of every range, of each of its halves, and their neighbors outside. */
let addresses: readonly {
    readonly bits: string;
    readonly isPrivate: boolean;
    readonly isTrusted: boolean;
    /** The family of which it is a part that somebody has. */
    readonly internet: "4" | "6" | undefined;
}[] = [];
const inside = new Map<string, readonly boolean[]>();

/** @param ranges every range that will be asked about */
export function sampleAddressesOf(ranges: readonly string[]): number {
    const bits = new Set<string>();
    for (const range of [...ranges, ...TRUSTED.trustedCidrs, ...PRIVATE, ...GLOBAL, ...MULTICAST, "0.0.0.0/0", "::/0"]) {
        const prefix = prefixOf(range);
        const length = prefix.startsWith("4") ? 33 : 129;
        for (const part of [prefix, `${prefix}0`, `${prefix}1`]) {
            for (const fill of ["0", "1"]) bits.add(part.slice(0, length).padEnd(length, fill));
        }
        const value = BigInt(`0b${prefix.slice(1).padEnd(length - 1, "0")}`);
        const size = 1n << BigInt(length - prefix.length);
        for (const next of [value - 1n, value + size]) {
            if (next >= 0n && next >> BigInt(length - 1) === 0n)
                bits.add(prefix[0]! + next.toString(2).padStart(length - 1, "0"));
        }
    }
    addresses = [...bits].map((address) => {
        const isPrivate = isIn(address, PRIVATE);
        const isInternet = !isPrivate && (address.startsWith("4") ? !isIn(address, MULTICAST) : isIn(address, GLOBAL));
        return {
            bits: address,
            isPrivate,
            isTrusted: isIn(address, TRUSTED.trustedCidrs),
            internet: isInternet ? (address[0] as "4" | "6") : undefined,
        };
    });
    inside.clear();
    return addresses.length;
}
function reached(range: string): readonly boolean[] {
    const prefix = prefixOf(range);
    const known = inside.get(range) ?? addresses.map(({ bits }) => bits.startsWith(prefix));
    inside.set(range, known);
    return known;
}
/** Whether some address that nobody trusts, and that `which` takes, comes in. */
const admits = (range: string, which: (address: (typeof addresses)[number], i: number) => boolean): boolean =>
    reached(range).some((here, i) => here && !addresses[i]!.isTrusted && which(addresses[i]!, i));
/** A VPC's own IPv6: Amazon's, and no larger than one network. */
const isVpc = (range: string) => isIn(prefixOf(range), EC2) && prefixOf(range).length - 1 >= 44;
const isPublic = (range: string) => !isVpc(range) && admits(range, ({ isPrivate }) => !isPrivate);

const isIn = (bits: string, list: readonly string[]) => list.some((range) => bits.startsWith(prefixOf(range)));
/** Whether everybody on the internet comes in, of one family. */
function isEverybody(ranges: readonly string[]): boolean {
    const here = ranges.map(reached);
    const comesIn = (i: number) => addresses[i]!.isTrusted || here.some((range) => range[i]);
    return ["4", "6"].some((family) => addresses.every(({ internet }, i) => internet !== family || comesIn(i)));
}
const isWritten = (range: string) => range.endsWith("/0");

/** An organisation's own: 256 addresses that are counted one by one, and one /48 of IPv6. */
const areFew = (ranges: readonly string[]): boolean => count(ranges, "4", 32, 16) <= 256 && count(ranges, "6", 48, 40) <= 1;

/** How many parts of a size the ranges have that nobody trusts, counted one by one; a range with a shorter prefix than `least` is too many. */
function count(ranges: readonly string[], family: string, size: number, least: number): number {
    const counted = new Set<string>();
    for (const prefix of ranges.map(prefixOf).filter((one) => one.startsWith(family))) {
        const missing = size + 1 - prefix.length;
        if (prefix.length - 1 < least) return Number.POSITIVE_INFINITY;
        for (let i = 0; i < 2 ** Math.max(missing, 0); i++) {
            const bits = missing > 0 ? prefix + i.toString(2).padStart(missing, "0") : prefix.slice(0, size + 1);
            if (!isIn(bits, TRUSTED.trustedCidrs)) counted.add(bits);
        }
    }
    return counted.size;
}

// ---- the answer

/** One word for each finding, sorted: `D` at the policy's own level, `A` advisory, `*` where it must be called everywhere, `T` all rules together. */
export function expected(policy: string, asked: Asked): string {
    const service = SERVICES[policy]!;
    const ports = portsOf(asked);
    if (!service.ports.some((port) => ports.has(port)) || service.toldBesides.some((port) => ports.has(port))) return "";
    const isNarrow = ports.size <= 100;
    const isShown = isNarrow && service.shownByPorts.some((port) => ports.has(port));
    const isNode = isShown || asked.context === "declared" || service.runsOn.includes(asked.context);
    if (!isNode && service.isNowhereOn.includes(asked.context)) return "";
    if (!isNarrow && (service.wide === "silent" || (service.wide === "told of nodes" && !isNode))) return "";
    const own = isNode ? "D" : "A";

    const words = asked.parts.flatMap(({ ranges = [], unknownLists = [], groups = [] }) => {
        const internet = ranges.filter(isPublic);
        const star = isEverybody(internet) && !internet.some(isWritten) ? "*" : "";
        const few = service.isFewMild && areFew(internet);
        const rest = ranges.filter(
            (range) => admits(range, (_, i) => !internet.some((one) => reached(one)[i])) && !isPublic(range),
        );
        const foreign = groups.filter((group) => /^\d{12}\//.test(group) && !group.startsWith("111111111111/"));
        return [
            ...(internet.length === 0 || (few && !isNode) ? [] : [(few ? "A" : own) + star]),
            ...(isNode && service.isPrivateTold && rest.length > 0 ? ["A"] : []),
            ...(isNode && unknownLists.some((list) => !TRUSTED.trustedPrefixLists.includes(list)) ? ["A"] : []),
            ...(isNode && foreign.length > 0 ? ["A"] : []),
        ];
    });
    return [...words, ...together(asked.parts, own, isNarrow || service.wide === "told")].sort().join(" ");
}

function together(parts: readonly Part[], own: string, isTold: boolean): string[] {
    const open = parts.map(({ ranges = [] }) => ranges.filter(isPublic)).filter((ranges) => ranges.length > 0);
    const isAlone = open.some((ranges) => isEverybody(ranges) || ranges.some(isWritten));
    return isTold && open.length > 1 && !isAlone && isEverybody(open.flat()) ? [`${own}*T`] : [];
}
