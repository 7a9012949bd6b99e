import fc from "fast-check";
import { AddressSet } from "../../../policypack/model/address-set";
import { inTime } from "../in-time";

const SEED = 20_261_124;
const set = (cidr: string) => AddressSet.parse(cidr)!;

/** The oracle's universe: 256 addresses of each family, a set is a list of 512 booleans, and every operation a loop. */
const UNIVERSE = [
    ...Array.from({ length: 256 }, (_, i) => `10.20.30.${i}`),
    ...Array.from({ length: 256 }, (_, i) => `2001:db8::${i.toString(16)}`),
];
type Bitmap = readonly boolean[];
interface Block {
    readonly family: 4 | 6;
    readonly host: number;
    readonly free: number;
}
const block: fc.Arbitrary<Block> = fc.record({
    family: fc.constantFrom(4 as const, 6 as const),
    host: fc.integer({ min: 0, max: 255 }),
    free: fc.integer({ min: 0, max: 8 }),
});
const blocks = fc.array(block, { maxLength: 12 });

const written = ({ family, host, free }: Block): string =>
    family === 4 ? `10.20.30.${host}/${32 - free}` : `2001:db8::${host.toString(16)}/${128 - free}`;
const made = (list: readonly Block[]) => AddressSet.unionOf(list.map((one) => set(written(one))));
const bitmap = (list: readonly Block[]): Bitmap =>
    UNIVERSE.map((_, i) =>
        list.some(({ family, host, free }) => family === (i < 256 ? 4 : 6) && (i % 256) >> free === host >> free),
    );
const members = (addresses: AddressSet): Bitmap => UNIVERSE.map((address) => addresses.includes(set(address)));
const size = (map: Bitmap) => map.filter(Boolean).length;
const sizeOf = (addresses: AddressSet) => Number(addresses.count(4) + addresses.count(6));

const holds = (property: fc.IProperty<any>) => fc.assert(property as fc.IProperty<unknown>, { seed: SEED, numRuns: 150 });

describe("a set of addresses agrees with a list of booleans", () => {
    test("in union", () => {
        holds(
            fc.property(blocks, blocks, (a, b) => {
                const both = made(a).union(made(b));
                expect(members(both)).toEqual(bitmap([...a, ...b]));
                expect(sizeOf(both)).toBe(size(bitmap([...a, ...b])));
            }),
        );
    });

    test("in difference", () => {
        holds(
            fc.property(blocks, blocks, (a, b) => {
                const [x, y] = [bitmap(a), bitmap(b)];
                const left = made(a).minus(made(b));
                expect(members(left)).toEqual(x.map((here, i) => here && !y[i]));
                expect(sizeOf(left)).toBe(size(x.map((here, i) => here && !y[i]!)));
            }),
        );
    });

    test("in inclusion and emptiness", () => {
        holds(
            fc.property(blocks, blocks, (a, b) => {
                const [x, y] = [bitmap(a), bitmap(b)];
                expect(made(a).includes(made(b))).toBe(y.every((here, i) => !here || x[i]));
                expect(made(a).isEmpty()).toBe(!x.some(Boolean));
            }),
        );
    });
});

test("halves, and halves of halves, are everywhere", () => {
    const every = (bits: number) =>
        AddressSet.unionOf(Array.from({ length: 2 ** bits }, (_, i) => set(`${(i * 256) / 2 ** bits}.0.0.0/${bits}`)));
    for (const bits of [0, 1, 2, 5, 8]) expect(every(bits).coversFamily()).toBe(true);
    expect(every(8).minus(set("203.0.113.7")).coversFamily()).toBe(false);
    expect(set("::/1").union(set("8000::/1")).coversFamily()).toBe(true);
    expect(set("::/1").coversFamily()).toBe(false);
});

test("an IPv4 address in IPv6 spelling is the same host", () => {
    expect(set("10.0.0.0/8").includes(set("::ffff:10.1.2.3"))).toBe(true);
    expect(set("::ffff:0:0/96").coversFamily()).toBe(true);
    expect(set("::ffff:a00:0/104").includes(set("10.255.255.255"))).toBe(true);
});

test("host bits may be set, as AWS clears them", () => {
    expect(set("1.2.3.5/16").includes(set("1.2.255.255"))).toBe(true);
    expect(set("1.2.3.4/0").coversFamily()).toBe(true);
});

test.each([
    "",
    "everywhere",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0/8",
    "10/8",
    "010.0.0.1/8",
    "0x0a.0.0.1",
    "167772161",
    "256.0.0.1",
    "::/129",
    "fe80::1%eth0",
    "10.0.0.0/8,11.0.0.0/8",
    "10.0.0.0/-1",
])("%j is no address range", (text) => expect(AddressSet.parse(text)).toBeUndefined());

test("10,000 ranges are joined and taken away in well under a second", () => {
    const ranges = Array.from({ length: 10_000 }, (_, i) => set(`${20 + (i >> 16)}.${(i >> 7) & 255}.${(i << 1) & 255}.0/24`));
    inTime(1_000, () => {
        const all = AddressSet.unionOf(ranges);
        const rest = set("0.0.0.0/0").minus(all);
        expect(all.minus(rest).count(4)).toBe(all.count(4));
        expect(rest.count(4) + all.count(4)).toBe(1n << 32n);
    });
});

test.each([
    [["10.0.0.0/9", "10.128.0.0/9"], ["10.0.0.0/8"]],
    [["192.0.2.7"], ["192.0.2.7/32"]],
    [
        ["10.0.0.1/32", "10.0.0.2/31"],
        ["10.0.0.1/32", "10.0.0.2/31"],
    ],
    [["0.0.0.0/0"], ["0.0.0.0/0"]],
])("the fewest ranges of %j", (written, wanted) =>
    expect(AddressSet.unionOf(written.map((one) => AddressSet.parse(one)!)).cidrs(4)).toEqual(wanted),
);

test("its ranges written out are the same set", () => {
    const cidr = fc.oneof(
        fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`),
        fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([address, bits]) => `${address}/${bits}`),
    );
    fc.assert(
        fc.property(fc.array(cidr, { maxLength: 5 }), (written) => {
            const own = AddressSet.unionOf(written.map((one) => AddressSet.parse(one)!));
            const again = AddressSet.unionOf([...own.cidrs(4), ...own.cidrs(6)].map((one) => AddressSet.parse(one)!));
            expect([own.minus(again).isEmpty(), again.minus(own).isEmpty()]).toEqual([true, true]);
        }),
    );
});
