import type { Condition } from "./iam-policy";

/** Every text, or text that every account, organization, network or identity of its kind begins with. */
const ANY_OF_ITS_KIND = /^(?:o-|vpce?-|A[IR][DO]A|\d+)?[*?]/;
/** Where an ARN has its account, and how many parts it has. */
const [ACCOUNT, PARTS] = [4, 6];

/**
 * Whether a value of a condition on who asks, or from where, leaves nearly everybody: a wildcard where an ARN has its account, or at the
 * start of what is compared, and ranges of addresses that S3 calls public (wider than /8, or /32 in IPv6).
 */
export function isWide(value: string): boolean {
    if (ANY_OF_ITS_KIND.test(value)) return true;
    const [, address = "", bits] = /^([\da-f.:]+)\/(\d+)$/i.exec(value) ?? [];
    if (bits !== undefined) return Number(bits) < (address.includes(":") ? 32 : 8);
    const parts = value.split(":");
    if (parts[0] !== "arn") return false;
    if (parts.length < PARTS) return /[*?]/.test(value);
    return /[*?]/.test(parts[ACCOUNT]!) && /^(?:iam|sts|[*?].*)$/.test(parts[2]!);
}

const ASKS = /^(?:string(?:equals|like)(?:ignorecase)?|arn(?:equals|like)|ipaddress)$/;
/** What every request has; an endpoint of the network hides the address of some. */
const IN_EVERY_REQUEST = /^aws:(?:principalarn|principalaccount|principaltype|userid|sourceip|useragent)$/;
/** What says nothing of who asks. */
const OF_NOBODY = /^aws:(?:requestedregion|securetransport|currenttime|epochtime|useragent|referer)$/;

/** Whether a condition is passed whoever asks: by its values, or because it passes where the key is absent. */
export function isPassedByAnybody({ operator, forEach, ifExists, key, values }: Condition): boolean {
    if (OF_NOBODY.test(key)) return true;
    const isThere = IN_EVERY_REQUEST.test(key);
    return isThere ? ASKS.test(operator) && values.some(isWide) : forEach === "all" || ifExists;
}
