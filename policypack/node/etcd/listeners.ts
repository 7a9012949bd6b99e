import { isIP } from "node:net";
import type { EtcdListener } from "../../model/effective-etcd";
import { isLoopback } from "../../model/loopback";
import type { UnreadPart } from "../../model/node-boot";
import type { Sourced } from "../../model/sourced";
import { Unreadable } from "../../model/unreadable";
import { HOLE, shown, word } from "../../parse/word";
import { KEEPS_FROM_STARTING } from "./etcd-settings";

/** The addresses of a list, as Go's net/url has them: a scheme is lower case. */
export const addressesOf = ({ value, at }: Sourced<string>): readonly Sourced<string>[] =>
    value.split(",").map((entry) => {
        const scheme = /^[a-z]+:/i.exec(entry.trim())?.[0] ?? "";
        return { value: scheme.toLowerCase() + entry.trim().slice(scheme.length), at, isDefault: false };
    });

/**
 * Addresses as etcd listens on them. What cannot be told of them is thrown, unless one that is known lets everybody in already: it hides
 * nothing worse.
 *
 * @param lists each throws when it is not known
 * @throws what the first of them threw, or Unreadable for an address of which only the machine knows the scheme
 */
export function listenersOf(...lists: readonly (() => readonly Sourced<string>[])[]): readonly EtcdListener[] {
    const known: EtcdListener[] = [];
    const failures: unknown[] = [];
    for (const list of lists) {
        try {
            for (const url of list()) {
                if (url.value.includes(HOLE) && !/^[a-z]+:\/\//i.test(url.value))
                    failures.push(new Unreadable(url.at, "lists an address that only the machine knows"));
                else known.push(listenerOf(url));
            }
        } catch (failure) {
            failures.push(failure);
        }
    }
    if (failures.length > 0 && !known.some(({ isTls, isLocal }) => !isTls && !isLocal)) throw failures[0];
    return known;
}

function listenerOf({ value, at }: Sourced<string>): EtcdListener {
    const [, scheme = ""] = /^([a-z]+):/i.exec(value) ?? [];
    return {
        at,
        url: shown(word(value.replace(USER, ""))),
        isTls: /^(https|unixs)$/i.test(scheme),
        isLocal: /^unixs?$/i.test(scheme) || isLoopback(hostOf(value)),
    };
}

/** A name and a password, which etcd drops. */
const USER = /(?<=:\/\/)[^/@]*@/;

/** The host and port of an address; what stands after it etcd drops. */
export const hostOf = (url: string): string =>
    url
        .replace(USER, "")
        .replace(/^[a-z]+:\/\//i, "")
        .replace(/[?#][^]*$/, "");

/** What etcd does with an address: listens on it, tells it to others, or only reads it, as where a file puts it out of force. */
export type UrlUse = "bound" | "told" | "read";

/**
 * Why etcd does not take an address (NewURLs in client/pkg/types/urls.go, checkBindURLs and checkHostURLs in server/embed/config.go): it wants
 * a scheme, a host, a port and no path, and to listen an IP or `localhost`. Undefined for one that it takes.
 */
export function faultOfUrl({ value, at }: Sourced<string>, use: UrlUse): UnreadPart | undefined {
    if (value.includes(HOLE) || /^unixs?:/i.test(value)) return undefined;
    const fault = (reason: string) => ({ at, reason: `${reason}, ${KEEPS_FROM_STARTING}` });
    const match = /^https?:\/\/(?:\[([^\]]*)\]|([^:/?#[\]]*)):(\d*)([/?#].*)?$/i.exec(value.replace(USER, ""));
    if (match === null) return fault("is no address with a scheme, a host and a port");
    const [, bracketed, bare = "", port, rest = ""] = match;
    if (bracketed !== undefined && isIP(bracketed) !== 6)
        return fault("is an address with brackets around what is no IPv6 address");
    if (rest.startsWith("/")) return fault("is an address with a path");
    const host = bracketed ?? bare;
    if (use === "told" && host === "") return fault("is an address without a host");
    if (use !== "bound") return undefined;
    if (Number(port) > 65535) return fault("is an address with a port that is none");
    const isAddress = host === "localhost" || (isIP(host) !== 0 && !host.includes("%"));
    return isAddress ? undefined : fault("is an address to listen on with a name for a host");
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
    const [, host, port] = /^(.*):(\d+)$/.exec(hostOf(value)) ?? [];
    if (host === undefined || /^unix/.test(value) || value.includes(HOLE) || Number(port) === 0) return undefined;
    const isEvery = host === "0.0.0.0" || /^\[[0:]+\]$/.test(host);
    return { at, host: isEvery ? "*" : host === "localhost" ? "127.0.0.1" : host, port: Number(port) };
}

const clash = (a: Socket, b: Socket): boolean => a.port === b.port && (a.host === b.host || a.host === "*" || b.host === "*");

const once = (urls: readonly Sourced<string>[]): readonly Sourced<string>[] =>
    urls.filter(({ value }, i) => urls.findIndex((other) => hostOf(other.value) === hostOf(value)) === i);
