import { globMatches } from "./glob";
import { partsOf } from "./parts";
import { type Setting, SettingError } from "./setting";

/** Roles, users, groups and permission sets that a platform team has named. */
export class NamedHolders {
    constructor(readonly patterns: readonly string[]) {}

    get isEmpty(): boolean {
        return this.patterns.length === 0;
    }

    /** @param names everything that somebody is called: in the program, in AWS, by ARN */
    has(names: readonly string[]): boolean {
        return this.patterns.some((pattern) => names.some((name) => globMatches(pattern, name)));
    }
}

/**
 * A setting that is a list of names with reasons.
 * @param description what they may do, a sentence that goes on after "Roles, users, groups and permission sets that"
 * @param more what else is to be known about the names
 */
export const namedHolders = (description: string, more?: string): Setting<NamedHolders> => ({
    schema: {
        type: "array",
        items: {
            type: "object",
            properties: { name: { type: "string" }, reason: { type: "string" } },
            required: ["name", "reason"],
        },
        default: [],
        description:
            `Roles, users, groups and permission sets that ${description}: name (in the program or in AWS, or the ARN) and reason; ` +
            `* stands for any letters but a slash${more === undefined ? "" : `; ${more}`}.`,
    },
    read(value, at) {
        if (value === undefined) return new NamedHolders([]);
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write [{ name: "ci-nodes", reason: "…" }]`);
        return new NamedHolders(value.map((one: unknown, i) => nameOf(one, `${at}[${i}]`)));
    },
});

function nameOf(value: unknown, at: string): string {
    const part = partsOf(value, at, ["name", "reason"]);
    const name = part("name");
    part("reason");
    if (/^[*/:]+$/.test(name)) throw new SettingError(`${at}.name names everybody. Name who is meant`);
    return name;
}
