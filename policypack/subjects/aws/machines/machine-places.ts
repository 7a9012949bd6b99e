import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";

type Place = Cursor<Record<string, unknown>>;

/**
 * Where a resource says what the machines are like that it is or starts: the resource itself, and what nests a whole description of one, as
 * `launchTemplateData` (aws-native) and a spot fleet's `launchSpecifications` do.
 */
export function machinePlaces(props: Cursor<unknown>): Place[] {
    const own = props as Place;
    const fleet = own.field("spotFleetRequestConfigData") as Place;
    return [
        own,
        own.field("launchTemplateData") as Place,
        ...itemsOf(own.field("launchSpecifications")),
        ...itemsOf(fleet.field("launchSpecifications")),
    ];
}

/** The objects of a list that can be read. */
export const itemsOf = (list: Cursor<unknown>): Place[] =>
    ifKnown(() => [...(list as Cursor<Record<string, unknown>[]>).items()]) ?? [];

/** Texts of one property in each place that says it. */
export const textsIn = (props: Cursor<unknown>, property: string): string[] =>
    machinePlaces(props).flatMap((place) => ifKnown(() => place.field(property).text()) ?? []);
