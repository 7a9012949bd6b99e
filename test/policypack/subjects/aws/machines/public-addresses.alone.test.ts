import { publicAddresses } from "../../../../../policypack/subjects/aws/machines/public-addresses";
import { stackOf } from "../../../judge";
import { CLUSTER, resource } from "../../../paths";

/** The public addresses that one resource shows to be of nodes. */
const addressesOf = (type: string, props: object) => {
    const [one] = stackOf([resource("it", type, props)]);
    return [...(publicAddresses.rows.get(type)?.(one!) ?? [])].map((thunk) => thunk());
};
const node = (why: string, at: string, kind = "setting") => [{ at, by: { kind }, evidence: { verdict: "node", why }, path: [] }];
const TAG = "tag kubernetes.io/cluster/prod";
const CAPI = "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachineTemplate";

test.each<[type: string, props: object, addresses: object[]]>([
    ["aws:ec2/instance:Instance", { tags: CLUSTER, associatePublicIpAddress: true }, node(TAG, "associatePublicIpAddress")],
    ["aws:ec2/instance:Instance", { tags: CLUSTER, associatePublicIpAddress: false }, []],
    ["aws:ec2/instance:Instance", { associatePublicIpAddress: true }, []],
    [
        "aws:ec2/launchTemplate:LaunchTemplate",
        { tags: CLUSTER, networkInterfaces: [{ associatePublicIpAddress: "false" }, { associatePublicIpAddress: "true" }] },
        node(TAG, "networkInterfaces[1].associatePublicIpAddress"),
    ],
    ["aws:ec2/launchTemplate:LaunchTemplate", { tags: CLUSTER }, []],
])("%s with %j", (type, props, addresses) => expect(addressesOf(type, props)).toEqual(addresses));

/** @pulumi/eks gives its self-managed nodes public addresses unless told otherwise. */
const EKS = "a node group of EKS";
const AT = "nodeAssociatePublicIpAddress";
test.each<[type: string, props: object, addresses: object[]]>([
    ["eks:index:NodeGroupV2", { [AT]: true }, node(EKS, AT)],
    ["eks:index:NodeGroupV2", { [AT]: false }, []],
    ["eks:index:NodeGroupV2", { instanceType: "m5.large" }, node(EKS, AT, "default")],
    ["eks:index:NodeGroup", { instanceType: "m5.large" }, node(EKS, AT, "default")],
    ["eks:index:NodeGroupV2", {}, []],
    ["eks:index:Cluster", { [AT]: true }, node(EKS, AT)],
    ["eks:index:Cluster", { nodeGroupOptions: { [AT]: true } }, node(EKS, `nodeGroupOptions.${AT}`)],
    ["eks:index:Cluster", { instanceType: "m5.large" }, []],
])("the component %s with %j", (type, props, addresses) => expect(addressesOf(type, props)).toEqual(addresses));

test.each<[type: string, spec: object, at: string | undefined, why: string]>([
    [
        "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
        { associatePublicIPAddress: true },
        "spec.associatePublicIPAddress",
        "an EC2NodeClass of Karpenter",
    ],
    ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { associatePublicIPAddress: false }, undefined, ""],
    ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", {}, undefined, ""],
    [
        "kubernetes:kops.k8s.io/v1alpha2:InstanceGroup",
        { associatePublicIp: true },
        "spec.associatePublicIp",
        "a configuration of kops",
    ],
    [CAPI, { template: { spec: { publicIP: true } } }, "spec.template.spec.publicIP", "a machine of Cluster API"],
    [CAPI, { template: { spec: {} } }, undefined, ""],
])("%s declares %j", (type, spec, at, why) => expect(addressesOf(type, { spec })).toEqual(at === undefined ? [] : node(why, at)));

test("a cluster of kops has no such switch, and is not read", () =>
    expect(publicAddresses.rows.has("kubernetes:kops.k8s.io/v1alpha2:Cluster")).toBe(false));
