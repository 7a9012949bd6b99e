import type { EncryptionByDefaultArgs } from "@pulumi/aws/ebs/encryptionByDefault";
import type { VolumeArgs } from "@pulumi/aws/ebs/volume";
import type { Located, Props, StackResource, StackSubject, Thunk } from "../../lib/subject";
import { isUnknown } from "../../lib/unknown";
import type { EtcdDisk } from "../../model/etcd-disk";
import type { NodeEvidence } from "../../model/node-evidence";
import type { Cursor } from "../../parse/cursor";
import { inWords } from "../aws/words";
import { ifKnown } from "../../lib/read-all";
import { References } from "../aws/references";
import { controlPlaneEvidence, etcdEvidence } from "./evidence";

const VOLUME = /^(?:aws:ebs\/volume:Volume|aws-native:ec2:Volume)$/;
const ATTACHMENT = /^(?:aws:ec2\/volumeAttachment:VolumeAttachment|aws-native:ec2:VolumeAttachment)$/;
const INSTANCE = /^(?:aws:ec2\/(?:instance:Instance|spotInstanceRequest:SpotInstanceRequest)|aws-native:ec2:Instance)$/;
const DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";
/** The properties in which each machine has its disks. */
const OF_INSTANCES = [["rootBlockDevice"], ["ebsBlockDevices"]];
const DISKS: Readonly<Record<string, readonly (readonly string[])[]>> = {
    "aws:ec2/instance:Instance": OF_INSTANCES,
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": OF_INSTANCES,
    "aws:ec2/launchConfiguration:LaunchConfiguration": OF_INSTANCES,
    "aws:ec2/launchTemplate:LaunchTemplate": [["blockDeviceMappings"]],
    "aws-native:ec2:Instance": [["blockDeviceMappings"]],
    "aws-native:ec2:LaunchTemplate": [["launchTemplateData", "blockDeviceMappings"]],
    "aws-native:autoscaling:LaunchConfiguration": [["blockDeviceMappings"]],
};

/**
 * What no resource shows alone: volumes that are etcd's by the machine that they are attached to, and disks of etcd of which nobody says
 * whether they are encrypted, unless the stack has the account encrypt them all.
 */
export const etcdDisksInStack: StackSubject<EtcdDisk> = function* (stack) {
    const isDefault = stack.some(
        ({ type, props }) => type === DEFAULT && isEnabled(props as Cursor<Props<EncryptionByDefaultArgs>>),
    );
    const attachments = new Attachments(stack);
    for (const resource of stack) {
        if (VOLUME.test(resource.type)) yield* volumes(resource, attachments, isDefault);
        else if (!isDefault && DISKS[resource.type] !== undefined)
            for (const path of DISKS[resource.type]!) yield* listed(resource, path);
    }
};

const isEnabled = (props: Cursor<Props<EncryptionByDefaultArgs>>): boolean =>
    ifKnown(() => props.field("enabled").flag()) !== false;

function* volumes(resource: StackResource, attachments: Attachments, isDefault: boolean): Generator<Thunk<Located<EtcdDisk>>> {
    const all = resource.props as Cursor<Props<VolumeArgs>>;
    const flag = all.field("encrypted");
    const own = etcdEvidence(resource);
    const evidence = own.verdict === "node" ? own : attachments.evidenceOf(resource);
    if (evidence?.verdict !== "node") return;
    const isOff = ifKnown(() => flag.flag()) === false;
    // What its own tags and name say is said at the resource.
    if (isOff && own.verdict === "other")
        yield () => ({ urn: resource.urn, view: { at: flag.path, what: "a volume of etcd", encryption: "off", evidence } });
    if (isOff || isDefault || !isUnsaid(resource, flag, "encrypted")) return;
    yield () => ({ urn: resource.urn, view: { at: flag.path, what: "a volume of etcd", encryption: "unsaid", evidence } });
}

/** The disks that a machine's program lists without a word of encryption; the others are its image's. */
function* listed(resource: StackResource, path: readonly string[]): Generator<Thunk<Located<EtcdDisk>>> {
    const place = path.reduce<Cursor<unknown>>(
        (parent, key) => (parent as Cursor<Record<string, unknown>>).field(key),
        resource.props,
    );
    const silent = disksAt(place).filter(
        (disk) => isUnsaid(resource, disk.field("encrypted"), path[0]!) && isUnsaid(resource, disk.field("kmsKeyId"), path[0]!),
    );
    if (silent.length === 0) return;
    const evidence = controlPlaneEvidence(resource);
    if (evidence.verdict !== "node") return;
    for (const disk of silent) {
        const at = disk.field("encrypted").path;
        yield () => ({ urn: resource.urn, view: { at, what: "a disk of a control plane", encryption: "unsaid", evidence } });
    }
}

/** One disk, or a list of them, or of mappings that have one each. */
function disksAt(place: Cursor<unknown>): Cursor<Disk>[] {
    const value = ifKnown(() => place.raw());
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [place as Cursor<Disk>];
    const items = [...(place as Cursor<{ ebs: Disk }[]>).items()];
    if (!place.path.endsWith("blockDeviceMappings")) return items as Cursor<unknown>[] as Cursor<Disk>[];
    return items.map((item) => item.field("ebs")).filter((disk) => ifKnown(() => disk.isPresent()) === true);
}

interface Disk {
    encrypted: boolean | string;
    kmsKeyId: string;
}

/** Whether nobody says it; at a preview the provider then calls it unknown, though the program makes it of nothing unknown. */
function isUnsaid(resource: StackResource, place: Cursor<unknown>, property: string): boolean {
    try {
        return !place.isPresent();
    } catch (error) {
        if (isUnknown(error)) return (resource.propertyDependencies[property] ?? []).length === 0;
        throw error;
    }
}

/** The machines that a stack attaches its volumes to. */
class Attachments {
    private readonly machines = new Map<StackResource, StackResource>();

    constructor(stack: readonly StackResource[]) {
        const references = new References(stack.filter(({ type }) => VOLUME.test(type) || INSTANCE.test(type)));
        for (const attachment of stack) {
            if (!ATTACHMENT.test(attachment.type)) continue;
            const of = (property: string, type: RegExp) =>
                [...references.of(attachment, (name) => name === property)].find((one) => type.test(one.type));
            const volume = of("volumeId", VOLUME);
            const machine = of("instanceId", INSTANCE);
            if (volume !== undefined && machine !== undefined) this.machines.set(volume, machine);
        }
    }

    evidenceOf(volume: StackResource): NodeEvidence | undefined {
        const machine = this.machines.get(volume);
        if (machine === undefined) return undefined;
        const { verdict, why } = controlPlaneEvidence(machine);
        return { verdict, why: `${inWords(machine)}, ${why}` };
    }
}
