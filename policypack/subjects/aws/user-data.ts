import type { InstanceArgs } from "@pulumi/aws/ec2/instance";
import type { LaunchConfigurationArgs } from "@pulumi/aws/ec2/launchConfiguration";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import type { SpotInstanceRequestArgs } from "@pulumi/aws/ec2/spotInstanceRequest";
import { each, on, type Resource, type Row } from "../../lib/subject";
import { bootOfUserData } from "../../node/user-data";
import type { Cursor } from "../../parse/cursor";
import type { BootLens } from "../node-boot";

/** What each resource that starts EC2 machines has of user data, read as the machine reads it. */
export function everyUserData<V>(lens: BootLens<V>): Row<V>[] {
    const from = (resource: Resource, ...properties: readonly Cursor<string | undefined>[]) =>
        each(properties, function* (property) {
            const text = property.text();
            if (text !== undefined && text !== "") yield* lens(bootOfUserData(text, property.path), resource);
        });
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
        on<LaunchConfigurationArgs>()("aws:ec2/launchConfiguration:LaunchConfiguration", (resource) =>
            from(resource, resource.props.field("userData"), resource.props.field("userDataBase64")),
        ),
    ];
}
