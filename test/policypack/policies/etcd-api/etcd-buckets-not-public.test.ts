import { etcdBucketsNotPublic } from "../../../../policypack/policies/etcd-api/etcd-buckets-not-public";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const FIX =
    "Name the roles that make and restore backups as principals instead, and switch on all four of the bucket's public access blocks.";
const BUCKET = { type: "aws:s3/bucket:Bucket", name: "store", props: { bucket: "shop-store" } };
const NAMED = { type: "aws:s3/bucket:Bucket", name: "etcd-backups", props: { bucket: "shop-store" } };
const OPEN = {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    name: "block",
    props: { bucket: "shop-store", blockPublicPolicy: false, restrictPublicBuckets: false, blockPublicAcls: false },
};
const read = (Principal: unknown, more: object = {}) => ({
    type: "aws:s3/bucketPolicy:BucketPolicy",
    name: "p",
    props: {
        bucket: "shop-store",
        policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-store/*", ...more }],
        }),
    },
});
const machine = (...lines: string[]) => ({
    type: "aws:ec2/instance:Instance",
    name: "cp",
    props: { userData: ["#!/bin/bash", "kubeadm init", ...lines, ""].join("\n") },
});
const BACKUP = machine("etcdctl snapshot save /tmp/etcd.db", "aws s3 cp /tmp/etcd.db s3://shop-store/etcd.db");
const KEY = [
    "-----BEGIN EC PRIVATE KEY-----",
    "RVhBTVBMRS1OT1QtQS1LRVktRVhBTVBMRS1OT1QtQS1LRVk=",
    "-----END EC PRIVATE KEY-----",
].join("\n");
const object = (key: string, content: unknown) => ({
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    name: "o",
    props: { bucket: "shop-store", key, content },
});
const told = (who: string, way: string, at = "policy › Statement[0]", rights = "read") =>
    `${at}: lets ${who} ${rights} (${who} → ${way})`;
const TO_MACHINE = 'bucket "store" → instance "cp"';
const TO_OBJECT = 'bucket "store" → bucket objectv2 "o"';

policyTable(etcdBucketsNotPublic, {
    stacks: {
        "a control plane backs etcd up to it": {
            resources: [BUCKET, BACKUP, OPEN, read("*")],
            reports: [`${told("everybody", TO_MACHINE)}. ${FIX} @p`],
        },
        "k3s does so itself": {
            resources: [
                BUCKET,
                {
                    ...machine(
                        "curl -sfL https://get.k3s.io | sh -s - server --cluster-init --etcd-s3 --etcd-s3-bucket=shop-store",
                    ),
                },
                OPEN,
                read({ AWS: "*" }),
            ],
            reports: [`${told("everybody", TO_MACHINE)}. ${FIX} @p`],
        },
        "a bucket that has etcd's key": {
            resources: [BUCKET, object("pki/etcd/server.key", UNKNOWN), OPEN, read("*")],
            reports: [`${told("everybody", TO_OBJECT)}. ${FIX} @p`],
        },
        "somebody's private key is advice": {
            resources: [BUCKET, object("tls.pem", KEY), OPEN, read("*")],
            reports: [`(advisory) ${told("everybody", TO_OBJECT)}. ${FIX} @p`],
        },
        "a name is advice": {
            resources: [NAMED, OPEN, read("*")],
            reports: [`(advisory) ${told("everybody", 'bucket "etcd-backups"')}. ${FIX} @p`],
        },
        "where nothing is said AWS blocks new buckets": {
            resources: [BUCKET, BACKUP, read("*")],
            reports: [`(advisory) ${told("everybody", TO_MACHINE)} where AWS does not block that by default. ${FIX} @p`],
        },
        "an access list, while the bucket's name is unknown": {
            resources: [
                { ...NAMED, props: { bucket: UNKNOWN } },
                {
                    type: "aws:s3/bucketAcl:BucketAcl",
                    name: "a",
                    props: { bucket: UNKNOWN, acl: "authenticated-read" },
                    propertyDependencies: { bucket: ["etcd-backups"] },
                },
                { ...OPEN, props: { bucket: UNKNOWN }, propertyDependencies: { bucket: ["etcd-backups"] } },
            ],
            reports: [`(advisory) ${told("everyone with an AWS account", 'bucket "etcd-backups"', "acl", "list")}. ${FIX} @a`],
        },
        "a block on public access": {
            resources: [BUCKET, BACKUP, { ...OPEN, props: { bucket: "shop-store", restrictPublicBuckets: true } }, read("*")],
            reports: [],
        },
        "a role": { resources: [BUCKET, BACKUP, OPEN, read({ AWS: "arn:aws:iam::123456789012:role/backup" })], reports: [] },
        "a condition": {
            resources: [BUCKET, BACKUP, OPEN, read("*", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } })],
            reports: [],
        },
        "a website": { resources: [BUCKET, object("index.html", "<html>"), OPEN, read("*")], reports: [] },
        "a machine that fetches from it": {
            resources: [BUCKET, machine("aws s3 cp s3://shop-store/logo.png /srv/"), OPEN, read("*")],
            reports: [],
        },
        "a policy that is not known yet": {
            resources: [
                BUCKET,
                BACKUP,
                OPEN,
                {
                    type: "aws:s3/bucketPolicy:BucketPolicy",
                    name: "p",
                    props: { bucket: "shop-store", policy: UNKNOWN },
                    propertyDependencies: { policy: ["store"] },
                },
            ],
            reports: [],
            unknown: "policy",
        },
    },
});
