/** The kubelet's configuration that machines outside AWS join with, as kubeadm keeps it. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

// Copied from a laptop's test cluster, where there was nobody to keep out.
const kubelet = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 0.0.0.0
readOnlyPort: 10255
authentication:
  anonymous:
    enabled: true
  webhook:
    enabled: false
authorization:
  mode: AlwaysAllow
staticPodURL: http://bootstrap.example.com/agents.yaml
clusterDomain: cluster.local
clusterDNS:
  - 172.20.0.10
`;

new kubernetes.core.v1.ConfigMap(
    "kubelet-config",
    { metadata: { name: "kubelet-config", namespace: "kube-system" }, data: { kubelet } },
    inCluster,
);
