import { names } from "./names";

/** Units that may work on the kubelet's and the runtime's paths as root. */
export const allowedUnits = names({
    description: "Names of systemd units that may work on the kubelet's and the runtime's paths as root: `node-backup.service`.",
    like: "node-backup.service",
    is: "unit's name",
    form: /^[\w:.@\\-]+\.\w+$/,
});
