import { unproxied } from "../../lib/same-data";
import type { Cursor } from "../../parse/cursor";
import { ifKnown } from "../aws/read-all";

/**
 * What is made of a chart's values, made once for all policies: dozens read them, and the values of a large chart have thousands of places.
 *
 * @param known what was made of which values
 */
export function oncePerValues<V>(values: Cursor<unknown>, known: WeakMap<object, V>, make: (values: Cursor<unknown>) => V): V {
    const key = unproxied(ifKnown(() => values.raw()));
    if (typeof key !== "object" || key === null) return make(values);
    let made = known.get(key);
    if (made === undefined) known.set(key, (made = make(values)));
    return made;
}
