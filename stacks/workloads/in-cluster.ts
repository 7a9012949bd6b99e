import { BypassAdmissionPolicy } from "@kube-bypass-guard/kube-bypass-guard";
import * as kubernetes from "@pulumi/kubernetes";
import { kubeconfig } from "./settings";

const provider = new kubernetes.Provider("cluster", kubeconfig === undefined ? {} : { kubeconfig });

// What others bring with kubectl or GitOps is refused by the same rules. They know the agents below, as the pack does.
const admission = new BypassAdmissionPolicy("bypass-guard", {}, { provider });

/** The options of everything that goes into the cluster, after the rules. */
export const inCluster = { provider, dependsOn: admission };
