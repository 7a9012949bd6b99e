import type { GivenInStack } from "./judge";

/** A bucket in the form that people write today; its name is known. */
export const BUCKET: GivenInStack = { name: "boot", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-boot" } };

/** What makes it a bucket that nodes boot from: an object that configures a kubelet. */
export const KUBELET_CONFIG: GivenInStack = {
    name: "kubelet-config",
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    props: {
        bucket: "shop-boot",
        key: "kubelet-config.yaml",
        content: "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n",
    },
};

/** Or a boot that takes static Pods from it. */
export const WORKER: GivenInStack = {
    name: "worker",
    type: "aws:ec2/instance:Instance",
    props: { userData: "#!/bin/bash\naws s3 cp s3://shop-boot/web.yaml /etc/kubernetes/manifests/web.yaml\nkubeadm join\n" },
};

/** The way that ends a message, as far as `KUBELET_CONFIG` or `WORKER` shows it. */
export const TO_OBJECT = 'bucket "boot" → object "kubelet-config"';
export const TO_WORKER = 'bucket "boot" → instance "worker" → /etc/kubernetes/manifests/web.yaml';

/** A resource of its own about the bucket. */
export const about = (type: string, props: object, more: Partial<GivenInStack> = {}): GivenInStack => ({
    name: "it",
    type,
    props: { bucket: "shop-boot", ...props },
    ...more,
});

export const policy = (...statements: object[]): GivenInStack =>
    about("aws:s3/bucketPolicy:BucketPolicy", { policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) });

export const allow = (principal: unknown, action: unknown, more: object = {}) => ({
    Effect: "Allow",
    Principal: principal,
    Action: action,
    Resource: ["arn:aws:s3:::shop-boot", "arn:aws:s3:::shop-boot/*"],
    ...more,
});

/** Switches the public access block off. */
export const OPEN: GivenInStack = {
    name: "open",
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    props: { bucket: "shop-boot", blockPublicAcls: false, ignorePublicAcls: false, blockPublicPolicy: false },
};
