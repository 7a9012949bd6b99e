import type { InstanceArgs } from "@pulumi/aws/ec2/instance";
import type { LaunchConfigurationArgs } from "@pulumi/aws/ec2/launchConfiguration";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import type { SpotInstanceRequestArgs } from "@pulumi/aws/ec2/spotInstanceRequest";
import type { ClusterArgs } from "@pulumi/aws/eks/cluster";
import type { CopyFileArgs } from "@pulumi/command/remote/copyFile";
import type { CopyToRemoteArgs } from "@pulumi/command/remote/copyToRemote";
import { each, on, type Resource, type Row, type Thunk } from "../lib/subject";
import type { UnreadPart } from "../model/node-boot";
import { bootOfCopiedFile } from "../node/copied-file";
import type { Cursor } from "../parse/cursor";
import { hintsOfTags } from "./aws/role-hints";

type Text = Cursor<string | undefined>;

/** What configures known nodes and is nowhere in the program: images with a configuration of their own, files that are copied, machines elsewhere. */
export const everyUnseenConfiguration = (): Row<UnreadPart>[] => [
    on<LaunchTemplateArgs>()("aws:ec2/launchTemplate:LaunchTemplate", (resource) =>
        ownImage(resource, resource.props.field("imageId"), resource.props.field("userData")),
    ),
    on<InstanceArgs>()("aws:ec2/instance:Instance", (resource) =>
        ownImage(resource, resource.props.field("ami"), resource.props.field("userData"), resource.props.field("userDataBase64")),
    ),
    on<SpotInstanceRequestArgs>()("aws:ec2/spotInstanceRequest:SpotInstanceRequest", (resource) =>
        ownImage(resource, resource.props.field("ami"), resource.props.field("userData"), resource.props.field("userDataBase64")),
    ),
    on<LaunchConfigurationArgs>()("aws:ec2/launchConfiguration:LaunchConfiguration", (resource) =>
        ownImage(
            resource,
            resource.props.field("imageId"),
            resource.props.field("userData"),
            resource.props.field("userDataBase64"),
        ),
    ),
    on<ClusterArgs>()("aws:eks/cluster:Cluster", ({ props }) =>
        hybridNodes(props.field("remoteNetworkConfig").field("remoteNodeNetworks")),
    ),
    on<CopyFileArgs>()("command:remote:CopyFile", ({ props }) => copied(props.field("remotePath"), "localPath")),
    on<CopyToRemoteArgs>()("command:remote:CopyToRemote", ({ props }) => copied(props.field("remotePath"), "source")),
];

/**
 * A node without user data joins its cluster only with what its image has. Only tags can tell that it is one: an ordinary launch template for a
 * managed node group has neither image nor tags.
 */
function* ownImage(resource: Resource, image: Text, ...userData: readonly Text[]): Generator<Thunk<UnreadPart>> {
    if (hintsOfTags(resource).length === 0) return;
    yield* each([image], () => {
        if (userData.some((place) => place.isPresent() && place.text() !== "")) return [];
        const id = image.text();
        if (id === undefined || id === "" || id.startsWith("resolve:ssm:/aws/service/")) return [];
        return [() => ({ at: image.path, reason: "starts the node with what its image has, without user data" })];
    });
}

function* hybridNodes(networks: Cursor<unknown>): Generator<Thunk<UnreadPart>> {
    if (!networks.isPresent()) return;
    yield () => ({ at: networks.path, reason: "has hybrid nodes, which are configured where they stand" });
}

function* copied(path: Cursor<string>, at: string): Generator<Thunk<UnreadPart>> {
    const boot = bootOfCopiedFile(path.text() ?? "", at);
    if (boot.evidence.verdict === "node") for (const part of boot.unread) yield () => part;
}
