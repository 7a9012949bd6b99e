import type { StackResource } from "../../lib/subject";
import { Cursor } from "../../parse/cursor";
import { ifKnown } from "../../lib/read-all";

/** How deep a property may nest an id: `vpcConfig.securityGroupIds[0]`, `networkInterfaces[0].securityGroups[0]`. */
const DEEPEST = 5;

/**
 * Which resources of a stack a property refers to. Ids join where they are known, also when a program writes them out; where they are
 * not, at a preview, the engine still knows which resource each property's value comes from.
 */
export class References {
    private readonly byKey = new Map<string, StackResource>();

    /**
     * @param targets the resources to look for, each with an id of its own kind (`sg-…`, `lt-…`)
     * @param names what else a target is called by, such as the name of a launch template or the group that a cluster has
     */
    constructor(targets: Iterable<StackResource>, names: (target: StackResource) => readonly (string | undefined)[] = () => []) {
        for (const target of targets) {
            for (const key of [idOf(target), arnOf(target), ...names(target)]) {
                if (key !== undefined && key !== "") this.byKey.set(key, target);
            }
        }
    }

    /** The target with this id, where ids are known. */
    withId(id: string): StackResource | undefined {
        return this.byKey.get(id);
    }

    /** @returns the targets, and with them every other resource that the values are made from */
    of(resource: StackResource, property: (name: string) => boolean): Set<StackResource> {
        const found = new Set<StackResource>();
        for (const [name, sources] of Object.entries(resource.propertyDependencies)) {
            if (property(name)) for (const source of sources) found.add(source);
        }
        for (const [name, value] of entriesOf(resource.props)) {
            if (property(name)) this.collect(value, found, DEEPEST);
        }
        return found;
    }

    private collect(place: Cursor<unknown>, found: Set<StackResource>, depth: number): void {
        const value = ifKnown(() => place.raw());
        if (typeof value === "string") {
            const target = this.byKey.get(value);
            if (target !== undefined) found.add(target);
        } else if (typeof value === "object" && value !== null && depth > 0) {
            const parts = Array.isArray(value)
                ? (place as Cursor<unknown[]>).items()
                : [...entriesOf(place)].map(([, part]) => part);
            for (const part of parts) this.collect(part, found, depth - 1);
        }
    }
}

const arnOf = ({ props }: StackResource): string | undefined =>
    ifKnown(() => (props as Cursor<{ arn: string }>).field("arn").text());

/** The provider's id of a resource, where it is known. */
export const idOf = ({ type, props }: StackResource): string | undefined =>
    ID_PROPERTIES.filter((property) => property === "id" || type.startsWith("aws-native:"))
        .map((property) => ifKnown(() => (props as Cursor<Record<string, unknown>>).field(property).text()))
        .find((id) => id !== undefined);

/** `aws-native` resources say their ids in properties named as in CloudFormation, and what that calls `Id` in `awsId`. */
const ID_PROPERTIES = ["id", "groupId", "prefixListId", "awsId"];

const entriesOf = (place: Cursor<unknown>) => (place as Cursor<Record<string, unknown>>).entries();
