import { ifKnown } from "../../lib/read-all";
import { unproxied } from "../../lib/same-data";
import type { Cursor } from "../../parse/cursor";

/**
 * `make`, but made once for all policies: dozens read a chart's values, and those of a large chart have thousands of places.
 *
 * @param make of values that cannot be read it is made for each who asks
 */
export function oncePerValues<V>(make: (values: Cursor<unknown>) => V): (values: Cursor<unknown>) => V {
    const made = new WeakMap<object, { readonly value: V }>();
    return (values) => {
        const key = unproxied(ifKnown(() => values.raw()));
        if (typeof key !== "object" || key === null) return make(values);
        let known = made.get(key);
        if (known === undefined) made.set(key, (known = { value: make(values) }));
        return known.value;
    };
}
