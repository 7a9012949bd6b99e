import { type Setting, SettingError } from "./setting";

/** Key pairs that nodes may have: break-glass keys that somebody guards. */
export const allowedKeyPairs: Setting<ReadonlySet<string>> = {
    schema: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Names of EC2 key pairs that nodes may be started with.",
    },
    read(value, at) {
        if (value === undefined) return new Set();
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["break-glass"]`);
        return new Set(
            value.map((name: unknown, i) => {
                if (typeof name !== "string" || name.trim() === "")
                    throw new SettingError(`${at}[${i}] is ${JSON.stringify(name)}, which is no key pair's name`);
                return name.trim();
            }),
        );
    },
};
