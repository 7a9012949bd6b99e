import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";

/** A setting's value is wrong. The message says where, what and what would be right, in one line. */
export class SettingError extends Error {
    override readonly name = "SettingError";
}

/**
 * One property of a policy's configuration: the JSON schema that the engine shows and checks, and the reading that turns the
 * value into what the policy uses (checking what a JSON schema cannot say).
 */
export interface Setting<T> {
    readonly schema: PolicyConfigJSONSchema & { readonly description: string };
    /** @throws SettingError with `at` in its message */
    read(value: unknown, at: string): T;
}

/** The settings of one policy, by property name. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** What a policy's check is handed for its settings. */
export type Configured<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/**
 * @param settings the policy's settings
 * @param config the configured properties, unset ones absent
 * @param at the policy's name, for messages
 * @throws SettingError
 */
export function readSettings<S extends Settings>(
    settings: S,
    config: Readonly<Record<string, unknown>>,
    at: string,
): Configured<S> {
    const values = Object.entries(settings).map(([key, setting]) => [key, setting.read(config[key], `${at}.${key}`)] as const);
    return Object.fromEntries(values) as Configured<S>;
}
