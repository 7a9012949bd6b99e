import type { SecretArgs as NativeSecretArgs } from "@pulumi/aws-native/secretsmanager/secret";
import type { ParameterArgs as NativeParameterArgs } from "@pulumi/aws-native/ssm/parameter";
import type { BucketObjectArgs } from "@pulumi/aws/s3/bucketObject";
import type { BucketObjectv2Args } from "@pulumi/aws/s3/bucketObjectv2";
import type { SecretVersionArgs } from "@pulumi/aws/secretsmanager/secretVersion";
import type { ParameterArgs } from "@pulumi/aws/ssm/parameter";
import { each, on, type Resource, type Row } from "../../lib/subject";
import type { Cursor } from "../../parse/cursor";
import { textIfOfNode } from "../boot-places";
import { bootsOfNodeContent } from "../content";
import { isKeyName } from "../keys/key-name";
import type { BootLens } from "../boot-carrier";
import { ifKnown } from "../../lib/read-all";

/**
 * What nodes fetch when they boot, where the program itself stores it: S3 objects, parameters, secrets. The text of an asset (`source`) is a
 * promise in the SDK, which a policy cannot wait for.
 */
export function everyStoredContent<V>(lens: BootLens<V>): Row<V>[] {
    const from = (resource: Resource, name: Cursor<string | undefined>, ...places: readonly Cursor<string | undefined>[]) =>
        each(places, (place) => {
            const isKey = isKeyName(resource.name) || isKeyName(ifKnown(() => name.text()) ?? "");
            // What is unknown and called a key configures no node: its place is judged by itself.
            const text = isKey
                ? ifKnown(() => place.text())
                : textIfOfNode(
                      place,
                      () => resource.name,
                      () => name.text(),
                  );
            return each(bootsOfNodeContent(text ?? "", place.path), (boot) => lens(boot, resource));
        });
    return [
        on<BucketObjectArgs>()("aws:s3/bucketObject:BucketObject", (resource) =>
            from(resource, resource.props.field("key"), resource.props.field("content"), resource.props.field("contentBase64")),
        ),
        on<BucketObjectv2Args>()("aws:s3/bucketObjectv2:BucketObjectv2", (resource) =>
            from(resource, resource.props.field("key"), resource.props.field("content"), resource.props.field("contentBase64")),
        ),
        on<ParameterArgs>()("aws:ssm/parameter:Parameter", (resource) =>
            from(resource, resource.props.field("name"), resource.props.field("value"), resource.props.field("insecureValue")),
        ),
        on<SecretVersionArgs>()("aws:secretsmanager/secretVersion:SecretVersion", (resource) =>
            from(
                resource,
                resource.props.field("secretId"),
                resource.props.field("secretString"),
                resource.props.field("secretBinary"),
            ),
        ),
        on<NativeParameterArgs>()("aws-native:ssm:Parameter", (resource) =>
            from(resource, resource.props.field("name"), resource.props.field("value")),
        ),
        on<NativeSecretArgs>()("aws-native:secretsmanager:Secret", (resource) =>
            from(resource, resource.props.field("name"), resource.props.field("secretString")),
        ),
    ];
}
