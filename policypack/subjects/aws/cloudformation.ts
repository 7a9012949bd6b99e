import type { StackArgs as NativeStackArgs } from "@pulumi/aws-native/cloudformation/stack";
import type { StackSetArgs as NativeStackSetArgs } from "@pulumi/aws-native/cloudformation/stackSet";
import type { ExtensionResourceArgs } from "@pulumi/aws-native/extensionResource";
import type { ResourceArgs } from "@pulumi/aws/cloudcontrol/resource";
import type { StackArgs } from "@pulumi/aws/cloudformation/stack";
import type { StackSetArgs } from "@pulumi/aws/cloudformation/stackSet";
import { each, on, type Resource, type Row, type Thunk } from "../../lib/subject";
import { Unreadable } from "../../model/unreadable";
import { cloudFormationResources } from "../../parse/cloud-formation";
import { BELOW, Cursor } from "../../parse/cursor";
import { remembered } from "../../parse/remembered";
import { HOLE } from "../../parse/word";
import { yaml } from "../../parse/yaml";
import { concernsNodes } from "../boot-places";
import type { BootLens } from "../boot-carrier";
import { bootsOfResource, carriesNodes } from "./cloudformation-resource";
import { ifKnown } from "../../lib/read-all";

/** Resources of CloudFormation, in templates and by themselves. */
export function everyCloudFormationResource<V>(lens: BootLens<V>): Row<V>[] {
    const within = (resource: Resource, type: string, properties: Cursor<unknown>) =>
        each(bootsOfResource(type, properties), (boots) => each(boots(), (boot) => lens(boot, tagged(resource, properties))));
    function* template(resource: Resource, body: Cursor<unknown>, parameters: Cursor<unknown>): Generator<Thunk<V>> {
        const text = textOf(body);
        if (!concernsNodes(text) && !text.includes("UserData")) return;
        yield* each(resourcesOf(text, body.path, JSON.stringify(given(parameters))), ({ id, type, properties }) =>
            within(resource, type, Cursor.of(properties, `${body.path}${BELOW}Resources.${id}.Properties`)),
        );
    }
    return [
        on<StackArgs>()("aws:cloudformation/stack:Stack", (resource) =>
            template(resource, resource.props.field("templateBody"), resource.props.field("parameters")),
        ),
        on<StackSetArgs>()("aws:cloudformation/stackSet:StackSet", (resource) =>
            template(resource, resource.props.field("templateBody"), resource.props.field("parameters")),
        ),
        on<NativeStackArgs>()("aws-native:cloudformation:Stack", (resource) =>
            template(resource, resource.props.field("templateBody"), resource.props.field("parameters")),
        ),
        on<NativeStackSetArgs>()("aws-native:cloudformation:StackSet", (resource) =>
            template(resource, resource.props.field("templateBody"), resource.props.field("parameters")),
        ),
        on<ResourceArgs>()("aws:cloudcontrol/resource:Resource", function* (resource) {
            const type = resource.props.field("typeName").text() ?? "";
            const state = resource.props.field("desiredState");
            if (carriesNodes(type)) yield* within(resource, type, Cursor.of(stateOf(state), `${state.path}${BELOW}`));
        }),
        on<ExtensionResourceArgs>()("aws-native:index:ExtensionResource", function* (resource) {
            const type = resource.props.field("type").text() ?? "";
            yield* within(resource, type, resource.props.field("properties"));
        }),
    ];
}

/** Each policy asks again. */
const resourcesOf = remembered((text, at, parameters) => {
    const resources = cloudFormationResources(text!, JSON.parse(parameters!) as Record<string, string>, carriesNodes);
    if (!resources.ok) throw new Unreadable(at!, resources.reason);
    return resources.value;
});

/** A template is text, or for aws-native also data. */
function textOf(body: Cursor<unknown>): string {
    const value = body.raw() ?? "";
    return typeof value === "string" ? value : JSON.stringify(value);
}

/** The parameters that are known: a map, or a list of keys and values. */
function given(parameters: Cursor<unknown>): Record<string, string> {
    const value = ifKnown(() => parameters.raw());
    if (typeof value !== "object" || value === null) return {};
    const pairs: (readonly [string | undefined, string | undefined])[] = Array.isArray(value)
        ? [...(parameters as Cursor<{ parameterKey: string; parameterValue: string }[]>).items()].map((one) => [
              ifKnown(() => one.field("parameterKey").text()),
              ifKnown(() => one.field("parameterValue").text()),
          ])
        : [...(parameters as Cursor<Record<string, string>>).entries()].map(([key, one]) => [key, ifKnown(() => one.text())]);
    // One that is not known yet must not fall back to its default.
    return Object.fromEntries(pairs.flatMap(([key, one]) => (key === undefined ? [] : [[key, one ?? HOLE]])));
}

function stateOf(state: Cursor<string>): unknown {
    const value = yaml(state.text() ?? "");
    if (!value.ok) throw new Unreadable(state.path, value.reason);
    return value.value;
}

/** A resource with the tags that CloudFormation gives what the template makes. */
function tagged(resource: Resource, properties: Cursor<unknown>): Resource {
    const tags = (properties as Cursor<{ Tags: { Key: string; Value: string }[] }>).field("Tags");
    const own = ifKnown(() => [...tags.items()].map((tag) => ({ key: tag.field("Key").raw(), value: tag.field("Value").raw() })));
    return own === undefined || own.length === 0 ? resource : { ...resource, props: Cursor.of({ tags: own }) };
}
