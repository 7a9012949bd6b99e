import { subject } from "../lib/subject";
import type { RuntimeAccess } from "../model/runtime-access";
import { runtimeAccessesOf } from "../node/runtime/runtime-accesses";
import { everyContainer } from "./kubernetes/pods/pod-spec";
import { servedRuntimesOf } from "./kubernetes/pods/served-runtime";
import { everyNodeBoot } from "./node-boot";

/** Every way to a container runtime's API that a node, or a Pod with the node's rights, opens to others than root. */
export const runtimeAccess = subject<RuntimeAccess>(
    ...everyNodeBoot<RuntimeAccess>(function* (boot) {
        for (const access of runtimeAccessesOf(boot)) yield () => access;
    }),
    ...everyContainer(servedRuntimesOf),
);
