import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { HardenedNodeGroup } from "../hardened-node-group/hardened-node-group";
import { trustOf } from "../lib/policy-document";
import type { ClusterNodeGroup, NamespaceAccess } from "./cluster-options";
import { kubeconfig } from "./kubeconfig";
import { checkCluster } from "./validation";

/** Arguments of `HardenedCluster`. */
export interface HardenedClusterArgs {
    /** Private subnets in two zones at least, for the control plane's interfaces and the nodes. */
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    /** The name of the cluster. Default: the name of the component. */
    clusterName?: string;
    /** The version of Kubernetes. Default: the newest of EKS. */
    kubernetesVersion?: pulumi.Input<string>;
    /** More security groups of the control plane's interfaces, beside the one that EKS makes: a `NodeFirewall`'s. Default: none. */
    securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The security groups of nodes: a `NodeFirewall`'s, which opens no more than nodes and control plane need. Default: the one that EKS makes
     * for the cluster, whose members alone reach each other, on every port.
     */
    nodeSecurityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
    /** Node groups. Default: none. */
    nodeGroups?: ClusterNodeGroup[];
    /** Who works in which namespaces. Default: nobody, the creator of the cluster neither. */
    namespaceAccess?: NamespaceAccess[];
    /** ARNs of roles and users who read the whole cluster but its Secrets, and no node's sub-resources. Default: none. */
    viewers?: pulumi.Input<string>[];
    /** The ARN of the KMS key that encrypts Secrets; it cannot be changed later. Default: a key of its own, which is rotated. */
    secretsKeyArn?: pulumi.Input<string>;
    /** For how many days the control plane's logs are kept: 0 (for ever) or a number that CloudWatch takes. Default: 400. */
    controlPlaneLogDays?: number;
    /** The ARN of the KMS key that encrypts the control plane's logs; its policy must let CloudWatch Logs use it. Default: a key of CloudWatch. */
    controlPlaneLogKeyArn?: pulumi.Input<string>;
    /** Tags of everything that is made. Default: none. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;

    /**
     * IPv4 ranges outside the VPC that reach the API server, so that a credential which somebody loses works from there. Default: none, and the
     * endpoint is private. Reported by `cluster-endpoint-restricted` where its setting `requirePrivateEndpoint` is on or a range is not trusted.
     */
    exposeApiServerTo?: string[];
    /**
     * ARNs of roles and users who administer the whole cluster, every kubelet through `nodes/proxy` among it. Default: none. Each is reported by
     * `cluster-administrators-named` unless its setting `clusterAdministrators` names them.
     */
    giveWholeClusterTo?: pulumi.Input<string>[];
    /**
     * ARNs of roles and users who read everything, Secrets and `nodes/proxy` among it, with which reading is running commands. Default: none.
     * Each is reported by `cluster-view-restricted` unless its setting `clusterReaders` names them.
     */
    letReadEverything?: pulumi.Input<string>[];
}

const LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const KEEP_DAYS = 400;

/**
 * An EKS cluster with a private endpoint, every log of the control plane, encrypted Secrets and nobody in it but those who are named; its node
 * groups are `HardenedNodeGroup`s, and the network plugin has a role of its own, so that nodes need none of its rights.
 *
 * What belongs inside the cluster is made with a Kubernetes provider of the program's, from `kubeconfig`: `RestrictedNamespace`,
 * `KubeletReadAccess`, admission policies. A component makes no providers, and one that is handed in could not come from this cluster.
 */
export class HardenedCluster extends pulumi.ComponentResource {
    /** The name of the cluster, once network plugin and kube-proxy are there. */
    public readonly clusterName: pulumi.Output<string>;
    /** The URL of the API server. */
    public readonly endpoint: pulumi.Output<string>;
    /** A kubeconfig without secrets: it asks the AWS command line for a token. */
    public readonly kubeconfig: pulumi.Output<string>;
    /** The security group that EKS makes for control plane and nodes. */
    public readonly clusterSecurityGroupId: pulumi.Output<string>;
    /** The ARNs of the roles of nodes, in the order of `nodeGroups`. */
    public readonly nodeRoleArns: pulumi.Output<string[]>;
    /** The names of the node groups on which nothing records who reads and writes what: those on Bottlerocket. */
    public readonly unauditedNodeGroups: pulumi.Output<string[]>;

    /**
     * @param name the name of the component; its children are named after it
     * @param args the network, who may enter, the nodes, and what differs from the defaults
     * @param opts options of the component
     * @throws InputPropertyError when an argument cannot be taken
     */
    constructor(name: string, args: HardenedClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:HardenedCluster", name, { ...args }, opts);
        const clusterName = args.clusterName ?? name;
        checkCluster({ ...args, clusterName });
        const child = { parent: this };
        const tags = args.tags ?? {};
        const { partition } = aws.getPartitionOutput({}, child);

        /** A role for a service of AWS, with one policy of AWS. */
        const role = (suffix: string, service: string, actions: string[], policy: string) => {
            const made = new aws.iam.Role(`${name}-${suffix}`, { assumeRolePolicy: trustOf(service, { actions }), tags }, child);
            const policyArn = pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}`;
            const attached = new aws.iam.RolePolicyAttachment(`${name}-${suffix}`, { role: made.name, policyArn }, child);
            return { arn: made.arn, attached };
        };
        const controlPlane = role("control-plane", "eks.amazonaws.com", ["sts:AssumeRole"], "AmazonEKSClusterPolicy");

        const keyArn =
            args.secretsKeyArn ??
            new aws.kms.Key(
                `${name}-secrets`,
                { description: `Secrets of ${clusterName}`, enableKeyRotation: true, deletionWindowInDays: 30, tags },
                child,
            ).arn;
        // EKS writes to a group of this name. Made here, it is kept for as long as somebody decided.
        const logs = new aws.cloudwatch.LogGroup(
            `${name}-control-plane-logs`,
            {
                name: `/aws/eks/${clusterName}/cluster`,
                retentionInDays: args.controlPlaneLogDays ?? KEEP_DAYS,
                ...(args.controlPlaneLogKeyArn !== undefined && { kmsKeyId: args.controlPlaneLogKeyArn }),
                tags,
            },
            child,
        );

        const ranges = args.exposeApiServerTo ?? [];
        const cluster = new aws.eks.Cluster(
            `${name}-cluster`,
            {
                name: clusterName,
                roleArn: controlPlane.arn,
                ...(args.kubernetesVersion !== undefined && { version: args.kubernetesVersion }),
                vpcConfig: {
                    subnetIds: args.subnetIds,
                    ...(args.securityGroupIds !== undefined && { securityGroupIds: args.securityGroupIds }),
                    endpointPrivateAccess: true,
                    endpointPublicAccess: ranges.length > 0,
                    ...(ranges.length > 0 && { publicAccessCidrs: ranges }),
                },
                accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
                enabledClusterLogTypes: LOGS,
                encryptionConfig: { provider: { keyArn }, resources: ["secrets"] },
                // They are add-ons here, and the network plugin's has its own role.
                bootstrapSelfManagedAddons: false,
                tags,
            },
            { ...child, dependsOn: [controlPlane.attached, logs] },
        );

        const grant = (suffix: string, principalArn: pulumi.Input<string>, policy: string, namespaces?: string[]) => {
            const entry = new aws.eks.AccessEntry(
                `${name}-${suffix}`,
                { clusterName: cluster.name, principalArn, type: "STANDARD", tags },
                child,
            );
            new aws.eks.AccessPolicyAssociation(
                `${name}-${suffix}`,
                {
                    clusterName: cluster.name,
                    principalArn: entry.principalArn,
                    policyArn: pulumi.interpolate`arn:${partition}:eks::aws:cluster-access-policy/${policy}`,
                    accessScope: namespaces === undefined ? { type: "cluster" } : { type: "namespace", namespaces },
                },
                child,
            );
        };
        (args.namespaceAccess ?? []).forEach((one, i) =>
            grant(`namespace-access-${i}`, one.principalArn, `AmazonEKS${one.role}Policy`, one.namespaces),
        );
        (args.viewers ?? []).forEach((who, i) => grant(`viewer-${i}`, who, "AmazonEKSViewPolicy"));
        (args.letReadEverything ?? []).forEach((who, i) => grant(`reader-${i}`, who, "AmazonEKSAdminViewPolicy"));
        (args.giveWholeClusterTo ?? []).forEach((who, i) => grant(`administrator-${i}`, who, "AmazonEKSClusterAdminPolicy"));

        const plugin = role(
            "network-plugin",
            "pods.eks.amazonaws.com",
            ["sts:AssumeRole", "sts:TagSession"],
            "AmazonEKS_CNI_Policy",
        );
        const addOn = (
            addonName: string,
            clusterOfIt: pulumi.Input<string>,
            more: Partial<aws.eks.AddonArgs> = {},
            on: pulumi.Resource[] = [],
        ) =>
            new aws.eks.Addon(
                `${name}-${addonName}`,
                { clusterName: clusterOfIt, addonName, tags, ...more },
                { ...child, dependsOn: on },
            );
        const identities = addOn("eks-pod-identity-agent", cluster.name);
        const associations = [{ serviceAccount: "aws-node", roleArn: plugin.arn }];
        const needed = [
            addOn("kube-proxy", cluster.name),
            addOn("vpc-cni", cluster.name, { podIdentityAssociations: associations }, [identities, plugin.attached]),
        ];
        // Taken from the add-ons, so that nodes come after what makes them ready.
        const withNetwork = pulumi.all(needed.map((one) => one.clusterName)).apply(([known]) => known!);

        const groups = (args.nodeGroups ?? []).map(({ name: group, ...options }) => ({
            group,
            made: new HardenedNodeGroup(
                `${name}-${group}`,
                {
                    subnetIds: args.subnetIds,
                    tags,
                    ...options,
                    clusterName: withNetwork,
                    securityGroupIds: args.nodeSecurityGroupIds ?? [cluster.vpcConfig.clusterSecurityGroupId],
                },
                child,
            ),
        }));
        // Its Pods need a node to be ready on.
        if (groups.length > 0)
            addOn(
                "coredns",
                withNetwork,
                {},
                groups.map(({ made }) => made),
            );

        this.clusterName = withNetwork;
        this.endpoint = cluster.endpoint;
        this.kubeconfig = pulumi
            .all([cluster.name, cluster.endpoint, cluster.certificateAuthority.data])
            .apply(([known, endpoint, authority]) => kubeconfig({ name: known, endpoint, authority }));
        this.clusterSecurityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
        this.nodeRoleArns = pulumi.all(groups.map(({ made }) => made.roleArn));
        this.unauditedNodeGroups = pulumi
            .all(groups.map(({ group, made }) => made.isAudited.apply((isAudited) => (isAudited ? [] : [group]))))
            .apply((names) => names.flat());
        this.registerOutputs({
            clusterName: this.clusterName,
            endpoint: this.endpoint,
            kubeconfig: this.kubeconfig,
            clusterSecurityGroupId: this.clusterSecurityGroupId,
            nodeRoleArns: this.nodeRoleArns,
            unauditedNodeGroups: this.unauditedNodeGroups,
        });
    }
}
