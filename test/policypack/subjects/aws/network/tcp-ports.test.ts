import { Cursor } from "../../../../../policypack/parse/cursor";
import { tcpPorts } from "../../../../../policypack/subjects/aws/network/tcp-ports";
import { UNKNOWN } from "../../../judge";

const ports = (protocol: unknown, from: unknown = 22, to: unknown = 80) => {
    const at = (value: unknown) => Cursor.of<{ it: unknown }>({ it: value }).field("it");
    const range = tcpPorts(at(protocol), at(from), at(to));
    return range && `${range.first}-${range.last}`;
};
const EVERY = "0-65535";

/** As the provider takes names and EC2 numbers. */
test.each<[protocol: unknown, opened: string | undefined]>([
    ["tcp", "22-80"],
    ["TCP", "22-80"],
    [" tcp ", "22-80"],
    ["6", "22-80"],
    ["06", "22-80"],
    ["+6", "22-80"],
    [6, "22-80"],
    ["-1", EVERY],
    [-1, EVERY],
    ["all", EVERY],
    ["ALL", EVERY],
    ["", EVERY],
    [" ", EVERY],
    [undefined, EVERY],
    ["udp", undefined],
    ["17", undefined],
    [17, undefined],
    ["icmp", undefined],
    ["icmpv6", undefined],
    ["1", undefined],
    ["50", undefined],
    ["6 ports", undefined],
    ["v6", undefined],
    ["0x6", undefined],
    ["6.0", undefined],
    ["66", undefined],
])("protocol %j opens %s", (protocol, opened) => expect(ports(protocol)).toBe(opened));

test.each<[from: unknown, to: unknown, opened: string]>([
    [0, 0, "0-0"],
    [443, 443, "443-443"],
    ["443", "8443", "443-8443"],
    [-1, -1, EVERY],
    [null, null, EVERY],
    [1024, null, "1024-65535"],
    [null, 1024, "0-1024"],
])("TCP from %j to %j opens %s", (from, to, opened) => expect(ports("tcp", from, to)).toBe(opened));

test("ports of other protocols are not read", () => {
    expect(ports("udp", UNKNOWN, UNKNOWN)).toBeUndefined();
    expect(ports("-1", UNKNOWN, UNKNOWN)).toBe(EVERY);
    expect(() => ports("tcp", UNKNOWN)).toThrow();
});
