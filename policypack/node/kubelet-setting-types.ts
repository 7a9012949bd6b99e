import { isIPv4, isIPv6 } from "node:net";
import { parseBool, parseDuration, parseInt32, parseStringSlice } from "../parse/flags";

/** How the kubelet reads a setting of one type: from a file, and from its flags. */
export interface SettingType<T> {
    /** What belongs there: `is not … and keeps the kubelet from starting`. */
    readonly expected: string;
    /** What a field of the kubelet's own type is before anything sets it. */
    readonly zero: T;
    /** The value of a file, which is never null; undefined for one that the kubelet refuses. */
    ofFile(value: unknown): T | undefined;
    /** Every value of the flag in order; undefined where the kubelet refuses them. Without `value` the flag has no effect. */
    ofFlags(values: readonly string[]): { readonly value: T | undefined } | undefined;
    /** What a file has for this value, where it is not the value itself. */
    toFile?(value: T): unknown;
    /** What holds when both say something; without it the flag wins. */
    join?(file: T, flag: T): T;
    /** Each flag adds to the ones before it. */
    readonly accumulates?: true;
    /** A file in which it is null is refused. */
    readonly refusesNull?: true;
    /** In the file a relative path begins at the file's folder (KubeletConfigurationPathRefs). */
    readonly isPath?: true;
}

/** Of a flag that counts once, the last one; each must be readable. */
const lastOf =
    <T>(read: (text: string) => T | undefined): SettingType<T>["ofFlags"] =>
    (values) => {
        const all = values.map(read);
        return all.includes(undefined) ? undefined : { value: all.at(-1) };
    };

export const bool: SettingType<boolean> = {
    expected: "true or false",
    zero: false,
    ofFile: (value) => (typeof value === "boolean" ? value : undefined),
    ofFlags: lastOf(parseBool),
};

/** A boolean that is on as soon as the file or the flag says so (createAndInitKubelet in cmd/kubelet/app). */
export const switchAnywhere: SettingType<boolean> = { ...bool, join: (file, flag) => file || flag };

export const int32: SettingType<number> = {
    expected: "a whole number",
    zero: 0,
    ofFile: (value) => (typeof value === "number" && Number.isInteger(value) && value === (value | 0) ? value + 0 : undefined),
    ofFlags: lastOf(parseInt32),
};

export const text: SettingType<string> = {
    expected: "text",
    zero: "",
    ofFile: (value) => (typeof value === "string" ? value : undefined),
    ofFlags: lastOf((value) => value),
};

export const path: SettingType<string> = { ...text, isPath: true };

/** An address; any text in a file. An empty flag changes nothing, and the kubelet breaks at another one behind it (pkg/util/flag IPVar). */
export const ip: SettingType<string> = {
    ...text,
    expected: "an IP address",
    ofFile: text.ofFile,
    ofFlags(values) {
        const firstEmpty = values.indexOf("");
        const given = values.filter((value) => value !== "");
        const isRefused = given.some((value) => !isAddress(value)) || (firstEmpty >= 0 && firstEmpty < given.length);
        return isRefused ? undefined : { value: given.at(-1) };
    },
};

/** As Go's net.ParseIP before 1.17 (k8s.io/utils/net ParseIPSloppy): leading zeros are fine, zones are not. */
export function isAddress(value: string): boolean {
    return isIPv4(value.replace(/(^|\.)0+(?=\d)/g, "$1")) || (isIPv6(value) && !value.includes("%"));
}

/** Seconds. */
export const duration: SettingType<number> = {
    expected: "a duration",
    zero: 0,
    ofFile: (value) => (typeof value === "string" ? parseDuration(value) : undefined),
    ofFlags: lastOf(parseDuration),
    toFile: (value) => `${value.toFixed(9)}s`,
    refusesNull: true,
};

export const list: SettingType<readonly string[]> = {
    expected: "a list of texts",
    zero: [],
    ofFile: texts,
    ofFlags(values) {
        const all = values.map(parseStringSlice);
        return all.includes(undefined) ? undefined : { value: all.flatMap((one) => one!) };
    },
    accumulates: true,
};

/** Feature gates: the file's and the flags' together, a flag's value first (kubeletConfigFlagPrecedence in cmd/kubelet/app). */
export const gates: SettingType<Readonly<Record<string, boolean>>> = {
    expected: "a map of true and false",
    zero: {},
    ofFile: (value) => mapOf(value, (one) => (one === null ? false : bool.ofFile(one))),
    ofFlags: (values) => {
        const pairs = pairsOf(values, "=");
        const read = pairs?.map(([key, value]) => [key, parseBool(value)] as const);
        if (read === undefined || read.some(([, value]) => value === undefined)) return undefined;
        return { value: Object.fromEntries(read) as Record<string, boolean> };
    },
    join: (file, flag) => ({ ...file, ...flag }),
    accumulates: true,
};

/** Headers: `Name:value,…`, each name with every value that it is given. */
export const headers: SettingType<Readonly<Record<string, readonly string[]>>> = {
    expected: "a map of lists of texts",
    zero: {},
    ofFile: (value) => mapOf(value, (one) => (one === null ? [] : texts(one))),
    ofFlags(values) {
        const pairs = pairsOf(values, ":");
        if (pairs === undefined) return undefined;
        const found = new Map<string, string[]>();
        for (const [key, value] of pairs) found.set(key, [...(found.get(key) ?? []), value]);
        return { value: Object.fromEntries(found) };
    },
    accumulates: true,
};

function texts(value: unknown): string[] | undefined {
    return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined;
}

function mapOf<T>(value: unknown, read: (one: unknown) => T | undefined): Record<string, T> | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value).map(([key, one]) => [key, read(one)] as const);
    return entries.some(([, one]) => one === undefined) ? undefined : (Object.fromEntries(entries) as Record<string, T>);
}

/** `a=b, c=d`; undefined where a pair has no separator. */
function pairsOf(values: readonly string[], separator: string): [string, string][] | undefined {
    const pairs = values
        .flatMap((value) => value.split(","))
        .filter((pair) => pair !== "")
        .map((pair): [string, string] | undefined => {
            const end = pair.indexOf(separator);
            return end < 0 ? undefined : [pair.slice(0, end).trim(), pair.slice(end + 1).trim()];
        });
    return pairs.includes(undefined) ? undefined : (pairs as [string, string][]);
}
