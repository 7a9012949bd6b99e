import { stringify } from "yaml";
import { kubeletConfiguration, type KubeletChoices } from "./kubelet-configuration";

/**
 * What a node on Amazon Linux 2023 takes: nodeadm's NodeConfig, in YAML. It has nothing of the cluster, whose endpoint and authority EKS adds
 * for managed node groups, and so is known before there is a cluster.
 */
export const nodeConfig = (choices: KubeletChoices): string =>
    stringify({
        apiVersion: "node.eks.aws/v1alpha1",
        kind: "NodeConfig",
        spec: { kubelet: { config: kubeletConfiguration(choices) } },
    });
