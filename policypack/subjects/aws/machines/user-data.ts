import type { InstanceArgs } from "@pulumi/aws/ec2/instance";
import type { LaunchConfigurationArgs } from "@pulumi/aws/ec2/launchConfiguration";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import type { SpotFleetRequestArgs } from "@pulumi/aws/ec2/spotFleetRequest";
import type { SpotInstanceRequestArgs } from "@pulumi/aws/ec2/spotInstanceRequest";
import type { ImageRecipeArgs } from "@pulumi/aws/imagebuilder/imageRecipe";
import type { InstanceArgs as LightsailArgs } from "@pulumi/aws/lightsail/instance";
import { each, on, type Resource, type Row } from "../../../lib/subject";
import { bootOfUserData } from "../../../node/user-data";
import type { Cursor } from "../../../parse/cursor";
import { bootsAt } from "../../boot-places";
import type { BootLens } from "../../boot-carrier";

/** What each resource that starts machines, or builds their images, has of user data, read as the machine reads it. */
export function everyUserData<V>(lens: BootLens<V>): Row<V>[] {
    const from = (resource: Resource, ...places: readonly Cursor<string | undefined>[]) =>
        bootsAt(lens, resource, bootOfUserData, ...places);
    return [
        on<LaunchTemplateArgs>()("aws:ec2/launchTemplate:LaunchTemplate", (resource) =>
            from(resource, resource.props.field("userData")),
        ),
        on<InstanceArgs>()("aws:ec2/instance:Instance", (resource) =>
            from(resource, resource.props.field("userData"), resource.props.field("userDataBase64")),
        ),
        on<SpotInstanceRequestArgs>()("aws:ec2/spotInstanceRequest:SpotInstanceRequest", (resource) =>
            from(resource, resource.props.field("userData"), resource.props.field("userDataBase64")),
        ),
        on<SpotFleetRequestArgs>()("aws:ec2/spotFleetRequest:SpotFleetRequest", (resource) =>
            each(resource.props.field("launchSpecifications").items(), (specification) =>
                from(resource, specification.field("userData")),
            ),
        ),
        on<LaunchConfigurationArgs>()("aws:ec2/launchConfiguration:LaunchConfiguration", (resource) =>
            from(resource, resource.props.field("userData"), resource.props.field("userDataBase64")),
        ),
        on<ImageRecipeArgs>()("aws:imagebuilder/imageRecipe:ImageRecipe", (resource) =>
            from(resource, resource.props.field("userDataBase64")),
        ),
        // Lightsail has no Kubernetes of its own; what its user data installs tells.
        on<LightsailArgs>()("aws:lightsail/instance:Instance", (resource) => from(resource, resource.props.field("userData"))),
    ];
}
