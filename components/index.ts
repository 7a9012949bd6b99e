export { type ClusterNodeGroup, type NamespaceAccess, NamespaceRole } from "./hardened-cluster/cluster-options";
export { HardenedCluster, type HardenedClusterArgs } from "./hardened-cluster/hardened-cluster";
export { HardenedNodeGroup, type HardenedNodeGroupArgs } from "./hardened-node-group/hardened-node-group";
export { type NodeGroupOptions, NodeProcessor, NodeSystem, type NodeTaint } from "./hardened-node-group/node-group-options";
export {
    KubeletReadAccess,
    type KubeletReadAccessArgs,
    type MonitoringServiceAccount,
} from "./kubelet-read-access/kubelet-read-access";
export { PodSecurityLevel } from "./restricted-namespace/pod-security-labels";
export { RestrictedNamespace, type RestrictedNamespaceArgs } from "./restricted-namespace/restricted-namespace";
export { ManifestStore, type ManifestStoreArgs } from "./manifest-store/manifest-store";
export type { FirewallSource } from "./node-firewall/firewall-source";
export { NodeFirewall, type NodeFirewallArgs } from "./node-firewall/node-firewall";
export { NodeAuditTrail, type NodeAuditTrailArgs } from "./node-audit-trail/node-audit-trail";
export { EtcdCluster } from "./etcd-cluster/etcd-cluster";
export type { EtcdClusterArgs } from "./etcd-cluster/etcd-cluster-args";
export {
    type AdmissionAllowance,
    BypassAdmissionPolicy,
    type BypassAdmissionPolicyArgs,
    type PolicyEnforcement,
} from "./bypass-admission-policy/bypass-admission-policy";
export { AdmissionEnforcement } from "./bypass-admission-policy/render";
export { NodePoolRole, type SelfManagedNodePoolArgs } from "./self-managed-node-pool/node-pool-args";
export { SelfManagedNodePool } from "./self-managed-node-pool/self-managed-node-pool";
