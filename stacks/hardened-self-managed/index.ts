/**
 * A cluster that is no EKS: API servers of kubeadm on three machines, an etcd of its own beside them, workers, and between all of these no more
 * than each needs. What runs in it is the stack `workloads`. No policy of the pack blocks any of it.
 */
import * as nodes from "./nodes";
import { endpoint } from "./api";

/** Where the API servers answer, in the VPC and to operators. */
export const apiServer = `https://${endpoint}`;
export const caCertificate = nodes.caCertificate;
