import { globMatches } from "./glob";
import { type Setting, SettingError } from "./setting";

/** Roles and users of IAM, by their ARNs. */
export class Principals {
    constructor(private readonly patterns: readonly string[]) {}

    get isEmpty(): boolean {
        return this.patterns.length === 0;
    }

    has(arn: string): boolean {
        return this.patterns.some((pattern) => globMatches(pattern, arn));
    }
}

/**
 * A setting that names principals of IAM.
 * @param what whom it names, a noun phrase in the plural: `IAM principals that may administer the cluster`
 */
export const principals = (what: string): Setting<Principals> => ({
    schema: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: `${what}: ARNs of roles and users, in which a star stands for any letters but a slash.`,
    },
    read(value, at) {
        if (value === undefined) return new Principals([]);
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["arn:aws:iam::123456789012:role/platform"]`);
        return new Principals(
            value.map((arn: unknown, i) => {
                if (typeof arn !== "string" || !/^arn:[\w*-]+:(iam|sts)::[\d*]*:[\w-]+\/.*[\w]/.test(arn.trim()))
                    throw new SettingError(
                        `${at}[${i}] is ${JSON.stringify(arn)}, which names no role or user. Write one like "arn:aws:iam::123456789012:role/platform"`,
                    );
                return arn.trim();
            }),
        );
    },
});
