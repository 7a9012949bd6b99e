import { type Setting, SettingError } from "./setting";

const consent = (description: string): Setting<boolean> => ({
    schema: { type: "boolean", default: false, description },
    read(value, at) {
        if (value === undefined) return false;
        if (typeof value !== "boolean") throw new SettingError(`${at} is neither true nor false`);
        return value;
    },
});

/** Whether the level remediate may take writing from a workload. */
export const repairMounts = consent(
    "With the level remediate: set readOnly on mounts, which a workload that writes there notices.",
);

/** Whether the level remediate may close a door that somebody may be using. */
export const narrowIngress = consent(
    "With the level remediate: take the internet out of rules that open nothing but these ports, and leave trustedCidrs in.",
);
