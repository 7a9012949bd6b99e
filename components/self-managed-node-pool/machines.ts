import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { NodePoolRole, type SelfManagedNodePoolArgs } from "./node-pool-args";

interface Machines {
    readonly userData: pulumi.Output<string>;
    /** The name of the instance profile. */
    readonly profile: pulumi.Output<string>;
    readonly parent: pulumi.Resource;
    /** What must be there first, such as the role's rights. */
    readonly after: pulumi.Resource[];
}

/**
 * The machines of a pool: a launch template and a group that keeps as many as are asked for. A change of the template replaces them one after
 * the other, and no machine of a control plane goes before another has come.
 *
 * @param name the component's
 */
export function machines(name: string, args: SelfManagedNodePoolArgs, { userData, profile, parent, after }: Machines) {
    const options = { parent };
    const isControlPlane = args.role === NodePoolRole.ControlPlane;
    const tags = pulumi.output(args.tags ?? {}).apply((given) => ({
        Name: name,
        [`kubernetes.io/cluster/${args.clusterName}`]: "owned",
        ...(isControlPlane && { "k8s.io/role/control-plane": args.clusterName }),
        ...given,
    }));
    const template = new aws.ec2.LaunchTemplate(
        `${name}-template`,
        {
            imageId: args.amiId,
            instanceType: args.instanceType ?? "m6i.large",
            iamInstanceProfile: { name: profile },
            userData: userData.apply((text) => Buffer.from(text).toString("base64")),
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
            blockDeviceMappings: [
                {
                    deviceName: "/dev/xvda",
                    ebs: {
                        volumeSize: args.volumeSize ?? 50,
                        volumeType: "gp3",
                        encrypted: "true",
                        deleteOnTermination: "true",
                        ...(args.volumeKeyArn !== undefined && { kmsKeyId: args.volumeKeyArn }),
                    },
                },
            ],
            ...(args.allowSshWithKeyPair !== undefined && { keyName: args.allowSshWithKeyPair }),
            tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
            updateDefaultVersion: true,
            ...(args.tags !== undefined && { tags: args.tags }),
        },
        options,
    );
    const minSize = args.minSize ?? (isControlPlane ? 3 : 2);
    const group = new aws.autoscaling.Group(
        `${name}-nodes`,
        {
            vpcZoneIdentifiers: args.subnetIds,
            minSize,
            maxSize: args.maxSize ?? 4,
            desiredCapacity: args.desiredSize ?? minSize,
            launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
            ...(args.targetGroupArns !== undefined && { targetGroupArns: args.targetGroupArns }),
            instanceRefresh: {
                strategy: "Rolling",
                preferences: isControlPlane
                    ? { minHealthyPercentage: 100, maxHealthyPercentage: 134 }
                    : { minHealthyPercentage: 67 },
            },
            // A machine is there before its keys are.
            waitForCapacityTimeout: "0",
            // Tags of machines and volumes are the template's.
            tags: pulumi
                .output(args.tags ?? {})
                .apply((given) =>
                    Object.entries({ Name: name, ...given }).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
                ),
        },
        { ...options, dependsOn: after, ignoreChanges: ["desiredCapacity"] },
    );
    return { template, group };
}
