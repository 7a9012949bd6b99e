import { type Setting, SettingError } from "./setting";

/** Whether a public endpoint is a fault whoever may come. */
export const requirePrivateEndpoint: Setting<boolean> = {
    schema: {
        type: "boolean",
        default: false,
        description: "Refuse every public endpoint of an API server, also one that few addresses reach.",
    },
    read(value, at) {
        if (value === undefined) return false;
        if (typeof value !== "boolean") throw new SettingError(`${at} is neither true nor false`);
        return value;
    },
};
