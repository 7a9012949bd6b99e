import { subject } from "../lib/subject";
import type { FileAccess } from "../model/file-access";
import { accessesOf } from "../node/file-accesses";
import { keyGuardOf } from "../node/key-files";
import { everyNodeBoot } from "./node-boot";

/** What others than root, and etcd for its own, may do with the private keys of a node. */
export const keyAccess = subject<FileAccess>(
    ...everyNodeBoot<FileAccess>(function* (boot) {
        for (const access of accessesOf(boot, keyGuardOf(boot))) yield () => access;
    }),
);
