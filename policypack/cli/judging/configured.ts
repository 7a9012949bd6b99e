import { readFileSync } from "node:fs";
import { faultsOf } from "../../lib/configuration";
import { configurePack } from "../../lib/configure-pack";
import type { Policy } from "../../lib/define-policy";
import { PACK, type PackConfiguration } from "../../lib/pack-settings";
import { packPolicy, type PackPolicy } from "../../lib/pack-policy";
import { policies } from "../../policies";
import { whyNot } from "../inputs/read-input";
import { UsageError } from "../usage-error";
import type { Level } from "../verdict";

/** A policy as it is configured, or the pack's own, which tells of exemptions. */
export interface Configured {
    readonly policy: Policy | PackPolicy;
    readonly level: Level;
    readonly properties: Readonly<Record<string, unknown>>;
}

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"];

/** Whether it is one of the catalogue. */
export const isOfCatalogue = (policy: Policy | PackPolicy): policy is Policy => policy.name !== PACK;

/**
 * The policies that are asked, in the catalogue's order and the pack's own last, as the engine would configure them from the same file. Its exemptions hold from now on.
 *
 * @param file of `--policy-pack-config`; undefined for none
 * @throws UsageError with everything that is wrong with it
 */
export function configuredPolicies(file: string | undefined): readonly Configured[] {
    const configuration = file === undefined ? new Map<string, Entry>() : readConfiguration(file);
    const all = configuration.get("all")?.level;
    const levelOf = ({ name, enforcementLevel }: Policy | PackPolicy) =>
        configuration.get(name)?.level ?? all ?? enforcementLevel;
    const disabled = new Set(policies.filter((policy) => levelOf(policy) === "disabled").map(({ name }) => name));
    const properties = configurePack(policies, propertiesIn(configuration), { disabled });
    return [...policies, packPolicy(policies)]
        .filter((policy) => levelOf(policy) !== "disabled")
        .map((policy): Configured => ({
            policy,
            level: levelOf(policy) === "advisory" ? "advisory" : "mandatory",
            properties: properties.get(policy.name) ?? {},
        }));
}

interface Entry {
    readonly level: string | undefined;
    readonly properties: Readonly<Record<string, unknown>>;
}

function readConfiguration(file: string): ReadonlyMap<string, Entry> {
    const json = parsed(file);
    if (!isObject(json)) throw new UsageError(`${file} is no configuration. Write an object with a policy's name for each key`);
    const entries = Object.entries(json).map(([name, value]) => [name, entryOf(name, value, file)] as const);
    const faults = faultsOf(policies, propertiesIn(new Map(entries)));
    if (faults.length > 0) throw new UsageError(`the configuration ${file} is wrong: ${faults.join("; ")}`);
    return new Map(entries);
}

const propertiesIn = (configuration: ReadonlyMap<string, Entry>): PackConfiguration =>
    new Map([...configuration].map(([name, { properties }]) => [name, properties]));

function parsed(file: string): unknown {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        throw new UsageError(`the configuration ${file} ${whyNot((error as NodeJS.ErrnoException).code)}`);
    }
    try {
        // Windows PowerShell writes a mark before it.
        return JSON.parse(text.replace(/^\u{feff}/u, ""));
    } catch {
        throw new UsageError(`the configuration ${file} is no valid JSON. Correct it`);
    }
}

/** A level by itself, or properties with a level among them. */
function entryOf(name: string, value: unknown, file: string): Entry {
    const properties = typeof value === "string" ? { enforcementLevel: value } : value;
    if (!isObject(properties)) {
        throw new UsageError(`${file}: ${JSON.stringify(name)} is no level and no object. Write one of ${LEVELS.join(", ")}`);
    }
    const { enforcementLevel, ...rest } = properties;
    if (enforcementLevel !== undefined && !LEVELS.includes(enforcementLevel as string)) {
        throw new UsageError(
            `${file}: ${name} has the level ${JSON.stringify(enforcementLevel)}. Write one of ${LEVELS.join(", ")}`,
        );
    }
    return { level: enforcementLevel as string | undefined, properties: rest };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
