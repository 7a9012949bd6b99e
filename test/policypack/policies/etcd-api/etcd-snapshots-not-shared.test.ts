import { etcdSnapshotsNotShared } from "../../../../policypack/policies/etcd-api/etcd-snapshots-not-shared";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const LIFECYCLE = "aws:dlm/lifecyclePolicy:LifecyclePolicy";
const NATIVE = "aws-native:dlm:LifecyclePolicy";
const PERMISSION = "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission";
const VOLUME = "aws:ebs/volume:Volume";
const SNAPSHOT = "aws:ebs/snapshot:Snapshot";
const COPY = "aws:ebs/snapshotCopy:SnapshotCopy";

const fix = "Keep them in the account, or list the account in trustedAccounts.";
const tags = { "k8s.io/etcd/main": "a/a,b,c" };
const BY_TAG = "tag k8s.io/etcd/main";
const lifecycle = (targetTags: object, ...targetAccounts: unknown[]) => ({
    type: LIFECYCLE,
    props: { policyDetails: { targetTags, schedules: [{ name: "nightly" }, { name: "weekly", shareRule: { targetAccounts } }] } },
});
const place = (i: number) => `policyDetails.schedules[1].shareRule.targetAccounts[${i}]`;
const shares = (at: string, whom: string, why = BY_TAG, what = "the snapshots that it makes") =>
    `${at}: shares ${what} with ${whom} (${why}). ${fix}`;
const make = (name: string, type: string, props: object) => ({ name, type, props });

policyTable(etcdSnapshotsNotShared, {
    fails: {
        "kops' volumes of etcd": {
            ...lifecycle(tags, "210987654321", "333333333333"),
            config: { trustedAccounts: ["333333333333"] },
            reports: [shares(place(0), "account 210987654321")],
        },
        "volumes by a name are advice": {
            ...lifecycle({ Name: "etcd-data" }, "210987654321"),
            reports: [`(advisory) ${shares(place(0), "account 210987654321", "name etcd-data")}`],
        },
        "as CloudFormation has it": {
            type: NATIVE,
            props: {
                policyDetails: {
                    targetTags: [{ key: "k8s.io/etcd/main", value: "a" }],
                    schedules: [{ shareRules: [{ targetAccounts: ["210987654321"] }] }],
                },
            },
            reports: [shares("policyDetails.schedules[0].shareRules[0].targetAccounts[0]", "account 210987654321")],
        },
    },
    passes: {
        "snapshots that stay in the account": lifecycle(tags),
        "an account that is left out": lifecycle(tags, ""),
        "a trusted account": { ...lifecycle(tags, "210987654321"), config: { trustedAccounts: ["210987654321"] } },
        "other volumes": lifecycle({ backup: "true" }, "210987654321"),
        "an unknown account for other volumes": lifecycle({ backup: "true" }, UNKNOWN),
    },
    unknowns: {
        "an unknown account hides no other": {
            ...lifecycle(tags, UNKNOWN, "210987654321"),
            unknown: "policyDetails.schedules.1.shareRule.targetAccounts.0",
            reports: [shares(place(1), "account 210987654321")],
        },
    },
    stacks: {
        "a snapshot of etcd's volume": {
            resources: [
                make("etcd-main", VOLUME, { id: "vol-1", tags }),
                make("nightly", SNAPSHOT, { id: "snap-1", volumeId: "vol-1" }),
                make("p", PERMISSION, { snapshotId: "snap-1", accountId: "210987654321" }),
            ],
            reports: [`${shares("accountId", "account 210987654321", BY_TAG, 'snapshot "nightly" of volume "etcd-main"')} @p`],
        },
        "the copy of one, while ids are unknown": {
            resources: [
                make("main", VOLUME, { id: UNKNOWN, tags }),
                { ...make("nightly", SNAPSHOT, { volumeId: UNKNOWN }), propertyDependencies: { volumeId: ["main"] } },
                { ...make("far", COPY, { sourceSnapshotId: UNKNOWN }), propertyDependencies: { sourceSnapshotId: ["nightly"] } },
                {
                    ...make("p", PERMISSION, { snapshotId: UNKNOWN, accountId: "all" }),
                    propertyDependencies: { snapshotId: ["far"] },
                },
            ],
            reports: [
                `${shares("accountId", "every account", BY_TAG, 'snapshot copy "far" of snapshot "nightly" of volume "main"')} @p`,
            ],
        },
        "a snapshot of a volume that is made of one": {
            resources: [
                make("first", SNAPSHOT, { id: "snap-0", tags }),
                make("v", VOLUME, { id: "vol-1", snapshotId: "snap-0" }),
                make("nightly", SNAPSHOT, { id: "snap-1", volumeId: "vol-1" }),
                make("p", PERMISSION, { snapshotId: "snap-1", accountId: "210987654321" }),
            ],
            reports: [
                `${shares("accountId", "account 210987654321", BY_TAG, 'snapshot "nightly" of volume "v" of snapshot "first"')} @p`,
            ],
        },
        "the same of CloudFormation's volume": {
            resources: [
                make("first", SNAPSHOT, { id: "snap-0", tags }),
                make("v", "aws-native:ec2:Volume", { id: "vol-1", snapshotId: "snap-0" }),
                make("nightly", SNAPSHOT, { id: "snap-1", volumeId: "vol-1" }),
                make("p", PERMISSION, { snapshotId: "snap-1", accountId: "210987654321" }),
            ],
            reports: [
                `${shares("accountId", "account 210987654321", BY_TAG, 'snapshot "nightly" of volume "v" of snapshot "first"')} @p`,
            ],
        },
        "what is nearest says why": {
            resources: [
                make("v", VOLUME, { id: "vol-1", tags }),
                make("nightly", SNAPSHOT, { id: "snap-1", volumeId: "vol-1", tags: { "k8s.io/etcd/events": "a" } }),
                make("p", PERMISSION, { snapshotId: "snap-1", accountId: "210987654321" }),
            ],
            reports: [
                `${shares("accountId", "account 210987654321", "tag k8s.io/etcd/events", 'snapshot "nightly" of volume "v"')} @p`,
            ],
        },
        "its own name is advice": {
            resources: [make("etcd-backup", PERMISSION, { snapshotId: "snap-9", accountId: "210987654321" })],
            reports: [`(advisory) ${shares("accountId", "account 210987654321", "name etcd-backup", "a snapshot")} @etcd-backup`],
        },
        "an account that is not known yet": {
            resources: [
                make("nightly", SNAPSHOT, { id: "snap-1", tags }),
                make("p", PERMISSION, { snapshotId: "snap-1", accountId: UNKNOWN }),
            ],
            reports: [],
            unknown: "accountId",
        },
        "the stack's own account": {
            resources: [
                make("nightly", SNAPSHOT, { id: "snap-1", tags, arn: "arn:aws:ec2:eu-west-1:123456789012:snapshot/snap-1" }),
                make("p", PERMISSION, { snapshotId: "snap-1", accountId: "123456789012" }),
            ],
            reports: [],
        },
        "a snapshot of something else": {
            resources: [
                make("data", VOLUME, { id: "vol-1" }),
                make("nightly", SNAPSHOT, { id: "snap-1", volumeId: "vol-1" }),
                make("p", PERMISSION, { snapshotId: "snap-1", accountId: "210987654321" }),
            ],
            reports: [],
        },
        "snapshots of etcd that feed on one another end": {
            resources: [
                make("etcd", COPY, { id: "snap-1", sourceSnapshotId: "snap-2" }),
                make("b", COPY, { id: "snap-2", sourceSnapshotId: "snap-1" }),
                make("p", PERMISSION, { snapshotId: "snap-1", accountId: "210987654321" }),
            ],
            reports: [
                `(advisory) ${shares(
                    "accountId",
                    "account 210987654321",
                    "name etcd",
                    new Array(4).fill('snapshot copy "etcd" of snapshot copy "b"').join(" of "),
                )} @p`,
            ],
        },
        "snapshots that feed on one another end": {
            resources: [
                make("a", COPY, { id: "snap-1", sourceSnapshotId: "snap-2" }),
                make("b", COPY, { id: "snap-2", sourceSnapshotId: "snap-1" }),
                make("p", PERMISSION, { snapshotId: "snap-1", accountId: "210987654321" }),
            ],
            reports: [],
        },
    },
});
