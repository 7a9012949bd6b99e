import { isIP } from "node:net";
import type { EtcdListener } from "../../model/effective-etcd";
import type { UnreadPart } from "../../model/node-boot";
import type { Sourced } from "../../model/sourced";
import { HOLE, shown, word } from "../../parse/word";
import { KEEPS_FROM_STARTING } from "./etcd-settings";

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
