import { globMatches } from "./glob";
import { type Setting, SettingError } from "./setting";

/** Whether an id or a name is among those of a setting. */
export type Matches = (idOrName: string) => boolean;

/**
 * A setting that lists ids or names, in which `*` stands for any letters.
 *
 * @param description one sentence for the reference
 * @param what what an element is, for the message: `prefix list`
 * @param form what an element may look like
 * @param everything patterns that this matches are refused: they would match every id there is
 * @param example a right element
 */
export const idPatterns = (
    description: string,
    what: string,
    form: RegExp,
    everything: RegExp | undefined,
    example: string,
): Setting<Matches> => ({
    schema: { type: "array", items: { type: "string" }, default: [], description },
    read(value, at) {
        if (value === undefined) return () => false;
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["${example}"]`);
        const patterns = value.map((pattern: unknown, i) => {
            const written = typeof pattern === "string" ? pattern.trim() : "";
            if (!form.test(written))
                throw new SettingError(`${at}[${i}] is ${JSON.stringify(pattern)}, which is no ${what}. Write "${example}"`);
            if (everything?.test(written) === true)
                throw new SettingError(
                    `${at}[${i}] is ${JSON.stringify(pattern)}, which trusts every ${what}. Disable the policy if that is meant`,
                );
            return written;
        });
        return (idOrName) => patterns.some((pattern) => globMatches(pattern, idOrName));
    },
});
