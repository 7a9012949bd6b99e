import { AddressSet } from "../../model/address-set";
import { isNetworkOfAws, OFF_THE_INTERNET } from "../../model/internet";
import type { Violation } from "../verdict";

/** What one violation says of the way that it is about. */
export type Outcome = "open" | "advised" | "unread";

/** What a violation quotes comes from the files that were judged, and could be any words. */
const unquoted = (message: string): string => message.replace(/"(?:[^"\\]|\\.)*"/g, '""');

/**
 * `unread` for what says that something could not be judged; `open` for what blocks, or is severe and only configured to advise, or accepted by
 * a baseline: somebody can do it all the same. The rest is `advised` against.
 */
export function outcomeOf(violation: Violation): Outcome {
    const { message, enforcementLevel, severity, advisesOnly } = violation;
    if (/could not (?:be judged|judge it)/.test(unquoted(message))) return "unread";
    if (advisesOnly === true) return "advised";
    return enforcementLevel === "mandatory" || severity === "critical" || severity === "high" ? "open" : "advised";
}

const ADDRESSES = /(?<![\w.:/-])[\da-f:.]+\/\d{1,3}(?!\w)/gi;

/** Whether a message about a port names the internet among those who reach it: `opens kubelet port 10250 to 0.0.0.0/0`. */
export function isOfInternet({ message }: Violation): boolean {
    const words = unquoted(message);
    if (/\bto (?:everywhere|everybody)\b|public address|the internet\b/.test(words)) return true;
    return [...words.matchAll(ADDRESSES)].some(([text]) => {
        const addresses = AddressSet.parse(text);
        return addresses !== undefined && !OFF_THE_INTERNET.includes(addresses) && !isNetworkOfAws(addresses);
    });
}
