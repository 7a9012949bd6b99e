import { subject } from "../lib/subject";
import type { KeyMaterial } from "../model/key-material";
import { keyMaterialOf } from "../node/key-material";
import { everyKeyInConfigMap } from "./kubernetes/key-config-map";
import { everyNodeBoot } from "./node-boot";

/** Every private key that stands in what configures a node, or in a ConfigMap. */
export const keyMaterial = subject<KeyMaterial>(
    ...everyNodeBoot<KeyMaterial>(function* (boot) {
        for (const key of keyMaterialOf(boot)) yield () => key;
    }),
    ...everyKeyInConfigMap(),
);
