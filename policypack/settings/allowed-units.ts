import { type Setting, SettingError } from "./setting";

/** Units that may work on the kubelet's and the runtime's paths as root. */
export const allowedUnits: Setting<ReadonlySet<string>> = {
    schema: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
            "Names of systemd units that may work on the kubelet's and the runtime's paths as root: `node-backup.service`.",
    },
    read(value, at) {
        if (value === undefined) return new Set();
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["node-backup.service"]`);
        return new Set(
            value.map((name: unknown, i) => {
                if (typeof name !== "string" || !/^[\w:.@\\-]+\.\w+$/.test(name.trim()))
                    throw new SettingError(
                        `${at}[${i}] is ${JSON.stringify(name)}, which is no unit's name. Write "node-backup.service"`,
                    );
                return name.trim();
            }),
        );
    },
};
