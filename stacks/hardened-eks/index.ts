/**
 * A production cluster: private endpoint, private nodes, encrypted Secrets, every log of the control plane, the rules of the pack at
 * admission, and beside that what nearly every cluster of EKS has. No policy of the pack blocks any of it.
 */
import { cluster } from "./cluster";
import "./addons";
import "./collector";
import "./karpenter";
import "./load-balancer";
import "./node-exporter";

export const endpoint = cluster.endpoint;
/** For those who are let in; it holds no secret. */
export const kubeconfig = cluster.kubeconfig;
/** Where nothing records who reads and writes the files of nodes. */
export const unauditedNodeGroups = cluster.unauditedNodeGroups;
