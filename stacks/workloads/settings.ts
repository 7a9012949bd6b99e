import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

/** The cluster, as those see it that run in it. */
export const clusterName = config.require("clusterName");
export const apiServer = config.require("apiServer");
export const vpcId = config.require("vpcId");
/** The ranges of the subnets in which nodes are. */
export const nodeRanges = config.requireObject<string[]>("nodeRanges");

/** What runs of the shop. */
export const release = config.require("release");
export const replicas = config.requireNumber("replicas");

/** Who deploys: a secret of the stack or, without it, the kubeconfig of whoever runs the program. */
export const kubeconfig = config.getSecret("kubeconfig");

/** Where EKS keeps the images of its own components for us-west-2. */
export const eksRegistry = "602401143452.dkr.ecr.us-west-2.amazonaws.com";
