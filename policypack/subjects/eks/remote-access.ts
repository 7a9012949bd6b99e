import type { NodegroupArgs } from "@pulumi/aws-native/eks/nodegroup";
import type { NodeGroupArgs } from "@pulumi/aws/eks/nodeGroup";
import type { ManagedNodeGroupArgs } from "@pulumi/eks/managedNodeGroup";
import { on, subject, type Thunk } from "../../lib/subject";
import type { RemoteAccess } from "../../model/remote-access";
import type { Cursor } from "../../parse/cursor";
import { hasText } from "../has-text";

/**
 * The SSH keys of EKS managed node groups. Without source security groups EKS opens port 22 (on Windows 3389) to 0.0.0.0/0 (EKS API
 * reference, RemoteAccessConfig). A group that is started from a launch template has its key there: EKS takes no `remoteAccess` beside it.
 */
export const remoteAccess = subject<RemoteAccess>(
    on<NodeGroupArgs>()("aws:eks/nodeGroup:NodeGroup", ({ props }) => {
        const remote = props.field("remoteAccess");
        return accessOf(remote.field("ec2SshKey"), remote.field("sourceSecurityGroupIds"), props.field("amiType"));
    }),
    on<NodegroupArgs>()("aws-native:eks:Nodegroup", ({ props }) => {
        const remote = props.field("remoteAccess");
        return accessOf(remote.field("ec2SshKey"), remote.field("sourceSecurityGroups"), props.field("amiType"));
    }),
    on<ManagedNodeGroupArgs>()("eks:index:ManagedNodeGroup", ({ props }) => {
        const remote = props.field("remoteAccess");
        return accessOf(remote.field("ec2SshKey"), remote.field("sourceSecurityGroupIds"), props.field("amiType"));
    }),
);

function* accessOf(
    key: Cursor<string | undefined>,
    sources: Cursor<readonly string[] | undefined>,
    image: Cursor<string | undefined>,
): Generator<Thunk<RemoteAccess>> {
    // An id that is not known yet is a source all the same: only the list is looked at.
    const isOpen = [...sources.items()].length === 0;
    if (!hasText(() => key.text())) return;
    yield () => ({
        at: key.path,
        key: () => key.text() ?? "",
        sources: sources.path,
        isOpen,
        port: image.text()?.startsWith("WINDOWS") === true ? 3389 : 22,
        evidence: { verdict: "node", why: "a node group of EKS" },
    });
}
