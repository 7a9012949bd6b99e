import { etcdBucketGrants } from "../../../../../policypack/subjects/aws/buckets/etcd-buckets";
import type { GivenInStack } from "../../../judge";
import { stackOf, UNKNOWN } from "../../../judge";

const BUCKET: GivenInStack = { name: "store", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-store" } };
const ACL: GivenInStack = {
    name: "acl",
    type: "aws:s3/bucketAcl:BucketAcl",
    props: { bucket: "shop-store", acl: "public-read" },
};
/** The bucket of each grant, as far as the stack shows that it holds what is etcd's. */
const bucketsOf = (...given: readonly GivenInStack[]) =>
    [...etcdBucketGrants(stackOf([ACL, ...given]))].map((thunk) => thunk().view.bucket);
const held = (verdict: string, why: string, path: string[] = [], more: object = {}) => ({
    words: 'bucket "store"',
    path,
    evidence: { verdict, why },
    isMadeHere: true,
    ...more,
});
const KEY = "-----BEGIN EC PRIVATE KEY-----\nRVhBTVBMRS1OT1QtQS1LRVktRVhBTVBMRS1OT1QtQS1LRVk=\n-----END EC PRIVATE KEY-----\n";
const object = (props: object, name = "o"): GivenInStack => ({
    name,
    type: "aws:s3/bucketObject:BucketObject",
    props: { bucket: "shop-store", ...props },
});
const machine = (...lines: string[]): GivenInStack => ({
    name: "cp",
    type: "aws:ec2/instance:Instance",
    props: { userData: ["#!/bin/bash", ...lines, ""].join("\n") },
});
const TO_OBJECT = ['bucket object "o"'];
const TO_MACHINE = ['instance "cp"'];

/** What an object in it is. */
test.each<[reason: string, props: object, bucket: object | undefined]>([
    ["a key of etcd's", { key: "pki/etcd/server.key", content: KEY }, held("node", "a key of etcd's", TO_OBJECT)],
    [
        "a key of etcd's in base64",
        { key: "pki/etcd/server.key", contentBase64: Buffer.from(KEY).toString("base64") },
        held("node", "a key of etcd's", TO_OBJECT),
    ],
    ["a key that nothing says whose it is", { key: "tls.pem", content: KEY }, held("unsure", "a private key", TO_OBJECT)],
    [
        "a key whose content is not known",
        { key: "etcd/server.key", content: UNKNOWN },
        held("node", "a key of etcd's", TO_OBJECT),
    ],
    [
        "a certificate of etcd's that is called a key",
        { key: "etcd/server.key", content: "-----BEGIN CERTIFICATE-----" },
        undefined,
    ],
    ["what is no key, and not known", { key: "etcd/server.crt", content: UNKNOWN }, undefined],
    ["a key of others that is not known", { key: "web/server.key", content: UNKNOWN }, undefined],
    ["a page", { key: "index.html", content: "<html>" }, undefined],
    ["an object without a key that is known", { key: UNKNOWN, content: UNKNOWN }, undefined],
])("an object that is %s", (_, props, bucket) =>
    expect(bucketsOf(BUCKET, object(props))).toEqual(bucket === undefined ? [] : [bucket]),
);

test("what the program calls an object says whose key it is, and etcd's is told before others", () => {
    expect(bucketsOf(BUCKET, object({ key: "x.pem", content: KEY }, "etcd-server"))).toEqual([
        held("node", "a key of etcd's", ['bucket object "etcd-server"']),
    ]);
    expect(bucketsOf(BUCKET, object({ key: "a.pem", content: KEY }), object({ key: "etcd/b.key", content: KEY }, "p"))).toEqual([
        held("node", "a key of etcd's", ['bucket object "p"']),
    ]);
});

/** Names that people give to a bucket of backups. */
test.each<[name: string, isMeant: boolean]>([
    ["shop-etcd-backups", true],
    ["backups-of-etcd", true],
    ["etcd-snapshots", true],
    ["ETCD-Snapshot", true],
    ["shop-etcd", false],
    ["shop-backups", false],
])("a bucket that is called %s is one: %s", (name, isMeant) => {
    const byName = { ...ACL, props: { bucket: name, acl: "public-read" } };
    const found = [...etcdBucketGrants(stackOf([byName]))].map((thunk) => thunk().view.bucket);
    expect(found).toEqual(isMeant ? [held("unsure", "its name", [], { words: `bucket "${name}"`, isMadeHere: false })] : []);
    expect(bucketsOf({ ...BUCKET, name })).toEqual(
        isMeant ? [held("unsure", "its name", [], { words: `bucket "${name}"` })] : [],
    );
});

/** The buckets to which a boot takes snapshots. */
test.each<[reason: string, lines: string[], bucket: object | undefined]>([
    [
        "a control plane's",
        ["kubeadm init", "etcdctl snapshot save /tmp/e.db", "aws s3 cp /tmp/etcd.db s3://shop-store/etcd.db"],
        held("node", "user data that runs kubeadm", TO_MACHINE),
    ],
    ["RKE2's own", ["rke2 server --etcd-s3 --etcd-s3-bucket shop-store"], held("node", "user data that runs rke2", TO_MACHINE)],
    [
        "those of a machine that may be anything",
        ["aws s3 cp /var/backups/snapshot.db s3://shop-store/snapshot.db"],
        held("unsure", "", TO_MACHINE),
    ],
    ["no snapshots", ["kubeadm init", "aws s3 cp /srv/logo.png s3://shop-store/logo.png"], undefined],
    ["snapshots elsewhere", ["kubeadm init", "aws s3 cp /tmp/etcd.db s3://elsewhere/etcd.db"], undefined],
])("snapshots that are %s", (_, lines, bucket) =>
    expect(bucketsOf(BUCKET, machine(...lines))).toEqual(bucket === undefined ? [] : [bucket]),
);

test("a bucket of another stack is known by the boot that names it", () =>
    expect(bucketsOf(machine("kubeadm init", "aws s3 cp /tmp/etcd.db s3://shop-store/etcd.db"))).toEqual([
        held("node", "user data that runs kubeadm", TO_MACHINE, { words: 'bucket "shop-store"', isMadeHere: false }),
    ]));

test("what matters in it is everything", () => {
    const policy = (Resource: string): GivenInStack => ({
        name: "p",
        type: "aws:s3/bucketPolicy:BucketPolicy",
        props: {
            bucket: "shop-store",
            policy: { Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource } },
        },
    });
    const rightsOf = (one: GivenInStack) =>
        [...etcdBucketGrants(stackOf([{ ...BUCKET, name: "etcd-backups" }, one]))].map((t) => t().view.rights);
    expect(rightsOf(policy("arn:aws:s3:::shop-store/daily/*"))).toEqual([["read"]]);
    expect(rightsOf(policy("arn:aws:s3:::other/*"))).toEqual([]);
});

test("a stack without buckets has none", () =>
    expect([...etcdBucketGrants(stackOf([{ name: "q", type: "aws:sqs/queue:Queue", props: {} }]))]).toEqual([]));
