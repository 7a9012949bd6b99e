import { type Setting, SettingError } from "./setting";

/** Users who may log in on nodes: named administrators, break-glass accounts. */
export const allowedUsers: Setting<ReadonlySet<string>> = {
    schema: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Names of users who may log in on nodes, and be root there.",
    },
    read(value, at) {
        if (value === undefined) return new Set();
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["break-glass"]`);
        return new Set(
            value.map((name: unknown, i) => {
                if (typeof name !== "string" || name.trim() === "")
                    throw new SettingError(`${at}[${i}] is ${JSON.stringify(name)}, which is no user's name`);
                return name.trim();
            }),
        );
    },
};
