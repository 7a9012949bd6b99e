import type { Settings } from "../settings/setting";
import type { Configurable } from "./define-policy";

/** The name under which a configuration gives what is for the whole pack; also the pack's own policy. */
export const PACK = "kube-bypass-guard";

/** What each policy means by itself (`allowedRoles`), and so cannot be said once for all. */
const OF_ONE_POLICY = /^allowed[A-Z]/;

/** What engine and people configure of one policy: its properties by name. */
export type Properties = Readonly<Record<string, unknown>>;
/** What the engine sends: for each configured policy its properties (its level is apart, and the engine checks that). */
export type PackConfiguration = ReadonlyMap<string, Properties>;

/**
 * The settings that can be given once for the whole pack: those of all policies. A name stands for the same fact in each policy, except for
 * `allowed…`, which says what one policy lets be.
 */
export function sharedSettings(policies: readonly Configurable[]): Settings {
    const all = policies.flatMap(({ settings }) => Object.entries(settings).filter(([name]) => !OF_ONE_POLICY.test(name)));
    const first = new Map(all.reverse());
    return Object.fromEntries([...first].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * What each policy is configured with, once what is given for the whole pack is added. A list is the pack's, and the policy's own after
 * it; of anything else the policy's own wins.
 */
export function withShared(policies: readonly Configurable[], configuration: PackConfiguration): PackConfiguration {
    const shared = given(configuration.get(PACK) ?? {});
    if (Object.keys(shared).length === 0) return configuration;
    const own = policies.flatMap(({ name, settings }) => {
        const properties = configuration.get(name) ?? {};
        const names = Object.keys(settings).filter((setting) => setting in shared && !OF_ONE_POLICY.test(setting));
        if (names.length === 0) return [];
        const added = names.map((setting) => [setting, together(shared[setting], properties[setting])]);
        return [[name, { ...properties, ...Object.fromEntries(added) }] as const];
    });
    return new Map([...configuration, ...own]);
}

/** Without the empty lists that the engine fills in. */
const given = (properties: Properties): Properties =>
    Object.fromEntries(Object.entries(properties).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));

function together(shared: unknown, own: unknown): unknown {
    if (own === undefined) return shared;
    if (Array.isArray(shared) && Array.isArray(own)) return own.length === 0 ? shared : [...(shared as unknown[]), ...own];
    return own;
}
