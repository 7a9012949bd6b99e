import type { TaskDefinitionArgs as NativeTaskArgs } from "@pulumi/aws-native/ecs/taskDefinition";
import type { FunctionArgs as NativeFunctionArgs } from "@pulumi/aws-native/lambda/function";
import type { ProjectArgs } from "@pulumi/aws/codebuild/project";
import type { TaskDefinitionArgs } from "@pulumi/aws/ecs/taskDefinition";
import type { FunctionArgs } from "@pulumi/aws/lambda/function";
import { each, on, type Resource, type Thunk } from "../../lib/subject";
import { Cursor } from "../../parse/cursor";
import { ifKnown } from "../../lib/read-all";
import { type KeyStore, type KeyStoreRows, partsOf, textAt } from "./key-store";

/** A container of ECS, as far as it is read; the task definition holds a list of them as JSON. */
interface Container {
    environment: { name: string; value: string }[];
}

/** Environment variables: everybody who may describe the function, task or project reads them. */
export const everyEnvironmentStore: KeyStoreRows = (lens) => {
    type V = ReturnType<typeof lens> extends Iterable<Thunk<infer R>> ? R : never;
    const map = (resource: Resource, variables: Cursor<Record<string, string> | undefined>, of: string) =>
        each(
            partsOf(() => variables.entries(), [resource.name]),
            ([name, value]) => lens(storeOf(resource, name, value as Cursor<string>, of), resource),
        );
    const list = (resource: Resource, variables: Cursor<{ name: string; value: string }[]>, of: string) =>
        each(
            partsOf(() => variables.items(), [resource.name]),
            (one) => {
                const variable = one as Cursor<{ name: string; value: string }>;
                const name = ifKnown(() => variable.field("name").text()) ?? "";
                return lens(storeOf(resource, name, variable.field("value"), of), resource);
            },
        );
    const containers = (resource: Resource, all: Iterable<Cursor<Container>>) =>
        each(all, (container) => list(resource, container.field("environment"), "a container"));
    return [
        on<FunctionArgs>()<V>("aws:lambda/function:Function", (resource) =>
            map(resource, resource.props.field("environment").field("variables"), "a function"),
        ),
        on<NativeFunctionArgs>()<V>("aws-native:lambda:Function", (resource) =>
            map(resource, resource.props.field("environment").field("variables"), "a function"),
        ),
        on<TaskDefinitionArgs>()<V>("aws:ecs/taskDefinition:TaskDefinition", (resource) =>
            containers(resource, containersOf(resource.props.field("containerDefinitions"))),
        ),
        on<NativeTaskArgs>()<V>("aws-native:ecs:TaskDefinition", (resource) =>
            containers(
                resource,
                partsOf(
                    () => resource.props.field("containerDefinitions").items() as Iterable<Cursor<Container>>,
                    [resource.name],
                ),
            ),
        ),
        on<ProjectArgs>()<V>("aws:codebuild/project:Project", (resource) =>
            list(
                resource,
                resource.props.field("environment").field("environmentVariables") as Cursor<{ name: string; value: string }[]>,
                "a build",
            ),
        ),
    ];
};

/** None for what is unknown yet, or no JSON: most stacks have such definitions, and `up` judges them before anything is created. */
function containersOf(definitions: Cursor<string>): Iterable<Cursor<Container>> {
    const text = ifKnown(() => definitions.text());
    if (text === undefined || (!text.includes("PRIVATE KEY") && !text.includes("LS0tLS1CRUdJTi"))) return [];
    try {
        return Cursor.of<Container[]>(JSON.parse(text), definitions.path).items() as Iterable<Cursor<Container>>;
    } catch {
        return [];
    }
}

function storeOf(resource: Resource, name: string, value: Cursor<string>, of: string): KeyStore {
    return {
        at: value.path,
        property: value.path.replace(/[.[][^]*$/, ""),
        names: [resource.name, name],
        name,
        place: { kind: "environment", of },
        text: () => textAt(value),
    };
}
