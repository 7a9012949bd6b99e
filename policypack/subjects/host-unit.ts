import { subject } from "../lib/subject";
import type { HostUnit } from "../model/host-unit";
import { hostUnitsOf } from "../node/host-units";
import { everyNodeBoot } from "./node-boot";

/** Every unit of a node that works on the kubelet's or the runtime's paths as root. */
export const hostUnit = subject<HostUnit>(
    ...everyNodeBoot<HostUnit>(function* (boot) {
        for (const unit of hostUnitsOf(boot)) yield () => unit;
    }),
);
