import { IPv4, IPv6 } from "ipaddr.js";

/** An inclusive range of addresses of one family, as numbers. */
interface Range {
    readonly first: bigint;
    readonly last: bigint;
}
type Family = 4 | 6;
const BITS: Record<Family, number> = { 4: 32, 6: 128 };
/** ::ffff:0:0/96: IPv6 spellings of IPv4 addresses, which are the same hosts. */
const MAPPED = 0xffffn << 32n;

/**
 * A set of IP addresses. Rules are compared as sets, because people and tools split and overlap ranges: 0.0.0.0/1 and 128.0.0.0/1
 * together are everywhere, and ::ffff:0:0/96 is IPv4.
 */
export class AddressSet {
    private constructor(private readonly ranges: Readonly<Record<Family, readonly Range[]>>) {}

    static readonly NONE = new AddressSet({ 4: [], 6: [] });

    /**
     * @param cidr `10.0.0.0/8`, `2001:db8::/32`, or one address; host bits may be set, as AWS accepts and clears them
     * @returns undefined when it is no address range
     */
    static parse(cidr: string): AddressSet | undefined {
        const text = cidr.trim();
        if (text.length > LONGEST || !SPELLING.test(text)) return undefined;
        try {
            // The library's own choice of family tries and catches, which takes ten times as long.
            const family = text.includes(":") ? IPv6 : IPv4;
            const [address, bits] = text.includes("/") ? family.parseCIDR(text) : whole(family.parse(text));
            return AddressSet.of(address.kind() === "ipv6" ? 6 : 4, rangeOf(address, bits));
        } catch {
            return undefined;
        }
    }

    /** All of them together, in n log n: a loop of `union` would sort what it has again for each. */
    static unionOf(sets: Iterable<AddressSet>): AddressSet {
        const all = [...sets];
        return new AddressSet({
            4: merged(all.flatMap((set) => set.ranges[4])),
            6: merged(all.flatMap((set) => set.ranges[6])),
        });
    }

    union(other: AddressSet): AddressSet {
        return AddressSet.unionOf([this, other]);
    }

    minus(other: AddressSet): AddressSet {
        return new AddressSet({ 4: subtracted(this.ranges[4], other.ranges[4]), 6: subtracted(this.ranges[6], other.ranges[6]) });
    }

    /** Its ranges of one family as the fewest CIDRs, in order. */
    cidrs(family: Family): string[] {
        return this.ranges[family].flatMap(({ first, last }) => {
            const found: string[] = [];
            for (let start = first; start <= last;) {
                let bits = 0n;
                while (bits < BigInt(BITS[family]) && start % (2n << bits) === 0n && start + (2n << bits) - 1n <= last) bits++;
                found.push(`${written(start, family)}/${BITS[family] - Number(bits)}`);
                start += 1n << bits;
            }
            return found;
        });
    }

    isEmpty(): boolean {
        return this.ranges[4].length === 0 && this.ranges[6].length === 0;
    }

    /** Whether every address of `other` is in here. */
    includes(other: AddressSet): boolean {
        return other.minus(this).isEmpty();
    }

    /** How many addresses of a family it has. */
    count(family: Family): bigint {
        return this.ranges[family].reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
    }

    /** Whether it holds every address of IPv4, or of IPv6. */
    coversFamily(): boolean {
        return this.count(4) === 1n << 32n || this.count(6) === 1n << 128n;
    }

    private static of(family: Family, { first, last }: Range): AddressSet {
        if (family === 6 && first >= MAPPED && last < MAPPED + (1n << 32n)) {
            return AddressSet.of(4, { first: first - MAPPED, last: last - MAPPED });
        }
        return new AddressSet({ 4: family === 4 ? [{ first, last }] : [], 6: family === 6 ? [{ first, last }] : [] });
    }
}

/** No address range is longer: eight parts, the last two as IPv4, and the length of the prefix. */
const LONGEST = 64;
/** Four decimal parts without leading zeros, or IPv6 without a zone, as AWS reads them: `010.0.0.1` is 8.0.0.1 to some readers, 10.0.0.1 to others. */
const SPELLING = /^(?:(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})|(?=[^:/]*:)[0-9a-f:.]+)(?:\/\d{1,3})?$/i;

const whole = (address: IPv4 | IPv6): [IPv4 | IPv6, number] => [address, BITS[address.kind() === "ipv6" ? 6 : 4]];

function rangeOf(address: IPv4 | IPv6, bits: number): Range {
    const size = 1n << BigInt(BITS[address.kind() === "ipv6" ? 6 : 4] - bits);
    const value = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const first = value - (value % size);
    return { first, last: first + size - 1n };
}

/** Sorted, with overlapping and adjacent ranges joined. */
function merged(ranges: readonly Range[]): Range[] {
    const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
    const result: Range[] = [];
    for (const range of sorted) {
        const previous = result.at(-1);
        if (previous !== undefined && range.first <= previous.last + 1n) {
            if (range.last > previous.last) result[result.length - 1] = { first: previous.first, last: range.last };
        } else result.push(range);
    }
    return result;
}

/** Both are sorted and disjoint, so one walk through them suffices, from the first hole that matters: a small set against a large one is cheap. */
function subtracted(from: readonly Range[], holes: readonly Range[]): Range[] {
    const left: Range[] = [];
    let next = from.length === 0 ? 0 : firstEndingAt(holes, from[0]!.first);
    for (const { first, last } of from) {
        while (next < holes.length && holes[next]!.last < first) next++;
        let start = first;
        for (let i = next; i < holes.length && holes[i]!.first <= last; i++) {
            const hole = holes[i]!;
            if (start < hole.first) left.push({ first: start, last: hole.first - 1n });
            start = hole.last + 1n;
        }
        if (start <= last) left.push({ first: start, last });
    }
    return left;
}

/** The index of the first range whose end is not below an address. */
function firstEndingAt(ranges: readonly Range[], address: bigint): number {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (ranges[middle]!.last < address) low = middle + 1;
        else high = middle;
    }
    return low;
}

/** A number as an address: `10.0.0.0`, `2001:db8::`. */
function written(address: bigint, family: Family): string {
    const bytes = Array.from({ length: BITS[family] / 8 }, (_, i) =>
        Number((address >> BigInt(BITS[family] - 8 * (i + 1))) & 0xffn),
    );
    return family === 4 ? new IPv4(bytes).toString() : new IPv6(bytes).toString();
}
