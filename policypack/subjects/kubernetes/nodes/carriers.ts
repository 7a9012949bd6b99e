import type { BootCarrier } from "../../boot-carrier";
import { everyClusterApiConfig } from "./cluster-api";
import { everyClusterApiEksConfig } from "./cluster-api-eks";
import { everyNodeClass } from "./karpenter";
import { everyInstanceGroup } from "./kops";
import { everyConfigMap, everySecret } from "./secrets";

/** Kubernetes objects from which nodes are made. */
export const KUBERNETES_CARRIERS: readonly BootCarrier[] = [
    everyClusterApiConfig,
    everyClusterApiEksConfig,
    everyNodeClass,
    everyInstanceGroup,
    everySecret,
    everyConfigMap,
];
