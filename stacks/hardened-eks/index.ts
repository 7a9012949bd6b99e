/**
 * A production cluster: private endpoint, private nodes, encrypted secrets, every log of the control plane, and the workloads that
 * nearly every cluster runs, as their own charts and manifests render them. No policy of the pack blocks any of it.
 */
import { cluster } from "./cluster";
import "./addons";
import "./nodes";
import "./workloads/aws-node";
import "./workloads/ebs-csi";
import "./workloads/ingress-nginx";
import "./workloads/kube-proxy";
import "./workloads/metrics-server";
import "./workloads/node-exporter";
import "./workloads/prometheus";

export const endpoint = cluster.endpoint;
