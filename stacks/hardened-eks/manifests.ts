/**
 * The tills in the shops are no nodes of the cluster: each runs a kubelet of its own, without an API server, and its Pods are static Pods. They
 * fetch the manifests from here, with the role that Systems Manager gives a machine outside AWS.
 */
import { ManifestStore, NodeAuditTrail } from "@kube-bypass-guard/kube-bypass-guard";
import * as aws from "@pulumi/aws";
import { alarmAddress, clusterName, place, roleArn } from "./settings";
import * as pulumi from "@pulumi/pulumi";

/** A role that one service of AWS takes on. Its name is written out, so that the bucket's policy is known in a preview. */
function roleFor(suffix: string, service: string) {
    const name = `${clusterName}-${suffix}`;
    const role = new aws.iam.Role(suffix, { name, assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: service }) });
    return { role, arn: roleArn(name) };
}

// The release pipeline, and nobody else, says what tills run.
const publisher = roleFor("manifest-publisher", "codebuild.amazonaws.com");
const tills = roleFor("tills", "ssm.amazonaws.com");
// Their agent's rights without those to read parameters.
new aws.iam.RolePolicy("tills", {
    role: tills.role.name,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["ssm:UpdateInstanceInformation", "ssmmessages:*ControlChannel"], Resource: "*" }],
    }),
});

const onCall = new aws.sns.Topic("on-call", { name: `${clusterName}-on-call` });
if (alarmAddress !== undefined)
    new aws.sns.TopicSubscription("on-call", { topic: onCall.arn, protocol: "email", endpoint: alarmAddress });

const bucketName = pulumi.interpolate`${clusterName}-manifests-${place}`;
const roles = { dependsOn: [publisher.role, tills.role] };

// One trail has both records: who used the bucket, and what happened on the cluster's nodes.
new ManifestStore(
    `${clusterName}-manifests`,
    { bucketName, publisher: publisher.arn, nodeRoles: [tills.arn], recordedElsewhere: true },
    roles,
);

/** Where the record of manifests and of nodes is kept. */
export const audit = new NodeAuditTrail(
    `${clusterName}-audit`,
    { buckets: [bucketName], publisher: publisher.arn, alarmTopics: [onCall.arn], nodeLogGroupName: `/${clusterName}/nodes` },
    roles,
);
