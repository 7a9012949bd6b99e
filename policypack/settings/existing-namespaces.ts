import { type Setting, SettingError } from "./setting";

/** Namespaces that exist though no resource of the stack makes them. */
export const existingNamespaces: Setting<ReadonlySet<string>> = {
    schema: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Names of namespaces that exist in the cluster though this stack does not make them.",
    },
    read(value, at) {
        if (value === undefined) return new Set();
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["monitoring"]`);
        return new Set(
            value.map((name: unknown, i) => {
                if (typeof name !== "string" || !/^[a-z0-9-]+$/.test(name.trim()))
                    throw new SettingError(`${at}[${i}] is ${JSON.stringify(name)}, which is no namespace's name`);
                return name.trim();
            }),
        );
    },
};
