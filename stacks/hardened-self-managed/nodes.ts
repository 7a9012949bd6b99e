/** The machines that kubeadm makes a cluster. */
import { NodePoolRole, SelfManagedNodePool } from "@kube-bypass-guard/kube-bypass-guard";
import { apiServers, endpoint, firewall } from "./api";
import { controlPlane, etcd } from "./etcd";
import { auditLogGroupName } from "./manifests";
import { privateSubnets } from "./network";
import { clusterName, images, kubernetesVersion, workers } from "./settings";

/** What every machine of the cluster has. */
const common = {
    clusterName,
    clusterEndpoint: endpoint,
    kubernetesVersion,
    subnetIds: privateSubnets.map((subnet) => subnet.id),
    amiId: images.node,
    auditLogGroupName,
};

const controlPlanes = new SelfManagedNodePool(
    `${clusterName}-control-plane`,
    {
        ...common,
        role: NodePoolRole.ControlPlane,
        securityGroupIds: [firewall.controlPlaneSecurityGroupId, firewall.nodeSecurityGroupId],
        roleArn: controlPlane.arn,
        etcdEndpoints: etcd.endpoints,
        etcdClientSecretName: etcd.apiServerSecretName,
        targetGroupArns: [apiServers.arn],
    },
    // The API servers want an etcd to start with.
    { dependsOn: [etcd] },
);

new SelfManagedNodePool(`${clusterName}-workers`, {
    ...common,
    role: NodePoolRole.Worker,
    securityGroupIds: [firewall.nodeSecurityGroupId],
    joinSecretName: controlPlanes.joinSecretName,
    minSize: workers,
    maxSize: workers * 2,
    labels: { workload: "depot" },
});

/** The cluster's authority, for the kubeconfigs of those who work in it. */
export const caCertificate = controlPlanes.caCertificate!;
