import { HardenedCluster, NamespaceRole, NodeFirewall, NodeSystem } from "@kube-bypass-guard/kube-bypass-guard";
import { audit } from "./manifests";
import { privateSubnets, vpc } from "./network";
import { clusterName, deployer, kubernetesVersion, nodeGroups, operatorRanges, roleArn, tagsOf } from "./settings";

/** Who reaches whom. Kubelets are open to the control plane and to other nodes, on which metrics are collected. */
export const firewall = new NodeFirewall(clusterName, {
    vpcId: vpc.id,
    clusterName,
    apiServerClients: operatorRanges.map((cidrIpv4) => ({ description: "Operators", cidrIpv4 })),
});

export const cluster = new HardenedCluster(clusterName, {
    clusterName,
    kubernetesVersion,
    subnetIds: privateSubnets.map((subnet) => subnet.id),
    securityGroupIds: [firewall.controlPlaneSecurityGroupId],
    nodeSecurityGroupIds: [firewall.nodeSecurityGroupId],
    // Bottlerocket keeps no record that could be sent.
    nodeGroups: nodeGroups.map((group) =>
        group.system === NodeSystem.Bottlerocket ? group : { ...group, sendAuditRecordTo: audit.nodeLogGroupName },
    ),
    // Whoever makes namespaces and cluster roles has the cluster. guard.json names this one, and the pack reports any other.
    giveWholeClusterTo: [deployer],
    namespaceAccess: [{ principalArn: roleArn("developers"), role: NamespaceRole.Edit, namespaces: ["shop"] }],
    viewers: [roleArn("support")],
    tags: tagsOf("cluster"),
});
