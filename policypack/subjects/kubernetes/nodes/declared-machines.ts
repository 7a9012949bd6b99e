import type { Row } from "../../../lib/subject";
import type { NodeEvidence } from "../../../model/node-evidence";
import type { Cursor } from "../../../parse/cursor";
import type { MetadataOptions } from "../../aws/machines/machine";
import { customResource } from "../custom-resource";
import { NODE_CLASSES } from "./karpenter";

/** The machines of EC2 that an object in a cluster declares, for a controller or a tool to start as nodes. */
export interface DeclaredMachine {
    readonly metadata?: Cursor<MetadataOptions | undefined>;
    /** Whether options that nobody sets are the safe ones: session tokens required, one hop. */
    readonly isSafeByDefault: boolean;
    readonly publicAddress?: Cursor<boolean | undefined>;
    readonly keyName?: Cursor<string | undefined>;
    readonly evidence: NodeEvidence;
}

interface NodeClass {
    spec: { metadataOptions?: MetadataOptions; associatePublicIPAddress?: boolean };
}
interface InstanceGroup {
    spec: { instanceMetadata?: MetadataOptions; associatePublicIp?: boolean };
}
interface KopsCluster {
    spec: { sshKeyName?: string };
}
interface MachineTemplate {
    spec: { template: { spec: { instanceMetadataOptions?: MetadataOptions; publicIP?: boolean; sshKeyName?: string } } };
}
const MACHINE_TEMPLATES = ["v1beta1", "v1beta2"].map(
    (version) => `infrastructure.cluster.x-k8s.io/${version}:AWSMachineTemplate`,
);
const WHY_KOPS = "a configuration of kops";

/** The rows of every object that declares nodes on EC2. */
export const everyDeclaredMachine = <V>(lens: (machine: DeclaredMachine) => Iterable<() => V>): Row<V>[] => [
    // karpenter-provider-aws, pkg/apis/v1/ec2nodeclass.go.
    ...customResource<NodeClass>(NODE_CLASSES)<V>(({ props }) => {
        const spec = props.field("spec");
        return lens({
            metadata: spec.field("metadataOptions"),
            isSafeByDefault: true,
            publicAddress: spec.field("associatePublicIPAddress"),
            evidence: { verdict: "node", why: "an EC2NodeClass of Karpenter" },
        });
    }),
    // kops, pkg/apis/kops/v1alpha2/instancegroup.go. Where nothing is set it requires tokens and gives one hop (pkg/model/awsmodel/autoscalinggroup.go).
    ...customResource<InstanceGroup>(["kops.k8s.io/v1alpha2:InstanceGroup"])<V>(({ props }) => {
        const spec = props.field("spec");
        return lens({
            metadata: spec.field("instanceMetadata"),
            isSafeByDefault: true,
            publicAddress: spec.field("associatePublicIp"),
            evidence: { verdict: "node", why: WHY_KOPS },
        });
    }),
    ...customResource<KopsCluster>(["kops.k8s.io/v1alpha2:Cluster"])<V>(({ props }) =>
        lens({
            isSafeByDefault: true,
            keyName: props.field("spec").field("sshKeyName"),
            evidence: { verdict: "node", why: WHY_KOPS },
        }),
    ),
    // cluster-api-provider-aws, api/v1beta2/types.go.
    ...customResource<MachineTemplate>(MACHINE_TEMPLATES)<V>(({ props }) => {
        const spec = props.field("spec").field("template").field("spec");
        return lens({
            metadata: spec.field("instanceMetadataOptions"),
            isSafeByDefault: false,
            publicAddress: spec.field("publicIP"),
            keyName: spec.field("sshKeyName"),
            evidence: { verdict: "node", why: "a machine of Cluster API" },
        });
    }),
];
