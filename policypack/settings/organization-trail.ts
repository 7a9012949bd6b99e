import { type Setting, SettingError } from "./setting";

/** Whether a trail that no stack shows records what happens to objects. */
export const organizationTrail: Setting<boolean> = {
    schema: {
        type: "boolean",
        default: false,
        description: "Whether a trail outside the stack (an organization's) records the data events of S3, reads included.",
    },
    read(value, at) {
        if (value === undefined) return false;
        if (typeof value !== "boolean") throw new SettingError(`${at} is ${JSON.stringify(value)}. Write true or false`);
        return value;
    },
};
