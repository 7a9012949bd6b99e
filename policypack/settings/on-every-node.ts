import { type Setting, SettingError } from "./setting";

/** Whether every node must have it, and not only those that run static Pods. */
export const onEveryNode: Setting<boolean> = {
    schema: {
        type: "boolean",
        default: false,
        description: "Judge every known node, also workers that run no static Pods and bring no audit rules.",
    },
    read(value, at) {
        if (value === undefined) return false;
        if (typeof value !== "boolean") throw new SettingError(`${at} is neither true nor false`);
        return value;
    },
};
