import { EVERY_PORT, type PortRange } from "../../../model/port-range";
import type { Cursor } from "../../../parse/cursor";

const TCP = 6;
const EVERY_PROTOCOL = -1;

/**
 * The TCP ports that a rule of a security group opens, as the provider and EC2 read it.
 *
 * The provider takes names in any case and numbers as Go's `Atoi` does (`06` is TCP); `-1` and `all` are every protocol, which opens every
 * port whatever the ports say. `tcp` with 0 to 0 opens port 0 only. The ports of ICMP are types and codes, and every other protocol
 * (17 is UDP, 50 is ESP) opens no TCP port. What EC2 refuses (no protocol, TCP without a port or with -1: "TCP/UDP port (-1) out of range")
 * counts as every port.
 *
 * @returns undefined when it opens none
 * @throws what reading a property throws; of another protocol than TCP, its ports are not read
 */
export function tcpPorts(protocol: Cursor<unknown>, from: Cursor<unknown>, to: Cursor<unknown>): PortRange | undefined {
    const number = protocolNumber(protocol);
    if (number === EVERY_PROTOCOL) return EVERY_PORT;
    if (number !== TCP) return undefined;
    return { first: bound(from) ?? EVERY_PORT.first, last: bound(to) ?? EVERY_PORT.last };
}

/** NaN for a name other than TCP's, of which none carries TCP. */
function protocolNumber(protocol: Cursor<unknown>): number {
    if (typeof protocol.raw() === "number") return protocol.number()!;
    const name = (protocol.text() ?? "").trim().toLowerCase();
    if (name === "" || name === "all") return EVERY_PROTOCOL;
    if (name === "tcp") return TCP;
    return /^[+-]?\d+$/.test(name) ? Number(name) : Number.NaN;
}

function bound(place: Cursor<unknown>): number | undefined {
    const port = place.number();
    return port === -1 ? undefined : port;
}
