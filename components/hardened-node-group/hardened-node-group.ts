import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked } from "../lib/arguments";
import { trustOf } from "../lib/policy-document";
import { takesSessions, WORKER_POLICIES, writesLogs } from "./instance-policies";
import { type NodeGroupOptions, NodeProcessor, NodeSystem } from "./node-group-options";
import { nodeUserData } from "./user-data";
import { checkNodeGroup, faultOfLogGroup } from "./validation";

/** Arguments of `HardenedNodeGroup`. */
export interface HardenedNodeGroupArgs extends NodeGroupOptions {
    /** The name of the EKS cluster. */
    clusterName: pulumi.Input<string>;
    /** Private subnets for the nodes. */
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    /** The security groups of the nodes: a `NodeFirewall`'s, or the one that EKS makes for the cluster. At least one. */
    securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}

const AMI_TYPES: Readonly<Record<NodeSystem, Readonly<Record<NodeProcessor, string>>>> = {
    [NodeSystem.AmazonLinux2023]: {
        [NodeProcessor.X86]: "AL2023_x86_64_STANDARD",
        [NodeProcessor.Arm]: "AL2023_ARM_64_STANDARD",
    },
    [NodeSystem.Bottlerocket]: {
        [NodeProcessor.X86]: "BOTTLEROCKET_x86_64",
        [NodeProcessor.Arm]: "BOTTLEROCKET_ARM_64",
    },
};
const DEFAULT_TYPES: Readonly<Record<NodeProcessor, string>> = {
    [NodeProcessor.X86]: "m6i.large",
    [NodeProcessor.Arm]: "m7g.large",
};
const KEEP_DAYS = 400;

/**
 * A managed node group of EKS whose kubelets ask who comes and what they may, serve no read-only port and run no static Pods; whose metadata no
 * Pod reaches, whose volumes are encrypted, which nobody logs in on, and whose audit record leaves the node before its kubelet starts.
 *
 * The nodes' role has no rights of the network plugin: give `aws-node` a role of its own (`HardenedCluster` does).
 */
export class HardenedNodeGroup extends pulumi.ComponentResource {
    /** The ARN of the nodes' role. */
    public readonly roleArn: pulumi.Output<string>;
    /** The name of the nodes' role. Whatever is attached to it is every Pod's that breaks out of its container. */
    public readonly roleName: pulumi.Output<string>;
    /** The id of the launch template. */
    public readonly launchTemplateId: pulumi.Output<string>;
    /** Whether the node records who reads and writes its manifests and its kubelet's configuration. False on Bottlerocket, which cannot. */
    public readonly isAudited: pulumi.Output<boolean>;
    /** The log group of the audit record; empty where no record leaves the nodes. */
    public readonly auditLogGroupName: pulumi.Output<string>;

    /**
     * @param name the name of the component; its children are named after it
     * @param args the cluster, the network, and what differs from the defaults
     * @param opts options of the component
     * @throws InputPropertyError when an argument cannot be taken
     */
    constructor(name: string, args: HardenedNodeGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:HardenedNodeGroup", name, { ...args }, opts);
        checkNodeGroup(args);
        const system = args.system ?? NodeSystem.AmazonLinux2023;
        const processor = args.processor ?? NodeProcessor.X86;
        const isAudited = system === NodeSystem.AmazonLinux2023;
        const isSent = isAudited && args.keepAuditRecordOnNode !== true;
        const logGroup = logGroupOf(name, args);
        const child = { parent: this };
        const tags = args.tags ?? {};
        const { partition } = aws.getPartitionOutput({}, child);

        const role = new aws.iam.Role(
            `${name}-role`,
            {
                description: `Nodes of ${name}`,
                assumeRolePolicy: trustOf("ec2.amazonaws.com"),
                ...(args.permissionsBoundaryArn !== undefined && { permissionsBoundary: args.permissionsBoundaryArn }),
                tags,
            },
            child,
        );
        const rights: pulumi.Resource[] = WORKER_POLICIES.map(
            (policy) =>
                new aws.iam.RolePolicyAttachment(
                    `${name}-${policy}`,
                    { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
                    child,
                ),
        );
        const grant = (suffix: string, policy: pulumi.Input<string>) =>
            rights.push(new aws.iam.RolePolicy(`${name}-${suffix}`, { role: role.name, policy }, child));
        if (args.sessions === true) grant("sessions", takesSessions());
        if (isSent) {
            grant(
                "audit-log",
                pulumi.all([partition, logGroup]).apply(([known, group]) => writesLogs(known, group)),
            );
        }
        if (isSent && args.sendAuditRecordTo === undefined) {
            rights.push(
                new aws.cloudwatch.LogGroup(
                    `${name}-audit-log`,
                    {
                        name: logGroup,
                        retentionInDays: args.auditRecordDays ?? KEEP_DAYS,
                        ...(args.auditLogKeyArn !== undefined && { kmsKeyId: args.auditLogKeyArn }),
                        tags,
                    },
                    child,
                ),
            );
        }

        const template = new aws.ec2.LaunchTemplate(
            `${name}-template`,
            {
                userData: logGroup.apply((group) => base64(nodeUserData({ ...args, system }, isSent ? group : undefined))),
                metadataOptions: {
                    httpEndpoint: "enabled",
                    httpTokens: "required",
                    // The packets of a Pod with a network of its own take two.
                    httpPutResponseHopLimit: args.exposeMetadataToPods === true ? 2 : 1,
                },
                networkInterfaces: [
                    {
                        deviceIndex: 0,
                        associatePublicIpAddress: String(args.exposeNodesToInternet ?? false),
                        deleteOnTermination: "true",
                        securityGroups: args.securityGroupIds,
                    },
                ],
                blockDeviceMappings: volumesOf(system, args),
                ...(args.allowSshWithKeyPair !== undefined && { keyName: args.allowSshWithKeyPair }),
                // EC2 takes no specification without a tag.
                tagSpecifications: ["instance", "volume"].map((resourceType) => ({
                    resourceType,
                    tags: pulumi.output(tags).apply((given) => ({ Name: name, ...given })),
                })),
                updateDefaultVersion: true,
                tags,
            },
            child,
        );

        const minSize = args.minSize ?? 2;
        new aws.eks.NodeGroup(
            `${name}-nodes`,
            {
                clusterName: args.clusterName,
                nodeRoleArn: role.arn,
                subnetIds: args.subnetIds,
                amiType: AMI_TYPES[system][processor],
                instanceTypes: args.instanceTypes ?? [DEFAULT_TYPES[processor]],
                launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
                scalingConfig: { minSize, maxSize: args.maxSize ?? 4, desiredSize: args.desiredSize ?? minSize },
                updateConfig: { maxUnavailablePercentage: 33 },
                ...(args.kubernetesVersion !== undefined && { version: args.kubernetesVersion }),
                ...(args.labels !== undefined && { labels: args.labels }),
                ...(args.taints !== undefined && { taints: args.taints }),
                tags,
            },
            // An autoscaler changes the number; without its rights a node does not join, or leaves no record.
            { ...child, dependsOn: rights, ignoreChanges: ["scalingConfig.desiredSize"] },
        );

        this.roleArn = role.arn;
        this.roleName = role.name;
        this.launchTemplateId = template.id;
        this.isAudited = pulumi.output(isAudited);
        this.auditLogGroupName = isSent ? logGroup : pulumi.output("");
        this.registerOutputs({
            roleArn: this.roleArn,
            roleName: this.roleName,
            launchTemplateId: this.launchTemplateId,
            isAudited: this.isAudited,
            auditLogGroupName: this.auditLogGroupName,
        });
    }
}

/** The log group for the audit record, whoever makes it. A preview knows it unless what was given is not known. */
function logGroupOf(name: string, { auditLogGroup, sendAuditRecordTo }: NodeGroupOptions): pulumi.Output<string> {
    if (sendAuditRecordTo !== undefined) return checked(sendAuditRecordTo, "sendAuditRecordTo", faultOfLogGroup);
    const standard = `/nodes/${pulumi.getProject()}/${pulumi.getStack()}/${name}`;
    return checked(auditLogGroup ?? standard, "auditLogGroup", faultOfLogGroup);
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Bottlerocket has its system on one volume, and images and Pods on another. */
function volumesOf(system: NodeSystem, { volumeSize, volumeKeyArn }: NodeGroupOptions) {
    const volume = (deviceName: string, size: number) => ({
        deviceName,
        ebs: {
            volumeSize: size,
            volumeType: "gp3",
            encrypted: "true",
            deleteOnTermination: "true",
            ...(volumeKeyArn !== undefined && { kmsKeyId: volumeKeyArn }),
        },
    });
    const size = volumeSize ?? 50;
    return system === NodeSystem.Bottlerocket ? [volume("/dev/xvda", 4), volume("/dev/xvdb", size)] : [volume("/dev/xvda", size)];
}
