import { isDate } from "../settings/date";
import { nearest } from "../settings/nearest";
import type { Exemption } from "../settings/exemptions";

/** What stands on a resource to exempt it from one policy. */
export interface OwnExemption extends Pick<Exemption, "at" | "reason" | "expires" | "ticket"> {
    readonly policy: string;
    /** Absent where nobody is named. */
    readonly owner?: string;
    /** Why it exempts nothing. */
    readonly fault?: string;
}

/** What the key of a tag or an annotation begins with; the policy's name follows, as `exempt.` and it are within what Kubernetes takes, 63 letters. */
export const EXEMPT = "kube-bypass-guard/exempt.";

/**
 * The tags and annotations of a resource that are to exempt it. Values that are not known yet are passed over.
 *
 * @param props as the SDK hands them over, where reading an unknown value throws
 */
export function ownExemptionsOf(props: Readonly<Record<string, unknown>>): readonly OwnExemption[] {
    return [
        ...ofMap(at(props, "tags"), "tags"),
        ...ofList(at(props, "tags"), "tags"),
        ...ofMap(at(at(props, "metadata"), "annotations"), "metadata.annotations"),
    ];
}

/** What is wrong with an exemption, as a finding has it. */
export interface ExemptionFault {
    readonly at: string;
    readonly message: string;
    readonly fix: string;
}

/**
 * Why what stands on a resource does not exempt it.
 *
 * @param policies the names of all policies
 * @returns undefined where nothing stands there
 */
export function ownFaults(
    props: Readonly<Record<string, unknown>>,
    policies: readonly string[],
    isAllowed: boolean,
): readonly ExemptionFault[] | undefined {
    const all = ownExemptionsOf(props);
    if (all.length === 0) return undefined;
    return all.flatMap(({ at, policy, fault }) => {
        if (!policies.includes(policy)) {
            const best = nearest(policy, policies);
            const fix = best === undefined ? "docs/policies lists the policies" : `Write "${EXEMPT}${best}"`;
            return [{ at, message: `exempts nothing, as no policy is named "${policy}"`, fix }];
        }
        if (!isAllowed) {
            const fix = "Set allowExemptionsOnResources to true there, or write the exemption into the configuration";
            return [{ at, message: "is ignored, as the configuration allows no exemptions on resources", fix }];
        }
        return fault === undefined ? [] : [{ at, message: `exempts nothing, as it ${fault}`, fix: WRITE }];
    });
}

const WRITE = 'Write why, and then until when and by whom: "monitored from the bastion expires=2026-12-31 owner=platform"';

/** `{ key: value }`, as most resources have tags, and Kubernetes annotations. */
function ofMap(map: unknown, path: string): OwnExemption[] {
    if (!isObject(map) || Array.isArray(map)) return [];
    return Object.keys(map).flatMap((key) => (key.startsWith(EXEMPT) ? written(`${path}["${key}"]`, key, at(map, key)) : []));
}

/** `[{ key, value }]`, as the resources of aws-native and groups of machines have tags. */
function ofList(list: unknown, path: string): OwnExemption[] {
    if (!Array.isArray(list)) return [];
    return Array.from({ length: list.length }, (_, i) => at(list, String(i))).flatMap((tag, i) => {
        const key = at(tag, "key");
        return typeof key === "string" && key.startsWith(EXEMPT) ? written(`${path}[${i}]`, key, at(tag, "value")) : [];
    });
}

/** `the bastion's monitoring owner=platform expires=2026-12-31 ticket=SEC-12`: words with `=` in any place, the rest is the reason. */
function written(place: string, key: string, value: unknown): OwnExemption[] {
    if (typeof value !== "string") return [];
    const words = value.trim().split(/\s+/);
    const said = new Map(words.flatMap((word) => (NAMED.test(word) ? [word.split("=", 2) as [string, string]] : [])));
    const reason = words.filter((word) => !NAMED.test(word)).join(" ");
    const [expires, owner, ticket] = [said.get("expires"), said.get("owner"), said.get("ticket")];
    const fault = faultOf(reason, expires);
    return [
        {
            at: place,
            policy: key.slice(EXEMPT.length),
            reason,
            ...(owner !== undefined && { owner }),
            ...(expires !== undefined && { expires }),
            ...(ticket !== undefined && { ticket }),
            ...(fault !== undefined && { fault }),
        },
    ];
}

const NAMED = /^(?:owner|expires|ticket)=./;

function faultOf(reason: string, expires: string | undefined): string | undefined {
    if (reason === "") return "has no reason";
    return expires === undefined || isDate(expires) ? undefined : `expires on "${expires}", which is no date like 2026-12-31`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

/** What is there, undefined where nothing is or it is unknown. */
function at(object: unknown, key: string): unknown {
    try {
        return isObject(object) ? object[key] : undefined;
    } catch {
        return undefined;
    }
}
