import type { StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { References } from "../references";

export const isSubnet = ({ type }: StackResource): boolean =>
    /^(aws:ec2\/(subnet:Subnet|defaultSubnet:DefaultSubnet)|aws-native:ec2:Subnet)$/.test(type);

/** The properties by which machines, and what starts them, say where they stand. */
export const subnetProperty = (property: string): boolean =>
    /^(subnetIds?|subnets|vpcZoneIdentifiers?|networkInterfaces|launchSpecifications|launchTemplateData)$/.test(property);

/** Those that hold nothing but subnets, one or a list. */
const PLAIN = ["subnetId", "subnetIds", "subnets", "vpcZoneIdentifiers", "vpcZoneIdentifier"];

/** The subnets of a stack. */
export class Subnets {
    private readonly references: References;

    constructor(stack: readonly StackResource[]) {
        this.references = new References(stack.filter(isSubnet), (subnet) => [
            ifKnown(() => (subnet.props as Cursor<{ subnetId: string }>).field("subnetId").text()),
        ]);
    }

    /**
     * Every subnet that a resource names, when it is certain that these are all: each id is a subnet's of the stack, and where ids are
     * unknown there are as many of them as subnets that the property is made from.
     * @returns undefined when it is not certain, or the resource names none
     */
    allOf(resource: StackResource): readonly StackResource[] | undefined {
        const property = PLAIN.find((name) => isSaid(resource, name));
        if (property === undefined) return undefined;
        const place = (resource.props as Cursor<Record<string, unknown>>).field(property);
        const count = ifKnown(() => (Array.isArray(place.raw()) ? [...(place as Cursor<unknown[]>).items()].length : 1));
        // A single id that is unknown cannot be read at all.
        const expected = count ?? (property === "subnetId" ? 1 : undefined);
        const found = [...this.references.of(resource, (name) => name === property)];
        return expected !== undefined && found.length === expected && found.every(isSubnet) ? found : undefined;
    }
}

function isSaid(resource: StackResource, property: string): boolean {
    if ((resource.propertyDependencies[property] ?? []).length > 0) return true;
    return ifKnown(() => (resource.props as Cursor<Record<string, unknown>>).field(property).isPresent()) === true;
}
