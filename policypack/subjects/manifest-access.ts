import { subject } from "../lib/subject";
import type { FileAccess } from "../model/file-access";
import { accessesOf } from "../node/file-accesses";
import { isInManifestPlace, manifestPlacesOf } from "../node/manifest-folders";
import { everyNodeBoot } from "./node-boot";

/** What others than root may do with the manifests of static Pods and their folders. */
export const manifestAccess = subject<FileAccess>(
    ...everyNodeBoot<FileAccess>(function* (boot) {
        const places = manifestPlacesOf(boot);
        const guard = { places, guards: ({ path }: { readonly path: string }) => isInManifestPlace(places, path) };
        for (const access of accessesOf(boot, guard)) yield () => access;
    }),
);
