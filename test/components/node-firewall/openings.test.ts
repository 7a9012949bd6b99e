import * as fc from "fast-check";
import { openings, rangesWithout } from "../../../components/node-firewall/openings";

const wishes = fc.record({
    metricsFromNodes: fc.boolean(),
    etcd: fc.boolean(),
    apiServerPort: fc.constantFrom(443, 6443),
});
type Opened = ReturnType<typeof openings>;

/** Who reaches a TCP port of some machines. */
const reaching = (opened: Opened, to: string, port: number) =>
    opened
        .filter((one) => one.to === to && one.ports.protocol === "tcp" && one.ports.from! <= port && port <= one.ports.to!)
        .map(({ from }) => from)
        .sort();

test("nobody reaches the read-only port", () => {
    fc.assert(
        fc.property(wishes, (one) => {
            for (const to of ["control-plane", "nodes", "etcd"]) expect(reaching(openings(one), to, 10255)).toEqual([]);
        }),
    );
});

test.each([
    [true, ["control-plane", "nodes"]],
    [false, ["control-plane"]],
])("with metricsFromNodes %s the kubelet is reached by %j", (metricsFromNodes, whom) => {
    expect(reaching(openings({ metricsFromNodes, etcd: true, apiServerPort: 443 }), "nodes", 10250)).toEqual(whom);
});

test("etcd's client port is for API servers and members, its peer port for members, and no other port is open", () => {
    const opened = openings({ metricsFromNodes: true, etcd: true, apiServerPort: 6443 });
    const open = (port: number) => reaching(opened, "etcd", port);
    expect([2378, 2379, 2380, 2381].map(open)).toEqual([[], ["control-plane", "etcd"], ["etcd"], []]);
});

test("every other port is open between nodes, DNS among them", () => {
    const opened = openings({ metricsFromNodes: false, etcd: false, apiServerPort: 443 });
    for (const port of [0, 53, 443, 10249, 10251, 10254, 10256, 65535])
        expect(reaching(opened, "nodes", port)).toContain("nodes");
    expect(opened).toContainEqual(
        expect.objectContaining({ from: "nodes", to: "nodes", ports: { protocol: "udp", from: 0, to: 65535 } }),
    );
});

test("names are unique, as resources are named after them", () => {
    fc.assert(
        fc.property(wishes, (one) => {
            const names = openings(one).map(({ name }) => name);
            expect(new Set(names).size).toBe(names.length);
        }),
    );
});

test("ranges leave out what is shut, at either end and side by side", () => {
    expect(rangesWithout([0, 5, 6, 65535], 0)).toEqual([
        { from: 1, to: 4 },
        { from: 7, to: 65534 },
    ]);
    expect(rangesWithout([], 1025)).toEqual([{ from: 1025, to: 65535 }]);
});
