import { etcdVolumesEncrypted } from "../../../../policypack/policies/etcd-api/etcd-volumes-encrypted";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const VOLUME = "aws:ebs/volume:Volume";
const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const KOPS = "kubernetes:kops.k8s.io/v1alpha2:Cluster";

const fix = "Set encrypted to true, with a KMS key that the control plane alone may use.";
const tags = { "k8s.io/etcd/main": "a/a,b,c" };
const role = { "k8s.io/role/control-plane": "1" };
const BY_TAG = "tag k8s.io/etcd/main";
const BY_ROLE = "tag k8s.io/role/control-plane";
const KUBEADM = "#!/bin/bash\nkubeadm init --config /etc/kubeadm.yaml\n";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const ETCD = "#!/bin/bash\netcd --data-dir=/var/lib/etcd --listen-client-urls=https://0.0.0.0:2379\n";

const off = (at: string, why: string, what = "a disk of a control plane") => `${at}: leaves ${what} unencrypted (${why}). ${fix}`;
const unsaid = (at: string, why: string, what = "a disk of a control plane") =>
    `(advisory) [medium] ${at}: does not say whether ${what} is encrypted, which the account's default decides (${why}). ${fix}`;
const BY_BOOT = "user data that runs kubeadm";
const OF_ETCD = "a volume of etcd";
const device = { deviceName: "/dev/sdb", encrypted: false };
const mapping = (encrypted: unknown) => ({ deviceName: "/dev/xvda", ebs: { encrypted } });
const named = (name: string, { type, props }: { type: string; props: object }, more: object = {}) => ({
    name,
    type,
    props: { ...props, ...more },
});

policyTable(etcdVolumesEncrypted, {
    fails: {
        "kops' volume of etcd": {
            type: VOLUME,
            props: { encrypted: false, tags },
            reports: [off("encrypted", BY_TAG, OF_ETCD)],
        },
        "the same as CloudFormation has it": {
            type: "aws-native:ec2:Volume",
            props: { encrypted: false, tags: [{ key: "k8s.io/etcd/main", value: "a" }] },
            reports: [off("encrypted", BY_TAG, OF_ETCD)],
        },
        "a name alone is advice": {
            type: VOLUME,
            props: { encrypted: "false", tags: { Name: "etcd-data" } },
            reports: [`(advisory) ${off("encrypted", "name etcd-data", OF_ETCD)}`],
        },
        "a name in CloudFormation's tags": {
            type: "aws-native:ec2:Volume",
            props: { encrypted: false, tags: [{ key: "Name", value: "etcd-data" }] },
            reports: [`(advisory) ${off("encrypted", "name etcd-data", OF_ETCD)}`],
        },
        "a snapshot's copy": {
            type: "aws:ebs/snapshotCopy:SnapshotCopy",
            props: { encrypted: false, tags },
            reports: [off("encrypted", BY_TAG, "a copy of etcd's snapshot")],
        },
        "each disk of a machine that is a control plane's": {
            type: INSTANCE,
            props: { tags: role, rootBlockDevice: { encrypted: false }, ebsBlockDevices: [{ encrypted: true }, device] },
            reports: [off("rootBlockDevice.encrypted", BY_ROLE), off("ebsBlockDevices[1].encrypted", BY_ROLE)],
        },
        "a machine that kubeadm makes one": {
            type: INSTANCE,
            props: { userData: KUBEADM, rootBlockDevice: { encrypted: false } },
            reports: [off("rootBlockDevice.encrypted", BY_BOOT)],
        },
        "a machine that starts etcd": {
            type: INSTANCE,
            props: { userData: ETCD, rootBlockDevice: { encrypted: false } },
            reports: [off("rootBlockDevice.encrypted", "user data that runs etcd")],
        },
        "a spot instance": {
            type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
            props: { tags: role, ebsBlockDevices: [device] },
            reports: [off("ebsBlockDevices[0].encrypted", BY_ROLE)],
        },
        "a launch configuration": {
            type: "aws:ec2/launchConfiguration:LaunchConfiguration",
            props: { userData: KUBEADM, rootBlockDevice: { encrypted: false } },
            reports: [off("rootBlockDevice.encrypted", BY_BOOT)],
        },
        "a launch template": {
            type: TEMPLATE,
            props: { userData: base64(KUBEADM), blockDeviceMappings: [mapping("true"), mapping("false")] },
            reports: [off("blockDeviceMappings[1].ebs.encrypted", BY_BOOT)],
        },
        "a launch template in CloudFormation": {
            type: "aws-native:ec2:LaunchTemplate",
            props: { launchTemplateData: { userData: base64(KUBEADM), blockDeviceMappings: [mapping(false)] } },
            reports: [off("launchTemplateData.blockDeviceMappings[0].ebs.encrypted", BY_BOOT)],
        },
        "an instance in CloudFormation": {
            type: "aws-native:ec2:Instance",
            props: { userData: base64(KUBEADM), blockDeviceMappings: [mapping(false)] },
            reports: [off("blockDeviceMappings[0].ebs.encrypted", BY_BOOT)],
        },
        "a launch configuration in CloudFormation": {
            type: "aws-native:autoscaling:LaunchConfiguration",
            props: { userData: base64(KUBEADM), blockDeviceMappings: [mapping(false)] },
            reports: [off("blockDeviceMappings[0].ebs.encrypted", BY_BOOT)],
        },
        ...Object.fromEntries(
            ["", "Patch"].map((form) => [
                `kops makes volumes as it is told, Cluster${form}`,
                {
                    type: KOPS + form,
                    props: {
                        spec: { etcdClusters: [{ etcdMembers: [{ encryptedVolume: true }, { encryptedVolume: false }, {}] }] },
                    },
                    reports: [
                        off("spec.etcdClusters[0].etcdMembers[1].encryptedVolume", "a configuration of kops", OF_ETCD),
                        unsaid("spec.etcdClusters[0].etcdMembers[2].encryptedVolume", "a configuration of kops", OF_ETCD),
                    ],
                },
            ]),
        ),
        "what is neither true nor false": {
            type: INSTANCE,
            props: { tags: role, rootBlockDevice: { encrypted: "no" } },
            reports: [
                "rootBlockDevice.encrypted: is a string where true or false was expected, so it could not be judged. Correct it.",
            ],
        },
    },
    passes: {
        "an encrypted volume": { type: VOLUME, props: { encrypted: true, tags } },
        "somebody's volume": { type: VOLUME, props: { encrypted: false, tags: { Name: "data" } } },
        "the disks of a worker": {
            type: INSTANCE,
            props: { tags: { "kubernetes.io/cluster/prod": "owned" }, rootBlockDevice: { encrypted: false } },
        },
        "a volume of a cluster's worker": { type: VOLUME, props: { encrypted: false, tags: { "k8s.io/role/node": "1" } } },
        "a tag of another name": {
            type: "aws-native:ec2:Volume",
            props: { encrypted: false, tags: [{ key: "owner", value: "etcd-team" }] },
        },
        "the disks of a node that joins a cluster": {
            type: INSTANCE,
            props: { userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod\n", rootBlockDevice: { encrypted: false } },
        },
        "the disks of a web server": { type: INSTANCE, props: { rootBlockDevice: { encrypted: false } } },
        "what is left unsaid is left to the whole stack": { type: VOLUME, props: { tags } },
        "unknown disks of a web server": { type: INSTANCE, props: { rootBlockDevice: UNKNOWN, ebsBlockDevices: UNKNOWN } },
        "an unknown flag on somebody's volume": { type: VOLUME, props: { encrypted: UNKNOWN } },
    },
    unknowns: {
        "etcd's volume": { type: VOLUME, props: { encrypted: UNKNOWN, tags }, unknown: "encrypted" },
        "one disk hides no other": {
            type: INSTANCE,
            props: { tags: role, rootBlockDevice: { encrypted: UNKNOWN }, ebsBlockDevices: [device] },
            unknown: "rootBlockDevice.encrypted",
            reports: [off("ebsBlockDevices[0].encrypted", BY_ROLE)],
        },
    },
    stacks: {
        "nobody says it, and nothing is known of the account": {
            resources: [
                named("v", { type: VOLUME, props: { tags } }),
                named("n", { type: "aws-native:ec2:Volume", props: { tags: [{ key: "k8s.io/etcd/events", value: "a" }] } }),
                named("i", {
                    type: INSTANCE,
                    props: { tags: role, rootBlockDevice: { volumeSize: 40, encrypted: UNKNOWN }, ebsBlockDevices: [{}, device] },
                }),
                named("t", { type: TEMPLATE, props: { userData: base64(KUBEADM), blockDeviceMappings: [mapping(undefined)] } }),
                named("d", {
                    type: "aws-native:ec2:LaunchTemplate",
                    props: { launchTemplateData: { userData: base64(KUBEADM), blockDeviceMappings: [mapping(undefined), {}] } },
                }),
            ],
            reports: [
                `${unsaid("launchTemplateData.blockDeviceMappings[0].ebs.encrypted", BY_BOOT)} @d`,
                `${unsaid("encrypted", "tag k8s.io/etcd/events", OF_ETCD)} @n`,
                `${unsaid("encrypted", BY_TAG, OF_ETCD)} @v`,
                `${unsaid("rootBlockDevice.encrypted", BY_ROLE)} @i`,
                `${unsaid("ebsBlockDevices[0].encrypted", BY_ROLE)} @i`,
                `${unsaid("blockDeviceMappings[0].ebs.encrypted", BY_BOOT)} @t`,
            ],
        },
        "the same of CloudFormation's machines": {
            resources: [
                named("i", {
                    type: "aws-native:ec2:Instance",
                    props: { userData: base64(KUBEADM), blockDeviceMappings: [mapping(undefined)] },
                }),
                named("l", {
                    type: "aws-native:autoscaling:LaunchConfiguration",
                    props: { userData: base64(KUBEADM), blockDeviceMappings: [mapping(true), mapping(undefined)] },
                }),
            ],
            reports: [
                `${unsaid("blockDeviceMappings[1].ebs.encrypted", BY_BOOT)} @l`,
                `${unsaid("blockDeviceMappings[0].ebs.encrypted", BY_BOOT)} @i`,
            ],
        },
        "disks that the image has, and disks with a key": {
            resources: [
                named("i", { type: INSTANCE, props: { tags: role } }),
                named("u", { type: INSTANCE, props: { tags: role, rootBlockDevice: UNKNOWN, ebsBlockDevices: UNKNOWN } }),
                named("k", { type: INSTANCE, props: { tags: role, rootBlockDevice: { kmsKeyId: "k" } } }),
            ],
            reports: [],
        },
        "at a preview the provider calls unknown what nobody says": {
            resources: [named("v", { type: VOLUME, props: { tags, encrypted: UNKNOWN } })],
            reports: [`${unsaid("encrypted", BY_TAG, OF_ETCD)} @v`],
        },
        "what the program makes of something unknown was said at the resource": {
            resources: [
                named("c", { type: "pulumi:pulumi:StackReference", props: {} }),
                {
                    ...named("v", { type: VOLUME, props: { tags, encrypted: UNKNOWN } }),
                    propertyDependencies: { encrypted: ["c"] },
                },
            ],
            reports: [],
        },
        "a volume is etcd's by the machine that it is attached to": {
            resources: [
                named("i", { type: INSTANCE, props: { id: "i-1", userData: KUBEADM, rootBlockDevice: { encrypted: true } } }),
                named("v", { type: VOLUME, props: { id: "vol-1", encrypted: false } }),
                named("w", { type: VOLUME, props: { id: "vol-2" } }),
                named("a", {
                    type: "aws:ec2/volumeAttachment:VolumeAttachment",
                    props: { volumeId: "vol-1", instanceId: "i-1" },
                }),
                {
                    ...named("b", {
                        type: "aws:ec2/volumeAttachment:VolumeAttachment",
                        props: { volumeId: UNKNOWN, instanceId: UNKNOWN },
                    }),
                    propertyDependencies: { volumeId: ["w"], instanceId: ["i"] },
                },
            ],
            reports: [
                `${off("encrypted", `instance "i", ${BY_BOOT}`, OF_ETCD)} @v`,
                `${unsaid("encrypted", `instance "i", ${BY_BOOT}`, OF_ETCD)} @w`,
            ],
        },
        "the stack has the account encrypt every volume": {
            resources: [
                named("v", { type: VOLUME, props: { tags } }),
                named("i", { type: INSTANCE, props: { tags: role, rootBlockDevice: {} } }),
                named("e", { type: "aws:ebs/encryptionByDefault:EncryptionByDefault", props: {} }),
            ],
            reports: [],
        },
        "the stack has the account encrypt none": {
            resources: [
                named("v", { type: VOLUME, props: { tags } }),
                named("e", { type: "aws:ebs/encryptionByDefault:EncryptionByDefault", props: { enabled: false } }),
            ],
            reports: [`${unsaid("encrypted", BY_TAG, OF_ETCD)} @v`],
        },
        "what one resource says is said there": {
            resources: [
                named("v", { type: VOLUME, props: { tags, encrypted: false } }),
                named("i", { type: INSTANCE, props: { tags: role, rootBlockDevice: { encrypted: false } } }),
                named("w", { type: VOLUME, props: { tags, encrypted: true } }),
            ],
            reports: [],
        },
        "machines and volumes that are no control plane's": {
            resources: [
                named("s", { type: INSTANCE, props: { rootBlockDevice: { volumeSize: 40 } } }),
                named("i", { type: INSTANCE, props: { id: "i-1" } }),
                named("v", { type: VOLUME, props: { id: "vol-1", encrypted: false } }),
                named("etcd", { type: VOLUME, props: { id: "vol-2" } }),
                named("a", {
                    type: "aws:ec2/volumeAttachment:VolumeAttachment",
                    props: { volumeId: "vol-1", instanceId: "i-1" },
                }),
            ],
            reports: [],
        },
    },
});
