import type { ParameterArgs as NativeParameterArgs } from "@pulumi/aws-native/ssm/parameter";
import type { BucketObjectArgs } from "@pulumi/aws/s3/bucketObject";
import type { BucketObjectv2Args } from "@pulumi/aws/s3/bucketObjectv2";
import type { ParameterArgs } from "@pulumi/aws/ssm/parameter";
import { each, on, type Props, type Resource, type Row } from "../../lib/subject";
import type { KeyPlace } from "../../model/stored-key";
import type { Cursor } from "../../parse/cursor";
import { ifKnown } from "../../lib/read-all";
import { bootsOfNodeContent } from "../content";
import { type KeyStore, type KeyStoreRows, textAt } from "./key-store";

type Lens<V> = Parameters<typeof everyAwsStore<V>>[0];

/** Parameters of Systems Manager that are not encrypted, and objects of S3. What a node boots from, with the keys in it, is read elsewhere. */
export const everyAwsStore: KeyStoreRows = (lens) => [
    ...parameters(lens),
    on<BucketObjectArgs>()("aws:s3/bucketObject:BucketObject", (resource) => objects(lens, resource)),
    on<BucketObjectv2Args>()("aws:s3/bucketObjectv2:BucketObjectv2", (resource) => objects(lens, resource)),
];

function parameters<V>(lens: Lens<V>): Row<V>[] {
    return [
        on<ParameterArgs>()("aws:ssm/parameter:Parameter", (resource) => {
            const { props } = resource;
            const type = ifKnown(() => props.field("type").text());
            const isSet = (ifKnown(() => props.field("value").text()) ?? "") !== "";
            // Once the parameter is made, AWS's provider shows the value as both.
            const open = [
                ...(type === "SecureString" ? [] : [props.field("value")]),
                ...(isSet ? [] : [props.field("insecureValue")]),
            ];
            return each(open, (value) => {
                const by = value.path === "value" ? `type ${type ?? "String"}` : value.path;
                return lens(storeOf(resource, props.field("name"), value, { kind: "plain parameter", by }), resource);
            });
        }),
        // CloudFormation makes no SecureString.
        on<NativeParameterArgs>()("aws-native:ssm:Parameter", (resource) => {
            const { props } = resource;
            const by = `type ${ifKnown(() => props.field("type").text()) ?? "String"}`;
            return lens(storeOf(resource, props.field("name"), props.field("value"), { kind: "plain parameter", by }), resource);
        }),
    ];
}

function objects<V>(lens: Lens<V>, resource: Resource<Props<BucketObjectArgs> | Props<BucketObjectv2Args>>) {
    const props = resource.props as Cursor<Props<BucketObjectv2Args>>;
    const acl = ifKnown(() => props.field("acl").text());
    return each([props.field("content"), props.field("contentBase64")], (content) =>
        lens(storeOf(resource, props.field("key"), content, { kind: "object", acl }), resource),
    );
}

function storeOf(
    resource: Resource,
    name: Cursor<string | undefined>,
    value: Cursor<string | undefined>,
    place: KeyPlace,
): KeyStore {
    const written = ifKnown(() => name.text());
    return {
        at: value.path,
        property: value.path,
        names: [resource.name, ...(written === undefined ? [] : [written])],
        name: written ?? resource.name,
        place,
        text() {
            const text = textAt(value);
            return bootsOfNodeContent(text, value.path).length > 0 ? "" : text;
        },
    };
}
