import { isIP } from "node:net";
import type { EtcdListener } from "../../model/effective-etcd";
import type { UnreadPart } from "../../model/node-boot";
import type { Sourced } from "../../model/sourced";
import { HOLE, shown, word } from "../../parse/word";
import { KEEPS_FROM_STARTING } from "./etcd-settings";

/** The addresses of a list, as Go's net/url has them: a scheme is lower case. */
export const addressesOf = ({ value, at }: Sourced<string>): readonly Sourced<string>[] =>
    value.split(",").map((entry) => {
        const scheme = /^[a-z]+:/i.exec(entry.trim())?.[0] ?? "";
        return { value: scheme.toLowerCase() + entry.trim().slice(scheme.length), at, isDefault: false };
    });

/** An address as etcd listens on it. */
export function listenerOf({ value, at }: Sourced<string>): EtcdListener {
    const [, scheme = "", host = ""] = /^([a-z]+):\/\/(\[[^\]]*\]|[^:/]*)/i.exec(value) ?? [];
    const isSocket = /^unixs?$/i.test(scheme);
    const isLoopback = host === "localhost" || /^127\.\d+\.\d+\.\d+$/.test(host) || /^\[(0*:)*:?0*1\]$/.test(host);
    return { at, url: shown(word(value)), isTls: /^(https|unixs)$/i.test(scheme), isLocal: isSocket || isLoopback };
}

/**
 * Why etcd does not take an address (client/pkg/types/urls.go, checkBindURLs): it wants a scheme, an IP or `localhost`, a port and no path.
 *
 * @param isBound whether etcd listens on it; a list that a file puts out of force is read all the same
 */
export function faultOfUrl({ value, at }: Sourced<string>, isBound = true): UnreadPart | undefined {
    if (value.includes(HOLE)) return undefined;
    const fault = (reason: string) => ({ at, reason: `${reason}, ${KEEPS_FROM_STARTING}` });
    if (/^unixs?:/i.test(value)) return undefined;
    const match = /^(https?):\/\/(?:\[([^\]]*)\]|([^:/?#[\]]*)):(\d*)([/?#].*)?$/i.exec(value);
    if (match === null) return fault("is no address with a scheme, a host and a port");
    const [, , six, host = "", port = "", rest = ""] = match;
    if (rest.startsWith("/")) return fault("is an address with a path");
    if (Number(port) > 65535) return fault("is an address with a port that is none");
    const isAddress = six === undefined ? host === "localhost" || isIP(host) === 4 : isIP(six.replace(/%.*$/, "")) === 6;
    return isAddress || !isBound ? undefined : fault("is an address to listen on with a name for a host");
}

/** Lists of addresses by what they are for. */
interface Lists {
    readonly clients: readonly Sourced<string>[];
    readonly http: readonly Sourced<string>[];
    readonly peers: readonly Sourced<string>[];
    readonly metrics: readonly Sourced<string>[];
}

/**
 * The second of two addresses that cannot both be listened on. Clients may be served with and without TLS on one address; everything else
 * listens by itself, and an address of every interface takes the port of each.
 */
export function clashOf({ clients, http, peers, metrics }: Lists): UnreadPart | undefined {
    const sockets = [...peers, ...once(clients), ...once(http), ...metrics].flatMap((url) => socketOf(url) ?? []);
    const second = sockets.find((socket, i) => sockets.slice(0, i).some((before) => clash(before, socket)));
    return second && { at: second.at, reason: `is listened on twice, ${KEEPS_FROM_STARTING}` };
}

/** What an address takes of the machine. */
interface Socket {
    readonly at: string;
    /** "*" for every interface, of IPv4 and IPv6 both. */
    readonly host: string;
    readonly port: number;
}

function socketOf({ value, at }: Sourced<string>): Socket | undefined {
    const [, host, port] = /^https?:\/\/(.*):(\d+)$/i.exec(value) ?? [];
    if (host === undefined || value.includes(HOLE) || Number(port) === 0) return undefined;
    const isEvery = host === "0.0.0.0" || /^\[[0:]+\]$/.test(host);
    return { at, host: isEvery ? "*" : host === "localhost" ? "127.0.0.1" : host, port: Number(port) };
}

const clash = (a: Socket, b: Socket): boolean => a.port === b.port && (a.host === b.host || a.host === "*" || b.host === "*");

const address = (url: string): string => url.replace(/^https?:/i, "");

const once = (urls: readonly Sourced<string>[]): readonly Sourced<string>[] =>
    urls.filter(({ value }, i) => urls.findIndex((other) => address(other.value) === address(value)) === i);
