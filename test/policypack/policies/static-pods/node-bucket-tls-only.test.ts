import { nodeBucketTlsOnly } from "../../../../policypack/policies/static-pods/node-bucket-tls-only";
import { UNKNOWN } from "../../judge";
import { about, allow, BUCKET, KUBELET_CONFIG, policy, TO_OBJECT, TO_WORKER, WORKER } from "../../node-buckets";
import { policyTable } from "../../table";

const FIX = "Deny s3:* on the bucket and its objects to everybody where aws:SecureTransport is false, in the bucket's policy.";
const told = (what: string, way = TO_OBJECT) => `policy: takes ${what} over plain HTTP (${way}). ${FIX} @it`;
const unguarded = (way = TO_OBJECT) =>
    `takes reads and writes over plain HTTP, as no policy here denies it (${way}). ${FIX} @boot`;

const PLAIN = { Bool: { "aws:SecureTransport": "false" } };
const deny = (more: object = {}) => ({ ...allow("*", "s3:*"), Effect: "Deny", Condition: PLAIN, ...more });
const both = "reads and writes";

policyTable(nodeBucketTlsOnly, {
    stacks: {
        "no policy at all": { resources: [BUCKET, KUBELET_CONFIG], reports: [unguarded()] },
        "a policy about something else": {
            resources: [BUCKET, WORKER, policy(allow("*", "s3:GetObject"))],
            reports: [told(both, TO_WORKER)],
        },
        "a denial of writes leaves reads": {
            resources: [BUCKET, WORKER, policy(deny({ Action: ["s3:Put*", "s3:Delete*"] }))],
            reports: [told("reads", TO_WORKER)],
        },
        "a denial of reads leaves writes": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Action: "s3:Get*" }))],
            reports: [told("writes")],
        },
        "a denial on the bucket leaves its objects": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Resource: "arn:aws:s3:::shop-boot" }))],
            reports: [told(both)],
        },
        "a denial on other objects": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Resource: "arn:aws:s3:::shop-boot/logs/*" }))],
            reports: [told(both)],
        },
        "a denial for somebody": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Principal: { AWS: "123456789012" } }))],
            reports: [told(both)],
        },
        "a denial for everybody but somebody": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                policy(deny({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::123456789012:role/nodes" } })),
            ],
            reports: [told(both)],
        },
        "a denial for everybody but everybody": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Principal: undefined, NotPrincipal: "*" }))],
            reports: [told(both)],
        },
        "a denial for nobody": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Principal: undefined }))],
            reports: [told(both)],
        },
        "a denial of puts leaves deletes": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Action: ["s3:Get*", "s3:Put*"] }))],
            reports: [told("writes")],
        },
        "an allowance of plain HTTP": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Effect: "Allow" }))],
            reports: [told(both)],
        },
        "a denial of AWS's own calls": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Condition: { Bool: { "aws:ViaAWSService": "false" } } }))],
            reports: [told(both)],
        },
        "a denial by an operator that passes where the key is another type": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Condition: { Null: { "aws:SecureTransport": "false" } } }))],
            reports: [told(both)],
        },
        "a denial on one of two objects": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                { ...KUBELET_CONFIG, name: "other", props: { ...KUBELET_CONFIG.props, key: "kubeadm.yaml" } },
                policy(deny({ Resource: "arn:aws:s3:::shop-boot/kubelet-*" })),
            ],
            reports: [told(both)],
        },
        "a denial that another condition narrows": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                policy(deny({ Condition: { ...PLAIN, StringEquals: { "aws:SourceVpc": "vpc-1" } } })),
            ],
            reports: [told(both)],
        },
        "a denial of old versions of TLS, which plain HTTP has none of": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }))],
            reports: [told(both)],
        },
        "a denial of what is sent over TLS": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Condition: { Bool: { "aws:SecureTransport": "true" } } }))],
            reports: [told(both)],
        },
        "an allowance over TLS denies nothing to those whom their own policies allow it": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                policy(deny({ Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": "true" } } })),
            ],
            reports: [told(both)],
        },
        "a script in an object, of a node or not": {
            resources: [
                BUCKET,
                {
                    ...KUBELET_CONFIG,
                    props: { bucket: "shop-boot", key: "setup.sh", content: "#!/bin/bash\nls /etc/kubernetes/\n" },
                },
            ],
            reports: [`(advisory) ${unguarded()}`],
        },
        "Cloud Control's bucket": {
            resources: [{ name: "boot", type: "aws-native:s3:Bucket", props: { bucketName: "shop-boot" } }, KUBELET_CONFIG],
            reports: [unguarded()],
        },
        "a launch template whose user data is not known yet, but names the bucket": {
            resources: [
                { ...BUCKET, props: { bucket: UNKNOWN } },
                {
                    name: "workers",
                    type: "aws:ec2/launchTemplate:LaunchTemplate",
                    props: { userData: UNKNOWN, tags: { "eks:cluster-name": "shop" } },
                    propertyDependencies: { userData: ["boot"] },
                },
            ],
            reports: [`(advisory) ${unguarded('bucket "boot" → launch template "workers"')}`],
        },
        "the unknown policy of a bucket that settings name": {
            resources: [
                { ...BUCKET, config: { nodeBuckets: ["shop-boot"] } },
                about("aws:s3/bucketPolicy:BucketPolicy", { policy: UNKNOWN }, { propertyDependencies: { policy: ["boot"] } }),
            ],
            reports: [],
            unknown: "policy",
        },
        "a policy that is not known yet": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                about("aws:s3/bucketPolicy:BucketPolicy", { policy: UNKNOWN }, { propertyDependencies: { policy: ["boot"] } }),
            ],
            reports: [],
            unknown: "policy",
        },

        "everything denied that is not sent over TLS": {
            resources: [BUCKET, KUBELET_CONFIG, WORKER, policy(deny())],
            reports: [],
        },
        "whether it is sent over TLS or not": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                policy(deny({ Condition: { Bool: { "aws:SecureTransport": ["true", "False"] } } })),
            ],
            reports: [],
        },
        "everybody and somebody denied": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Principal: { AWS: ["123456789012", "*"] } }))],
            reports: [],
        },
        "the same in the partition of the government": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Resource: "arn:aws-us-gov:s3:::shop-boot/*" }))],
            reports: [],
        },
        "the same in the bucket's own property, in another partition": {
            resources: [
                {
                    ...BUCKET,
                    props: { bucket: "shop-boot", policy: { Statement: deny({ Resource: "arn:aws-cn:s3:::shop-boot/*" }) } },
                },
                KUBELET_CONFIG,
            ],
            reports: [],
        },
        "the objects that nodes take, and not the others": {
            resources: [BUCKET, KUBELET_CONFIG, policy(deny({ Resource: "arn:aws:s3:::shop-boot/kubelet-*" }))],
            reports: [],
        },
        "a bucket of another stack has its policy there": { resources: [KUBELET_CONFIG], reports: [] },
        "a bucket of data": { resources: [BUCKET], reports: [] },
        "a script that deploys to clusters": {
            resources: [
                BUCKET,
                {
                    ...KUBELET_CONFIG,
                    props: { bucket: "shop-boot", key: "deploy.sh", content: "#!/bin/bash\nkubectl apply -f app.yaml\n" },
                },
            ],
            reports: [],
        },
        "a bucket whose name alone speaks of nodes": { resources: [{ ...BUCKET, name: "static-pods" }], reports: [] },
        "a machine that is no node, and takes its own software": {
            resources: [
                BUCKET,
                {
                    ...WORKER,
                    props: { userData: "#!/bin/bash\naws s3 cp s3://shop-boot/app.tgz /opt/app.tgz\ntar xf /opt/app.tgz\n" },
                },
            ],
            reports: [],
        },
        "where a node sends its logs": {
            resources: [
                BUCKET,
                { ...WORKER, props: { userData: "#!/bin/bash\nkubeadm join\naws s3 cp /var/log/x.log s3://shop-boot/x.log\n" } },
            ],
            reports: [],
        },
        "a web server whose user data is not known yet": {
            resources: [
                BUCKET,
                {
                    name: "web",
                    type: "aws:ec2/instance:Instance",
                    props: { userData: UNKNOWN },
                    propertyDependencies: { userData: ["boot"] },
                },
            ],
            reports: [],
        },
    },
});
