export { HardenedNodeGroup, type HardenedNodeGroupArgs } from "./hardened-node-group/hardened-node-group";
export { type NodeGroupOptions, NodeProcessor, NodeSystem, type NodeTaint } from "./hardened-node-group/node-group-options";
export {
    KubeletReadAccess,
    type KubeletReadAccessArgs,
    type MonitoringServiceAccount,
} from "./kubelet-read-access/kubelet-read-access";
