import { exemptions } from "../settings/exemptions";
import { nearest } from "../settings/nearest";
import { readSettings, SettingError, type Settings } from "../settings/setting";
import type { Configurable } from "./define-policy";
import { packPolicy } from "./pack-policy";
export type { PackConfiguration } from "./pack-settings";
import { PACK, type PackConfiguration, type Properties, withShared } from "./pack-settings";

/**
 * Everything that is wrong with a configuration, a line each: names and properties that do not exist (the engine accepts both
 * silently) with the nearest that does, values that a policy cannot use, and values that contradict each other.
 *
 * @param catalogue the pack's policies; what is configured for the whole pack is checked with them
 */
export function faultsOf(catalogue: readonly Configurable[], configuration: PackConfiguration): string[] {
    const policies = [...catalogue, packPolicy(catalogue)];
    const byName = new Map(policies.map((policy) => [policy.name, policy]));
    const own = [...configuration].flatMap(([name, properties]) => {
        const policy = byName.get(name);
        if (policy !== undefined) {
            const faults = [...strangeKeys(policies, policy, properties), ...valueFaults(policy, properties)];
            return name === PACK && faults.length === 0 ? exemptionFaults(catalogue, properties) : faults;
        }
        return name === EVERY_POLICY ? keysOfEvery(properties) : [noPolicy(name, policies)];
    });
    if (own.length > 0) return own;
    const together = withShared(catalogue, configuration);
    return together === configuration ? [] : faultsTogether(catalogue, together);
}

/** The name under which the engine takes the level of all policies. */
const EVERY_POLICY = "all";
/** The one key that every policy takes, and the engine keeps apart. */
const LEVEL = "enforcementLevel";

function noPolicy(name: string, policies: readonly Configurable[]): string {
    const isSetting = policies.some(({ settings }) => name in settings);
    if (isSetting) return `no policy is named "${name}", which is a setting; write it inside "${PACK}" or a policy`;
    const names = policies.map((policy) => policy.name);
    const best = nearest(name, names);
    const meant = best === undefined ? names.filter((one) => one.includes(name)) : [best];
    const isClear = meant.length > 0 && meant.length <= FEW;
    return `no policy is named "${name}"; ${isClear ? `did you mean ${inWords(meant, "or")}?` : "docs/policies lists them"}`;
}

/** As many names as help. */
const FEW = 3;

const keysOfEvery = (properties: Properties): string[] =>
    Object.keys(properties)
        .filter((key) => key !== LEVEL)
        .map((key) => `${EVERY_POLICY} takes a level and no setting "${key}"; write that inside "${PACK}" or a policy`);

const strangeKeys = (policies: readonly Configurable[], { name, settings }: Configurable, properties: Properties): string[] =>
    Object.keys(properties)
        .filter((key) => key !== LEVEL && !(key in settings))
        .map(
            (key) =>
                `${name} has no setting "${key}"${name === PACK ? forOne(policies, key) : forOthers(policies, key, settings)}`,
        );

/** What is right instead of a key among what is given once for the whole pack. */
function forOne(policies: readonly Configurable[], key: string): string {
    if (policies.some(({ name }) => name === key)) return `, which is a policy; write it beside "${PACK}", not inside`;
    const having = havingSetting(policies, key);
    if (having.length > 0) return `, as it means something else in each policy; write it inside ${inWords(having, "or")}`;
    const pack = policies.find(({ name }) => name === PACK);
    return suggestion(key, pack?.settings ?? {});
}

/** What is right instead of a key of one policy. */
function forOthers(policies: readonly Configurable[], key: string, own: Settings): string {
    const having = havingSetting(policies, key);
    if (having.length === 0) return suggestion(key, own);
    return having[0] === PACK ? `; write it inside "${PACK}"` : `; it is a setting of ${inWords(having)}`;
}

/** The policies that have a setting; the pack alone where it is no policy's. */
function havingSetting(policies: readonly Configurable[], key: string): string[] {
    const having = policies.filter(({ settings }) => key in settings).map(({ name }) => name);
    return having.length === 1 ? having : having.filter((name) => name !== PACK);
}

const inWords = (names: readonly string[], last = "and"): string =>
    names
        .map((name) => `"${name}"`)
        .join(", ")
        .replace(/, ("[^"]*")$/, ` ${last} $1`);

function suggestion(key: string, settings: Settings): string {
    const names = Object.keys(settings);
    const best = nearest(key, [...names, LEVEL]);
    if (best !== undefined) return `; did you mean "${best}"?`;
    return names.length === 0 ? "; it has none" : `; it has ${names.join(", ")}`;
}

/** Each setting by itself; where all can be read, what is wrong with them together. */
function valueFaults({ name, settings, contradiction }: Configurable, properties: Properties): string[] {
    const faults = Object.entries(settings).flatMap(([key, setting]) =>
        faultOf(() => readSettings({ [key]: setting }, properties, name)),
    );
    if (faults.length > 0 || contradiction === undefined) return faults;
    const contradicted = contradiction(properties);
    return contradicted === undefined ? [] : [`${name}.${contradicted}`];
}

/** Exemptions from policies that do not exist. */
const exemptionFaults = (catalogue: readonly Configurable[], properties: Properties): string[] =>
    exemptions
        .read(properties["exemptions"], "")
        .flatMap((one) =>
            one.policies
                .filter((name) => catalogue.every((policy) => policy.name !== name))
                .map((name) => `${PACK}.${one.at}.policy: ${noPolicy(name, catalogue)}`),
        );

/** What is right by itself, and wrong once a policy's own is added to what is given for the whole pack. */
const faultsTogether = (policies: readonly Configurable[], together: PackConfiguration): string[] =>
    policies.flatMap(({ name, settings }) =>
        faultOf(() => readSettings(settings, together.get(name) ?? {}, name)).map(
            (fault) => `${fault} (with what "${PACK}" gives)`,
        ),
    );

function faultOf(read: () => unknown): string[] {
    try {
        read();
        return [];
    } catch (error) {
        if (error instanceof SettingError) return [error.message];
        throw error;
    }
}
