import { nodeBucketVersioned } from "../../../../policypack/policies/static-pods/node-bucket-versioned";
import { UNKNOWN } from "../../judge";
import { about, BUCKET, KUBELET_CONFIG, TO_OBJECT, TO_WORKER, WORKER } from "../../node-buckets";
import { policyTable } from "../../table";

const FIX = "Enable versioning with a BucketVersioning whose status is Enabled.";
const none = (way = TO_OBJECT) => `keeps no older versions (${way}). ${FIX} @boot`;
const suspended = (at: string, name = "it", way = TO_OBJECT) =>
    `${at}: suspends versioning, so that what is replaced is lost (${way}). ${FIX} @${name}`;
const STATUS = "versioningConfiguration.status";

const bucket = (props: object, type = BUCKET.type) => ({ ...BUCKET, type, props: { bucket: "shop-boot", ...props } });
const versioning = (status: unknown, type = "aws:s3/bucketVersioning:BucketVersioning") =>
    about(type, { versioningConfiguration: { status } });

policyTable(nodeBucketVersioned, {
    stacks: {
        "nothing enables it": { resources: [BUCKET, WORKER], reports: [none(TO_WORKER)] },
        "an inline property that does not": {
            resources: [bucket({ versioning: { enabled: false } }), KUBELET_CONFIG],
            reports: [none()],
        },
        "the older resource's list": {
            resources: [
                bucket({ versionings: [{ enabled: false, mfaDelete: true }] }, "aws:s3/bucketV2:BucketV2"),
                KUBELET_CONFIG,
            ],
            reports: [none()],
        },
        "suspended by a resource of its own": {
            resources: [BUCKET, KUBELET_CONFIG, versioning("Suspended")],
            reports: [suspended(STATUS)],
        },
        "the older name of that resource": {
            resources: [BUCKET, KUBELET_CONFIG, versioning("Suspended", "aws:s3/bucketVersioningV2:BucketVersioningV2")],
            reports: [suspended(STATUS)],
        },
        "disabled by a resource of its own": {
            resources: [BUCKET, KUBELET_CONFIG, versioning("Disabled")],
            reports: [`${STATUS}: keeps no older versions (${TO_OBJECT}). ${FIX} @it`],
        },
        "Cloud Control's bucket": {
            resources: [
                {
                    name: "boot",
                    type: "aws-native:s3:Bucket",
                    props: { bucketName: "shop-boot", versioningConfiguration: { status: "Suspended" } },
                },
                KUBELET_CONFIG,
            ],
            reports: [suspended(STATUS, "boot")],
        },
        "a name alone, where the program suspends it": {
            resources: [{ ...BUCKET, name: "static-pods" }, versioning("Suspended")],
            reports: [`(advisory) ${suspended(STATUS, "it", 'bucket "static-pods"')}`],
        },
        "what is not known yet": { resources: [BUCKET, KUBELET_CONFIG, versioning(UNKNOWN)], reports: [], unknown: STATUS },

        "enabled by a resource of its own": { resources: [BUCKET, KUBELET_CONFIG, versioning("Enabled")], reports: [] },
        "the same, which the bucket itself does not know": {
            resources: [bucket({ versioning: { enabled: false } }), KUBELET_CONFIG, versioning("Enabled")],
            reports: [],
        },
        "enabled inline": { resources: [bucket({ versioning: { enabled: true } }), KUBELET_CONFIG], reports: [] },
        "enabled in the older resource's list": {
            resources: [bucket({ versionings: [{ enabled: true }] }, "aws:s3/bucketV2:BucketV2"), KUBELET_CONFIG],
            reports: [],
        },
        "locked objects have versions": { resources: [bucket({ objectLockEnabled: true }), KUBELET_CONFIG], reports: [] },
        "a bucket of data": { resources: [BUCKET, versioning("Suspended")], reports: [] },
        "a bucket of another stack": { resources: [WORKER], reports: [] },
        "a name alone": { resources: [{ ...BUCKET, name: "static-pods" }], reports: [] },
    },
});
