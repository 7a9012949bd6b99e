import type { ClusterArgs as NativeClusterArgs } from "@pulumi/aws-native/eks/cluster";
import type { ClusterArgs } from "@pulumi/aws/eks/cluster";
import type { Props, Resource } from "../../lib/subject";
import type { Cursor } from "../../parse/cursor";
import { ifKnown } from "../../lib/read-all";

/** Where EKS runs nodes that nobody else configures: there is no setting to judge, which is another thing than a safe one. */
export const nodesOfAws: ReadonlyMap<string, (resource: Resource) => string | undefined> = new Map([
    [
        "aws:eks/cluster:Cluster",
        ({ props }) => autoMode((props as Cursor<Props<ClusterArgs>>).field("computeConfig").field("enabled")),
    ],
    [
        "aws-native:eks:Cluster",
        ({ props }) => autoMode((props as Cursor<Props<NativeClusterArgs>>).field("computeConfig").field("enabled")),
    ],
    ["aws:eks/fargateProfile:FargateProfile", fargate],
    ["aws-native:eks:FargateProfile", fargate],
]);

const autoMode = (enabled: Cursor<boolean | undefined>): string | undefined =>
    ifKnown(() => enabled.flag()) === true
        ? "EKS Auto Mode runs these nodes with AWS's own configuration, which cannot be set or seen here"
        : undefined;

function fargate(): string {
    return "Fargate runs these Pods on machines that AWS alone configures, each Pod on its own";
}
