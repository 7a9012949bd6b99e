import type { LaunchConfigurationArgs as NativeConfigurationArgs } from "@pulumi/aws-native/autoscaling/launchConfiguration";
import type { InstanceArgs as NativeInstanceArgs } from "@pulumi/aws-native/ec2/instance";
import type { LaunchTemplateArgs as NativeTemplateArgs } from "@pulumi/aws-native/ec2/launchTemplate";
import type { VolumeArgs as NativeVolumeArgs } from "@pulumi/aws-native/ec2/volume";
import type { SnapshotCopyArgs } from "@pulumi/aws/ebs/snapshotCopy";
import type { VolumeArgs } from "@pulumi/aws/ebs/volume";
import type { InstanceArgs } from "@pulumi/aws/ec2/instance";
import type { LaunchConfigurationArgs } from "@pulumi/aws/ec2/launchConfiguration";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import type { SpotInstanceRequestArgs } from "@pulumi/aws/ec2/spotInstanceRequest";
import { each, on, type Props, type Resource, subject, type Thunk } from "../../lib/subject";
import type { EtcdDisk } from "../../model/etcd-disk";
import type { NodeEvidence } from "../../model/node-evidence";
import type { Cursor } from "../../parse/cursor";
import { readAll } from "../../lib/read-all";
import { customResource } from "../kubernetes/custom-resource";
import { controlPlaneEvidence, etcdEvidence } from "./evidence";

type Flag = Cursor<boolean | string | undefined>;

/** As CloudFormation and launch templates have the disks of a machine. */
interface Mapping {
    deviceName: string;
    ebs: { encrypted: boolean | string };
}

/** kops' cluster, as far as it is read. */
interface Kops {
    spec: { etcdClusters: { etcdMembers: { encryptedVolume: boolean }[] }[] };
}

/** The disks of etcd, and of machines that run it, of which one resource says that they are not encrypted. What is left unsaid, the stack shows. */
export const etcdDisks = subject<EtcdDisk>(
    on<VolumeArgs>()("aws:ebs/volume:Volume", (resource) => volume(resource, resource.props.field("encrypted"))),
    on<NativeVolumeArgs>()("aws-native:ec2:Volume", (resource) => volume(resource, resource.props.field("encrypted"))),
    on<SnapshotCopyArgs>()("aws:ebs/snapshotCopy:SnapshotCopy", (resource) =>
        volume(resource, resource.props.field("encrypted"), "a copy of etcd's snapshot"),
    ),
    on<InstanceArgs>()("aws:ec2/instance:Instance", (resource) => devices(resource, resource.props as Devices)),
    on<SpotInstanceRequestArgs>()("aws:ec2/spotInstanceRequest:SpotInstanceRequest", (resource) =>
        devices(resource, resource.props as Devices),
    ),
    on<LaunchConfigurationArgs>()("aws:ec2/launchConfiguration:LaunchConfiguration", (resource) =>
        devices(resource, resource.props as Devices),
    ),
    on<LaunchTemplateArgs>()("aws:ec2/launchTemplate:LaunchTemplate", (resource) =>
        mappings(resource, resource.props.field("blockDeviceMappings") as Cursor<Mapping[]>),
    ),
    on<NativeInstanceArgs>()("aws-native:ec2:Instance", (resource) =>
        mappings(resource, resource.props.field("blockDeviceMappings") as Cursor<Mapping[]>),
    ),
    on<NativeConfigurationArgs>()("aws-native:autoscaling:LaunchConfiguration", (resource) =>
        mappings(resource, resource.props.field("blockDeviceMappings") as Cursor<Mapping[]>),
    ),
    on<NativeTemplateArgs>()("aws-native:ec2:LaunchTemplate", (resource) =>
        mappings(resource, resource.props.field("launchTemplateData").field("blockDeviceMappings") as Cursor<Mapping[]>),
    ),
    ...customResource<Kops>(["kops.k8s.io/v1alpha2:Cluster"])<EtcdDisk>(({ props }) =>
        each((props as Cursor<Kops>).field("spec").field("etcdClusters").items(), (cluster) =>
            each(cluster.field("etcdMembers").items(), (member): Thunk<EtcdDisk>[] => {
                const flag = member.field("encryptedVolume");
                const evidence: NodeEvidence = { verdict: "node", why: "a configuration of kops" };
                // kops takes silence for no (pkg/model/master_volumes.go), whatever the account's default then makes of it.
                return [
                    () => ({
                        at: flag.path,
                        what: "a volume of etcd",
                        encryption: flag.flag() === undefined ? "unsaid" : "off",
                        evidence: flag.flag() === true ? { verdict: "other", why: "" } : evidence,
                    }),
                ];
            }),
        ),
    ),
);

/** A machine's disks, as the aws provider has them. */
type Devices = Cursor<Pick<Props<InstanceArgs>, "rootBlockDevice" | "ebsBlockDevices">>;

function* volume(resource: Resource, flag: Flag, what = "a volume of etcd"): Generator<Thunk<EtcdDisk>> {
    const evidence = etcdEvidence(resource);
    if (evidence.verdict !== "other" && flag.flag() === false) yield () => ({ at: flag.path, what, encryption: "off", evidence });
}

const devices = (resource: Resource, all: Devices): Iterable<Thunk<EtcdDisk>> => disks(resource, () => flagsOfDevices(all));

function* flagsOfDevices(all: Devices): Generator<Flag> {
    yield all.field("rootBlockDevice").field("encrypted");
    for (const device of all.field("ebsBlockDevices").items()) yield device.field("encrypted");
}

const mappings = (resource: Resource, all: Cursor<Mapping[]>): Iterable<Thunk<EtcdDisk>> =>
    disks(resource, () => flagsOfMappings(all));

function* flagsOfMappings(all: Cursor<Mapping[]>): Generator<Flag> {
    for (const mapping of all.items()) yield mapping.field("ebs").field("encrypted");
}

/** Asks what the machine is only where a disk gives reason to: its user data has to be read for that. */
function* disks(resource: Resource, flags: () => Iterable<Flag>): Generator<Thunk<EtcdDisk>> {
    const { known, faults } = readAll(flags, (flag) => ({ at: flag.path, isOff: flag.flag() === false }));
    const off = known.filter(({ isOff }) => isOff);
    if (off.length + faults.length === 0) return;
    const evidence = controlPlaneEvidence(resource);
    if (evidence.verdict === "other") return;
    for (const { at } of off) yield () => ({ at, what: "a disk of a control plane", encryption: "off", evidence });
    for (const fault of faults) {
        yield () => {
            throw fault;
        };
    }
}
