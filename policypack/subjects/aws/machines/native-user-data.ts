import type { LaunchConfigurationArgs } from "@pulumi/aws-native/autoscaling/launchConfiguration";
import type { InstanceArgs } from "@pulumi/aws-native/ec2/instance";
import type { LaunchTemplateArgs } from "@pulumi/aws-native/ec2/launchTemplate";
import type { SpotFleetArgs } from "@pulumi/aws-native/ec2/spotFleet";
import type { ImageRecipeArgs } from "@pulumi/aws-native/imagebuilder/imageRecipe";
import type { InstanceArgs as LightsailArgs } from "@pulumi/aws-native/lightsail/instance";
import { each, on, type Resource, type Row } from "../../../lib/subject";
import { bootOfUserData } from "../../../node/user-data";
import type { Cursor } from "../../../parse/cursor";
import { bootsAt } from "../../boot-places";
import type { BootLens } from "../../boot-carrier";

/** User data in the resources of AWS Cloud Control, which are CloudFormation's in lower camel case. */
export function everyNativeUserData<V>(lens: BootLens<V>): Row<V>[] {
    const from = (resource: Resource, place: Cursor<string | undefined>) => bootsAt(lens, resource, bootOfUserData, place);
    return [
        on<LaunchTemplateArgs>()("aws-native:ec2:LaunchTemplate", (resource) =>
            from(resource, resource.props.field("launchTemplateData").field("userData")),
        ),
        on<InstanceArgs>()("aws-native:ec2:Instance", (resource) => from(resource, resource.props.field("userData"))),
        on<SpotFleetArgs>()("aws-native:ec2:SpotFleet", (resource) =>
            each(resource.props.field("spotFleetRequestConfigData").field("launchSpecifications").items(), (specification) =>
                from(resource, specification.field("userData")),
            ),
        ),
        on<LaunchConfigurationArgs>()("aws-native:autoscaling:LaunchConfiguration", (resource) =>
            from(resource, resource.props.field("userData")),
        ),
        on<ImageRecipeArgs>()("aws-native:imagebuilder:ImageRecipe", (resource) =>
            from(resource, resource.props.field("additionalInstanceConfiguration").field("userDataOverride")),
        ),
        on<LightsailArgs>()("aws-native:lightsail:Instance", (resource) => from(resource, resource.props.field("userData"))),
    ];
}
