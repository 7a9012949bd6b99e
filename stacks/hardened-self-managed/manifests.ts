/**
 * The scales and gates of the depots have a kubelet each and no API server: they work on when the line is down. What they run are static Pods,
 * whose manifests they fetch from here with the role that Systems Manager gives a machine outside AWS.
 *
 * The record of it is where the cluster's machines send theirs.
 */
import { ManifestStore } from "@kube-bypass-guard/kube-bypass-guard";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { clusterName, namedRole, place } from "./settings";

const publisher = namedRole("manifest-publisher", "codebuild.amazonaws.com");
const gates = namedRole("gates", "ssm.amazonaws.com");
const onCall = new aws.sns.Topic("on-call", { name: `${clusterName}-on-call` });

const store = new ManifestStore(
    `${clusterName}-manifests`,
    {
        bucketName: pulumi.interpolate`${clusterName}-manifests-${place}`,
        publisher: publisher.arn,
        nodeRoles: [gates.arn],
        alarmTopics: [onCall.arn],
    },
    { dependsOn: [publisher.role, gates.role] },
);

/** The log group for the machines' audit record. */
export const auditLogGroupName = store.nodeLogGroupName!;
