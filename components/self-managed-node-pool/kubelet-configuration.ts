import { kubeletConfiguration, type KubeletChoices } from "../hardened-node-group/kubelet-configuration";
import { PLACES } from "./places";

/** What may differ between the kubelets of a pool. */
export interface NodeChoices extends KubeletChoices {
    readonly isControlPlane: boolean;
}

/**
 * The whole KubeletConfiguration of a node of kubeadm. Control planes run what kubeadm writes as static Pods and give this to the cluster; a
 * worker has it as a patch over the cluster's, so that it neither has their path nor what somebody else writes into the cluster's.
 */
export const nodeKubelet = ({ isControlPlane, ...choices }: NodeChoices): Record<string, unknown> => ({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    ...kubeletConfiguration(isControlPlane ? { ...choices, staticPodPath: PLACES.manifests } : choices),
    // Its client certificate is renewed by itself; kubeadm writes this whatever is asked.
    rotateCertificates: true,
    cgroupDriver: "systemd",
});
