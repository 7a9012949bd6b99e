import type { ClusterArgs } from "@pulumi/eks/cluster";
import type { ManagedNodeGroupArgs } from "@pulumi/eks/managedNodeGroup";
import type { NodeGroupArgs } from "@pulumi/eks/nodeGroup";
import type { NodeGroupV2Args } from "@pulumi/eks/nodeGroupV2";
import { each, on, type Props, type Resource, type Row } from "../../lib/subject";
import type { NodeBoot } from "../../model/node-boot";
import type { NodeEvidence } from "../../model/node-evidence";
import { BootReader } from "../../node/boot-reader";
import { bootOfUserData } from "../../node/user-data";
import type { Cursor } from "../../parse/cursor";
import { word } from "../../parse/word";
import type { BootLens } from "../boot-carrier";

/** What a node group of @pulumi/eks is given for its machines. */
type Group = Partial<
    Pick<
        Props<NodeGroupArgs>,
        | "kubeletExtraArgs"
        | "bootstrapExtraArgs"
        | "nodeadmExtraOptions"
        | "nodeUserData"
        | "nodeUserDataOverride"
        | "bottlerocketSettings"
    > &
        Pick<Props<ManagedNodeGroupArgs>, "userData">
>;

const EVIDENCE: NodeEvidence = { verdict: "node", why: "a node group of EKS" };

/**
 * The inputs of @pulumi/eks, where the engine shows them. The user data that a component makes of them is in its children as well, and judged
 * there when it is known; for a new cluster that is not before `up`, and then both are told, each where it can be mended.
 */
export function everyEksComponent<V>(lens: BootLens<V>): Row<V>[] {
    const group = (resource: Resource, place: Cursor<Group | undefined>) =>
        each(bootsOf(place), (boot) => {
            const known = boot();
            return known === undefined ? [] : lens(known, resource);
        });
    const own = (resource: Resource) => group(resource, resource.props as Cursor<Group>);
    return [
        on<NodeGroupArgs>()("eks:index:NodeGroup", own),
        on<NodeGroupV2Args>()("eks:index:NodeGroupV2", own),
        on<ManagedNodeGroupArgs>()("eks:index:ManagedNodeGroup", own),
        on<ClusterArgs>()("eks:index:Cluster", function* (resource) {
            yield* own(resource);
            yield* group(resource, resource.props.field("nodeGroupOptions") as Cursor<Group | undefined>);
        }),
    ];
}

function* bootsOf(group: Cursor<Group | undefined>): Generator<() => NodeBoot | undefined> {
    for (const property of ["nodeUserData", "nodeUserDataOverride", "userData"] as const) {
        const place = group.field(property);
        yield () => withText(place, (text) => ({ ...bootOfUserData(text, place.path), evidence: EVIDENCE }));
    }
    const flags = group.field("kubeletExtraArgs");
    yield () =>
        withText(flags, (text) => {
            const argv = ["/etc/eks/bootstrap.sh", "cluster", "--kubelet-extra-args", text].map(word);
            return bootOf((reader) => reader.command({ argv, environment: new Map(), isConditional: false, at: flags.path }));
        });
    const extra = group.field("bootstrapExtraArgs");
    yield () =>
        withText(extra, (text) =>
            bootOf((reader) => reader.script(`/etc/eks/bootstrap.sh cluster ${text}`, extra.path, () => extra.path)),
        );
    const settings = group.field("bottlerocketSettings");
    yield () => {
        if (!settings.isPresent()) return undefined;
        // A copy: a value that is not known yet throws here and nowhere else.
        const value: unknown = JSON.parse(JSON.stringify(settings.raw()));
        return bootOf((reader) => reader.document("bottlerocket", value, settings.path));
    };
    for (const part of group.field("nodeadmExtraOptions").items()) {
        const content = part.field("content");
        yield () =>
            withText(content, (text) => {
                const type = part.field("contentType").text() ?? "application/node.eks.aws";
                // Each becomes a part of the message that the component writes.
                return {
                    ...bootOfUserData(`MIME-Version: 1.0\nContent-Type: ${type}\n\n${text}`, content.path),
                    evidence: EVIDENCE,
                };
            });
    }
}

function withText(place: Cursor<string | undefined>, made: (text: string) => NodeBoot): NodeBoot | undefined {
    const text = place.text();
    return text === undefined || text === "" ? undefined : made(text);
}

function bootOf(step: (reader: BootReader) => void): NodeBoot {
    const reader = new BootReader();
    step(reader);
    return reader.boot(EVIDENCE);
}
