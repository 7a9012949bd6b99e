import type { LaunchConfigurationArgs as NativeLaunchConfigurationArgs } from "@pulumi/aws-native/autoscaling/launchConfiguration";
import type { InstanceArgs as NativeInstanceArgs } from "@pulumi/aws-native/ec2/instance";
import type { LaunchTemplateArgs as NativeLaunchTemplateArgs } from "@pulumi/aws-native/ec2/launchTemplate";
import type { SpotFleetArgs } from "@pulumi/aws-native/ec2/spotFleet";
import type { InstanceArgs } from "@pulumi/aws/ec2/instance";
import type { LaunchConfigurationArgs } from "@pulumi/aws/ec2/launchConfiguration";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import type { SpotFleetRequestArgs } from "@pulumi/aws/ec2/spotFleetRequest";
import type { SpotInstanceRequestArgs } from "@pulumi/aws/ec2/spotInstanceRequest";
import { each, on, subject } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";

/** The options of the instance metadata service, as every form names them. */
export interface MetadataOptions {
    readonly httpEndpoint?: string;
    readonly httpTokens?: string;
    readonly httpPutResponseHopLimit?: number;
}
type Interfaces = Cursor<readonly { readonly associatePublicIpAddress?: boolean | string }[] | undefined>;

/** What starts one kind of machine: an instance itself, or a template for them. Nothing in it is read before it is asked for. */
export interface Machine {
    /** Where its settings stand, with its tags, image and user data: the resource's own properties, or a part of them. */
    readonly place: Cursor<unknown>;
    /** Absent where the form has none. */
    readonly metadata?: Cursor<MetadataOptions | undefined>;
    readonly keyName: Cursor<string | undefined>;
    /** Asks EC2 for a Windows administrator's password. */
    readonly getPasswordData?: Cursor<boolean | undefined>;
    /** The machine's own switch for a public address. */
    readonly publicAddress?: Cursor<boolean | undefined>;
    /** Interfaces with switches of their own; a launch template has them as text. */
    readonly interfaces?: Interfaces;
}

const metadata = (place: Cursor<unknown>) => place as Cursor<MetadataOptions | undefined>;
const interfaces = (place: Cursor<unknown>) => place as Interfaces;

/** The machines of every resource that starts some. */
export const machines = subject<Machine>(
    on<InstanceArgs>()("aws:ec2/instance:Instance", function* ({ props }) {
        yield () => ({
            place: props,
            metadata: metadata(props.field("metadataOptions")),
            keyName: props.field("keyName"),
            getPasswordData: props.field("getPasswordData"),
            publicAddress: props.field("associatePublicIpAddress"),
        });
    }),
    on<SpotInstanceRequestArgs>()("aws:ec2/spotInstanceRequest:SpotInstanceRequest", function* ({ props }) {
        yield () => ({
            place: props,
            metadata: metadata(props.field("metadataOptions")),
            keyName: props.field("keyName"),
            getPasswordData: props.field("getPasswordData"),
            publicAddress: props.field("associatePublicIpAddress"),
        });
    }),
    on<SpotFleetRequestArgs>()("aws:ec2/spotFleetRequest:SpotFleetRequest", ({ props }) =>
        each(props.field("launchSpecifications").items(), (place) => [
            () => ({ place, keyName: place.field("keyName"), publicAddress: place.field("associatePublicIpAddress") }),
        ]),
    ),
    on<LaunchTemplateArgs>()("aws:ec2/launchTemplate:LaunchTemplate", function* ({ props }) {
        yield () => ({
            place: props,
            metadata: metadata(props.field("metadataOptions")),
            keyName: props.field("keyName"),
            interfaces: interfaces(props.field("networkInterfaces")),
        });
    }),
    on<LaunchConfigurationArgs>()("aws:ec2/launchConfiguration:LaunchConfiguration", function* ({ props }) {
        yield () => ({
            place: props,
            metadata: metadata(props.field("metadataOptions")),
            keyName: props.field("keyName"),
            publicAddress: props.field("associatePublicIpAddress"),
        });
    }),
    on<NativeInstanceArgs>()("aws-native:ec2:Instance", function* ({ props }) {
        yield () => ({
            place: props,
            metadata: metadata(props.field("metadataOptions")),
            keyName: props.field("keyName"),
            interfaces: interfaces(props.field("networkInterfaces")),
        });
    }),
    on<NativeLaunchTemplateArgs>()("aws-native:ec2:LaunchTemplate", function* ({ props }) {
        const data = props.field("launchTemplateData");
        yield () => ({
            place: data,
            metadata: metadata(data.field("metadataOptions")),
            keyName: data.field("keyName"),
            interfaces: interfaces(data.field("networkInterfaces")),
        });
    }),
    on<NativeLaunchConfigurationArgs>()("aws-native:autoscaling:LaunchConfiguration", function* ({ props }) {
        yield () => ({
            place: props,
            metadata: metadata(props.field("metadataOptions")),
            keyName: props.field("keyName"),
            publicAddress: props.field("associatePublicIpAddress"),
        });
    }),
    on<SpotFleetArgs>()("aws-native:ec2:SpotFleet", ({ props }) =>
        each(props.field("spotFleetRequestConfigData").field("launchSpecifications").items(), (place) => [
            () => ({
                place,
                keyName: place.field("keyName"),
                interfaces: interfaces(place.field("networkInterfaces")),
            }),
        ]),
    ),
);
