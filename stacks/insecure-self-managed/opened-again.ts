/**
 * The successor of the above, on hardened components. Each time something did not work, an option was turned on; each names what it gives
 * away, and the policy that reports it.
 */
import {
    EtcdCluster,
    ManifestStore,
    NodeFirewall,
    NodePoolRole,
    SelfManagedNodePool,
} from "@kube-bypass-guard/kube-bypass-guard";
import * as pulumi from "@pulumi/pulumi";
import { clusterName, tagsOf } from "./names";
import { publicSubnets, vpc } from "./network";

const workers = new pulumi.Config().requireNumber("workers");
const name = `${clusterName}-new`;
const roleOf = (who: string) => `arn:aws:iam::123456789012:role/${who}`;
const subnetIds = publicSubnets.map((subnet) => subnet.id);
const everybody = { cidrIpv4: "0.0.0.0/0" };

const firewall = new NodeFirewall(name, {
    vpcId: vpc.id,
    clusterName: name,
    apiServerPort: 6443,
    etcd: true,
    // The monitoring of the other account scrapes kubelets, and its address changes.
    exposeKubeletTo: [{ description: "Monitoring of the other account", ...everybody }],
    // The tool that shows the cluster's state has a certificate now, and is still on laptops.
    exposeEtcdTo: [{ description: "Laptops of the platform team", ...everybody }],
});

// There is an organization's trail, somebody said. Nobody has told the pack which, nor looked.
new ManifestStore(`${name}-manifests`, {
    bucketName: `${name}-manifests`,
    publisher: roleOf(`${name}-publisher`),
    nodeRoles: [roleOf(`${name}-gates`)],
    recordedElsewhere: true,
});

const auditLogGroupName = `/${name}/nodes`;
const etcd = new EtcdCluster(`${name}-etcd`, {
    clusterName: name,
    vpcId: vpc.id,
    subnetIds: [subnetIds[0]!],
    domain: `etcd.${name}.internal`,
    amiId: "ami-09f8e7d6c5b4a3210",
    auditLogGroupName,
    apiServerRole: roleOf(`${name}-control-plane`),
    apiServerSecurityGroupIds: [firewall.controlPlaneSecurityGroupId],
    // Clusters in three accounts still share it.
    exposeClientPortTo: [{ description: "The other accounts", ...everybody }],
});

/** What both pools have. */
const common = {
    clusterName: name,
    clusterEndpoint: `api.${name}.internal:6443`,
    kubernetesVersion: "1.36.3",
    subnetIds,
    amiId: "ami-0a1b2c3d4e5f67890",
    auditLogGroupName,
    // Support logs in from home, over the internet, with one key for all.
    allowSshWithKeyPair: "platform-team",
    exposeNodesToInternet: true,
    // A Pod of the old agent asks the metadata where it is.
    exposeMetadataToPods: true,
    // There was no approver, so that "kubectl logs" failed; with this and the next one it works.
    serveSelfSignedCertificate: true,
    serveJournal: true,
    tags: tagsOf("new"),
};
const controlPlane = new SelfManagedNodePool(`${name}-control-plane`, {
    ...common,
    role: NodePoolRole.ControlPlane,
    securityGroupIds: [firewall.controlPlaneSecurityGroupId, firewall.nodeSecurityGroupId],
    roleArn: roleOf(`${name}-control-plane`),
    etcdEndpoints: etcd.endpoints,
    etcdClientSecretName: etcd.apiServerSecretName,
    trustAnyKubelet: true,
    minSize: 1,
});
new SelfManagedNodePool(`${name}-workers`, {
    ...common,
    role: NodePoolRole.Worker,
    securityGroupIds: [firewall.nodeSecurityGroupId],
    joinSecretName: controlPlane.joinSecretName,
    // The agent of the security team is to start before the cluster does.
    runStaticPodsFrom: "/etc/kubernetes/manifests",
    minSize: workers,
});
