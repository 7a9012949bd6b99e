import { type Setting, SettingError } from "./setting";

const DEFAULT = 30;

/** For how many days the audit record of a node must be kept at least. */
export const minimumRetentionDays: Setting<number> = {
    schema: {
        type: "number",
        default: DEFAULT,
        description: "For how many days the audit record of nodes must be kept at least.",
    },
    read(value, at) {
        if (value === undefined) return DEFAULT;
        if (typeof value !== "number" || !Number.isInteger(value) || value < 1)
            throw new SettingError(`${at} is ${JSON.stringify(value)}, which is no number of days. Write one like ${DEFAULT}`);
        return value;
    },
};
