import { nearest } from "./nearest";
import { SettingError } from "./setting";

/** Reads a named part of an object in a list: its text without blanks around it. @throws SettingError when it is missing or empty */
export type ReadPart<P extends string> = (name: P) => string;

/**
 * An element of a setting that is a list of objects with named parts.
 *
 * @param parts every name that the object may have
 * @throws SettingError when it is no object, or has a part of another name (the nearest is named)
 */
export function partsOf<const P extends string>(value: unknown, at: string, parts: readonly P[]): ReadPart<P> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw new SettingError(`${at} is no object. Give ${parts.join(", ")}`);
    }
    const strange = Object.keys(value).find((key) => !(parts as readonly string[]).includes(key));
    if (strange !== undefined) {
        const meant = nearest(strange, parts);
        throw new SettingError(`${at} has no part "${strange}"${meant === undefined ? "" : `; did you mean "${meant}"?`}`);
    }
    return (name) => {
        const text = (value as Record<string, unknown>)[name];
        if (typeof text !== "string" || text.trim() === "") throw new SettingError(`${at}.${name} is missing`);
        return text.trim();
    };
}

/**
 * The elements of a setting that is a list.
 * @param example one right element as it is written, for the message
 * @throws SettingError when it is no list
 */
export function listOf(value: unknown, at: string, example: string): readonly unknown[] {
    if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write [${example}]`);
    return value;
}
