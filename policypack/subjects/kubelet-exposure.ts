import { subject } from "../lib/subject";
import type { KubeletExposure } from "../model/kubelet-exposure";
import { accessesOf } from "../node/file-accesses";
import { kubeletGuardOf } from "../node/kubelet-places";
import { sharedPlacesOf } from "../node/shared-storage";
import { everyNodeBoot } from "./node-boot";

/** Every way in which somebody else than root on the node comes to say how its kubelet runs. */
export const kubeletExposure = subject<KubeletExposure>(
    ...everyNodeBoot<KubeletExposure>(function* (boot) {
        for (const access of accessesOf(boot, kubeletGuardOf(boot))) yield () => ({ kind: "access", access });
        for (const place of sharedPlacesOf(boot)) yield () => ({ kind: "shared", ...place, evidence: boot.evidence });
    }),
);
