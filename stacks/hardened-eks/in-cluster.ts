import { BypassAdmissionPolicy } from "@kube-bypass-guard/kube-bypass-guard";
import * as kubernetes from "@pulumi/kubernetes";
import { cluster } from "./cluster";

/**
 * The endpoint is private: run from a machine in the VPC, or of `operatorRanges`. It waits for all of the cluster, the access entry of whoever runs
 * this among it.
 */
const provider = new kubernetes.Provider("cluster", { kubeconfig: cluster.kubeconfig }, { dependsOn: cluster });

// First, so that nothing is there before it. What charts, controllers and people bring later does not pass through this program.
const admission = new BypassAdmissionPolicy("bypass-guard", {}, { provider });

/** The options of everything that goes into the cluster. */
export const inCluster = { provider, dependsOn: admission };
