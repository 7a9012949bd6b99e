import { type Setting, SettingError } from "./setting";

/** How a setting that is a list of names says what it takes. */
interface Names {
    readonly description: string;
    /** A name to write: `break-glass`. */
    readonly like: string;
    /** What each has to be: `user's name`. */
    readonly is: string;
    /** What names look like, where that is not every text. */
    readonly form?: RegExp;
}

/** A list of names; none without configuration. Blanks around a name do not count. */
export const names = ({ description, like, is, form = /\S/ }: Names): Setting<ReadonlySet<string>> => ({
    schema: { type: "array", items: { type: "string" }, default: [], description },
    read(value, at) {
        if (value === undefined) return new Set();
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["${like}"]`);
        return new Set(
            value.map((name: unknown, i) => {
                if (typeof name === "string" && form.test(name.trim())) return name.trim();
                throw new SettingError(`${at}[${i}] is ${JSON.stringify(name)}, which is no ${is}. Write "${like}"`);
            }),
        );
    },
});
