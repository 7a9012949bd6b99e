/**
 * The preview environment, on hardened components. Each time something did not work, an option was turned on; each names what it gives away,
 * and the policy that reports it.
 */
import { HardenedCluster, NodeFirewall } from "@kube-bypass-guard/kube-bypass-guard";
import * as pulumi from "@pulumi/pulumi";
import { clusterName } from "./names";
import { privateSubnets, vpc } from "./network";

const name = `${clusterName}-preview`;
const roleOf = (who: string) => `arn:aws:iam::123456789012:role/${who}`;

const firewall = new NodeFirewall(name, {
    vpcId: vpc.id,
    clusterName: name,
    // The company's scanner looks at every port, and reported this one as filtered.
    exposeKubeletTo: [{ description: "Vulnerability scanner", cidrIpv4: "0.0.0.0/0" }],
});

new HardenedCluster(name, {
    subnetIds: privateSubnets.map((subnet) => subnet.id),
    securityGroupIds: [firewall.controlPlaneSecurityGroupId],
    nodeSecurityGroupIds: [firewall.nodeSecurityGroupId],
    // The build server is outside the VPC, and nobody knows its addresses.
    exposeApiServerTo: ["0.0.0.0/0"],
    giveWholeClusterTo: [roleOf("build-server")],
    // Auditors only read, after all.
    letReadEverything: [roleOf("auditors")],
    nodeGroups: [
        {
            name: "apps",
            minSize: new pulumi.Config().requireNumber("previewNodes"),
            // The agent of the security team is to start before the cluster does.
            runStaticPodsFrom: "/etc/kubernetes/manifests",
            // The deploy script in a Pod borrows the node's role.
            exposeMetadataToPods: true,
            // Support logs in when an environment hangs, from wherever they are.
            allowSshWithKeyPair: "night-shift",
            exposeNodesToInternet: true,
            // The first "kubectl logs" failed while a certificate was waited for.
            serveSelfSignedCertificate: true,
            serveJournal: true,
            // Preview environments live for a day, so nobody pays for their logs.
            keepAuditRecordOnNode: true,
        },
    ],
});
