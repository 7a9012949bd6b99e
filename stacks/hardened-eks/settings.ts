/** What differs between accounts. The names are known in a preview, so that whatever is made of them is judged there. */
import { type ClusterNodeGroup, NodeProcessor, NodeSystem } from "@kube-bypass-guard/kube-bypass-guard";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

/** The name of the cluster. */
export const clusterName = config.require("clusterName");
/** The version of Kubernetes. */
export const kubernetesVersion = config.require("kubernetesVersion");
/** Private ranges from which operators reach the API server. */
export const operatorRanges = config.requireObject<string[]>("operatorRanges");
/** Who reads the alarms; without an address people subscribe to the topic by themselves. */
export const alarmAddress = config.get("alarmAddress");

/**
 * The node groups. Bottlerocket for what the cluster itself needs: it has nothing to log in to, and nothing to write to. Amazon Linux for
 * the shop, as there a record of the node's own files is kept.
 */
export const nodeGroups = config.getObject<ClusterNodeGroup[]>("nodeGroups") ?? [
    { name: "system", system: NodeSystem.Bottlerocket, processor: NodeProcessor.Arm, minSize: 2, maxSize: 3 },
    { name: "web", minSize: 3, maxSize: 6, labels: { workload: "web" } },
];

const account = aws.getCallerIdentityOutput().accountId;
/** The account and the region, for names that the whole world has once. */
export const place = pulumi.interpolate`${account}-${aws.getRegionOutput().region}`;
/** The ARN of a role of this account. */
export const roleArn = (name: string) => pulumi.interpolate`arn:aws:iam::${account}:role/${name}`;
/** Who runs this program. */
export const deployer = roleArn(config.require("deployerRole"));

/** The tags of a thing that belongs to the cluster. */
export const tagsOf = (name: string) => ({ Name: `${clusterName}-${name}`, [`kubernetes.io/cluster/${clusterName}`]: "owned" });
