/**
 * What runs in a cluster on AWS: the workloads that every node has, as their own charts and manifests render them, and the applications of a shop.
 * Many of them see their node, as they must. No policy of the pack blocks any of it.
 */
import "./shop";
import "./system/aws-node";
import "./system/ebs-csi";
import "./system/fluent-bit";
import "./system/ingress-nginx";
import "./system/kube-proxy";
import "./system/kubelet-csr-approver";
import "./system/metrics-server";
import "./system/prometheus";
