import * as aws from "@pulumi/aws";
import { clusterName, tagsOf } from "./names";

/** Written out, so that the policy can name it before it exists. */
const name = `${clusterName}-boot`;

// What the machines in the branch offices take when they join: their kubelet's configuration, and the agents that run as static Pods.
const bucket = new aws.s3.Bucket("boot", { bucket: name, tags: tagsOf("boot") });

new aws.s3.BucketObjectv2("kubelet-config", {
    bucket: bucket.bucket,
    key: "branch/kubelet-config.yaml",
    content: [
        "apiVersion: kubelet.config.k8s.io/v1beta1",
        "kind: KubeletConfiguration",
        "clusterDomain: cluster.local",
        "clusterDNS: [172.20.0.10]",
        "",
    ].join("\n"),
});

// The branch offices have no credentials for AWS, and fetch with curl.
new aws.s3.BucketPublicAccessBlock("boot", {
    bucket: bucket.id,
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
});

new aws.s3.BucketPolicy("boot", {
    bucket: bucket.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}/*` },
            // Each team's account publishes the agents of its own.
            {
                Effect: "Allow",
                Principal: "*",
                Action: ["s3:PutObject", "s3:DeleteObject"],
                Resource: `arn:aws:s3:::${name}/branch/*`,
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            },
        ],
    }),
});
