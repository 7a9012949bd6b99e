import type { ClusterArgs } from "@pulumi/eks/cluster";
import type { NodeGroupArgs } from "@pulumi/eks/nodeGroup";
import type { NodeGroupV2Args } from "@pulumi/eks/nodeGroupV2";
import { each, on, type Props, type Resource, type Row, type Thunk } from "../../lib/subject";
import type { MachineEvidence } from "../../model/machine-evidence";
import type { Cursor } from "../../parse/cursor";

/** What a self-managed node group of @pulumi/eks says about how its machines are reached. */
export type ComponentGroup = Pick<Props<NodeGroupArgs>, "keyName" | "nodePublicKey" | "nodeAssociatePublicIpAddress">;

/** The evidence of every such group. */
export const OF_COMPONENT: MachineEvidence = { evidence: { verdict: "node", why: "a node group of EKS" }, path: [] };

type GroupLens<V> = (group: Cursor<ComponentGroup>, is: { readonly isWhole: boolean }) => Iterable<Thunk<V>>;

/**
 * The self-managed node groups of @pulumi/eks, where the engine shows the inputs of its components. A cluster's own options are those of
 * the group that it makes; `isWhole` is false there, as what they leave open another place may say.
 */
export const everyComponentGroup = <V>(lens: GroupLens<V>): Row<V>[] => {
    const whole = ({ props }: Resource) =>
        each([props as Cursor<ComponentGroup>], (group) =>
            // A component whose inputs are not shown has none at all, and its children are judged.
            [...group.entries()].length === 0 ? [] : lens(group, { isWhole: true }),
        );
    return [
        on<NodeGroupArgs>()("eks:index:NodeGroup", whole),
        on<NodeGroupV2Args>()("eks:index:NodeGroupV2", whole),
        on<ClusterArgs>()("eks:index:Cluster", ({ props }) =>
            each([props, props.field("nodeGroupOptions")] as unknown as Cursor<ComponentGroup>[], (group) =>
                lens(group, { isWhole: false }),
            ),
        ),
    ];
};
