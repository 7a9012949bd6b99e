import type { Policy } from "../lib/define-policy";
import { etcdClientCertificatesRequired } from "./etcd-api/etcd-client-certificates-required";
import { etcdCertificateAuthoritySeparate } from "./etcd-api/etcd-certificate-authority-separate";
import { etcdLoopbackAuthenticated } from "./etcd-api/etcd-loopback-authenticated";
import { etcdMetricsNotExposed } from "./etcd-api/etcd-metrics-not-exposed";
import { etcdMetricsPortNotReachable } from "./etcd-api/etcd-metrics-port-not-reachable";
import { etcdPeerCertificatesRequired } from "./etcd-api/etcd-peer-certificates-required";
import { etcdProfilingDisabled } from "./etcd-api/etcd-profiling-disabled";
import { etcdBucketsNotPublic } from "./etcd-api/etcd-buckets-not-public";
import { etcdSnapshotsNotShared } from "./etcd-api/etcd-snapshots-not-shared";
import { etcdVolumesEncrypted } from "./etcd-api/etcd-volumes-encrypted";
import { etcdPortNotPublished } from "./etcd-api/etcd-port-not-published";
import { etcdPortNotReachable } from "./etcd-api/etcd-port-not-reachable";
import { nodeRoleReadsNoKeys } from "./etcd-api/node-role-reads-no-keys";
import { kubeApiserverAuthenticatesToEtcd } from "./etcd-api/kube-apiserver-authenticates-to-etcd";
import { privateKeyFilesProtected } from "./etcd-api/private-key-files-protected";
import { privateKeyFoldersNotMounted } from "./etcd-api/private-key-folders-not-mounted";
import { privateKeysNotInNodeConfiguration } from "./etcd-api/private-keys-not-in-node-configuration";
import { privateKeySecretsNotShared } from "./etcd-api/private-key-secrets-not-shared";
import { privateKeysStoredSafely } from "./etcd-api/private-keys-stored-safely";
import { kubeApiserverAnonymousAuthDisabled } from "./kubelet-api/kube-apiserver-anonymous-auth-disabled";
import { kubeApiserverAuthenticatesToKubelets } from "./kubelet-api/kube-apiserver-authenticates-to-kubelets";
import { kubeApiserverAuthorizationRequired } from "./kubelet-api/kube-apiserver-authorization-required";
import { kubeApiserverVerifiesKubelets } from "./kubelet-api/kube-apiserver-verifies-kubelets";
import { kubeletAnonymousAuthDisabled } from "./kubelet-api/kubelet-anonymous-auth-disabled";
import { kubeletAuthenticationConfigured } from "./kubelet-api/kubelet-authentication-configured";
import { kubeletAuthorizationRequired } from "./kubelet-api/kubelet-authorization-required";
import { kubeletDebugHandlersNotEnabled } from "./kubelet-api/kubelet-debug-handlers-not-enabled";
import { kubeletHealthzLocal } from "./kubelet-api/kubelet-healthz-local";
import { kubeletPortNotPublished } from "./kubelet-api/kubelet-port-not-published";
import { kubeletPortNotReachable } from "./kubelet-api/kubelet-port-not-reachable";
import { kubeletReadOnlyPortDisabled } from "./kubelet-api/kubelet-read-only-port-disabled";
import { kubeletServingCertificateSet } from "./kubelet-api/kubelet-serving-certificate-set";
import { metricsServerVerifiesKubelets } from "./kubelet-api/metrics-server-verifies-kubelets";
import { nodeHealthPortsNotReachable } from "./kubelet-api/node-health-ports-not-reachable";
import { nodeCertificateApprovalRestricted } from "./kubelet-api/node-certificate-approval-restricted";
import { nodeImpersonationRestricted } from "./kubelet-api/node-impersonation-restricted";
import { nodeIdentityWritersRestricted } from "./kubelet-api/node-identity-writers-restricted";
import { nodeSubresourcesNotGrantedToEveryone } from "./kubelet-api/node-subresources-not-granted-to-everyone";
import { nodeSubresourcesRestricted } from "./kubelet-api/node-subresources-restricted";
import { nodeSubresourcesWildcardIntent } from "./kubelet-api/node-subresources-wildcard-intent";
import { hostPathMountsReadOnly } from "./runtime-socket/host-path-mounts-read-only";
import { nodeRoleChangesNoNodes } from "./runtime-socket/node-role-changes-no-nodes";
import { nodeSessionsRestricted } from "./runtime-socket/node-sessions-restricted";
import { sessionPreferencesRestricted } from "./runtime-socket/session-preferences-restricted";
import { runtimeSocketRootOnly } from "./runtime-socket/runtime-socket-root-only";
import { runtimePortNotReachable } from "./runtime-socket/runtime-port-not-reachable";
import { nodeLoginsRestricted } from "./runtime-socket/node-logins-restricted";
import { nodeGroupSshNotOpen } from "./runtime-socket/node-group-ssh-not-open";
import { clusterAdministratorsNamed } from "./runtime-socket/cluster-administrators-named";
import { clusterEndpointRestricted } from "./runtime-socket/cluster-endpoint-restricted";
import { clusterViewRestricted } from "./runtime-socket/cluster-view-restricted";
import { nodeIdentityReserved } from "./runtime-socket/node-identity-reserved";
import { instanceConnectEndpointRestricted } from "./runtime-socket/instance-connect-endpoint-restricted";
import { serialConsoleDisabled } from "./runtime-socket/serial-console-disabled";
import { nodeKeyPairsAbsent } from "./runtime-socket/node-key-pairs-absent";
import { nodePublicAddressesAbsent } from "./runtime-socket/node-public-addresses-absent";
import { nodeMetadataHopsLimited } from "./runtime-socket/node-metadata-hops-limited";
import { nodeMetadataTokensRequired } from "./runtime-socket/node-metadata-tokens-required";
import { nodeSshNotReachable } from "./runtime-socket/node-ssh-not-reachable";
import { podsIsolatedFromNode } from "./runtime-socket/pods-isolated-from-node";
import { nodeUnitsIsolated } from "./runtime-socket/node-units-isolated";
import { runtimeSocketNotMounted } from "./runtime-socket/runtime-socket-not-mounted";
import { unseenObjectsGuardedAtAdmission } from "./runtime-socket/unseen-objects-guarded-at-admission";
import { kubeletConfigurationProtected } from "./static-pods/kubelet-configuration-protected";
import { kubeletFoldersNotMounted } from "./static-pods/kubelet-folders-not-mounted";
import { kubeletStaticPodsDisabled } from "./static-pods/kubelet-static-pods-disabled";
import { nodeAuditCoversKubernetesFiles } from "./static-pods/node-audit-covers-kubernetes-files";
import { nodeAuditLogKept } from "./static-pods/node-audit-log-kept";
import { nodeAuditLogShipped } from "./static-pods/node-audit-log-shipped";
import { nodeBucketAccessLogged } from "./static-pods/node-bucket-access-logged";
import { nodeBootObjectsWritersRestricted } from "./static-pods/node-boot-objects-writers-restricted";
import { nodeConfigurationWritersRestricted } from "./static-pods/node-configuration-writers-restricted";
import { nodeBucketAccessRestricted } from "./static-pods/node-bucket-access-restricted";
import { nodeBucketLogProtected } from "./static-pods/node-bucket-log-protected";
import { nodeBucketNotPublic } from "./static-pods/node-bucket-not-public";
import { nodeBucketTlsOnly } from "./static-pods/node-bucket-tls-only";
import { nodeBucketVersioned } from "./static-pods/node-bucket-versioned";
import { nodeRoleDeletesNoLogs } from "./static-pods/node-role-deletes-no-logs";
import { nodeConfigurationReadable } from "./static-pods/node-configuration-readable";
import { staticPodFoldersNotMounted } from "./static-pods/static-pod-folders-not-mounted";
import { staticPodManifestsProtected } from "./static-pods/static-pod-manifests-protected";
import { staticPodUrlProtected } from "./static-pods/static-pod-url-protected";
import { staticPodsRestricted } from "./static-pods/static-pods-restricted";
import { staticPodsVisible } from "./static-pods/static-pods-visible";

/** Every policy, in the order of the source's chapters; the reference has the same order. */
export const policies: readonly Policy[] = [
    // static-pods
    kubeletStaticPodsDisabled,
    nodeConfigurationReadable,
    nodeAuditCoversKubernetesFiles,
    nodeAuditLogShipped,
    nodeAuditLogKept,
    nodeRoleDeletesNoLogs,
    staticPodManifestsProtected,
    staticPodFoldersNotMounted,
    staticPodUrlProtected,
    staticPodsVisible,
    staticPodsRestricted,
    kubeletConfigurationProtected,
    kubeletFoldersNotMounted,
    nodeConfigurationWritersRestricted,
    nodeBootObjectsWritersRestricted,
    nodeBucketNotPublic,
    nodeBucketAccessRestricted,
    nodeBucketTlsOnly,
    nodeBucketVersioned,
    nodeBucketAccessLogged,
    nodeBucketLogProtected,
    // kubelet-api
    kubeletPortNotReachable,
    kubeletPortNotPublished,
    nodeHealthPortsNotReachable,
    kubeletAnonymousAuthDisabled,
    kubeletAuthenticationConfigured,
    kubeletAuthorizationRequired,
    kubeletServingCertificateSet,
    kubeletReadOnlyPortDisabled,
    kubeletHealthzLocal,
    kubeletDebugHandlersNotEnabled,
    nodeSubresourcesRestricted,
    nodeSubresourcesNotGrantedToEveryone,
    nodeSubresourcesWildcardIntent,
    nodeCertificateApprovalRestricted,
    nodeImpersonationRestricted,
    nodeIdentityWritersRestricted,
    kubeApiserverAuthorizationRequired,
    kubeApiserverAnonymousAuthDisabled,
    kubeApiserverAuthenticatesToKubelets,
    kubeApiserverVerifiesKubelets,
    metricsServerVerifiesKubelets,
    // etcd-api
    etcdPortNotReachable,
    etcdPortNotPublished,
    etcdMetricsPortNotReachable,
    etcdClientCertificatesRequired,
    etcdLoopbackAuthenticated,
    kubeApiserverAuthenticatesToEtcd,
    privateKeyFilesProtected,
    privateKeyFoldersNotMounted,
    privateKeysNotInNodeConfiguration,
    nodeRoleReadsNoKeys,
    privateKeysStoredSafely,
    privateKeySecretsNotShared,
    etcdVolumesEncrypted,
    etcdSnapshotsNotShared,
    etcdBucketsNotPublic,
    etcdPeerCertificatesRequired,
    etcdCertificateAuthoritySeparate,
    etcdMetricsNotExposed,
    etcdProfilingDisabled,
    // runtime-socket
    runtimeSocketNotMounted,
    unseenObjectsGuardedAtAdmission,
    hostPathMountsReadOnly,
    runtimeSocketRootOnly,
    runtimePortNotReachable,
    podsIsolatedFromNode,
    nodeUnitsIsolated,
    nodeLoginsRestricted,
    nodeSessionsRestricted,
    sessionPreferencesRestricted,
    nodeRoleChangesNoNodes,
    nodeGroupSshNotOpen,
    nodeMetadataTokensRequired,
    nodeMetadataHopsLimited,
    nodeKeyPairsAbsent,
    nodePublicAddressesAbsent,
    serialConsoleDisabled,
    instanceConnectEndpointRestricted,
    nodeIdentityReserved,
    clusterAdministratorsNamed,
    clusterViewRestricted,
    clusterEndpointRestricted,
    nodeSshNotReachable,
];
