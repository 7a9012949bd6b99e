import { type Setting, SettingError } from "./setting";

/** Whether what a program leaves open is safe, because the account's defaults say so. */
export const defaultsRequireTokens: Setting<boolean> = {
    schema: {
        type: "boolean",
        default: false,
        description: "Every account requires session tokens by its own defaults, so that a machine which sets nothing is safe.",
    },
    read(value, at) {
        if (value === undefined) return false;
        if (typeof value !== "boolean") throw new SettingError(`${at} is neither true nor false`);
        return value;
    },
};
