import type { LifecyclePolicyArgs as NativeLifecyclePolicyArgs } from "@pulumi/aws-native/dlm/lifecyclePolicy";
import type { LifecyclePolicyArgs } from "@pulumi/aws/dlm/lifecyclePolicy";
import type { SnapshotCreateVolumePermissionArgs } from "@pulumi/aws/ec2/snapshotCreateVolumePermission";
import {
    each,
    on,
    type Props,
    type Resource,
    type StackResource,
    type StackSubject,
    subject,
    type Thunk,
} from "../../lib/subject";
import type { NodeEvidence } from "../../model/node-evidence";
import type { SharedSnapshot } from "../../model/shared-snapshot";
import { Cursor } from "../../parse/cursor";
import { inWords } from "../aws/words";
import { ownAccounts } from "../aws/buckets/own-accounts";
import { ifKnown } from "../../lib/read-all";
import { References } from "../aws/references";
import { etcdEvidence } from "./evidence";

const PERMISSION = "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission";
/** What a snapshot is made of, and by which property: a volume, or another snapshot. */
const SOURCES: Readonly<Record<string, string>> = {
    "aws:ebs/snapshot:Snapshot": "volumeId",
    "aws:ebs/snapshotCopy:SnapshotCopy": "sourceSnapshotId",
    "aws:ebs/snapshotImport:SnapshotImport": "",
    "aws:ebs/volume:Volume": "snapshotId",
    "aws-native:ec2:Volume": "snapshotId",
};
/** A snapshot of a volume of a snapshot… */
const LONGEST_LINE = 8;

/** Lifecycle policies (Data Lifecycle Manager) that share the snapshots which they make of etcd's volumes. */
export const sharedSnapshots = subject<SharedSnapshot>(
    on<LifecyclePolicyArgs>()("aws:dlm/lifecyclePolicy:LifecyclePolicy", (resource) => {
        const details = resource.props.field("policyDetails");
        return shared(resource, details.field("targetTags"), () => accountsOf(details));
    }),
    on<NativeLifecyclePolicyArgs>()("aws-native:dlm:LifecyclePolicy", (resource) => {
        const details = resource.props.field("policyDetails");
        return shared(resource, details.field("targetTags"), () => nativeAccountsOf(details));
    }),
);

function* accountsOf(details: Cursor<Props<LifecyclePolicyArgs>["policyDetails"]>): Generator<Cursor<string>> {
    for (const schedule of details.field("schedules").items()) yield* schedule.field("shareRule").field("targetAccounts").items();
}

function* nativeAccountsOf(details: Cursor<Props<NativeLifecyclePolicyArgs>["policyDetails"]>): Generator<Cursor<string>> {
    for (const schedule of details.field("schedules").items())
        for (const rule of schedule.field("shareRules").items()) yield* rule.field("targetAccounts").items();
}

/** What a policy snapshots, its tags say: those of the volumes. */
function* shared(
    { type, name, urn }: Resource,
    targets: Cursor<unknown>,
    accounts: () => Iterable<Cursor<string>>,
): Generator<Thunk<SharedSnapshot>> {
    const evidence = etcdEvidence({ type, name, urn, props: Cursor.of({ tags: targets.raw() }) });
    if (evidence.verdict === "other") return;
    yield* each(accounts(), (account) => {
        const number = account.text() ?? "";
        if (number === "") return [];
        return [() => ({ at: account.path, account: number, what: "the snapshots that it makes", evidence })];
    });
}

/** Snapshots that a resource of its own shares: the stack shows of which volume they are. */
export const sharedSnapshotsInStack: StackSubject<SharedSnapshot> = function* (stack) {
    const permissions = stack.filter(({ type }) => type === PERMISSION);
    if (permissions.length === 0) return;
    const references = new References(stack.filter(({ type }) => SOURCES[type] !== undefined));
    const own = ownAccounts(stack);
    yield* each(permissions, function* (permission) {
        const line = lineOf(permission, references);
        const evidence = [...line, permission].map(etcdEvidence).reduce(stronger);
        if (evidence.verdict === "other") return;
        const account = (permission.props as Cursor<Props<SnapshotCreateVolumePermissionArgs>>).field("accountId");
        if (own.has(ifKnown(() => account.text()) ?? "")) return;
        const what = line.length === 0 ? "a snapshot" : line.map(inWords).join(" of ");
        yield () => ({
            urn: permission.urn,
            view: { at: account.path, account: account.text() ?? "", what, evidence },
        });
    });
};

/** A permission's snapshot, what that is of, and so on. */
function lineOf(permission: StackResource, references: References): StackResource[] {
    const line: StackResource[] = [];
    let [from, property]: [StackResource, string | undefined] = [permission, "snapshotId"];
    while (property !== undefined && line.length < LONGEST_LINE) {
        const wanted: string = property;
        const source: StackResource | undefined = [...references.of(from, (name) => name === wanted)].find(
            ({ type }) => SOURCES[type] !== undefined,
        );
        if (source === undefined) break;
        line.push(source);
        [from, property] = [source, SOURCES[source.type]];
    }
    return line;
}

const RANK = { other: 0, unsure: 1, node: 2 } as const;
const stronger = (a: NodeEvidence, b: NodeEvidence): NodeEvidence => (RANK[b.verdict] > RANK[a.verdict] ? b : a);
